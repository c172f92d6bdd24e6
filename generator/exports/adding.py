"""What the form at `/contribute/add/` reads. No part of the API: it follows the scripts of `assets/form/`."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.adding.choices import choices, filled_drawers
from generator.adding.description import description
from generator.corpus import VOCABULARIES
from generator.encode import json_text
from generator.output import Output
from generator.site import Site

FOLDER = "assets/form/data"


def adding(site: Site) -> Iterator[Output]:
    """Words and rules, what can be chosen, the files of records."""
    yield Output(f"{FOLDER}/form.json", lambda: _file(description(site)))
    for vocabulary in VOCABULARIES:
        yield Output(f"{FOLDER}/{vocabulary}.json", partial(_choices, site, vocabulary))
    for number, drawer in enumerate(filled_drawers(site.corpus)):
        yield Output(f"{FOLDER}/records/{number}.json", partial(_file, drawer))


def _choices(site: Site, vocabulary: str) -> str:
    return _file(choices(site, vocabulary))


def _file(value: Any) -> str:
    return json_text(value, compact=True)
