"""Texts that are legal in a record and hostile to formats, and a chronicle that holds one in every place."""

import json
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from generator.characters import REFUSED
from generator.exports import EXPORTS
from generator.site import Site
from tests.test_exports import site_of

HOSTILE = (
    "=HYPERLINK(\"https://evil.example\";\"x\")", "+1", "-2--3---4", "@x", "'=1", "\t=1", "＝1",
    "<script>alert('1')</script>", "]]></content></feed>", "&amp;&lt;&#60;&nbsp;", "<!--", "\"'`´‘’“”„‚",
    "{braces}", "{", "}}", "\\", "\\n", "\\{", "C:\\new\\{x}", "100 % #1 & $2_3 ~4 ^5", "a~b", "``quoted''", "?`!`",
    "-- ---",
    "\\textbackslash{}", "$\\alpha$", "@article{x,", "title = {x}", "# heading", "% comment",
    "BEGIN:VEVENT", "END:VCALENDAR", "SUMMARY:x", "a;b,c:d", "a\\,b\\;c\\nd", "TY  - JOUR", "ER  - ", "AU  - Evil, E.",
    "one\ntwo", "one\r\ntwo", "tab\there", "  outer  spaces  ", "end\\", "\u00a0\u3000\u2003", "x" * 200,
    "한국 " * 60,
    "é e\u0301 ﬁ Å Å", "한국어 조선", "Україна Россия", "القوات (الكورية) 3,000", "שלום\u200f!",
    "नमस्ते\u200dक्", "👩\u200d🚀 🇰🇵", "𠀀𝔘", "null", "true", "2024-10-23", "0x1F", "1e5", "NaN",
    "; ", "a; b", ",", "\"", "\"\"", "a\"b,c\nd",
)  # fmt: skip

legal = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60)
texts = (
    st.one_of(st.sampled_from(HOSTILE), legal, st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map(" ".join))
    .map(lambda text: REFUSED.sub("", text).replace("\r", " "))
    .filter(lambda text: text.strip(" \t\r\n"))
)


def quoted(text: str) -> str:
    """A text as a YAML value."""
    return json.dumps(text, ensure_ascii=False)


def chronicle(folder: Path, text: str) -> Site:
    """One statement, its source and all they name, with the text wherever text may stand."""
    word = quoted(text)
    files = {
        "actors/speaker.yml": f"kind: person\nname: {word}\nnames:\n  ko: {word}\n",
        "actors/outlet.yml": f"kind: outlet\nname: {word}\n",
        "topics/topic.yml": f"title: {word}\n",
        "places/place.yml": f"name: {word}\ncoordinates_from: {word}\n",
        "sources/source.yml": (
            f"outlet: outlet\ntitle: {word}\nurl: https://x.example/\npublished: 2024-10-24\nlanguage: en\n"
        ),
        "events/2024/move.yml": (
            f"kind: occurrence\ntitle: {word}\ndate: 2024-10-01~/2024-10-15~\nsummary: Said.\nplaces: [place]\n"
            "sources:\n  - source: source\nadded: 2026-01-01\n"
        ),
        "events/2024/said.yml": (
            f"kind: statement\ntitle: {word}\ndate: 2024-10-23\nspeaker: speaker\nsummary: Said.\ntopics: [topic]\n"
            f"sources:\n  - source: source\n    locator: {word}\nclaims:\n  - about: move\n    stance: asserts\n"
            f"    text: {word}\n    hedge: {word}\n    basis: {word}\n    figures:\n      - measure: sent\n"
            f"        unit: {word}\n        at_least: 3000\n        as_stated: {word}\n"
            f"added: 2026-01-01\ncorrections:\n  - date: 2026-01-02\n    note: {word}\n"
        ),
    }
    for name, content in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    return site_of(folder)


def titled(folder: Path) -> Site:
    """A chronicle with an event `said-<number>` for each hostile text, which is its title."""
    chronicle(folder, "plain")
    for number, text in enumerate(HOSTILE):
        record = (
            f"kind: occurrence\ntitle: {quoted(text)}\ndate: 2024-10\nsummary: Said.\nsources:\n  - source: source\n"
        )
        path = folder / f"content/events/2024/said-{number}.yml"
        path.write_text(f"{record}added: 2026-01-01\n", encoding="utf-8", newline="")
    return site_of(folder)


def exported(site: Site) -> Mapping[str, bytes]:
    """Every exported file by path."""
    return {output.path: output.data for export in EXPORTS for output in export(site)}
