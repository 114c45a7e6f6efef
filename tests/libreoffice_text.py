"""What LibreOffice reads in Word files: run by the Python that LibreOffice's own module is installed for.

usage: libreoffice_text.py PROFILE_FOLDER VIEW FILE [VIEW FILE ...]    VIEW: plain, accept or reject

Prints a JSON list with one object a file: the paragraphs of the body, the notes, and the cells of tables.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
SECONDS_TO_START = 60


def connect(profile):
    """A LibreOffice of our own, and the process to end when done."""
    pipe = f"draftkit{os.getpid()}"
    process = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={Path(profile).resolve().as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context, process
        except NoConnectException:
            if time.monotonic() > end:
                process.kill()
                raise
            time.sleep(0.2)


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
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(file).resolve().as_uri(), "_blank", 0, (hidden,))
    if view in COMMANDS:
        dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, COMMANDS[view], "", 0, ())
    notes = [document.Footnotes.getByIndex(i).getString() for i in range(document.Footnotes.getCount())]
    result = {"paragraphs": paragraphs(document.Text), "notes": notes, "tables": tables(document)}
    document.close(True)
    return result


def main():
    profile, *jobs = sys.argv[1:]
    context, process = connect(profile)
    try:
        results = [read(context, view, file) for view, file in zip(jobs[::2], jobs[1::2], strict=True)]
    finally:
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            desktop.terminate()
        finally:
            process.wait(30)
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main()
