"""The order of letters in both directions, against an independent implementation of the Unicode algorithm."""

from itertools import groupby

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from generator.pictures.bidi import is_rtl, levels, visual

LETTERS = "abc АБ 한국 אבג ثلا 123 ٣٤ .,:;!?-–/%€$+#& ’”"
"""Without brackets, which are mirrored and not moved."""


def seen(text: str, *, rtl: bool) -> str:
    """The text as it is seen from left to right."""
    groups = groupby(zip(text, levels(text, rtl=rtl), strict=True), key=lambda pair: pair[1])
    runs = [(level, "".join(letter for letter, _ in of)) for level, of in groups]
    return "".join(runs[at][1][::-1] if runs[at][0] % 2 else runs[at][1] for at in visual([r[0] for r in runs]))


@given(st.text(alphabet=LETTERS, min_size=1, max_size=40), st.booleans())
def test_order_is_that_of_the_unicode_algorithm(text: str, rtl: bool) -> None:
    """Latin, Hebrew, Arabic, digits of both kinds and what stands between them."""
    assert get_display(text, base_dir="R" if rtl else "L") == seen(text, rtl=rtl)


@pytest.mark.parametrize(("text", "rtl"), [
    ("Kirby", False), ("3,000 soldiers", False), ("“שלום”", True), ("2024 في روسيا", True), ("한국", False),
    ("12%", False),
])  # fmt: skip
def test_direction_of_a_paragraph_is_that_of_its_first_letter(text: str, rtl: bool) -> None:
    """Digits and punctuation have none."""
    assert rtl == is_rtl(text)


def test_latin_text_is_one_run() -> None:
    """The common case costs nothing."""
    assert [0] * 12 == levels("Kirby, 3,000", rtl=False)
