"""A zip written from parts that are packed already (APPNOTE.TXT 4.3).

zipfile can only pack a part anew. A redline changes one part or two of a file, and the others are
long: packing them takes longer than making the redline.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_UTF_8: Final = 0x800
_FIRST_YEAR: Final = 1980


def packed(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """The content of an entry as the zip holds it; the entry is told its sizes."""
    entry.CRC, entry.file_size = zlib.crc32(content), len(content)
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
        content = packer.compress(content) + packer.flush()
    entry.compress_size = len(content)
    return content


def zipped(entries: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip of entries with their packed content, in this order.

    Within the limits of a Word file (:mod:`draftkit.ooxml.limits`) no field needs more than 32 bits.
    """
    out = bytearray()
    directory = bytearray()
    number = 0
    for entry, content in entries:
        number += 1
        name = entry.filename.encode()
        year, month, day, hour, minute, second = entry.date_time
        common = (
            _VERSION,
            0 if entry.filename.isascii() else _UTF_8,
            entry.compress_type,
            hour << 11 | minute << 5 | second // 2,
            (year - _FIRST_YEAR) << 9 | month << 5 | day,
            entry.CRC,
            entry.compress_size,
            entry.file_size,
            len(name),
            0,
        )
        made_by = entry.create_system << 8 | _VERSION
        directory += _CENTRAL.pack(b"PK\1\2", made_by, *common, 0, 0, 0, entry.external_attr, len(out)) + name
        out += _LOCAL.pack(b"PK\3\4", *common) + name + content
    end = _END.pack(b"PK\5\6", 0, 0, number, number, len(directory), len(out), 0)
    return bytes(out + directory + end)
