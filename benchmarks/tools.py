"""The programs Kronik is compared with, each in an environment of its own under `.cache/benchmarks/`.

What can't be had here is left out, and the table says so.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parent / ".cache/benchmarks"


class Missing(Exception):
    """A program is not to be had; the words say why."""


def python_tools() -> Path:
    """The folder of Hugo, yamale and check-jsonschema, from `requirements.txt` with its hashes."""
    environment, locked = CACHE / "python", HERE / "requirements.txt"
    stamp = environment / ".made-from-lock"
    if not stamp.is_file() or stamp.read_bytes() != locked.read_bytes():
        _run([sys.executable, "-m", "venv", "--clear", environment])
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([environment / "bin/python", *pip, "--require-hashes", "-r", locked])
        stamp.write_bytes(locked.read_bytes())
    return environment / "bin"


def eleventy() -> Path:
    """The program of Eleventy, from `eleventy/package-lock.json`."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("node and npm are not installed")
    environment = CACHE / "eleventy"
    lock = (HERE / "eleventy/package-lock.json").read_bytes()
    stamp = environment / ".made-from-lock"
    if not stamp.is_file() or stamp.read_bytes() != lock:
        shutil.rmtree(environment, ignore_errors=True)
        environment.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "eleventy" / name, environment)
        _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", environment])
        stamp.write_bytes(lock)
    return environment / "node_modules/@11ty/eleventy/cmd.cjs"


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{' '.join(map(str, command[:3]))} failed: {(done.stderr or done.stdout).strip()[-300:]}")
