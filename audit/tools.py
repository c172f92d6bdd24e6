"""Where the tools of the audit lie."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = ROOT / ".cache/audit/node_modules"
