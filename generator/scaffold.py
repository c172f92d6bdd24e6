"""`kronik new`: a commented record, valid but for its blanks, made from the model."""

from pathlib import Path

from generator.corpus import RECORD_TYPES
from generator.disk.scratch import put
from generator.fields import ID, ID_LENGTH, RESERVED, OneOf
from generator.load.files import CONTENT
from generator.model.base import Part, Record
from generator.shape import Field, fields

TYPES = {cls.type_name: cls for cls in RECORD_TYPES}


class CannotMake(Exception):
    """The record can't be made; the words say why."""


def new(root: Path, type_name: str, record_id: str | None, year: str) -> Path:
    """Write a new record and tell its path; raises `CannotMake`, and `OSError` as the system gives it."""
    cls = TYPES[type_name]
    folder = root / CONTENT / cls.vocabulary
    existing = {path.stem for path in folder.rglob("*.yml")}
    chosen = record_id or _free(f"new-{type_name}", existing)
    if not ID.fullmatch(chosen) or len(chosen) > ID_LENGTH or chosen in RESERVED:
        raise CannotMake(f"{chosen} can't be an id: use lower-case ASCII words joined by hyphens")
    if chosen in existing:
        raise CannotMake(f"there is a record {chosen} in {CONTENT}/{cls.vocabulary}/ already")
    path = folder / year / f"{chosen}.yml" if cls.vocabulary == "events" else folder / f"{chosen}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    put(root / CONTENT, path, template(cls).encode(), new=True)
    return path


def _free(name: str, existing: set[str]) -> str:
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in existing:
        number += 1
    return free


def template(cls: type[Record]) -> str:
    """The text of a new record: keys that must be there with blanks, the others as comments."""
    up = "../../../" if cls.vocabulary == "events" else "../../"
    lines = [f"# yaml-language-server: $schema={up}site_config/schema/{cls.type_name}.json"]
    lines.append(f"# {(cls.__doc__ or '').splitlines()[0]} Fill in what is known; delete what is not needed.")
    for field in fields(cls).values():
        lines += _field(cls, field)
    return "\n".join(lines) + "\n"


def _field(cls: type[Part], field: Field) -> list[str]:
    comment = _comment(cls, field)
    needed = field.required or field.key in _NEEDED.get(cls.__name__, ())
    if field.key == "kind" and cls.__name__.lower() in TYPES and "kind" in cls.model_fields and not _words(cls, field):
        return [f"kind: {cls.__name__.lower()}"]
    if not needed:
        return [f"# {field.key}:{comment}"]
    if field.part and field.key == "sources":
        return [f"{field.key}:{comment}", "  - source:"]
    return [f"{field.key}:{comment}"]


_NEEDED = {"Source": ("title", "url", "published")}
"""Keys that must stand there, or their `_unknown` reason in their place."""


def _comment(cls: type[Part], field: Field) -> str:
    words = _words(cls, field)
    said = " ".join((cls.model_fields[field.name].description or "").split())
    parts = [part for part in (said, f"one of: {', '.join(words)}" if words else "") if part]
    return f"  # {' '.join(parts)}" if parts else ""


def _words(cls: type[Part], field: Field) -> tuple[str, ...]:
    """The closed list of a field, if it has one."""
    metadata = cls.model_fields[field.name].metadata
    return next((item.words for item in metadata if isinstance(item, OneOf)), ())
