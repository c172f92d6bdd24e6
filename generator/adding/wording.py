"""What the form says, for its scripts: they fill it in."""

from collections.abc import Iterator, Mapping

from generator.corpus import RECORD_TYPES
from generator.model.base import Part
from generator.model.claims import BOUNDS, MEASURES, SCOPES, STANCES
from generator.model.event import RELATIONS
from generator.model.vocabularies import ACTOR_KINDS, DERIVATIONS, PRECISIONS
from generator.phrases import MissingLabel, Phrases
from generator.problems import Problem, Where
from generator.shape import fields

FAMILIES = {
    "stance": STANCES,
    "measure": MEASURES,
    "scope": SCOPES,
    "relation": RELATIONS,
    "actor_kind": ACTOR_KINDS,
    "precision": PRECISIONS,
    "derivation": DERIVATIONS,
}
"""The labels under which the words of a closed list are said."""

SAID = ("form", "kind", "date", "bound", "measured", "stance_note", "speaker", *FAMILIES)
"""Families of labels that are handed to the form: those it needs, and those it says where they are there."""

_WORDS = (
    *("add_one", "alike", "alike_hint", "another", "answer", "as_of", "back", "basket", "changes", "check", "choose"),
    *("clear", "copied", "copy", "correct", "correct_note", "correct_this", "date_help", "date_rule", "discard"),
    *("download", "download_all", "failed", "hand_in", "high", "id_help", "is_new", "kept", "lead", "leave"),
    *("left.other", "low", "more", "more_left", "names.add", "names.language", "names.name", "new", "no_record"),
    *("none", "one.any", "open_edit", "open_new", "open_upload", "preview", "ready", "remove", "search"),
    *("steps.correction", "steps.elsewhere", "steps.long", "steps.one", "steps.several", "title", "to", "unchanged"),
    *("undo", "untitled", "variant.Speaker.bare", "variant.Speaker.group", "what"),
)
_OF_TYPES = ("types", "about", "add_new")


def needed() -> Iterator[str]:
    """Every label without which the form would show a key in its place."""
    yield from (f"form.{word}" for word in _WORDS)
    yield from (f"form.{family}.{cls.type_name}" for family in _OF_TYPES for cls in RECORD_TYPES)
    yield from (f"form.keys.any.{key}" for key in sorted({"id", *(k for cls in RECORD_TYPES for k in _keys(cls))}))
    yield from (f"{family}.{word}" for family, words in FAMILIES.items() for word in words)
    yield from (f"bound.{bound}" for bound in BOUNDS if bound != "words")
    yield from (f"measured.{measure}" for measure in MEASURES)


def _keys(of: type[Part]) -> Iterator[str]:
    """The keys that people write; what a bare id stands for has none."""
    for field in fields(of).values():
        if field.key != "either":
            yield field.key
        if field.part:
            yield from _keys(field.part)


def wording(phrases: Phrases) -> Mapping[str, str]:
    """The words by their key."""
    return {key: text for key, text in phrases.labels.words.items() if key.split(".")[0] in SAID}


def missing_words(phrases: Phrases) -> Iterator[Problem]:
    """The first label that the form lacks, told with all other problems."""
    try:
        for key in needed():
            phrases.say(key)
    except MissingLabel as error:
        message = f"the label {error.args[0]} is missing"
        yield Problem(Where(phrases.labels.path), "missing-label", message, "add it; the form needs it")
