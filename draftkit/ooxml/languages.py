"""The languages and scripts of a text, as Word wants to know them.

Word spells and reads aloud by the language of a run (ECMA-376 Part 1, 17.3.2.20): one for letters like
Latin ones, one for Chinese, one for Arabic. Arabic has to be marked besides, or its marks and figures
stand on the wrong side (17.3.2.30).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

from markupsafe import Markup as Xml

from draftkit.dataclass import dataclass
from draftkit.patterns import lazy_pattern

_CODES = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_CYRILLIC = "\u0400-\u052f"
_LATIN = "A-Za-z\u00c0-\u024f"
_RUSSIAN = f'<w:lang w:val="{_CODES["ru"]}"/>'
_LEFTWARDS = f'<w:rtl/><w:lang w:bidi="{_CODES["ar"]}"/>'


def _stretch(letters: str) -> str:
    """From the first to the last letter of a script, with what is no letter between them."""
    return rf"[{letters}](?:[\W\d_]*[{letters}])*"


_FOREIGN = lazy_pattern(f"(?P<arabic>{_stretch(_ARABIC)})|(?P<cyrillic>{_stretch(_CYRILLIC)})")
_FIGURES = r"(?:[^\w\s]*[0-9]+)*"
"""What belongs to a symbol behind its last letter: ``A/RES/99/1``."""
_IN_ARABIC = lazy_pattern(f"(?P<latin>{_stretch(_LATIN)}{_FIGURES})|(?P<cyrillic>{_stretch(_CYRILLIC)})")


class Script(enum.StrEnum):
    """The letters of a stretch of text."""

    OWN = ""
    """Those of the document, and what is no letter beside them."""
    LATIN = "latin"
    ARABIC = "arabic"
    CYRILLIC = "cyrillic"


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a document."""

    code: str
    """As in ``fr-FR``."""
    of_latin: str
    """The language of letters like Latin ones: the same, or that of the profile."""

    @classmethod
    def of(cls, language: str, profile: str) -> Language:
        """The language of a text, ``fr``, in the layout of a house that writes in that of the profile."""
        code = profile if language in ("", profile.partition("-")[0]) else _CODES[language]
        return cls(code, profile if code in (_CODES["ar"], _CODES["zh"]) else code)

    @property
    def leftwards(self) -> bool:
        """Whether the text runs from right to left."""
        return self.code == _CODES["ar"]

    def element(self, tag: str) -> Xml:
        """The element that names the languages of a document."""
        return Xml(f'<w:{tag} w:val="{self.of_latin}" w:eastAsia="{_CODES["zh"]}" w:bidi="{_CODES["ar"]}"/>')

    def stretches(self, text: str) -> Iterator[tuple[str, Script]]:
        """The text in pieces, each with its script."""
        at = 0
        for found in (_IN_ARABIC if self.leftwards else _FOREIGN).finditer(text):
            script = Script(found.lastgroup or "")
            if self.asks(script) == self.asks(Script.OWN):
                continue
            if at < found.start():
                yield text[at : found.start()], Script.OWN
            yield found.group(), script
            at = found.end()
        if at < len(text):
            yield text[at:], Script.OWN

    def asks(self, script: str) -> str:
        """The run properties that a script asks for beside those of the document."""
        match script:
            case Script.ARABIC:
                return _LEFTWARDS
            case Script.CYRILLIC if self.code != _CODES["ru"]:
                return _RUSSIAN
            case Script.OWN if self.leftwards:
                return _LEFTWARDS
        return ""
