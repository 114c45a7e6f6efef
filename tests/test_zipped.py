"""Zips of parts that are packed already."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.zipped import packed, zipped
from tests import word_files

ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["word/document.xml", "word/media/image1.png", "word/Приложение.xml", "a"]),
        st.binary(max_size=200).map(lambda data: data * 9),
        st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
        st.sampled_from([(1980, 1, 1, 0, 0, 0), (2031, 12, 31, 23, 59, 58)]),
        st.sampled_from([0, 3]),
    ),
    unique_by=lambda entry: entry[0],
)


@given(ENTRIES)
def test_a_zip_is_as_zipfile_would_write_it(
    given_: list[tuple[str, bytes, int, tuple[int, ...], int]],
) -> None:
    entries = []
    expected = io.BytesIO()
    with zipfile.ZipFile(expected, "w") as by_library:
        for name, content, method, date, system in given_:
            for out in ("ours", "library"):
                entry = zipfile.ZipInfo(name, date)  # type: ignore[arg-type]
                entry.compress_type, entry.create_system, entry.external_attr = method, system, 0o600 << 16
                if out == "ours":
                    entries.append((entry, packed(entry, content)))
                else:
                    by_library.writestr(entry, content)
    assert zipped(entries) == expected.getvalue()


def repacked(level: int, **parts: bytes) -> bytes:
    """A Word file with further parts, packed by another program."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_files.docx(word_files.p("Decides")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(f"word/{name}", content)
    return out.getvalue()


PICTURE = bytes(range(256)) * 40


def test_parts_that_stay_are_not_packed_anew() -> None:
    archive = open_archive(repacked(1, picture=PICTURE), "L4.docx")
    again = open_archive(archive.with_parts({"word/new.xml": b"<new/>"}), "L4.docx")
    assert again.read("word/picture") == PICTURE
    assert again._parts["word/picture"].compress_size == archive._parts["word/picture"].compress_size
    assert again.names == (*archive.names, "word/new.xml")


def test_a_damaged_part_is_not_passed_on() -> None:
    data = bytearray(repacked(9, picture=PICTURE))
    data[data.index(b"word/picture") + 20] ^= 0xFF
    archive = open_archive(bytes(data), "L4.docx")
    with pytest.raises(DraftkitError, match="the part word/picture of this Word file is damaged"):
        archive.with_parts({})


def test_a_part_is_the_same_however_it_is_packed() -> None:
    one = open_archive(repacked(1, picture=PICTURE), "L4.docx")
    other = open_archive(repacked(9, picture=PICTURE), "L4.docx")
    changed = open_archive(repacked(1, picture=PICTURE[1:] + b"x"), "L4.docx")
    without = open_archive(repacked(1), "L4.docx")
    assert one.has_the_same("word/picture", one)
    assert one.has_the_same("word/picture", other)
    assert not one.has_the_same("word/picture", changed)
    for missing in (
        lambda: one.has_the_same("word/picture", without),
        lambda: without.has_the_same("x", one),
    ):
        with pytest.raises(DraftkitError, match="has no part"):
            missing()


def test_equal_parts_of_two_files_are_parsed_once() -> None:
    styles = f'<w:styles xmlns:w="{word_files.W}"/>'.encode()
    one, other = (open_archive(repacked(level, styles=styles), f"{level}.docx") for level in (1, 9))
    assert one.root_to_read("word/styles") is other.root_to_read("word/styles")
    assert one.root("word/styles") is not other.root("word/styles")
    broken = open_archive(repacked(1, styles=b"<w:styles>"), "broken.docx")
    with pytest.raises(DraftkitError, match="it is not XML") as refused:
        broken.root_to_read("word/styles")
    assert refused.value.file == "broken.docx"
