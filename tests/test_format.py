"""`kronik fmt` over hostile layout: no value changes, no comment goes, a second run finds nothing to do."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.format import Unchanged, formatted
from generator.yamltext import read_yaml

WORDS = st.sampled_from(
    [
        *(
            "Town on the bridge",
            "a: b",
            "- x",
            "# no comment",
            "yes",
            "~",
            "012",
            "1_000",
            "'single'",
            '"double"',
            "x #y",
        ),
        *(
            "특수부대",
            "e\u0301",
            "🇰🇵 flag",
            "مرحبا",
            "a" * 300,
            "word " * 60 + "end",
            "[x]",
            "{a: b}",
            "%d",
            "@x",
            "`",
            "!t",
        ),
        *(
            "2024-10-18",
            "1e3",
            "0x1F",
            "NO",
            "null",
            "back\\slash",
            "tab\tinside",
            "tail:",
            "? q",
            "| p",
            "> p",
            "*a",
            "&a",
        ),
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=4)
NOTES = st.sampled_from(["", "", "", " # NOTE", "   # NOTE: with: colons", " # NOTE 특수 'quotes'"])
ABOVE = st.lists(
    st.sampled_from(["", "# NOTE", "#NOTE", "  # NOTE", "      # NOTE deep", "# - NOTE", "# key: NOTE"]), max_size=2
)


def plain(text: str) -> str:
    """A text that may stand without quotes, else single-quoted."""
    read = read_yaml("", f"k: {text}\n")
    safe = not read.problems and read.value == {"k": text}
    return text if safe else "'" + text.replace("'", "''") + "'"


@st.composite
def scalars(draw: st.DrawFn, indent: int) -> str:
    """A value in one of the styles of YAML, with what may stand behind it."""
    style = draw(st.sampled_from(["plain", "single", "double", "|", "|-", "|+", ">", ">-", ">+", "|2-", "long"]))
    text, note = draw(WORDS), draw(NOTES)
    if style == "plain":
        return f" {plain(text)}{note}\n"
    if style == "single":
        return " '" + text.replace("'", "''") + f"'{note}\n"
    if style == "double":
        return ' "' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + f'\\u00e9"{note}\n'
    if style == "long":
        return f" 'two words\n\n{' ' * (indent + 3)}and more'{note}\n"
    gap = " " * (indent + 2)
    body = "".join(draw(st.sampled_from(["", "\n", "\n\n"])) + f"{gap}{line}\n" for line in draw(LINES))
    body = body.lstrip("\n") if "2" not in style else body
    return f" {style}{note}\n{body}" + draw(st.sampled_from(["", "\n", "\n\n"]))


@st.composite
def groups(draw: st.DrawFn, keys: tuple[str, ...], indent: int, depth: int = 0) -> str:
    """Keys in any order, comments anywhere, lists in block and flow style."""
    out = ""
    gap = " " * indent
    for key in draw(st.permutations(keys)):
        if depth or draw(st.booleans()) or key == "kind":
            for line in draw(ABOVE):
                out += f"{line}\n" if line else "\n"
            quote = draw(st.sampled_from(["", "", '"', "'"]))
            out += f"{gap}{quote}{key}{quote}:" + draw(values(key, indent, depth))
    return out or f"{gap}{keys[0]}: x\n"


@st.composite
def values(draw: st.DrawFn, key: str, indent: int, depth: int) -> str:
    """The value of a key: what the model has there, or a scalar."""
    if key == "kind":
        return f" statement{draw(NOTES)}\n"
    if key in ("topics", "places") and draw(st.booleans()):
        flow = draw(st.sampled_from(["[a, b]", "[a,\n    b]", "[ 'a' , b, ]", "[]"]))
        return f" {flow}{draw(NOTES)}\n"
    if key in ("topics", "places", "former_ids"):
        dash = draw(st.sampled_from([indent, indent + 2, indent + 4])) if indent == 0 else indent + 2
        rows = draw(st.lists(NOTES, min_size=1, max_size=3))
        return draw(NOTES) + "\n" + "".join(f"{' ' * dash}-  item-{n}{note}\n" for n, note in enumerate(rows))
    if key in ("claims", "figures", "sources") and depth < 2:
        below = {"claims": ("stance", "about", "text", "figures"), "figures": ("unit", "at_least", "measure")}
        dash = indent + draw(st.sampled_from([2, 2, 4] if indent else [0, 2, 4]))
        out = draw(NOTES) + "\n"
        for _ in range(draw(st.integers(1, 2))):
            group = draw(groups(below.get(key, ("note", "source")), dash + 2, depth + 1))
            out += _dashed(group, dash)
        return out
    return draw(scalars(indent))


def _dashed(group: str, dash: int) -> str:
    """The group as an item of a list: a dash before its first key."""
    lines = group.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(" " * (dash + 2)) and line.strip()[:1] != "#")
    lines[at] = " " * dash + "- " + lines[at][dash + 2 :]
    return "\n".join(lines)


KEYS = (
    "sources",
    "kind",
    "title",
    "summary",
    "date",
    "claims",
    "topics",
    "added",
    "places",
    "speaker",
    "former_ids",
    "colour",
)


def notes(text: str) -> list[str]:
    """Every comment, wherever it stands."""
    return sorted(re.findall(r"#[^\n#]*NOTE[^\n]*", text.replace("\r", "")))


def numbered(text: str) -> str:
    """Each comment with a number of its own, so that none can stand for another."""
    count: Iterator[int] = iter(range(10_000))
    return re.sub("NOTE", lambda _: f"NOTE{next(count)}", text)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    groups(KEYS, 0),
    st.sampled_from(["", "# head NOTE\n", "# head NOTE\n\n", "---\n", "\n\n"]),
    st.booleans(),
    st.booleans(),
)
def test_formatting_keeps_every_value_and_comment_and_settles(group: str, head: str, crlf: bool, cut: bool) -> None:
    """Whatever the layout: the same values, the same comments, and no second change; or the file is left alone."""
    text = numbered(head + group)
    text = text.rstrip("\n") if cut else text
    text = text.replace("\n", "\r\n") if crlf else text
    before = read_yaml("x", text)
    assume(not before.problems)
    try:
        made = formatted("x", text, "events")
    except Unchanged:
        return
    assert before.value == read_yaml("x", made).value
    assert notes(text) == notes(made)
    assert made == formatted("x", made, "events")
    assert "\r" not in made
    assert [key for key in KEYS_IN_ORDER if key in before.value] == list(read_yaml("x", made).value)


KEYS_IN_ORDER = (
    "kind",
    "title",
    "date",
    "speaker",
    "summary",
    "topics",
    "places",
    "claims",
    "sources",
    "added",
    "former_ids",
    "colour",
)


@pytest.mark.parametrize(
    "text", ["", "- a\n", "kind: x\n", "kind: [\n", "a: &b c\n", "kind: statement\nkind: statement\n"]
)
def test_what_is_no_record_is_left_alone(text: str) -> None:
    """A file with problems is for `kronik check`."""
    with pytest.raises(Unchanged):
        formatted("x", text, "events")
