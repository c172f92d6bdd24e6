"""BibTeX for biblatex and biber, in UTF-8 (https://ctan.org/pkg/biblatex)."""

from collections.abc import Iterable

from generator.citations.reference import Reference
from generator.encode import bibtex_text, bibtex_url


def bibtex(references: Iterable[Reference]) -> str:
    """An `@online` entry for each reference. Dates are EDTF, which biblatex reads at the levels that records use."""
    return "\n".join(_entry(reference) for reference in references)


def _entry(reference: Reference) -> str:
    """The editor stands between two pairs of braces: an organisation has no first name."""
    fields = {
        "title": bibtex_text(reference.title),
        "editor": f"{{{bibtex_text(reference.publisher)}}}",
        "organization": bibtex_text(reference.site),
        "date": reference.date.text,
        "note": bibtex_text(reference.note),
        "url": bibtex_url(reference.url),
        "language": reference.language,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@online{{{reference.key},\n{lines}\n}}\n"
