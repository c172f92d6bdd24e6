"""`make audit`: workflows by actionlint, all pages by the Nu Html Checker, some by Lighthouse as on a phone.

`python -m audit SITE` prints what it finds and ends with 1 if anything is below its mark. The tools come from
`package-lock.json`; Java, Node and Chromium are the machine's.
"""

import sys
from pathlib import Path

from audit import lighthouse, markup, workflows
from audit.pages import pages


def main(site: Path) -> int:
    """Everything in turn, so that one run tells all."""
    faults = [*workflows.faults(), *markup.faults(site), *lighthouse.faults(site, pages(site))]
    for fault in faults:
        print(f"audit: {fault}", file=sys.stderr)
    print(f"{len(faults)} findings")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
