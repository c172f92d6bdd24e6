"""What the figures were measured on, and how busy it was."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """One paragraph."""
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "pydantic", "PyYAML"))
    return (
        f"{platform.system()} {platform.release()}, {os.cpu_count()} processors ({_processor()}), {_memory()}, "
        f"{platform.python_implementation()} {platform.python_version()}, {packages}; load before the run {load}"
    )


def _processor() -> str:
    return _value("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    found = _value("/proc/meminfo", "MemTotal")
    return f"{int(found.split()[0]) / 2**20:.0f} GiB" if found else "memory not known"


def _value(file: str, key: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
