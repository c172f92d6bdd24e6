"""Why each problem matters, in one or two sentences: shown in a terminal and in SARIF, with the code as its key.

`docs/problems.md` says the same with the remedy; a test holds the two together.
"""

from collections.abc import Mapping

WHY: Mapping[str, str] = {
    "ambiguous-reference": "A bare id belongs to two vocabularies, so it is not known which record is meant.",
    "bad-address": (
        "The address can’t be linked: it is relative, not http or https, has no public host, holds "
        "credentials, or is not ASCII. Readers could not follow it, or would be led astray."
    ),
    "bad-coordinates": "Latitude without longitude, or a point that is not on Earth: no map could show where it was.",
    "bad-date": (
        "The date is in no form of EDTF level 0 or 1, so it can’t be sorted, compared or printed without guessing."
    ),
    "bad-file-name": "The file’s name can’t be an id, which is part of an address that never changes.",
    "bad-id": "The value is not an id, so no record can be found by it.",
    "bad-language": (
        "The value is not a language tag (BCP 47), or no dates can be printed in it. Browsers and screen "
        "readers choose voice and letters by it."
    ),
    "bad-number": (
        "The value is no plain number. “3.000” is refused because it means three in one country and three "
        "thousand in another."
    ),
    "bad-range": "between has not two numbers, so one end of what was said would be lost.",
    "bounds-upside-down": "The low end is above the high end; no number lies between them.",
    "case-collision": (
        "Two names in one folder differ only by case; some systems can’t hold both, and one of them would "
        "be lost there."
    ),
    "changed-before-added": (
        "A correction or withdrawal is dated before the record was added; readers would see a history "
        "that can’t have been."
    ),
    "claim-about-itself": "A claim is about the statement that makes it. Claims are about what happened.",
    "claim-before-event": (
        "A statement says that something happened before it began, according to the event’s own date. One "
        "of the two days must be wrong."
    ),
    "complex-key": "A list or group stands where a key should be, so the value belongs to nothing.",
    "control-character": (
        "A control character, or one that feeds can’t carry: readers can’t see it, and programs stumble over it."
    ),
    "dated-after-added": (
        "The event’s day lies after the day it was added. That may be right for something announced; more "
        "often one of the days is a slip."
    ),
    "derivation-loop": (
        "A source rests on itself, directly or through others, or a passage was taken from what rests on "
        "its own source. The chain would have no end."
    ),
    "duplicate-id": "Two files have the same id, in different year folders; an address can lead to one of them only.",
    "duplicate-key": "A key stands twice in one group; only one value could count.",
    "empty-list": "A list that needs an item has none: what the record rests on would be missing.",
    "empty-value": "A key has no value. What is not known is left out, so that a blank never looks like a fact.",
    "file-too-large": "No record or page needs more than 256 KiB; a reviewer could not read it.",
    "former-id-taken": (
        "A former id is somebody’s id, or former id, already; its old address can lead to one record only."
    ),
    "hidden-character": (
        "An invisible character can hide or reorder what a reviewer sees, so that a change says something "
        "else than it seems to."
    ),
    "impossible-date": (
        "There is no such day, month, year or season, or an interval ends before it begins. Such a date "
        "is nearly always a slip of the hand."
    ),
    "leg-outside-period": (
        "A leg of a deployment lies outside the deployment’s own days; one of the two must be wrong."
    ),
    "lone-carriage-return": (
        "Old line ends, which some programs show as one line and others as many; a reviewer might miss a line."
    ),
    "missing-field": (
        "A key that must be there is missing; without it the record could not be shown, sorted or trusted."
    ),
    "missing-label": "A template needs a word that the label file does not have, so the page can’t be written.",
    "missing-letter": (
        "A share card shows a box: none of the fonts that cards are drawn with has the letter. Pages are not concerned."
    ),
    "not-a-day": "A full day is needed here: the history of the chronicle itself is known to the day.",
    "not-a-file": "Something that is neither a file nor a folder; reading it could hang or lead elsewhere.",
    "not-a-record": "The file is empty, or holds a list or a text; a record is a group of keys.",
    "not-one-of": (
        "Of some keys exactly one must be written: one bound of a figure, source or outlet, title or "
        "title_unknown. With none nothing is said, with two it is not known which holds."
    ),
    "not-utf8": "The file is not UTF-8 text; its letters would be guessed, and names come out wrong.",
    "part-of-loop": "An event or actor is a part of itself, through part_of or roles; it would have no party.",
    "path-collision": (
        "A hand-written page or file has an address that the site makes, or may make some day, or two have one "
        "address; readers could reach one of them only."
    ),
    "possible-duplicate": (
        "Two records have overlapping days, the same speaker, force or party, and nearly the same title "
        "or the same quotation. One event told twice counts twice."
    ),
    "prose-markup": (
        "Prose holds raw HTML, a picture, a heading or a link that is not allowed, or whose words are another address; "
        "it would not be shown as written, or deceive."
    ),
    "raw-html": "A hand-written page holds raw HTML, which would run in readers’ browsers.",
    "relation-loop": (
        "Of events that answer, follow, correct or replace each other, one must have come first; in a circle none did."
    ),
    "reliance-loop": (
        "Statements borrow their knowledge from each other, so that nobody knew it first and no origin can be counted."
    ),
    "reserved-name": (
        "The name is a device on some systems or an address of the site, so the file or its page could not be there."
    ),
    "several-documents": "A file holds one record; a second begins after --- and would have no id.",
    "source-before-statement": (
        "A source was published more than a day (time zones) before the statement it is cited for; it "
        "can’t report what had not been said."
    ),
    "symbolic-link": "Links are not followed: they may lead out of the folder and publish a file of the host.",
    "template-error": "A template can’t be filled, so the page can’t be written.",
    "template-missing": "A template is not there, so the page can’t be written.",
    "too-many-problems": "A file has so many problems that the others are not listed; most often one slip repeats.",
    "too-much-markup": (
        "Prose or a page holds thousands of marks that may mean something in Markdown; reading it could take minutes."
    ),
    "unknown-folder": "A folder of content/ is no vocabulary; what lies in it would never be read.",
    "unknown-key": "A key that no record has here; it would be silently lost.",
    "unknown-kind": "The kind of an event is not known, so it can’t be told which keys it has.",
    "unknown-link": (
        "A link in prose or on a page leads to a record or page that is not there; readers would find an empty page."
    ),
    "unknown-reference": (
        "A record names an id that is not in its vocabulary; readers could not follow it, and no rule could count it."
    ),
    "unknown-value": (
        "The word is not one of the closed list; only listed words are counted, filtered and translated."
    ),
    "unreadable": "The system did not let the file or folder be read, so its record would be missing.",
    "unused-actor": "No record names this actor, in a key or by a link in its prose, so its page says nothing.",
    "unused-source": "No record cites this source, so it supports nothing.",
    "wrong-content": (
        "A file beside the pages is not what its name says, or a cell of its table would run in a spreadsheet; "
        "browsers and programs go by what they find in it."
    ),
    "wrong-extension": "The file’s ending is not one that is read here; the file would be overlooked.",
    "wrong-folder": "No record is looked for here; the file would be overlooked.",
    "wrong-reference": (
        "A statement is meant, but something else is named; knowledge can be borrowed only from those who spoke."
    ),
    "wrong-type": "A list, group or text stands where another is needed, so the value can’t be read as what it is.",
    "yaml-alias": (
        "*name points to another value; a reviewer would have to look for it, and a few lines could grow without end."
    ),
    "yaml-anchor": "&name names a value for use elsewhere; each value is written out where it belongs.",
    "yaml-directive": "A line that begins with % changes how a file is read; records are all read in one way.",
    "yaml-merge-key": "<< merges another group in; a reviewer could not see what the record says.",
    "yaml-syntax": (
        "The file is not YAML: most often a colon in a text, a missing quote or uneven indentation. "
        "Nothing in it can be read until that is mended."
    ),
    "yaml-tag": "!name gives a type; every value is text here.",
    "yaml-too-deep": "Values are nested deeper than any record needs; it is most often a slip of indentation.",
    "yaml-too-large": "The file holds more values than any record needs; a reviewer could not read it.",
}
