"""The quick reader sees what the careful one sees, or leaves it to that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.characters import REFUSED, only_plain
from generator.plainyaml import MAX_DEPTH, Unusual, plain_value
from generator.yamltext import read_carefully

PIECES = [
    *(
        "a: ",
        "b:",
        "c: d\n",
        "\n",
        "  ",
        "- ",
        "- x\n",
        "x",
        '"y"',
        "'z'",
        '"\\u200b"',
        "{",
        "}",
        "[",
        "]",
        ", ",
        "&a ",
        "*a",
    ),
    *(
        "!!str ",
        "<<: ",
        '"<<": ',
        "? ",
        "?x",
        ": ",
        "#",
        " # c\n",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        ">-\n",
        "|\n",
        "\t",
        "\u200b",
    ),
    *(
        "김",
        "é",
        "👩\u200d👧",
        "\xa0",
        "\r\n",
        "\r",
        "null",
        "12",
        "''",
        "~",
        "@",
        "a:\n  b:\n    c: 1\n",
        "- a: 1\n  b: 2\n",
    ),
]


def assert_same(text: str) -> None:
    """Not read, or read alike and without a problem."""
    try:
        value = plain_value(text)
    except Unusual:
        return
    document = read_carefully("x.yml", text)
    assert ((), value) == (document.problems, document.value)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_any_text_reads_alike(text: str) -> None:
    """Anchors, tags, merges, directives, odd characters and broken files are never read quickly."""
    assert_same(text)


@pytest.mark.parametrize("depth", range(MAX_DEPTH - 3, MAX_DEPTH + 3))
def test_depth_has_the_same_limit(depth: int) -> None:
    """One level more is a problem to both."""
    text = "".join(f"{'  ' * level}a:\n" for level in range(depth)) + "  " * depth + "b: c\n"
    assert_same(text)
    assert bool(read_carefully("x.yml", text).problems) == (depth + 1 > MAX_DEPTH)


def test_usual_files_are_read_quickly() -> None:
    """What contributors write needs no second reading."""
    text = "kind: x\ntitle: 'a: b'\nlist:\n  - one\n  - {a: b, c: [d]}\nlong: >-\n  folded\n  text\nempty:\n"
    assert {
        "kind": "x",
        "title": "a: b",
        "list": ["one", {"a": "b", "c": ["d"]}],
        "long": "folded text",
        "empty": "",
    } == (plain_value(text))


def test_the_quick_look_passes_no_refused_character() -> None:
    """Every character that a file may not hold makes it look closer."""
    codes = (code for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert [] == [hex(code) for code in codes if REFUSED.search(chr(code)) and only_plain(chr(code))]
