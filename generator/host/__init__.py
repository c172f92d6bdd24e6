"""What runs beside the pure core: MkDocs made fast without leaving it, the search index, the cache on disk.

Each trick is a small module with a reason, a switch and an equality test. `proven` says when the tricks may be used at
all; `fast: false` on the plugin switches all of them off. What they make is byte for byte what MkDocs and Material
make: `tests/host/` compares whole sites.
"""
