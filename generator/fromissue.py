"""From an answered issue form to drafts of records: what was answered, and nothing that was not."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.characters import REFUSED
from generator.corpus import Corpus
from generator.drafts import Draft, likenesses
from generator.forms import Answer
from generator.proposals import Names, free, slug

_UNKNOWN = "The form did not say."


@dataclass
class _Maker:
    """Collects the drafts of one answer; `said` are remarks for the maintainer."""

    corpus: Corpus
    answer: Answer
    today: str
    drafts: list[Draft] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def get(self, key: str) -> str:
        """An answer without characters that no record may hold; line breaks are kept for prose alone."""
        text = REFUSED.sub("", self.answer.values.get(key, ""))
        return text if key == "summary" else " ".join(text.split())

    def names(self, key: str) -> list[str]:
        return [name for part in re.split(r"[;\n]", self.answer.values.get(key, "")) if (name := part.strip(" -*\t"))]

    def known(self, vocabulary: str, name: str) -> str:
        """The id of a record by name; for a stranger an id to be, and a remark."""
        found = Names(self.corpus)
        if known := found.find(vocabulary, name):
            return known
        made = slug(name) or "unknown"
        if not self.corpus.has(vocabulary, made):
            near = found.near(vocabulary, name)
            hint = f"; did you mean {near}?" if near else ""
            type_name = vocabulary.removesuffix("s")
            self.said.append(f"{name} is in {vocabulary}/ under no such name: `kronik new {type_name} {made}`{hint}")
        return made

    def add(self, type_name: str, wanted: str, values: Mapping[str, Any]) -> str:
        """One more draft, under an id that is free."""
        taken = {draft.id for draft in self.drafts if draft.type_name == type_name}
        vocabulary = Draft(type_name, "", {}).cls.vocabulary
        new = free(
            wanted or f"new-{type_name}", {*self.corpus[vocabulary], *self.corpus.unread.get(vocabulary, ()), *taken}
        )
        draft = Draft(type_name, new, values)
        self.said += [f"{new}: {likeness}" for likeness in likenesses(self.corpus, draft)]
        self.drafts.append(draft)
        return new


def drafts_of(answer: Answer, corpus: Corpus, today: str) -> tuple[list[Draft], list[str]]:
    """The records that an answer of the forms for events and sources asks for, and remarks."""
    maker = _Maker(corpus, answer, today)
    source = _source(maker)
    if answer.form.id == "new-event":
        _event(maker, source)
    for name in maker.names("supports"):
        maker.said.append(f"cite {source} in {maker.known('events', name)} under sources")
    maker.said += [f"“{heading}” is no heading of the form; its answer is left to you" for heading in answer.strange]
    return maker.drafts, maker.said


def _source(maker: _Maker) -> str:
    url = maker.get("source_url").split(" ")[0]
    draft = Draft("source", "", {"url": url})
    for known in maker.corpus.sources.values() if url else ():
        if any(line.startswith(f"{known.id} has") for line in likenesses(maker.corpus, draft)):
            return known.id
    outlet = _outlet(maker, maker.get("source_outlet") or _host(url))
    values: dict[str, Any] = {"outlet": outlet}
    for key in ("title", "url", "published"):
        text = url if key == "url" else maker.get(f"source_{key}")
        values |= {key: text} if text else {f"{key}_unknown": _UNKNOWN}
    values["language"] = maker.get("source_language") or "und"
    if archived := maker.get("source_archived"):
        values["archived"] = archived
    values["added"] = maker.today
    return maker.add("source", Names(maker.corpus).propose("source", values), values)


def _host(url: str) -> str:
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", url, re.IGNORECASE)
    return found[1] if found else "unknown outlet"


def _outlet(maker: _Maker, name: str) -> str:
    if known := Names(maker.corpus).find("actors", name):
        return known
    return maker.add("actor", slug(name) or "outlet", {"kind": "outlet", "name": name})


def _event(maker: _Maker, source: str) -> None:
    kind = maker.get("kind").partition(":")[0].strip().lower()
    kind = kind if kind in ("statement", "deployment", "occurrence") else "occurrence"
    values: dict[str, Any] = {"kind": kind, **{key: maker.get(key) for key in ("title", "date", "summary")}}
    if who := maker.get("speaker"):
        actor = maker.known("actors", who)
        values |= {"statement": {"speaker": actor}, "deployment": {"force": actor}}.get(kind, {"parties": [actor]})
    elif kind != "occurrence":
        values |= {"speaker" if kind == "statement" else "force": ""}
    for key in ("places", "topics"):
        if names := maker.names(key):
            values[key] = list(dict.fromkeys(maker.known(key, name) for name in names))
    if kind == "statement":
        values |= _said(maker, source)
    locator = maker.get("locator")
    values["sources"] = [{"source": source, **({"locator": locator} if locator else {})}]
    values["added"] = maker.today
    maker.add(kind, Names(maker.corpus).propose(kind, values), values)


def _said(maker: _Maker, source: str) -> dict[str, Any]:
    """Claim and quote of a statement; a stance that was not answered stays a blank."""
    found: dict[str, Any] = {}
    if about := maker.get("about"):
        texts = {"text": maker.get("claim"), "hedge": maker.get("hedge")}
        kept = {key: text for key, text in texts.items() if text}
        found["claims"] = [{"about": maker.known("events", about), "stance": maker.get("stance"), **kept}]
    elif any(maker.get(key) for key in ("claim", "hedge", "stance")):
        left = "; ".join(filter(None, (maker.get(key) for key in ("claim", "hedge", "stance"))))
        maker.said.append(f"the form names no event that the claim is about; left to you: {left}")
    if quote := maker.get("quote"):
        language = maker.get("source_language") or "und"
        found["quotes"] = [{"text": quote, "language": language, "source": source}]
    return found


def record_of(corpus: Corpus, name: str) -> tuple[str, str] | None:
    """Vocabulary and id of the record that a correction is about: an address of its page, a path, an id or a title."""
    found = re.search(r"(events|actors|places|sources|topics)/(?:[0-9]{4}/)?([a-z0-9-]+)", name)
    wanted: Iterable[tuple[str, str]] = [(found[1], found[2])] if found else [(v, name) for v in corpus.records]
    names = Names(corpus)
    return next(((v, known) for v, text in wanted if (known := names.find(v, text.strip()))), None)
