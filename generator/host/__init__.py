"""What runs beside the pure core: other programs, threads, the cache on disk."""
