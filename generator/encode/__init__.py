"""What contributors write is hostile: one encoder for every place where their text comes out.

Text is of two kinds. Plain text means its letters and nothing else, prose may use a little Markdown. The
encoders take text as it was written and make it inert where it goes: `text` for pages and their front
matter, `prose` for Markdown, `data` for XML, CSV and JSON, `references` for BibTeX and RIS; `addresses` says which
links are allowed.
"""

from generator.encode.addresses import url_fault
from generator.encode.data import csv_cell, json_line, json_script, json_text, xml_text
from generator.encode.grammar import RECORD_KINDS, marks, record_of
from generator.encode.prose import Resolve, prose
from generator.encode.reading import prose_links, prose_problems, prose_text
from generator.encode.references import bibtex_text, bibtex_url, data_link, ris_text
from generator.encode.text import (
    Verbatim,
    front_matter,
    html_attr,
    html_text,
    markdown_text,
    one_line,
    ready,
    verbatim,
    yaml_text,
)
from generator.encode.written import (
    first_heading,
    is_outside,
    misleading_links,
    outside_fault,
    page_html,
    page_links,
    page_markdown,
)

__all__ = [
    "RECORD_KINDS",
    "Resolve",
    "Verbatim",
    "bibtex_text",
    "bibtex_url",
    "csv_cell",
    "data_link",
    "first_heading",
    "front_matter",
    "html_attr",
    "html_text",
    "is_outside",
    "json_line",
    "json_script",
    "json_text",
    "markdown_text",
    "marks",
    "misleading_links",
    "one_line",
    "outside_fault",
    "page_html",
    "page_links",
    "page_markdown",
    "prose",
    "prose_links",
    "prose_problems",
    "prose_text",
    "ready",
    "record_of",
    "ris_text",
    "url_fault",
    "verbatim",
    "xml_text",
    "yaml_text",
]
