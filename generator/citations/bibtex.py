"""BibTeX for biblatex and biber, in UTF-8 (https://ctan.org/pkg/biblatex)."""

from generator.citations.reference import Reference
from generator.encode import bibtex_text, bibtex_url


def bibtex(reference: Reference) -> str:
    """An `@online` entry. Dates are EDTF, which biblatex reads at the levels that records use.

    The editor stands between two pairs of braces: an organisation has no first name.
    """
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
