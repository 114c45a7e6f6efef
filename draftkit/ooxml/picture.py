"""Pictures that a Word file may hold."""

from __future__ import annotations

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg"}


def kind_and_size(data: bytes) -> tuple[str, int, int] | None:
    """``png`` or ``jpeg``, width and height in pixels; None for anything else."""
    try:
        image = Image.from_blob(data)
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError):
        return None
    ending = _ENDINGS.get(image.content_type)
    if ending is None or not image.px_width or not image.px_height:
        return None
    return ending, image.px_width, image.px_height
