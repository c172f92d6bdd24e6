"""The editor's checker, `kronik editorial`: rules of good practice for prose, beyond what `kronik check` refuses.

It reads English prose. It is never part of checking, writing or building: a chronicle in another language, or with
other habits, is valid all the same.
"""

from collections.abc import Callable, Iterator

from generator.corpus import Corpus
from generator.editorial.copies import copied_sentence, original_missing, translation_missing
from generator.editorial.days import day_not_covered
from generator.editorial.numbers import figure_not_claimed
from generator.editorial.people import people_at_risk
from generator.problems import Problem

Rule = Callable[[Corpus], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    figure_not_claimed,
    day_not_covered,
    copied_sentence,
    original_missing,
    translation_missing,
    people_at_risk,
)


def review(corpus: Corpus) -> list[Problem]:
    """Every finding of every rule, by file and line."""
    found = [problem for rule in RULES for problem in rule(corpus)]
    return sorted(found, key=lambda problem: problem.order)
