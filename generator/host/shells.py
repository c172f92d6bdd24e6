"""The theme rendered once for each class of pages; the pages of the class are filled into it.

Material's templates take 2 ms and more for a page and print the same header, navigation and footer each time. Pages
are of one class where the theme makes the same of them but for the values that it prints: pages of one folder, with
the same keys in their front matter and a table of contents of the same form, of which the theme asked nothing that
they answer differently (see `slots`). A class is only trusted as far as it was seen: its first pages, and later ones
with characters not met before, are rendered in full too and compared.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from generator.host.slots import FORMS, Form, Marks, Question, Slot, core
from generator.memory import Encoded, published

COMPARED = 2
"""The first pages of a class that are rendered both ways."""
MOST_COMPARED = 12
"""All that are compared of one family, those with new characters included."""
MOST_CLASSES = 40
"""Classes of one family; more of them mean that the theme tells its pages apart one by one."""

_BEGIN = re.compile(re.escape(core("")[:-1]), re.IGNORECASE)
"""Where a mark begins, even one whose letters were changed."""
_USUAL = r"A-Za-z0-9 .,\u00c0-\u024f\u0400-\u04ff\uac00-\ud7a3"
_BIG = "content"
MOST_HELD = 50_000
"""Bytes of a page that waits to be compared; long lists would fill the memory."""
PATH = "path"
"""The last step of a page's address: it stands within other values, so its mark is the bare core."""
WHOSE = "whose"
"""The same of the step that tells whose list a further page belongs to: `topics/<id>/page/2/`."""

Values = Mapping[str, str | Encoded]
"""The values of a page by the names of their slots; none is empty."""


@dataclass(frozen=True, slots=True)
class Family:
    """What pages must have in common before a theme is asked anything."""

    folder: str
    given: tuple[str, ...]
    """The slots that have a value."""
    fixed: str
    """Everything else that may differ: values that are no text, the form of the table of contents."""


@dataclass(frozen=True)
class Sample:
    """A page as the theme takes it, with true values or with marks."""

    family: Family
    values: Values
    render: Callable[[Marks | None], str]
    """The theme's page; with marks in the place of values, if they are given."""


class Unsound(Exception):
    """The theme does something with the pages of a family that marks can't follow."""

    def __init__(self, family: Family, why: str) -> None:
        super().__init__(f"{family.folder or '/'}: {why}")
        self.family = family


@dataclass(frozen=True)
class Shell:
    """What the theme makes of a class: ready text with gaps, in UTF-8."""

    texts: tuple[bytes, ...]
    gaps: tuple[tuple[str, Form], ...]
    questions: tuple[Question, ...]

    def fits(self, values: Values) -> bool:
        """Whether a page is of this class."""
        return all(question.holds(values) for question in self.questions)

    def filled(self, values: Values) -> bytes:
        """A page of the class."""
        parts = [self.texts[0]]
        for (slot, form), text in zip(self.gaps, self.texts[1:], strict=True):
            value = values[slot]
            if form is str and isinstance(value, Encoded):
                parts += value.published, text
            else:
                parts += published(form(str(value))), text
        return b"".join(parts)


@dataclass
class _Known:
    """The classes of a family, and how far they were compared."""

    first: tuple[Values, bytes] | None
    """The first page, rendered in full, until there is a class to compare it with: many families have no other. A long
    one does not wait; those after it are compared as ever."""
    shells: list[Shell] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)
    compared: int = 0
    new: re.Pattern[str] = re.compile(f"[^{_USUAL}]")
    """A character that is not usual, and was in no page that was compared."""


@dataclass(frozen=True)
class Shells:
    """Makes pages; a family that proved unsound has to be made in full."""

    _families: dict[Family, _Known] = field(default_factory=dict)

    def page(self, sample: Sample) -> bytes:
        """The whole page in UTF-8; raises `Unsound` where a class turns out not to be one."""
        known = self._families.get(sample.family)
        if known is None:
            text = published(sample.render(None))
            self._families[sample.family] = _Known((sample.values, text) if len(text) <= MOST_HELD else None)
            return text
        found = next((i for i, shell in enumerate(known.shells) if shell.fits(sample.values)), None)
        if found is None:
            if len(known.shells) >= MOST_CLASSES:
                raise Unsound(sample.family, "nearly every page is a class of its own")
            found = len(known.shells)
            known.shells.append(shell_of(sample))
            _compare_first(known, sample.family)
        made = known.shells[found].filled(sample.values)
        if _worth_comparing(known, found, sample.values) and made != published(sample.render(None)):
            raise Unsound(sample.family, "a page came out otherwise than in full")
        return made


def _compare_first(known: _Known, family: Family) -> None:
    """The family's first page, which was rendered in full, with what its class makes of it."""
    if known.first is None:
        return
    (values, text), known.first = known.first, None
    if known.shells[0].fits(values):
        if known.shells[0].filled(values) != text:
            raise Unsound(family, "a page came out otherwise than in full")
        _worth_comparing(known, 0, values)


def _worth_comparing(known: _Known, found: int, values: Values) -> bool:
    known.seen[found] = known.seen.get(found, 0) + 1
    if known.seen[found] > COMPARED and known.compared >= MOST_COMPARED:
        return False
    new = known.new.findall("".join(str(value) for slot, value in values.items() if slot != _BIG))
    if known.seen[found] > COMPARED and not new:
        return False
    if new:
        met = known.new.pattern.removesuffix("]")
        known.new = re.compile(f"{met}{re.escape(''.join(sorted({*new})))}]")
    known.compared += 1
    return True


def shell_of(sample: Sample) -> Shell:
    """The class of a page, from the theme's page with marks; raises `Unsound` for a mark that was changed."""
    marks = Marks({slot: str(value) for slot, value in sample.values.items()})
    text = sample.render(marks)
    cores = {core(slot).lower(): slot for slot in sample.values}
    lengths = sorted({len(mark) for mark in cores}, reverse=True)
    texts: list[bytes] = []
    gaps: list[tuple[str, Form]] = []
    at = 0
    for found in _BEGIN.finditer(text):
        start = found.start()
        slots = [cores[mark] for n in lengths if (mark := text[start : start + n].lower()) in cores]
        if slots and start >= at:
            slot, form, length = _gap(slots, text, start, sample.family)
            texts.append(published(text[at:start]))
            gaps.append((slot, form))
            at = start + length
    return Shell((*texts, published(text[at:])), tuple(gaps), tuple(marks.questions.values()))


@cache
def _shown(slot: str) -> Sequence[tuple[str, Form]]:
    """What the mark of a slot may have become, the longest first."""
    mark = str(Slot(slot, Marks({})))
    made = [(form(mark), form) for form in FORMS.values()]
    made += [(core(slot), str)] if slot in (PATH, WHOSE) else []
    return sorted(made, key=lambda item: -len(item[0]))


def _gap(slots: Sequence[str], text: str, at: int, family: Family) -> tuple[str, Form, int]:
    for slot in slots:
        for shown, form in _shown(slot):
            if text.startswith(shown, at):
                return slot, form, len(shown)
    raise Unsound(family, f"the theme prints {text[at : at + 60]!r}")


__all__ = ["COMPARED", "Family", "Sample", "Shell", "Shells", "Slot", "Unsound", "Values"]
