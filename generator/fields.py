"""The types of single fields: each turns one text of a YAML file into a value, or says why it can't.

A rule about one field stands here; a rule about one record in `model.py` and `kinds/`; one that spans
records in `checks/`. Errors are raised as `PydanticCustomError`: its type is our problem code, its
message our sentence, its context holds the `hint`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.dates import DateError, Edtf
from generator.encode import url_fault
from generator.names import ID, ID_LENGTH, RESERVED
from generator.problems import nearest, quoted


def fault(code: str, message: str, hint: str) -> PydanticCustomError:
    """Our own error in the model's words; braces of the contributor's text must not be read as places."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise fault("wrong-type", f"text is needed here, not {described(value)}", "write one line of text")
    if not value.strip(" \t\r\n"):
        raise fault("empty-value", "the value is empty", "fill it in, or delete the line")
    return value


def described(value: Any) -> str:
    """What a YAML value is, in a contributor's words."""
    if isinstance(value, list | tuple):
        return "a list"
    return "a group of keys" if isinstance(value, dict) else f"the text {quoted(str(value))}"


class Prose(str):
    """Text that may use a little Markdown; the encoder tells it from plain text by this type."""

    __slots__ = ()


def _prose(value: Any) -> Prose:
    return Prose(_text(value))


_parsed = lru_cache(maxsize=10_000)(Edtf.parse)
"""Most days stand in many records."""


def _date(value: Any) -> Edtf:
    try:
        return _parsed(_text(value))
    except DateError as error:
        raise fault(error.code, error.message, error.hint) from None


def _day(value: Any) -> Edtf:
    date = _date(value)
    if not date.is_day:
        raise fault("not-a-day", f"{quoted(date.text)} is not a plain day", "write the day as YYYY-MM-DD")
    return date


def _url(value: Any) -> str:
    text = _text(value)
    if reason := url_fault(text):
        raise fault("bad-address", f"{quoted(text)} can't be linked: {reason}", "give the full public https address")
    return text


def _language(value: Any) -> str:
    text = _text(value)
    if not _is_language(text):
        raise fault("bad-language", f"{quoted(text)} is not a language tag", "use a BCP 47 tag: en, id, ko, ru, uk, …")
    return text


@lru_cache(maxsize=1000)
def _is_language(tag: str) -> bool:
    if tag in _WELL_KNOWN:
        return True
    from langcodes import tag_is_valid  # takes as long to load as a thousand records

    return re.fullmatch(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", tag) is not None and tag_is_valid(tag)


_WELL_KNOWN = frozenset(
    {
        "ar",
        "bn",
        "de",
        "en",
        "es",
        "fa",
        "fr",
        "hi",
        "id",
        "it",
        "ja",
        "ko",
        "pl",
        "pt",
        "ru",
        "tr",
        "uk",
        "ur",
        "vi",
        "zh",
    }
)
"""Tags of which nobody needs to be asked."""


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[.,'’ \u00a0\u202f_][0-9]{3})+")


def _number(value: Any) -> int | float:
    text = _text(value)
    if not _NUMBER.fullmatch(text):
        raise fault("bad-number", f"{quoted(text)} is not a number", "write digits alone, such as 3000 or 0.5")
    return float(text) if "." in text else int(text)


def _count(value: Any) -> int | float:
    text = _text(value)
    if _THOUSANDS.fullmatch(text):
        plain = re.sub(r"[^0-9-]", "", text)
        message = f"{quoted(text)} can be read in two ways: thousands or decimals"
        raise fault("bad-number", message, f"write {plain} without separators")
    number = _number(text)
    if number < 0:
        raise fault("bad-number", f"{quoted(text)} is below zero", "a figure is zero or more")
    return number


def _whole(value: Any) -> int:
    number = _count(value)
    if isinstance(number, float):
        raise fault("bad-number", f"{quoted(str(value))} is not a whole number", "write digits alone, such as 1000")
    return number


def _id(value: Any) -> str:
    text = _text(value)
    if not ID.fullmatch(text) or len(text) > ID_LENGTH:
        hint = "an id is a file name without .yml: lower-case ASCII words joined by hyphens"
        raise fault("bad-id", f"{quoted(text)} is not an id", hint)
    if text in RESERVED:
        raise fault("bad-id", f"{quoted(text)} has a meaning of its own on some systems", "add a word to it")
    return text


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks an id and declares its target: the vocabularies it may name, in the order they are looked up."""

    vocabularies: tuple[str, ...]

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema tells a form or an editor which records may be chosen."""
        return {
            "type": "string",
            "pattern": f"^{ID.pattern}$",
            "maxLength": ID_LENGTH,
            "x-kronik-reference": list(self.vocabularies),
        }


@dataclass(frozen=True, slots=True)
class OneOf:
    """A closed list of words."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """A text that is none of the words is told the nearest one."""
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors complete the words."""
        return {"type": "string", "enum": list(self.words)}

    def check(self, value: Any) -> str:
        """The word itself; raises `unknown-value` for any other."""
        text = _text(value)
        if text not in self.words:
            raise fault(
                "unknown-value",
                f"{quoted(text)} is not one of the words allowed here",
                nearest(text, self.words),
            )
        return text


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


# Editors read YAML 1.2 with types, so an unquoted year or amount is a number to them; ours is always text.
Text = Annotated[str, PlainValidator(_text), _schema(type=["string", "number", "boolean"], minLength=1)]
ProseText = Annotated[
    Prose,
    PlainValidator(_prose),
    WithJsonSchema({"type": "string", "minLength": 1, "contentMediaType": "text/markdown"}),
]
Date = Annotated[Edtf, PlainValidator(_date), _schema(type=["string", "integer"], format="edtf")]
Day = Annotated[Edtf, PlainValidator(_day), _schema(type="string", format="date")]
Url = Annotated[str, PlainValidator(_url), _schema(type="string", format="uri", pattern="^https?://")]
Language = Annotated[
    str,
    PlainValidator(_language),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "x-kronik-type": "language"}),
]
Number = Annotated[int | float, PlainValidator(_number), _schema(type=["number", "string"])]
Count = Annotated[int | float, PlainValidator(_count), _schema(type=["number", "string"], minimum=0)]
Whole = Annotated[int, PlainValidator(_whole), _schema(type=["integer", "string"], minimum=0)]
Id = Annotated[str, PlainValidator(_id), _schema(type="string", pattern=f"^{ID.pattern}$", maxLength=ID_LENGTH)]

EventId = Annotated[Id, Reference(("events",))]
ActorId = Annotated[Id, Reference(("actors",))]
PlaceId = Annotated[Id, Reference(("places",))]
SourceId = Annotated[Id, Reference(("sources",))]
TopicId = Annotated[Id, Reference(("topics",))]
SourceOrActorId = Annotated[Id, Reference(("sources", "actors"))]
EventOrActorId = Annotated[Id, Reference(("events", "actors"))]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


OneOrMany = BeforeValidator(_listed)
"""A single value may stand without the dash of a list."""
