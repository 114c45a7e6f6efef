"""A draft as a Word file, in one of several layouts that other programs write."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import word_files
from word_files import PAGE, p, r

from redline_fuzz.drafts import FRONT, NUMBERED, Draft, Para, Table, Word, numbers


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written; two files of one pair may differ in ``cut`` alone."""

    automatic: bool = False
    """Word counts the numbers; else they are typed, with a tab."""
    styles: bool = False
    """Paragraphs have styles of their own; else they are formatted directly."""
    masthead: str = "lines"
    """Where the front stands: ``lines``, ``table``."""
    rtl: bool = False
    further: bool = False
    """A note called again has one footnote and a cross-reference; else a footnote each time."""
    header: bool = False
    """A running header shows the symbol, one footer the page."""
    cut: int = 0
    """Seed by which runs are cut up, with rsids and marks of the spelling checker; 0 cuts nothing."""
    settings: bool = False
    """There is a part with settings, as in files that Word saved."""
    all_styles: bool = True
    """The file has styles that no paragraph has, as a template gives them; else it lacks them, as Word leaves
    out its built-in ones."""


_LEVEL = {"op": 0, "sub": 1, "item": 2}
_STYLE = {"op": "Numbered", "sub": "Lettered", "item": "Roman", "title": "Title", "heading": "Heading1",
          "annex": "Annex", "pp": "Preamble", "text": "BodyText", "clause": "Enacting"}  # fmt: skip
_LOOK = {"b": "<w:b/><w:bCs/>", "i": "<w:i/><w:iCs/>", "z": "<w:strike/>", "u": '<w:u w:val="single"/>',
         "x": '<w:vertAlign w:val="superscript"/>', "y": '<w:vertAlign w:val="subscript"/>'}  # fmt: skip
_ORDER = "bizuxy"
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    f'<w:pPr><w:ind w:left="{567 * level}" w:firstLine="567"/></w:pPr></w:lvl>'
    for level, (kind, text) in enumerate(
        (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
    )
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{n}">{_LEVELS}</w:abstractNum>' for n in (1, 2)
) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
"""A list of the draft, and one of its annexes."""
_DEFAULT = '<w:style w:type="paragraph" w:default="1"'
STYLES = (
    f'{_DEFAULT} w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
    *(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{inside}</w:style>'
        for id, name, inside in (
            ("Numbered", "Numbered", '<w:pPr><w:ind w:firstLine="567"/></w:pPr>'),
            ("Lettered", "Lettered", '<w:pPr><w:ind w:left="567"/></w:pPr>'),
            ("Roman", "Roman", '<w:pPr><w:ind w:left="1134"/></w:pPr>'),
            ("Preamble", "Preamble", '<w:pPr><w:spacing w:after="120"/></w:pPr>'),
            ("Enacting", "Enacting", '<w:pPr><w:spacing w:before="120"/></w:pPr>'),
            ("BodyText", "Body Text", '<w:pPr><w:spacing w:after="60"/></w:pPr>'),
            ("Title", "Title", "<w:rPr><w:b/></w:rPr>"),
            ("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
            ("Annex", "Annex", "<w:rPr><w:b/></w:rPr>"),
        )
    ),
)
_REFERENCES = (
    '<w:headerReference w:type="default" r:id="rId_header1"/>'
    '<w:footerReference w:type="default" r:id="rId_footer1"/>'
)
_NOTE_SIGN = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


def word_file(draft: Draft, layout: Layout) -> bytes:
    """The draft as a Word file."""
    return _File(layout).write(draft)


def _worn(style: str, blocks: Sequence[str]) -> bool:
    id = style.partition('w:styleId="')[2].partition('"')[0]
    return any(f'<w:pStyle w:val="{id}"/>' in block for block in blocks)


class _File:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.chance = random.Random(layout.cut)
        self.notes: list[str] = []
        self.first: dict[str, int] = {}

    def write(self, draft: Draft) -> bytes:
        blocks: list[str] = []
        annexes = 0
        for block, number in zip(draft, numbers(draft), strict=True):
            if isinstance(block, Table):
                blocks.append(self.table(block))
                continue
            annexes += block.kind == "annex"
            blocks.append(self.paragraph(block, number, min(annexes, 1) + 1))
        count = len([b for b in draft if isinstance(b, Para) and b.kind in FRONT[:4]])
        if (
            self.layout.masthead == "table"
            and count
            and all(isinstance(b, Para) and b.kind in FRONT for b in draft[:count])
        ):
            blocks[:count] = [word_files.table(*((line,) for line in blocks[:count]))]
        if not blocks or blocks[-1].startswith("<w:tbl>"):
            blocks.append("<w:p/>")
        styles = [s for s in STYLES if self.layout.all_styles or s.startswith(_DEFAULT) or _worn(s, blocks)]
        others = {"styles": "".join(styles)}
        if self.layout.settings:
            others["settings"] = '<w:zoom w:percent="100"/>'
        if self.layout.automatic:
            others["numbering"] = NUMBERING
        if self.notes:
            others["footnotes"] = _SEPARATORS + "".join(self.notes)
        section = PAGE
        if self.layout.header:
            symbols = [b for b in draft if isinstance(b, Para) and b.kind == "symbol"]
            # A header calls no notes: the symbol stands there without its own.
            words = tuple(replace(word, note="") for word in (symbols[0].words if symbols else ()))
            others["header1"] = p(*self.runs(words, ""))
            others["footer1"] = p("Lights of the strait")
            section = PAGE.replace("<w:pgSz", _REFERENCES + "<w:pgSz")
        return word_files.docx(*blocks, others=others, section=section)

    def table(self, table: Table) -> str:
        return word_files.table(*(tuple(self.cell(cell) for cell in row) for row in table.rows))

    def cell(self, cell: tuple[Word, ...]) -> str:
        return self.paragraph(Para("cell", cell), "", 1)

    def paragraph(self, paragraph: Para, number: str, list_id: int) -> str:
        kind = paragraph.kind
        counted = self.layout.automatic and kind in NUMBERED and not paragraph.suffix
        style = _STYLE.get(kind, "") if self.layout.styles else ""
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        if counted:
            properties += f'<w:numPr><w:ilvl w:val="{_LEVEL[kind]}"/><w:numId w:val="{list_id}"/></w:numPr>'
        if self.layout.rtl:
            properties += "<w:bidi/>"
        if not style and kind in _LEVEL and not counted:
            properties += f'<w:ind w:left="{567 * _LEVEL[kind]}" w:firstLine="567"/>'
        if not style and kind in ("title", "annex", "heading"):
            properties += '<w:jc w:val="center"/>'
        head = ""
        if paragraph.before:
            head += r(paragraph.before)
        if number and not counted:
            head += r(number) + "<w:r><w:tab/></w:r>"
        bold = "b" if not style and kind in ("title", "annex", "heading") else ""
        inside = head + "".join(self.runs(paragraph.words, bold))
        rsid = f' w:rsidR="{self.chance.getrandbits(32):08X}"' if self.layout.cut else ""
        return f"<w:p{rsid}>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"

    def runs(self, found: tuple[Word, ...], always: str) -> Iterator[str]:
        for look, same in groupby(enumerate(found), key=lambda numbered: numbered[1].look):
            marks = set(look + always)
            properties = "".join(_LOOK[letter] for letter in _ORDER if letter in marks)
            if self.layout.rtl:
                properties += "<w:rtl/>"
            text = ""
            for place, word in same:
                text += (word.gap if place else "") + word.text
                if word.note:
                    yield from self.cut(text, properties)
                    yield self.call(word.note)
                    text = ""
            yield from self.cut(text, properties)

    def cut(self, text: str, properties: str) -> Iterator[str]:
        """The text in one run, or in several."""
        while self.layout.cut and len(text) > 4 and self.chance.random() < 0.4:
            at = self.chance.randrange(1, len(text))
            yield self.run(text[:at], properties)
            text = text[at:]
            if self.chance.random() < 0.3:
                yield f'<w:proofErr w:type="{self.chance.choice(("spellStart", "spellEnd", "gramStart"))}"/>'
            if self.chance.random() < 0.05:
                yield "<w:r><w:lastRenderedPageBreak/></w:r>"
        if text:
            yield self.run(text, properties)

    def run(self, text: str, properties: str) -> str:
        rsid = f' w:rsidR="{self.chance.getrandbits(32):08X}"' if self.layout.cut else ""
        markup = r(text, properties).replace("<w:r>", f"<w:r{rsid}>", 1)
        markup = markup.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        if self.layout.cut % 2:
            markup = markup.replace("\u2011", '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')
        return markup.replace('<w:t xml:space="preserve"></w:t>', "")

    def call(self, text: str) -> str:
        if self.layout.further and text in self.first:
            return _further(self.first[text])
        number = len(self.notes) + 1
        self.notes.append(f'<w:footnote w:id="{number}"><w:p>{_NOTE_SIGN}{r(" " + text)}</w:p></w:footnote>')
        if not self.layout.further:
            return word_files.call(number)
        self.first[text] = number
        name = f'w:id="{500 + number}"'
        return (
            f'<w:bookmarkStart {name} w:name="_Ref{number}"/>{word_files.call(number)}<w:bookmarkEnd {name}/>'
        )


def _further(number: int) -> str:
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> NOTEREF _Ref{number} \\f \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{look}{part}</w:r>" for part in parts)
