"""The longest page of each type, found in the built site: no record is named here."""

import json
from pathlib import Path


def pages(site: Path) -> list[str]:
    """Addresses below the site: the lists that grow, the largest page of each type of record and of the known days."""
    found = ["", "timeline/", "claims/", "gaps/"]
    events = [e for path in (site / "api/v1/events").glob("*.json") for e in json.loads(path.read_text())["items"]]
    for kind in ("statement", "deployment", "occurrence"):
        found += _largest(site, [site / "events" / event["id"] for event in events if event["kind"] == kind])
    for vocabulary in ("actors", "places", "sources", "topics", "known"):
        found += _largest(site, list((site / vocabulary).iterdir()))
    return found


def _largest(site: Path, folders: list[Path]) -> list[str]:
    there = [folder for folder in folders if (folder / "index.html").is_file()]
    if not there:
        return []
    most = max(there, key=lambda folder: ((folder / "index.html").stat().st_size, folder.name))
    return [f"{most.relative_to(site).as_posix()}/"]
