"""The Nu Html Checker (https://validator.github.io/validator/) over every page and map."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.tools import MODULES

# Known for what they are; anything else is ours to mend.
_KNOWN = tuple(
    re.compile(pattern)
    for pattern in (
        # Material writes it at the two boxes that open its drawer and its search; browsers then forget them on return.
        r"Attribute “autocomplete” is only allowed when the input type is .*",
        # The rules for pictures are those of SVG 1.1; the attribute is of SVG 2, and all browsers know it.
        r"Attribute “vector-effect” not allowed on element “path” at this point\.",
        # Pages are read from the disk, where no file is of the same origin as another.
        r"Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) “(\.\./|assets/|/).*",
    )
)
# Data in a `script` is never run, so that no policy forbids it (HTML, "prepare the script element").
_DATA = re.compile(r"<script[^>]*type=\"?application/(ld\+)?json")
_AT_ONCE = 400


def faults(site: Path) -> list[str]:
    """Errors and warnings, each once: on how many places, and one of them."""
    files = [str(path) for path in sorted(site.rglob("*")) if _ours(path)]
    told = [m for start in range(0, len(files), _AT_ONCE) for m in _messages(files[start : start + _AT_ONCE])]
    counted = Counter(message["message"] for message in told)
    first = {message["message"]: message for message in reversed(told)}
    print(f"Nu Html Checker: {len(files)} files, {len(told)} messages, {len(counted)} different")
    return [f"{count} x {_line(site, first[text])}" for text, count in counted.most_common()]


def _ours(path: Path) -> bool:
    """Styles are left out: the checker does not know container queries, nor what SVG brought into CSS."""
    return path.suffix in (".html", ".svg")


def _messages(files: list[str]) -> list[dict[str, Any]]:
    """What is wrong in the files; advice and what is known are left out."""
    jar = MODULES / "vnu-jar/build/dist/vnu.jar"
    options = ["--format", "json", "--exit-zero-always", "--also-check-svg"]
    command = ["java", "-Xss4m", "-jar", str(jar), *options, *files]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(run.stderr)["messages"]
    wrong = [m for m in told if m["type"] != "info" or m.get("subType") == "warning"]
    return [m for m in wrong if not _known(m)]


def _known(message: Mapping[str, Any]) -> bool:
    text = message["message"]
    if text.startswith("Inline script violates"):
        return bool(_DATA.search(message.get("extract", "")))
    return any(pattern.fullmatch(text) for pattern in _KNOWN)


def _line(site: Path, message: Mapping[str, Any]) -> str:
    where = message.get("url", "").removeprefix(f"file:{site}/")
    extract = " ".join(message.get("extract", "").split())
    return f"{where}:{message.get('lastLine', 0)}: {message['type']}: {message['message']} [{extract}]"
