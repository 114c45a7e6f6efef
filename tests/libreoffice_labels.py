"""The labels LibreOffice gives to paragraphs: run by the Python that LibreOffice's module is installed for.

usage: libreoffice_labels.py PROFILE_FOLDER FILE [FILE ...]

Prints a JSON list with one list a file: for each paragraph of the body and of its tables, in their order,
a pair of label and text. The label is null when the paragraph has none.
"""

import sys

from libreoffice_office import answer, opened


def pairs(text):
    found = []
    contents = text.createEnumeration()
    while contents.hasMoreElements():
        content = contents.nextElement()
        if content.supportsService("com.sun.star.text.TextTable"):
            for name in content.getCellNames():
                found.extend(pairs(content.getCellByName(name)))
        else:
            label = content.ListLabelString if content.NumberingIsNumber else None
            found.append((label, content.getString()))
    return found


def read(context, file):
    document = opened(context, file)
    result = pairs(document.Text)
    document.close(True)
    return result


_, profile, *files = sys.argv
answer(read, profile, [(file,) for file in files])
