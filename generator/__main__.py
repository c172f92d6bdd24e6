"""The command `kronik`, and `python -m generator`.

Most of a short run is loading: who stops it meanwhile is told nothing, rather than where in a library that was.
"""

import sys
from typing import NoReturn


def main(prog_name: str | None = None) -> NoReturn:
    """Load the command line and run it."""
    try:
        from generator.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run(prog_name)


if __name__ == "__main__":
    main("kronik")
