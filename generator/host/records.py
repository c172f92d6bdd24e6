"""Records for a build by MkDocs, read and checked with what earlier runs kept of their files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.inspection import checked, without_collecting
from generator.keeping import Kept, Verdict
from generator.load.files import read
from generator.load.since import since_last
from generator.load.whole import Loaded, loaded


def kept_records(root: Path, tell: Callable[[str], None]) -> Loaded:
    """The records with all that is wrong with them; what is new is kept, and what is damaged is told and read anew.

    Whoever checks the content before building it, as `make site` does, has every rule applied once.
    """
    kept = Kept.of(root)
    with without_collecting():
        contents = read(root)
        found = loaded(contents, kept)
        known = kept.verdict(contents.digest)
        problems = known.problems if known else checked(found, since_last(contents, kept, found)).problems
    kept.save()
    if known is None:
        kept.keep_verdict(contents.digest, contents.digests, Verdict(sum(1 for _ in found.corpus), problems))
    if kept.damaged:
        tell(f"{len(kept.damaged)} damaged files of an earlier run were not used, such as {kept.damaged[0]}")
    return replace(found, verdict=problems)
