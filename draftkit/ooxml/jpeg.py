"""What a JPEG picture says besides its picture: EXIF, XMP, IPTC, comments.

Segments of a JPEG file: ITU-T T.81, B.1.1; their use by cameras: Exif 2.32 (CIPA DC-008), 4.5 and 4.7.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_START = b"\xff\xd8\xff"
_SCAN, _COMMENT, _APP1 = 0xDA, 0xFE, 0xE1
_EXIF = b"Exif\0\0"
_KINDS = (
    (_APP1, _EXIF, "EXIF"),
    (_APP1, b"http://ns.adobe.com/", "XMP"),
    (0xED, b"Photoshop 3.0\0", "IPTC"),
    (_COMMENT, b"", "comment"),
)
_ORIENTATION, _GPS = 0x0112, 0x8825
_UPRIGHT = 1


def is_jpeg(data: bytes) -> bool:
    """Whether these bytes begin like a JPEG file."""
    return data.startswith(_START)


def told_by(data: bytes) -> tuple[str, ...]:
    """The kinds of data beside the picture, ``place (GPS)`` among them when EXIF has one."""
    found = {}
    for start, end in _segments(data):
        kind = _kind(data[start:end])
        if kind:
            found[kind] = True
        if kind == "EXIF" and _GPS in _directory(data[start + 10 : end]):
            found["place (GPS)"] = True
    return tuple(found)


def without(data: bytes) -> bytes:
    """The same picture without that data. A picture that EXIF turns keeps this one number."""
    out, at = b"", 0
    for start, end in _segments(data):
        kind = _kind(data[start:end])
        if kind:
            out += data[at:start]
            turned = _directory(data[start + 10 : end]).get(_ORIENTATION, _UPRIGHT) if kind == "EXIF" else 1
            if turned != _UPRIGHT:
                out += _only_orientation(turned)
            at = end
    return out + data[at:]


def _kind(segment: bytes) -> str:
    kind = next(
        (k for marker, head, k in _KINDS if segment[1] == marker and segment[4:].startswith(head)), ""
    )
    if kind == "EXIF" and set(_directory(segment[10:])) == {_ORIENTATION}:
        return ""  # says which way is up, and nothing else
    return kind


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each segment before the picture itself."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = min(at + 2 + max(length, 2), len(data))
        yield at, end
        at = end


def _directory(tiff: bytes) -> dict[int, int]:
    """The first directory of EXIF data: tags and short values; what is cut off is left out."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return {}
    (offset,) = struct.unpack_from(order + "I", tiff, 4)
    if offset + 2 > len(tiff):
        return {}
    (count,) = struct.unpack_from(order + "H", tiff, offset)
    places = range(offset + 2, min(offset + 2 + 12 * count, len(tiff) - 11), 12)
    return {
        struct.unpack_from(order + "H", tiff, at)[0]: struct.unpack_from(order + "H", tiff, at + 8)[0]
        for at in places
    }


def _only_orientation(value: int) -> bytes:
    tiff = b"MM\0\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    return struct.pack(">BBH", 0xFF, _APP1, 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff
