"""Letters that no font of the share cards has: they are drawn as boxes, and told."""

from collections.abc import Iterable, Iterator

from generator.pictures.cards import CHRONICLE, Card
from generator.problems import Problem, Where
from generator.settings import SITE
from generator.site import Site

SHOWN = 10


def letter_problems(site: Site, cards: Iterable[Card]) -> Iterator[Problem]:
    """One warning for all of them, at the first card that has one."""
    found: dict[str, str] = {}
    for card in cards:
        for character in sorted(_strange(card)):
            found.setdefault(character, card.path)
    if found:
        letters = " ".join(f"{character} (U+{ord(character):04X})" for character in list(found)[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        message = f"share cards show a box for {letters}{more}, which no font here has"
        where = Where(_file(site, next(iter(found.values()))))
        yield Problem(where, "missing-letter", message, "nothing has to be done; pages show it as ever", "warning")


def _strange(card: Card) -> frozenset[str]:
    """Nearly every card is ASCII, which needs no font to be asked."""
    texts = [text for text in card.texts if not text.isascii()]
    if not texts:
        return frozenset()
    from generator.pictures.letters import missing

    return missing(texts)


def _file(site: Site, path: str) -> str:
    record = site.corpus.events.get(path.rpartition("/")[2].removesuffix(".png"))
    return record.path if record and path != CHRONICLE else SITE
