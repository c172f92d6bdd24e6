"""Plain text in the files of reference managers: BibTeX as biblatex reads it (UTF-8), and RIS.

Text is shown on one line in both, so line breaks and tabs are one space, as on every page.
"""

import re
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from generator.encode.text import one_line, ready

# For TeX with Unicode or T1 fonts: only marks that TeX acts on are written otherwise. Quotation marks and the like
# stay, because many readers do not know their names. Source: LaTeX kernel, ltoutenc.dtx; biblatex manual, section 2.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
        **{mark: f"\\{mark}" for mark in "{}#$%&_"},
    }
)
_NAMED = str.maketrans({**_TEX, ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}"})
_ACTED_ON = re.compile(f"[{re.escape(''.join(map(chr, _TEX)))}]")
_JOINED = re.compile(r"([-,'])(?=\1)")
"""TeX makes one sign of two of these: an empty group parts them."""
_TWICE = ("--", ",,", "''")


@lru_cache(1_000)  # the chronicle and its publisher stand in every reference
def bibtex_text(text: str) -> str:
    """The value of a BibTeX field, to stand between braces.

    BibTeX counts braces even behind a backslash, so those of a text that has no pairs of them can only be named.
    """
    shown = one_line(text)
    table = _TEX if _paired(shown) else _NAMED
    written = _ACTED_ON.sub(lambda found: table[ord(found[0])], shown)
    return _JOINED.sub(r"\1{}", written) if any(mark in written for mark in _TWICE) else written


def _paired(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    depth = 0
    for mark in re.findall("[{}]", text):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return False
    return depth == 0


_SAFE = "!$()*+,/:;=?@"
"""Marks that mean nothing inside a `data:` address, nor inside an attribute."""
_UNSAFE = tuple((mark, quote(mark, safe=_SAFE)) for mark in "%\r\n \"#&'<>[\\]^`{|}")


def data_link(media: str, text: str) -> Markup:
    """A `data:` address that holds a whole file; every mark of HTML in it is encoded."""
    if not text.isascii() or not text.replace("\r", "").replace("\n", "").isprintable():
        return ready(f"data:{media};charset=utf-8,{quote(text, safe=_SAFE)}")
    held = str(text)
    for mark, written in _UNSAFE:  # three times as fast as `quote`, which looks at every letter
        held = held.replace(mark, written)
    return ready(f"data:{media};charset=utf-8,{held}")


def bibtex_url(address: str) -> str:
    """A biblatex field that is taken letter for letter; braces alone would end it."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def ris_text(text: str) -> str:
    """The value of a RIS tag: one line, whatever a reader takes for the end of a line."""
    return " ".join(one_line(text).splitlines())
