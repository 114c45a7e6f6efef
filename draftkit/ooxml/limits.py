"""How much of a Word file is read, and why no more; the zip inside it, read within these limits.

What a zip says of itself is compared with the limits before anything is unpacked,
and what comes out of it with what it said. docs/word-files.md repeats the limits.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final
from urllib.parse import unquote

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.patterns import lazy_pattern

_MIB: Final = 1024 * 1024

LARGEST_TOTAL: Final = 512 * _MIB
"""Bytes of all parts unpacked. The longest United Nations report known has 40 MiB; pictures are the rest."""
MOST_PARTS: Final = 10_000
"""Parts of a file. Decisions full of formulas and pictures have a hundred and thirty."""
MOST_RATIO: Final = 250
"""Times that a file may grow in unpacking. Word files grow 10 to 40 times; deflate can pack 1,000 to 1."""
FREE_OF_RATIO: Final = 16 * _MIB
"""Bytes that a file may unpack to whatever the ratio: an empty page in a picture packs very well."""
LARGEST_XML: Final = 128 * _MIB
"""Bytes of a part that is parsed."""
LARGEST_LIST: Final = 8 * _MIB
"""Bytes of a list of relationships or of content types: some 50,000 entries."""
MOST_NODES: Final = 5_000_000
"""Elements and attributes of a part, which take some 200 bytes of memory each: 1 GiB. The longest report
known has 1,150,000 elements with 1,660,000 attributes."""
DEEPEST: Final = 128
"""Elements inside one another. Real files stay below 30, and a text box in a table in a table below 60.
libxml2 stops at 256; this is lower so that a function that calls itself three times for each level stays
within the 1,000 calls that Python allows."""

_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_ENCRYPTED: Final = 0x2001
"""Flags of an entry: its content (bit 0) or its header (bit 13) is encrypted (APPNOTE.TXT 4.4.4)."""
_UTF_8: Final = 0x800
_DRIVE: Final = lazy_pattern("[A-Za-z]:")
PROTECTED: Final = (
    "this Word file is protected by a password; open it in Word, remove the password and save it again"
)
_DAMAGED: Final = "the file is damaged or not complete; get it again"
_LONGEST_SHOWN: Final = 80


def entries(data: bytes, file: str) -> dict[str, zipfile.ZipInfo]:
    """What a zip holds, by name, in its order and without folders.

    Raises DraftkitError for a file that is damaged, that is encrypted, that is
    beyond the limits, or whose names are not the names of parts.
    """
    # Each entry begins with this signature, so that this is an upper bound, and costs no memory.
    if data.count(b"PK\1\2") > MOST_PARTS:
        raise DraftkitError(f"this Word file has more than {MOST_PARTS:,} parts", file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            found, end = source.infolist(), source.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise DraftkitError(_DAMAGED, file) from error
    _check_headers(found, end, len(data), file)
    parts: dict[str, zipfile.ZipInfo] = {}
    seen = set()
    for info in found:
        name = _name(info)
        if name.endswith("/"):
            continue
        if not _is_part_name(name):
            raise DraftkitError(f"{shown(name)} is not a name that a part of a Word file can have", file)
        if key(name) in seen:
            raise DraftkitError(f"this Word file has the part {shown(name)} twice", file)
        seen.add(key(name))
        parts[name] = info
    return parts


def _check_headers(found: list[zipfile.ZipInfo], end: int, size: int, file: str) -> None:
    total = sum(info.file_size for info in found)
    if total > LARGEST_TOTAL:
        raise DraftkitError(f"this Word file would unpack to more than {LARGEST_TOTAL // _MIB} MiB", file)
    if total > FREE_OF_RATIO and total > MOST_RATIO * size:
        raise DraftkitError(
            f"this Word file would grow more than {MOST_RATIO} times in unpacking, which no document does",
            file,
        )
    if any(info.flag_bits & _ENCRYPTED for info in found):
        raise DraftkitError(PROTECTED, file)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in found):
        raise DraftkitError(
            "this file is packed in a way that Word does not use; open it in Word and save it again", file
        )
    free = 0
    for info in sorted(found, key=lambda info: info.header_offset):
        if info.header_offset < free:
            raise DraftkitError("parts of this Word file overlap, as in a zip bomb", file)
        free = info.header_offset + _LOCAL_HEADER.size + info.compress_size
    if free > end:
        raise DraftkitError(_DAMAGED, file)


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as the zip holds it."""

    content: bytes
    """Nothing where the part is not at its place."""
    method: int
    size: int
    """Bytes of it unpacked, as the zip says."""
    checksum: int

    def unpacked(self, name: str, file: str) -> bytes:
        """As many bytes as the zip says, or DraftkitError. No more are ever unpacked."""
        content = self._unpacked()
        if len(content) != self.size or zlib.crc32(content) != self.checksum:
            message = f"the part {shown(name)} of this Word file is damaged; get the file again"
            raise DraftkitError(message, file)
        return content

    def _unpacked(self) -> bytes:
        if self.method == zipfile.ZIP_STORED:
            return self.content
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.content, self.size + 1)
        except zlib.error:
            return b""


def packed_part(data: bytes, info: zipfile.ZipInfo) -> Packed:
    """A part of a zip."""
    return Packed(_packed_content(data, info), info.compress_type, info.file_size, info.CRC)


def _packed_content(data: bytes, info: zipfile.ZipInfo) -> bytes:
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        return b""
    signature, name, extra = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size
    here = data[start : start + name].decode("utf-8" if info.flag_bits & _UTF_8 else "cp437", "replace")
    if signature != b"PK\3\4" or here != info.orig_filename:
        return b""
    start += name + extra
    return data[start : start + info.compress_size]


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it is written: zipfile changes backslashes on Windows, and cuts names at a NUL.

    Some programs write UTF-8 and do not set the flag that says so.
    """
    name = info.orig_filename
    if info.flag_bits & _UTF_8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeDecodeError:
        return name


def _is_part_name(name: str) -> bool:
    """Whether this is the name of a part (ECMA-376 Part 2, 6.2.2), as it is and percent-decoded."""
    return all(
        form.isprintable()
        and "\\" not in form
        and not (form[1:2] == ":" and _DRIVE.match(form))
        and not {"", ".", ".."} & set(form.split("/"))
        for form in (name, unquote(name))
    )


def key(name: str) -> str:
    """Equal for names of the same part: they differ in case or percent-encoding alone (Part 2, 6.2.2.3)."""
    return unquote(name).lower()


def shown(name: str) -> str:
    """Words from the file as they may stand in a message: printable, and short."""
    return (ascii(name)[1:-1] if not name.isprintable() else name)[:_LONGEST_SHOWN]
