"""The labels LibreOffice gives to paragraphs: run by the Python that LibreOffice's module is installed for.

usage: libreoffice_labels.py PROFILE_FOLDER FILE [FILE ...]

Prints a JSON list with one list a file: for each paragraph of the body and of its tables, in their order,
a pair of label and text. The label is null when the paragraph has none.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

SECONDS_TO_START = 60


def connect(profile):
    """A LibreOffice of our own, and the process to end when done."""
    pipe = "draftkitlabels" + Path(profile).name
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
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(file).resolve().as_uri(), "_blank", 0, (hidden,))
    result = pairs(document.Text)
    document.close(True)
    return result


def main():
    profile, *files = sys.argv[1:]
    context, process = connect(profile)
    try:
        results = [read(context, file) for file in files]
    finally:
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            desktop.terminate()
        finally:
            process.wait(30)
    sys.stdout.write(json.dumps(results))


main()
