"""What LibreOffice reads in Word files: run by the Python that LibreOffice's own module is installed for.

usage: libreoffice_text.py PROFILE_FOLDER VIEW FILE [VIEW FILE ...]    VIEW: plain, accept or reject

Prints a JSON list with one object a file: the paragraphs of the body, the notes, and the cells of tables.
"""

import sys

from libreoffice_office import answer, opened

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def paragraphs(text):
    found = []
    contents = text.createEnumeration()
    while contents.hasMoreElements():
        content = contents.nextElement()
        if content.supportsService("com.sun.star.text.Paragraph"):
            found.append(content.getString())
    return found


def tables(document):
    """The cells of all tables, each with its name: which table, A1."""
    found = []
    for index in range(document.TextTables.getCount()):
        table = document.TextTables.getByIndex(index)
        found += [f"{index} {name} {table.getCellByName(name).getString()}" for name in table.getCellNames()]
    return found


def read(context, view, file):
    document = opened(context, file)
    if view in COMMANDS:
        dispatcher = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, COMMANDS[view], "", 0, ())
    notes = [document.Footnotes.getByIndex(i).getString() for i in range(document.Footnotes.getCount())]
    result = {"paragraphs": paragraphs(document.Text), "notes": notes, "tables": tables(document)}
    document.close(True)
    return result


if __name__ == "__main__":
    _, profile, *jobs = sys.argv
    answer(read, profile, zip(jobs[::2], jobs[1::2], strict=True))
