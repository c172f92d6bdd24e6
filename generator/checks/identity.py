"""Ids are forever: a former id must not be given again."""

from collections.abc import Iterator

from generator.corpus import VOCABULARIES, Corpus
from generator.problems import Problem


def former_id_taken(corpus: Corpus) -> Iterator[Problem]:
    """A former id is nobody's id and nobody else's former id, since its address leads to one record."""
    for vocabulary in VOCABULARIES:
        records = corpus[vocabulary]
        owners = {record_id: record_id for record_id in records}
        for record in records.values():
            for index, former in enumerate(record.former_ids):
                if former in owners:
                    message = f"{former} is an id of {owners[former]}"
                    where = corpus.where(record, "former_ids", index)
                    yield Problem(where, "former-id-taken", message, "delete it here, or rename the other record")
                owners.setdefault(former, record.id)
