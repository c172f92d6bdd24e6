"""A reminder for records that touch people at risk."""

import re
from collections.abc import Iterator

from generator.corpus import Corpus
from generator.editorial.prose import own_texts
from generator.problems import Problem

_AT_RISK = re.compile(
    r"\b(?:prisoners? of war|POWs?|captured|captives?|interrogat\w+|defectors?|minors?|under-?age"
    r"|widow\w*|relatives?|orphans?)\b",
    re.IGNORECASE,
)


def people_at_risk(corpus: Corpus) -> Iterator[Problem]:
    """Captured soldiers, minors and relatives stay without names, faces and links to interrogation footage."""
    for event in corpus.events.values():
        for _, text in own_texts(event):
            if match := _AT_RISK.search(text):
                message = f"this record speaks of people at risk (“{match[0]}”)"
                hint = "no names, no faces, no links to interrogation footage; see the page About"
                yield Problem(corpus.where(event), "people-at-risk", message, hint, "warning")
                break
