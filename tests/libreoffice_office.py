"""A LibreOffice for the programs beside this one, run by the Python that its module is installed for."""

import json
import os
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


def opened(context, file):
    """A document, without a window."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    return desktop.loadComponentFromURL(Path(file).resolve().as_uri(), "_blank", 0, (hidden,))


def answer(work, profile, jobs):
    """Print what comes of some jobs as a JSON list; LibreOffice is ended whatever happens."""
    context, process = connect(profile)
    try:
        results = [work(context, *job) for job in jobs]
    finally:
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            desktop.terminate()
        finally:
            process.wait(30)
    sys.stdout.write(json.dumps(results))
