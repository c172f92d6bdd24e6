"""The commands of `kronik`, a module each, listed here.

One is loaded when it is asked for: loading them all takes longer than most of them run.
"""

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "check": "generator.commands.check:check",
    "diff": "generator.commands.diff:diff",
    "export": "generator.commands.bring:export",
    "fmt": "generator.commands.fmt:fmt",
    "import": "generator.commands.bring:bring",
    "links": "generator.commands.links:links",
    "new": "generator.commands.new:new",
    "schema": "generator.commands.write:schema",
    "write": "generator.commands.write:write_tree",
}
"""The name of each and where it stands; `editorial` is in `cli.py`, which alone may ask the editor."""
