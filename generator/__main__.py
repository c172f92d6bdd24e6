"""The command `kronik`, and `python -m generator`.

Most of a short run is loading: who stops it meanwhile is told nothing, rather than where in a library that was.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn


def main(prog_name: str | None = None) -> NoReturn:
    """Load the command line and run it."""
    _open_closed_streams()
    try:
        from generator.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run(prog_name)


def _open_closed_streams() -> None:
    """Give a stream that the caller closed (`>&-`) to nobody, or the next file that is opened takes its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the program ends


if __name__ == "__main__":
    main("kronik")
