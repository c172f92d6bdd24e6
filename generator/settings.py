"""What a site owner sets: `site_config/site.yml` and the words of `site_config/labels/<language>.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import ValidationError

from generator.dates import LABEL_KEYS
from generator.fields import Language, Text, Url, Whole
from generator.load.files import read_text
from generator.load.records import told
from generator.model.base import Part
from generator.problems import Problem, Where, quoted
from generator.yamltext import Document, read_yaml

FOLDER = "site_config"
SITE = f"{FOLDER}/site.yml"


class Licence(Part):
    """Under which terms the words and data of this chronicle may be used."""

    name: Text
    url: Url


class Publisher(Part):
    """Who answers for the site."""

    name: Text
    contact: Text


class Settings(Part):
    """The whole of `site.yml`."""

    title: Text
    """The name of the chronicle."""
    description: Text
    """What it is, in one sentence."""
    url: Url
    """The address it is published at, with a slash at the end."""
    language: Language
    """The language of the site's own words; a label file of that name must exist."""
    licence: Licence
    publisher: Publisher
    repository: Url | None = None
    """Where its files are kept."""
    edit: Text | None = None
    """Address for editing a file; `{path}` stands for its path."""
    new: Text | None = None
    """Address that opens a new file; `{path}` and `{text}` stand for its path and text. Known of itself for GitHub."""
    cards: Whole = 500
    """How many events get a share card of their own, those that changed last first; the others share the chronicle's.
    0 draws none."""


@dataclass(frozen=True)
class Labels:
    """The site's own words by dotted key."""

    words: Mapping[str, str]
    path: str


@dataclass(frozen=True)
class Configuration:
    """Settings and words together."""

    settings: Settings
    labels: Labels

    @property
    def locale(self) -> str:
        return self.settings.language


def configure(root: Path) -> tuple[Configuration | None, list[Problem]]:
    """Read the site's configuration, or tell what is wrong with it."""
    settings, problems = _settings(root)
    if settings is None:
        return None, problems
    path = f"{FOLDER}/labels/{settings.language}.yml"
    labels, problems = _labels(root, path)
    problems += _unknown_locale(settings)
    return (Configuration(settings, Labels(labels, path)) if not problems else None), problems


def _settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    document = _document(root, SITE)
    if isinstance(document, Problem):
        return None, [document]
    if document.problems or not isinstance(document.value, dict):
        not_keys = Problem(document.where(), "wrong-type", "the settings are a group of keys", "begin with title:")
        return None, list(document.problems) or [not_keys]
    try:
        return Settings.model_validate(document.value, by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, told(document, Settings, error)


def _unknown_locale(settings: Settings) -> list[Problem]:
    try:
        Locale.parse(settings.language, sep="-")
    except (UnknownLocaleError, ValueError):
        message = f"dates can't be printed in {quoted(settings.language)}"
        return [Problem(Where(SITE), "bad-language", message, "use a language that CLDR knows, such as en or id")]
    return []


def _labels(root: Path, path: str) -> tuple[dict[str, str], list[Problem]]:
    document = _document(root, path)
    if isinstance(document, Problem):
        return {}, [document]
    words = dict(_flat(document.value))
    missing = [
        Problem(
            Where(path),
            "missing-label",
            f"the label {key} is missing",
            f"copy it from {FOLDER}/labels/en.yml",
        )
        for key in LABEL_KEYS
        if key not in words
    ]
    return words, [*document.problems, *missing]


def _document(root: Path, path: str) -> Document | Problem:
    text = read_text(root, path)
    return text if isinstance(text, Problem) else read_yaml(path, text)


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _flat(below, f"{key}.{name}" if key else name)
    elif isinstance(value, str):
        yield key, value
