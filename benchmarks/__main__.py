"""`make bench`: how long checking and building take as a chronicle grows. Compare rows of one run, not of two."""

import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write_corpus

ROOT = Path(__file__).parents[1]
SIZES = (500, 1000, 2000)


def timed(*command: str, root: Path) -> tuple[float, float]:
    """Wall and processor seconds of a command, which must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used


def main() -> None:
    """Print one table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    write = sys.stdout.write
    write(f"Python {platform.python_version()}, {os.cpu_count()} cores\n\n")
    write("| events | check s | check ms/event | strict build s | build ms/event | ratio to first |\n")
    write("|---|---|---|---|---|---|\n")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "site_config", root / "site_config")
        shutil.copy(ROOT / "mkdocs.yml", root)
        for size in sizes:
            write_corpus(root, size)
            check, _ = timed(sys.executable, "-m", "generator", "check", root=root)
            build, _ = timed(sys.executable, "-m", "mkdocs", "build", "--strict", "-q", root=root)
            first = first or build / size
            ratio = build / size / first
            checking, building = 1000 * check / size, 1000 * build / size
            write(f"| {size} | {check:.2f} | {checking:.2f} | {build:.1f} | {building:.1f} | {ratio:.2f} |\n")
            sys.stdout.flush()


main()
