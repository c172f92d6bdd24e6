"""What the search box says, for its script: it is filled in there, with numbers that only the reader's query gives."""

from collections.abc import Iterator, Mapping

from generator.model.vocabularies import ACTOR_KINDS
from generator.phrases import MissingLabel, Phrases
from generator.problems import Problem, Where
from generator.search.cards import EVENT_KINDS, KINDS


def wording(phrases: Phrases) -> Mapping[str, str]:
    """The words by their key; those of counts by key and plural form."""
    say, labels = phrases.say, phrases.labels.words
    said = {
        "hint": say("search.hint"),
        "close": say("search.close"),
        "filters": say("search.filters"),
        "all": say("search.all"),
        "kind": say("search.kind"),
        "year": say("search.year"),
        "party": say("search.party"),
        "language": say("search.language"),
        "sort": say("search.sort"),
        "best": say("search.best"),
        "newest": say("search.newest"),
        "oldest": say("search.oldest"),
        "suggested": say("search.suggested"),
        "names": say("search.names"),
        "events": say("search.events"),
        "sources": say("search.sources"),
        "pages": say("search.pages"),
        "more": say("search.more"),
        "none": say("search.none"),
        "filtered": say("search.filtered"),
        "some": say("search.some"),
        "waiting": say("search.waiting"),
        "keys": say("search.keys"),
    }
    kinds = {f"kind.{kind}": say(f"search.kinds.{kind}") for kind in KINDS}
    counts = {key.removeprefix("search."): text for key, text in labels.items() if key.startswith("search.count.")}
    return {**said, **kinds, **counts}


def missing_words(phrases: Phrases) -> Iterator[Problem]:
    """The first label that the search box or its results lack, told with all other problems."""
    try:
        wording(phrases)
        for kind in EVENT_KINDS:
            phrases.say(f"kind.{kind}")
        for kind in ACTOR_KINDS:
            phrases.say(f"actor_kind.{kind}")
        for key in ("place.kicker", "topic.kicker", "source.kicker", "source.untitled"):
            phrases.say(key)
    except MissingLabel as error:
        message = f"the label {error.args[0]} is missing"
        yield Problem(Where(phrases.labels.path), "missing-label", message, "add it; the search box needs it")
