"""Pictures that a Word file may hold: kind and size, read from the first bytes.

python-docx reads them too, but refuses pictures without a JFIF or Exif marker and
meets broken ones with errors of every kind.
"""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers behind which a JPEG has its size (ITU-T T.81, table B.1)."""
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers that nothing follows."""


def kind_and_size(data: bytes) -> tuple[str, int, int] | None:
    """``png`` or ``jpeg``, width and height in pixels; None for anything else, and for half a picture."""
    if data.startswith(_PNG):
        size = _png(data)
        kind = "png"
    else:
        size = _jpeg(data)
        kind = "jpeg"
    return (kind, *size) if size and all(size) else None


def _png(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or b"IEND" not in data[24:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8") or b"\xff\xd9" not in data:
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
