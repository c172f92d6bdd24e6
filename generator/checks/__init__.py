"""The rules that span records: one function each, listed in `CHECKS`.

A check takes the corpus and yields problems; it never changes anything. Each code is explained in
`docs/problems.md`.
"""

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter

from generator.checks.claims import claim_about_itself
from generator.checks.duplicates import compared_by, possible_duplicate
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
from generator.checks.unused import leads_to, unused_actor, unused_source
from generator.corpus import VOCABULARIES, Corpus
from generator.crew import Crew, Work
from generator.model.base import Record
from generator.problems import Problem
from generator.progress import spent, step
from generator.turns import give_way

Check = Callable[[Corpus], Iterator[Problem]]
Answer = tuple[list[Problem], float]
"""What a rule found, and how many seconds it took."""

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

OF_THE_WHOLE: tuple[Check, ...] = (former_id_taken, relation_loop, derivation_loop, part_of_loop, reliance_loop)
"""Rules of which a finding may rest on any number of records."""
WARNINGS: Mapping[Check, Callable[[Corpus, Record], object]] = {
    unused_source: leads_to,
    unused_actor: leads_to,
    possible_duplicate: compared_by,
}
"""Rules of the whole that never find an error, and what each asks of a record, whichever others there are."""

ASKING_WHAT_IS_NAMED: tuple[Check, ...] = (
    *(unknown_reference, ambiguous_reference, wrong_reference),
    *(unused_source, unused_actor),
)
"""Rules that ask for every id that records name, which is worked out once in each process."""
ALONE = 1_000
"""So many records are checked by one process: it would take as long to ask another."""


def check(corpus: Corpus) -> list[Problem]:
    """Every finding of every rule, rule by rule."""
    many = sum(len(corpus[vocabulary]) for vocabulary in VOCABULARIES) > ALONE
    portions = [ASKING_WHAT_IS_NAMED, *((rule,) for rule in reversed(CHECKS) if rule not in ASKING_WHAT_IS_NAMED)]
    done: dict[Check, Answer] = {}

    def apply(number: int) -> None:
        for rule in portions[number]:
            give_way()
            began = perf_counter()
            with step(_words(rule)):
                done[rule] = list(rule(corpus)), perf_counter() - began

    crew = Crew(Work(len(portions), apply, lambda: done))
    crew.start(alone=not many)
    here, *elsewhere = crew.finish()
    for rule, (_, seconds) in (item for one in elsewhere for item in one.items()):
        spent(_words(rule), seconds)
    found = {rule: problems for one in (here, *elsewhere) for rule, (problems, _) in one.items()}
    return [problem for rule in CHECKS for problem in found[rule]]


def _words(rule: Check) -> str:
    return rule.__name__.replace("_", " ")
