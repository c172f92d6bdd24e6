"""What the search box says, for its script: it is filled in there, with numbers that only the reader's query gives."""

from collections.abc import Mapping

from generator.phrases import Phrases
from generator.search.cards import KINDS


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
