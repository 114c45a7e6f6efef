"""Word files edited by LibreOffice: run by the Python that LibreOffice's own module is installed for.

usage: libreoffice_edit.py PROFILE_FOLDER FILE EDITS OUT [FILE EDITS OUT ...]

EDITS is a JSON list; each edit is a list of its name and its arguments:

    ["replace", WORDS, OTHERS]      the first place where the words stand
    ["paragraph behind", WORDS, TEXT]
    ["delete paragraph", WORDS]     the one in which the words stand first
    ["note behind", WORDS, TEXT]    a new footnote
    ["note", PLACE, TEXT]           the text of a footnote, by its place from 0
    ["delete note", PLACE]

The result is a new file in the same format, with whatever markup LibreOffice writes. Edits whose words are
not found are passed by; prints a JSON list with the number of edits made in each file.
"""

import json
import sys
from pathlib import Path

import uno  # noqa: F401  (makes the imports from com.sun.star possible)
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from libreoffice_office import answer, opened


def find(document, words):
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    return document.findFirst(search)


def replace(document, words, others):
    found = find(document, words)
    if found:
        found.setString(others)
    return bool(found)


def paragraph_behind(document, words, text):
    found = find(document, words)
    if not found:
        return False
    cursor = found.getText().createTextCursorByRange(found)
    cursor.gotoEndOfParagraph(False)
    found.getText().insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    found.getText().insertString(cursor, text, False)
    return True


def delete_paragraph(document, words):
    found = find(document, words)
    if not found:
        return False
    cursor = found.getText().createTextCursorByRange(found)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.setString("")
    return True


def note_behind(document, words, text):
    found = find(document, words)
    if not found:
        return False
    note = document.createInstance("com.sun.star.text.Footnote")
    found.getText().insertTextContent(found.getEnd(), note, False)
    note.setString(text)
    return True


def note(document, place, text):
    if place >= document.Footnotes.getCount():
        return False
    document.Footnotes.getByIndex(place).setString(text)
    return True


def delete_note(document, place):
    if place >= document.Footnotes.getCount():
        return False
    found = document.Footnotes.getByIndex(place)
    found.getAnchor().getText().removeTextContent(found)
    return True


EDITS = {
    "replace": replace,
    "paragraph behind": paragraph_behind,
    "delete paragraph": delete_paragraph,
    "note behind": note_behind,
    "note": note,
    "delete note": delete_note,
}


def edit(context, file, edits, out):
    document = opened(context, file)
    made = sum(EDITS[name](document, *arguments) for name, *arguments in json.loads(edits))
    filter_name = PropertyValue(Name="FilterName", Value="MS Word 2007 XML")
    document.storeToURL(Path(out).resolve().as_uri(), (filter_name,))
    document.close(True)
    return made


_, profile, *jobs = sys.argv
answer(edit, profile, zip(jobs[::3], jobs[1::3], jobs[2::3], strict=True))
