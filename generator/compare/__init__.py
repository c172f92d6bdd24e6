"""`kronik diff`: what changed in the chronicle since a revision, in a reviewer's words.

revision.py   the content of a revision, as git has it, in a folder of its own
fields.py     one record against its older self, key by key
summary.py    all that a reviewer asks: records, grades, duplicates, outlets, links, people
document.py   the summary as sections of typed words, bounded
writers.py    sections as text, Markdown or HTML, each word encoded where it goes
"""

from generator.compare.document import document
from generator.compare.revision import NoRevision, content_of
from generator.compare.summary import Summary, summarise
from generator.compare.writers import WRITERS

__all__ = ["WRITERS", "NoRevision", "Summary", "content_of", "document", "summarise"]
