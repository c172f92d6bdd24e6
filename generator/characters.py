"""Which characters a file may hold: those a reader can see, and the few invisible ones that scripts need.

Refused are characters outside XML 1.0 (feeds could not carry them), control characters, line separators that
YAML and editors count differently, those that look like nothing at all (fillers of Hangul among them, which count
as letters), and those that hide or reorder what a reviewer sees (Unicode TR 36, TR 55).
Zero-width joiners, left-to-right and right-to-left marks and emoji selectors pass: Persian, Hindi, Hebrew and
emoji need them.
"""

import re
import unicodedata

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff"
_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
_FILLERS = "\u115f\u1160\u180e\u3164\uffa0\U0001d173-\U0001d17a"
_HIDDEN = f"\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f{_FILLERS}"

REFUSED = re.compile(f"[{_CONTROL}{_PLANE_ENDS}{_HIDDEN}]")
_PRINTABLE = "\ufffc\ufffd\u115f\u1160\u3164\uffa0"
"""Refused, though Python calls them printable."""
_IS_HIDDEN = re.compile(f"[{_HIDDEN}]")


def only_plain(text: str) -> bool:
    """Whether a quick look finds nothing but what can be printed and line feeds; else `REFUSED` has to be asked."""
    return text.replace("\n", "").isprintable() and not any(mark in text for mark in _PRINTABLE)


def refusal(character: str) -> tuple[str, str, str]:
    """Code, message and remedy for a refused character."""
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    if _IS_HIDDEN.match(character):
        message = f"the invisible character {name} can hide or reorder what a reader sees"
        return (
            "hidden-character",
            message,
            "delete it; it often comes along when text is pasted from a web page",
        )
    return (
        "control-character",
        f"the control character {name} is not text",
        "delete it and type the text anew",
    )
