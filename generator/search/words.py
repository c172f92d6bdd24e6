"""The words of a text as the index holds them.

Case, accents and the marks of vowels don't matter; numbers are the same with and without their separators. Beside each
word stands its stem (`stems`). Scripts that write without spaces, or hang particles on words, get the ends of words
too: Pagefind finds the beginning of a word, so the beginning of an end finds what stands inside.
`site_config/theme/assets/search/words.js` folds what is typed in the same way.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.search.stems import KOREAN, STEMMERS

LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""Letters that Unicode does not take apart."""
_APOSTROPHES = dict.fromkeys("’‘ʼʻ′`", "'")


class _Folding(dict[int, int | str | None]):
    """A table for `str.translate` that drops marks; asked for each character once."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) == "Mn" else code
        self[code] = kept
        return kept


_FOLDED = _Folding({ord(letter): kept for letter, kept in {**LETTERS, **_APOSTROPHES}.items()})

WORD = re.compile(r"[0-9]{1,3}(?:[.,' ][0-9]{3})+(?![0-9])|[^\W_]+(?:'[^\W_]+)*")
"""A number with its separators, or letters and digits; in folded text."""
_NAME_ENDS = re.compile("(sk|ck|ts)(?:yy|yi|yj|iy|ii|ij|i|j)$")
"""Zelensky, Zelenskyy, Zelenskyi, Zelenskij."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+")
_HANGUL = re.compile("[가-힣]+")
LONGEST_END = 6
"""Letters of an unspaced script that are looked up at once."""


def fold(text: str) -> str:
    """The text without case and marks; Hangul stays in syllables."""
    if text.isascii():
        return text.lower().replace("`", "'")
    taken_apart = unicodedata.normalize("NFKD", text).lower().translate(_FOLDED)
    return unicodedata.normalize("NFC", taken_apart)


def words(text: str, language: str) -> Iterator[str]:
    """All that the index holds of a text, in its order; `language` is a BCP 47 tag."""
    primary = language.partition("-")[0].lower()
    for found in WORD.finditer(fold(text)):
        yield from _forms(found[0], primary)


@lru_cache(maxsize=1 << 17)
def _forms(found: str, language: str) -> tuple[str, ...]:
    if found[0].isdecimal() and re.search("[.,' ]", found):
        parts = re.split("[.,' ]", found)
        return "".join(parts), *parts
    word = plain(found)
    if len(word) == 1 and not _HANGUL.match(word) and not _UNSPACED.match(word) and not word.isdecimal():
        return ()
    stems = [stemmer.stem(word) for stemmer in STEMMERS if stemmer.reads(word, language)]
    return tuple(dict.fromkeys([word, *stems, *_ends(word)]))


def plain(found: str) -> str:
    """A word without its apostrophes, a name without the ways to spell its end."""
    return _NAME_ENDS.sub(r"\1y", re.sub("'s$", "", found).replace("'", ""))


def _ends(word: str) -> Iterator[str]:
    """What begins inside a word."""
    for run in _HANGUL.findall(word):
        noun = KOREAN.stem(run)
        yield from (noun[start:] for start in range(len(noun) - 1))
    for run in _UNSPACED.findall(word):
        yield from (run[start : start + LONGEST_END] for start in range(len(run)))
