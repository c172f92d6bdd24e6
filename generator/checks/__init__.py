"""The rules that span records: one function each, listed in `CHECKS`.

A check takes the corpus and yields problems; it never changes anything. Each code is explained in
`docs/problems.md`.
"""

from collections.abc import Callable, Iterator

from generator.checks.claims import claim_about_itself
from generator.checks.duplicates import possible_duplicate
from generator.checks.identity import former_id_taken
from generator.checks.loops import derivation_loop, part_of_loop, relation_loop, reliance_loop
from generator.checks.prose import crowded_prose, prose_markup, unknown_prose_link
from generator.checks.references import ambiguous_reference, unknown_reference, wrong_reference
from generator.checks.times import (
    changed_before_added,
    claim_before_event,
    dated_after_added,
    leg_outside_period,
    source_before_statement,
)
from generator.checks.unused import unused_actor, unused_source
from generator.corpus import Corpus
from generator.problems import Problem
from generator.progress import step

Check = Callable[[Corpus], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    unknown_reference,
    ambiguous_reference,
    wrong_reference,
    former_id_taken,
    claim_about_itself,
    claim_before_event,
    source_before_statement,
    leg_outside_period,
    dated_after_added,
    changed_before_added,
    relation_loop,
    derivation_loop,
    part_of_loop,
    reliance_loop,
    crowded_prose,
    prose_markup,
    unknown_prose_link,
    unused_source,
    unused_actor,
    possible_duplicate,
)


def check(corpus: Corpus) -> list[Problem]:
    """Every finding of every rule."""
    found: list[Problem] = []
    for rule in CHECKS:
        with step(rule.__name__.replace("_", " ")):
            found += rule(corpus)
    return found
