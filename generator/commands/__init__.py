"""The commands of `kronik` that need more than a few words; each is a module of its own, listed here."""

import click

from generator.commands.diff import diff

COMMANDS: tuple[click.Command, ...] = (diff,)
"""What `cli.py` adds to its group."""
