"""`python -m generator` is the command `kronik`."""

from generator.cli import main

main(prog_name="kronik")
