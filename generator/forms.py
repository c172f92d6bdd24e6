"""The issue forms: their fields in one place, and the way from an answer to records.

GitHub turns an answered form into Markdown: `### Label`, an empty line, the text, `_No response_` where nothing was
answered. Labels, not ids, come back; so they are looked up here, case and punctuation aside. `form_yaml` writes the
form itself, and a test holds `.github/ISSUE_TEMPLATE/` against it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model.claims import STANCES
from generator.recordtext import scalar

NO_RESPONSE = "_No response_"


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form."""

    id: str
    label: str
    description: str
    required: bool = False
    kind: Literal["input", "textarea", "dropdown"] = "input"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One issue form; its file is `.github/ISSUE_TEMPLATE/<id>.yml`."""

    id: str
    name: str
    description: str
    title: str
    questions: tuple[Question, ...]


_KIND = Question(
    "kind", "Kind of event", "Somebody said something, a force moved, or anything else.", True, "dropdown",
    ("statement", "deployment", "occurrence"),
)  # fmt: skip
_SOURCE = (
    Question("source_url", "Address of the source", "The full https address of the page it rests on.", True),
    Question("source_title", "Title of the source", "Exactly as published."),
    Question("source_outlet", "Outlet", "Who published it."),
    Question("source_published", "Day of publication", "YYYY-MM-DD, or less where less is known: 2024-10, 2024."),
    Question("source_language", "Language of the source", "A tag such as en, ko, ru, uk, id."),
    Question("source_archived", "Archived copy", "Its address in a web archive, if you know one."),
)

EVENT = Form(
    "new-event", "New event", "Something was said or happened that the chronicle does not have.", "New event: ",
    (
        _KIND,
        Question("title", "Title", "One line, attributed: “Kirby: at least 3,000 soldiers moved east”.", True),
        Question("date", "Date", "2024-10-23, 2024-10, 2024-10-XX (some day), 2024-10-01~ (about).", True),
        Question("speaker", "Who said it, or whose force or act it is", "A name the chronicle has, or a new one."),
        Question("summary", "Summary", "A few plain, attributed sentences in your own words.", True, "textarea"),
        Question("about", "What it is about", "For a statement: the id or title of the event that is claimed."),
        Question("stance", "Stance", "What the statement does with it.", False, "dropdown", STANCES),
        Question("claim", "Claim", "What is claimed, in one plain sentence."),
        Question("hedge", "Hedge", "The words that limit it: “we assess”, “may”."),
        Question("quote", "Words of the source", "A short verbatim quote in the language of the source."),
        Question("places", "Places", "Names, separated by semicolons."),
        Question("topics", "Topics", "Names, separated by semicolons."),
        *_SOURCE,
        Question("locator", "Where in the source", "A paragraph, a page, a minute."),
    ),
)  # fmt: skip
CORRECTION = Form(
    "correction", "Correction", "Something in the chronicle is wrong.", "Correction: ",
    (
        Question("record", "Record", "The address of its page, or its id.", True),
        Question("key", "Key", "Which key is wrong, if you know: date, title, claims.0.figures.0.at_least."),
        Question("right", "Right value", "What should stand there."),
        Question("note", "What is wrong", "What was wrong, in one sentence for readers.", True, "textarea"),
        Question("source_url", "Address of the source", "Where the right value can be seen."),
    ),
)  # fmt: skip
SOURCE = Form(
    "new-source", "New source", "A document that the chronicle should have.", "New source: ",
    (*_SOURCE, Question("supports", "What it supports", "Ids or titles of events, separated by semicolons.")),
)  # fmt: skip

FORMS: tuple[Form, ...] = (EVENT, CORRECTION, SOURCE)


class NoForm(Exception):
    """The text is no answer of a form; the words say why."""


@dataclass(frozen=True)
class Answer:
    """An answered form: the texts by the ids of its fields, and what stood under no known heading."""

    form: Form
    values: Mapping[str, str]
    strange: tuple[str, ...]


def read_answer(text: str) -> Answer:
    """The form that was answered, told by its required fields; raises `NoForm`."""
    found = _headed(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not found:
        raise NoForm("no line begins with “### ”; save the body of the issue as Markdown")
    best = max(FORMS, key=lambda form: (_fit(form, found), -len(form.questions)))
    if not _fit(best, found):
        raise NoForm(f"its headings belong to no form of {', '.join(form.id for form in FORMS)}")
    labels = {_key(name): question.id for question in best.questions for name in (question.label, question.id)}
    values = {labels[key]: value for key, (_, value) in found.items() if key in labels and value}
    strange = tuple(heading for key, (heading, value) in found.items() if key not in labels and value)
    return Answer(best, values, strange)


def _fit(form: Form, found: Mapping[str, object]) -> int:
    return sum(_key(question.label) in found or _key(question.id) in found for question in form.questions)


def _headed(text: str) -> dict[str, tuple[str, str]]:
    """Heading and text below it; a heading inside an answer that is no label belongs to the answer."""
    known = {_key(name) for form in FORMS for question in form.questions for name in (question.label, question.id)}
    found: dict[str, tuple[str, str]] = {}
    current: str | None = None
    for line in text.split("\n"):
        heading = re.fullmatch(r"### (.*\S)\s*", line)
        key = _key(heading[1]) if heading else ""
        if heading and key not in found and (key in known or current is None or not _open(found[current][1])):
            current = key
            found[current] = (heading[1], "")
        elif current is not None:
            found[current] = (found[current][0], f"{found[current][1]}\n{line}")
    return {key: (heading, _answered(value)) for key, (heading, value) in found.items()}


def _open(answer: str) -> bool:
    """Whether text was written below the heading, so that a strange heading is a part of it."""
    return bool(answer.strip()) and answer.strip() != NO_RESPONSE


def _answered(value: str) -> str:
    text = value.strip()
    return "" if text in (NO_RESPONSE, "None") else text


def _key(label: str) -> str:
    return re.sub(r"[\W_]+", " ", label.casefold()).strip()


def form_yaml(form: Form) -> str:
    """The file of a form, as GitHub reads it."""
    lines = ["# Made from generator/forms.py; `kronik new --from-issue` reads the answers."]
    lines += [f"{key}: {scalar(getattr(form, key))}" for key in ("name", "description", "title")]
    lines.append("body:")
    for question in form.questions:
        lines += [f"  - type: {question.kind}", f"    id: {question.id}", "    attributes:"]
        lines += [f"      label: {scalar(question.label)}", f"      description: {scalar(question.description)}"]
        if question.options:
            lines += ["      options:", *(f"        - {scalar(option)}" for option in question.options)]
        lines += ["    validations:", f"      required: {'true' if question.required else 'false'}"]
    return "\n".join(lines) + "\n"
