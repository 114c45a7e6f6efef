"""Word files with faults are read, or refused with one sentence: nothing else happens, and soon.

``make fuzz-word`` tries more of them; ``DRAFTKIT_WORD_FUZZ`` says how many, and
``DRAFTKIT_WORD_FUZZ_SEED`` from which seed. A failure names its seeds.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import traceback
from collections.abc import Callable
from types import FrameType

import pytest
import word_fuzz

from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View

COUNT = int(os.environ.get("DRAFTKIT_WORD_FUZZ", "100"))
FIRST = int(os.environ.get("DRAFTKIT_WORD_FUZZ_SEED", "0"))
SECONDS = 20
"""Of the processor, for one file of some 20 kB, which takes a hundredth of it."""
FILE = "faulty.docx"


class TooSlow(BaseException):
    """Derived so that no reader can catch it."""


def _too_slow(signum: int, frame: FrameType | None) -> None:
    raise TooSlow


def _every_part(data: bytes, view: View) -> None:
    archive = open_archive(data, FILE)
    for name in archive.names:
        archive.read(name)
        archive.relationships(name)
        if name.endswith((".xml", ".rels")):
            archive.root(name)
    assert open_archive(archive.with_parts({}), FILE).names == archive.names


def _word_reader(data: bytes, view: View) -> None:
    from draftkit.readers.word import read_word

    assert read_word(data, FILE, view)


READERS: list[Callable[[bytes, View], None]] = [_every_part]
if importlib.util.find_spec("draftkit.readers.word"):
    READERS.append(_word_reader)


def fault(reader: Callable[[bytes, View], None], data: bytes, view: View) -> str:
    """What went wrong; empty when the file was read, or refused as it should be."""
    before = signal.signal(signal.SIGVTALRM, _too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        reader(data, view)
    except DraftkitError as error:
        if error.file != FILE or not error.message.isprintable() or len(error.message) > 300:
            return f"refused in other words than one sentence with the file: {error!r}"
    except (Exception, TooSlow) as error:  # noqa: BLE001 - this is what the test is for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:200]} ({place.name}, {place.filename}:{place.lineno})"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return ""


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.strip("_"))
def test_a_file_with_faults_is_read_or_refused(reader: Callable[[bytes, View], None]) -> None:
    found: dict[str, tuple[int, list[str]]] = {}
    for seed in range(FIRST, FIRST + COUNT):
        data, log = word_fuzz.faulty(seed)
        if what := fault(reader, data, (View.ACCEPT, View.REJECT)[seed % 2]):
            found.setdefault(what, (seed, log))
    assert not found, "\n\n".join(
        f"seed {seed}: {what}\n  " + "\n  ".join(log) for what, (seed, log) in found.items()
    )


def test_files_without_faults_are_read_so_that_the_faults_matter() -> None:
    for data in word_fuzz.files():
        for reader in READERS:
            for view in View:
                reader(data, view)


def test_the_same_seed_gives_the_same_file() -> None:
    assert word_fuzz.faulty(7) == word_fuzz.faulty(7) != word_fuzz.faulty(8)


def test_most_faults_are_not_seen_before_the_document_is_read() -> None:
    """A fuzzer whose files are all refused at the door would test the door alone."""
    opened = 0
    for seed in range(100):
        try:
            archive = open_archive(word_fuzz.faulty(seed)[0], FILE)
            opened += archive.root(archive.main) is not None
        except DraftkitError:
            pass
    assert opened > 60
