"""What comes from others: locked by hash, from no named place, newer than known holes; files with their origin."""

import hashlib
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = [ROOT / "requirements.txt", *sorted(ROOT.glob("[a-z]*/requirements.txt"))]
NPM_LOCKS = [path for path in sorted(ROOT.glob("[a-z]*/**/package-lock.json")) if "node_modules" not in path.parts]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
MANIFESTS = sorted(
    path for folder in ("generator", "site_config", "tests") for path in ROOT.glob(f"{folder}/**/MANIFEST.json")
)
SUFFIXES_OF_OTHERS = {".ttf", ".otf", ".woff", ".woff2", ".wasm", ".gz", ".whl", ".jar", ".so"}

# The first release without the hole, or with the repair that the site rests on.
FLOORS = {
    "click": "8.4",  # older ones lose the live reload of MkDocs
    "defusedxml": "0.7.1",  # spreadsheets are XML: no entities
    "idna": "3.7",  # CVE-2024-3651: time without bound
    "jinja2": "3.1.6",  # CVE-2025-27516: out of the sandbox
    "markdown": "3.8.1",  # CVE-2025-69534: a crash by unfinished markup
    "mkdocs-material": "9.8.1",  # GHSA-xvg9-69gf-fjrf: scripts by search suggestions
    "pygments": "2.20",  # CVE-2026-4539: time without bound
    "pymdown-extensions": "11.0.1",  # PYSEC-2026-2999, -3609, -3654: paths out of a folder, time without bound
    "requests": "2.32.4",  # CVE-2024-47081: credentials to the wrong host
    "urllib3": "2.7",  # CVE-2026-21441, -44431: bombs behind a redirect
}


def locked(lock: Path) -> Iterator[tuple[Requirement, str]]:
    """Each requirement of a lock, and its lines."""
    text = re.sub(r"^#.*\n", "", lock.read_text(), flags=re.MULTILINE)
    for block in re.split(r"\n(?=\S)", text.strip()):
        yield Requirement(block.split("\\\n")[0].strip()), block


def versions(lock: Path) -> dict[str, set[Version]]:
    """The versions of each package; there may be several, for different systems."""
    found: dict[str, set[Version]] = {}
    for requirement, _ in locked(lock):
        (only,) = requirement.specifier
        found.setdefault(canonicalize_name(requirement.name), set()).add(Version(only.version))
    return found


each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.relative_to(ROOT).as_posix())


@each_lock
def test_everything_is_locked_by_hash(lock: Path) -> None:
    """One version, and the sums of all files it may come in."""
    for requirement, block in locked(lock):
        assert ["=="] == [only.operator for only in requirement.specifier]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), requirement.name


def test_a_lock_names_extras() -> None:
    """Else pip takes a newer release of `coverage[toml]` into account than that of `coverage`, and stops."""
    extras = {canonicalize_name(one.name): one.extras for one, _ in locked(ROOT / "requirements.txt")}
    wanted = (Requirement(text) for name in extras for text in _requires(name))
    asked = [one for one in wanted if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""}))]
    assert asked
    assert [] == [str(one) for one in asked if not one.extras <= extras.get(canonicalize_name(one.name), set())]


def _requires(name: str) -> list[str]:
    """What a package that is installed here asks for; one for another system asks for nothing."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


@each_lock
def test_a_lock_names_no_place(lock: Path) -> None:
    """Where packages come from is the machine's affair; a lock that says so would lead all others there."""
    assert [] == re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host| @ ", lock.read_text())


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (ROOT / "requirements.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        (ROOT / "audit/requirements.txt", PROJECT["dependency-groups"]["audit"]),
    ],
    ids=["requirements.txt", "audit"],
)
def test_a_lock_holds_what_the_project_wants(lock: Path, wanted: list[str]) -> None:
    """Whoever changes `pyproject.toml` makes the lock anew."""
    there = versions(lock)
    for text in wanted:
        requirement = Requirement(text)
        found = there[canonicalize_name(requirement.name)]
        assert [] == [version for version in found if version not in requirement.specifier], text


@each_lock
def test_no_package_is_older_than_its_known_holes(lock: Path) -> None:
    """Floors of advisories hold for what comes along too, not only for what we name."""
    there = versions(lock)
    assert [] == [
        f"{name} {version} < {floor}"
        for name, floor in FLOORS.items()
        for version in there.get(name, ())
        if version < Version(floor)
    ]


@pytest.mark.parametrize("name", ["click", "mkdocs-material", "pymdown-extensions"])
def test_the_project_itself_asks_for_the_floors(name: str) -> None:
    """Who installs the package without the lock is kept from the holes as well."""
    (wanted,) = (r for r in map(Requirement, PROJECT["project"]["dependencies"]) if r.name == name)
    assert FLOORS[name] == {only.operator: only.version for only in wanted.specifier}[">="]


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda path: path.parent.name)
def test_locks_of_npm_have_sums_and_no_place(lock: Path) -> None:
    """npm checks what it gets by the same rules; a package without a sum would be taken as it comes."""
    packages: dict[str, Any] = json.loads(lock.read_text())["packages"]
    assert [] == [
        name for name, entry in packages.items() if name and not entry.get("integrity", "").startswith("sha512-")
    ]
    assert [] == [name for name, entry in packages.items() if "resolved" in entry]


def entries(value: Any) -> Iterator[tuple[str, str]]:
    """Files and their sums, however a manifest lists them: objects with `file` and `sha256`, or `files` by name."""
    if isinstance(value, list):
        for one in value:
            yield from entries(one)
    elif isinstance(value, dict):
        if {"file", "sha256"} <= value.keys():
            yield value["file"], value["sha256"]
        yield from value.get("files", {}).items()
        for key in ("fonts", "vendored"):
            yield from entries(value.get(key, []))


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
def test_vendored_files_are_the_ones_of_their_manifest(manifest: Path) -> None:
    """Version, licence, source and sum stand beside a file of others, and the file is the one meant."""
    said = json.loads(manifest.read_text())
    listed = dict(entries(said))
    assert listed
    for word in ("licence", "source", "version"):
        assert word in manifest.read_text()
    for name, digest in listed.items():
        assert digest == hashlib.sha256((manifest.parent / name).read_bytes()).hexdigest(), name


def test_every_file_of_others_has_a_manifest() -> None:
    """Fonts, programs and packed data, and scripts that somebody made small, are never there unexplained."""
    known = {manifest.parent / name for manifest in MANIFESTS for name, _ in entries(json.loads(manifest.read_text()))}
    there = [path for folder in ("generator", "site_config", "tests", "content") for path in (ROOT / folder).rglob("*")]
    foreign = {path for path in there if path.suffix in SUFFIXES_OF_OTHERS or ".min." in path.name}
    assert set() == {path.relative_to(ROOT).as_posix() for path in foreign - known}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone knows what is committed")
def test_nothing_is_committed_that_is_made_here() -> None:
    """An environment, a cache or a site that somebody brings would be believed by the next step, and read by nobody."""
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    assert "" == subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
