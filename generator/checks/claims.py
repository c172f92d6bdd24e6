"""Claims speak about events, not about themselves."""

from collections.abc import Iterator

from generator.corpus import Corpus
from generator.problems import Problem


def claim_about_itself(corpus: Corpus) -> Iterator[Problem]:
    """A claim is about the event that happened, never about the statement that makes it."""
    for statement in corpus.statements:
        for index, claim in enumerate(statement.claims):
            if claim.about == statement.id:
                where = corpus.where(statement, "claims", index, "about")
                message = "this claim is about the statement that makes it"
                hint = "name the deployment or occurrence it speaks of; add a record for it if there is none"
                yield Problem(where, "claim-about-itself", message, hint)
