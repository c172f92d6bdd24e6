"""Own words are our own, and quotations keep the words that were quoted."""

from collections.abc import Iterator

from generator.corpus import Corpus
from generator.editorial.prose import own_texts, sentences, words_of
from generator.problems import Problem

LONG = 12
"""From this many words on, a sentence that equals one of a source was copied."""
OWN_LANGUAGE = "en"


def copied_sentence(corpus: Corpus) -> Iterator[Problem]:
    """No sentence of twelve words or more equals one in a quoted source."""
    printed = _printed(corpus)
    for event in corpus.events.values():
        for loc, text in own_texts(event):
            for sentence in sentences(text):
                words = words_of(sentence)
                if len(words) >= LONG and words in printed:
                    message = f"this sentence stands word for word in {printed[words]}"
                    hint = "say it in other words, or make it a quotation"
                    yield Problem(corpus.where(event, *loc), "copied-sentence", message, hint)


def _printed(corpus: Corpus) -> dict[tuple[str, ...], str]:
    """Sentences that sources are known to print: their titles and what is quoted from them."""
    found: dict[tuple[str, ...], str] = {}
    for source in corpus.sources.values():
        for sentence in sentences(source.title or ""):
            found.setdefault(words_of(sentence), source.id)
    for statement in corpus.statements:
        for quote in statement.quotes:
            for sentence in [quote.text, *sentences(quote.text)]:
                found.setdefault(words_of(sentence), quote.source)
    return found


def original_missing(corpus: Corpus) -> Iterator[Problem]:
    """A translation stands beside the words it translates, never in their place."""
    for statement in corpus.statements:
        for index, quote in enumerate(statement.quotes):
            same = quote.translation and words_of(quote.translation) == words_of(quote.text)
            if same or (quote.translation and quote.language.split("-")[0] == OWN_LANGUAGE):
                where = corpus.where(statement, "quotes", index, "text")
                message = "a translation is given, but not the words it translates"
                yield Problem(where, "original-missing", message, "put the words as the source prints them under text")


def translation_missing(corpus: Corpus) -> Iterator[Problem]:
    """Readers get a translation of what they may not read."""
    for statement in corpus.statements:
        for index, quote in enumerate(statement.quotes):
            if not quote.translation and quote.language.split("-")[0] != OWN_LANGUAGE:
                where = corpus.where(statement, "quotes", index)
                hint = "add translation and translated_by"
                yield Problem(
                    where,
                    "translation-missing",
                    f"this quotation in {quote.language} has no translation",
                    hint,
                )
