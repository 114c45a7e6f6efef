"""Colours for those whose words a text is made of, in every form the same."""

from __future__ import annotations

import colorsys

_GOLDEN = 0.381966
"""A part of the circle of hues by which no two of the next ones come close."""
_LIGHTNESS = (0.30, 0.40, 0.35)


def color(number: int) -> str:
    """The colour of the contributor of this number as six hexadecimal digits, dark enough for white paper.

    No two numbers below three hundred have the same.
    """
    hue = (0.6 + number * _GOLDEN) % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, _LIGHTNESS[number % 3], 0.85)
    return f"{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}"
