"""Stub."""

TABLES: tuple[object, ...] = ()
