"""What stands beside hand-written pages is what its name says: browsers and spreadsheets go by what they find in it.

Pictures and papers are known by their first bytes. Text is UTF-8 without characters that no file may hold, and no cell
of a table begins a formula, as in the tables that the site makes itself.
"""

from collections.abc import Iterator, Mapping

from generator.characters import REFUSED
from generator.problems import Problem, Where, quoted

_BEGIN: Mapping[str, tuple[tuple[int, bytes], ...]] = {
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "jpg": ((0, b"\xff\xd8\xff"),),
    "jpeg": ((0, b"\xff\xd8\xff"),),
    "gif": ((0, b"GIF8"),),
    "webp": ((0, b"RIFF"), (8, b"WEBP")),
    "avif": ((4, b"ftypavi"),),
    "pdf": ((0, b"%PDF-"),),
}
"""Bytes that stand at these places of such a file: https://mimesniff.spec.whatwg.org/."""


def fault(path: str, data: bytes) -> Problem | None:
    """Why a file can't be published under its name; None if it can."""
    ending = path.rsplit(".", 1)[-1]
    if ending in _BEGIN:
        if all(data[at : at + len(mark)] == mark for at, mark in _BEGIN[ending]):
            return None
        hint = "save it anew in that format; renaming does not change what it is"
        return Problem(Where(path), "wrong-content", f"the file does not begin as a {ending.upper()} does", hint)
    return next(_of_text(path, data), None)


def _of_text(path: str, data: bytes) -> Iterator[Problem]:
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file with the encoding UTF-8"
        yield Problem(Where(path, line), "wrong-content", f"the byte 0x{data[error.start]:02X} is not UTF-8 text", hint)
        return
    if found := REFUSED.search(text):
        line, what = text.count("\n", 0, found.start()) + 1, f"U+{ord(found[0]):04X} is no character of a text"
        yield Problem(Where(path, line), "wrong-content", what, "delete it, and type the text anew")
    elif path.endswith(".csv"):
        yield from _of_table(path, text)


def _of_table(path: str, text: str) -> Iterator[Problem]:
    import csv  # few chronicles have a table

    from generator.encode import csv_cell

    reader = csv.reader(text.splitlines(keepends=True))
    try:
        for row in reader:
            for cell in row:
                if csv_cell(cell) != cell and not cell.startswith("'") and not _is_number(cell):
                    hint = "put an apostrophe before it, so that a spreadsheet takes it for text"
                    message = f"the cell {quoted(cell)} is a formula to a spreadsheet"
                    yield Problem(Where(path, reader.line_num), "wrong-content", message, hint)
    except csv.Error as error:
        hint = "save it anew as comma-separated values"
        yield Problem(Where(path, max(reader.line_num, 1)), "wrong-content", f"this is no table: {error}", hint)


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).replace(",", "").isdecimal()
