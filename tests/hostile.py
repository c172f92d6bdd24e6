"""Texts that break careless programs, and a chronicle made of nothing else."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.small import ROOT

# fmt: off
HOSTILE = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "</title></h1><svg onload=window.hacked=1>",
    "[x](javascript:window.hacked=1) ![y](//evil.example/y.png)",
    "{{ config }} {% raw %} ${7*7} #{7*7} <%= 1 %>",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &copy",
    "# not a heading\n- not\ta list\n1. not one\n> not a quote\n```\nnot code",
    "*not* _emphasised_ `not code` ~~not~~ ==not== ^^not^^ [[not]] [TOC] *[HTML]: not",
    "--- title: not\n!!! note\n    not\n::: not",
    "]]> --> <!-- <? %> ' OR 1=1 -- =1+1 @SUM(1)",
    "עברית mixed with English; 김정은; Ким; \u200f\u200e 👩‍👩‍👧",
    "klzzwxh:0001 wzxhzdk:0 STX \\\\ \\n \\u003c",
    "=cmd|' /C calc'!A0", "\t=1+1", "'=1", "+1-1", "-1", "@x", "＝1", " \u3000=1",
    "a,b;c\\,d\nBEGIN:VEVENT\r\nX-EVIL:1", "x\n---\ntitle: y", "<!--#include file=x -->", "%0d%0aSet-Cookie: x",
    "</script><script>window.hacked=1</script>", "</style><style>*{display:none}", "javascript:window.hacked=1",
    "\" onmouseover=\"window.hacked=1", "' onfocus='window.hacked=1' autofocus='", "`${window.hacked=1}`",
    "}}{{ cycler.__init__.__globals__ }}", "{% include '/etc/passwd' %}", "--8<-- '/etc/passwd'", "!include x",
    "\\documentclass{x} \\input{/etc/passwd} @article{x, title={y}}", "TY  - JOUR\nER  - ",
    "x" * 500, "ẞßİı ﷽ ﬁ Ａ", "e\u0301 é \u1112\u1161\u11ab 한",
)
# fmt: on


def chronicle(root: Path, texts: Sequence[str] = HOSTILE, prose: str = "") -> None:
    """A chronicle in which every text of contributors is hostile; `prose` stands where Markdown is read."""
    shutil.copytree(ROOT / "site_config", root / "site_config")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "content/pages").mkdir(parents=True)
    for number, text in enumerate(texts):
        q = json.dumps(text, ensure_ascii=False)
        p = json.dumps(prose or text, ensure_ascii=False)
        files = {
            f"actors/a{number}.yml": f"kind: state\nname: {q}\nnames:\n  en: {q}\nnotes: {p}\n",
            f"places/p{number}.yml": f"name: {q}\ncountry: {q}\ncoordinates_from: {q}\nnotes: {p}\n",
            f"topics/t{number}.yml": f"title: {q}\nsummary: {p}\n",
            f"sources/s{number}.yml": (
                f"outlet: a{number}\ntitle: {q}\ntitle_translation: {q}\nurl_unknown: {q}\n"
                f"published_unknown: {q}\nlanguage: en\nmentions:\n  - title: {q}\n    note: {q}\nnotes: {p}\n"
            ),
            f"events/2024/o{number}.yml": (
                f"kind: deployment\ntitle: {q}\ndate: 2024\nforce: a{number}\nunits: [{q}]\n"
                f"purpose: {q}\nsummary: {p}\n"
                f"topics: [t{number}]\nplaces: [p{number}]\n"
                f"assessment:\n  rationale: {p}\n  by: {q}\n  date: 2024-12-01\n"
                f"sources:\n  - source: s{number}\n    locator: {q}\n    note: {q}\nadded: 2024-12-01\n"
                f"corrections:\n  - date: 2024-12-02\n    note: {q}\n"
            ),
            f"events/2024/e{number}.yml": (
                f"kind: statement\ntitle: {q}\ndate: 2024-10-0{number % 9 + 1}\n"
                f"speaker:\n  - role: {q}\n    of: a{number}\n"
                f"venue: {q}\nsummary: {p}\ntopics: [t{number}]\nplaces: [p{number}]\nclaims:\n"
                f"  - about: o{number}\n    text: {q}\n    stance: asserts\n    hedge: {q}\n    basis: {q}\n"
                f"    legs:\n      - to: p{number}\n        by: {q}\n    figures:\n"
                f"      - at_least: 5\n        measure: sent\n        unit: {q}\n        as_stated: {q}\n"
                f"      - about: 9\n        measure: sent\n        unit: {q}\n"
                f"quotes:\n  - text: {q}\n    language: en\n    translation: {q}\n    translated_by: {q}\n"
                f"    source: s{number}\n"
                f"sources:\n  - source: s{number}\nadded: 2024-12-01\n"
            ),
        }
        for path, content in files.items():
            (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / path).write_text(content)
