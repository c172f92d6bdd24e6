"""The commands of `kronik` that need more than a few words; each is a module of its own, listed here."""

import click

from generator.commands.bring import bring, export
from generator.commands.diff import diff
from generator.commands.links import links
from generator.commands.new import new

COMMANDS: tuple[click.Command, ...] = (bring, diff, export, links, new)
"""What `cli.py` adds to its group."""
