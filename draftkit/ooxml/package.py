"""Marked pages to the bytes of a Word file.

The parts, their relationships and content types are python-docx's package
model; what is in the fixed parts are the templates. The zip is written again
with sorted names and one fixed time, so that equal pages give equal bytes.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

import jinja2
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from markupsafe import Markup as Xml

from draftkit.ooxml.draft_tables import blocks, table_style
from draftkit.ooxml.furniture import EMBLEM_ID, Emblem, masthead, strip
from draftkit.ooxml.languages import Language
from draftkit.ooxml.markup import Markup, Revisions, Style
from draftkit.ooxml.properties import paragraph_properties, run_properties
from draftkit.ooxml.records import Call, Chars, Marked, MarkedPage, Slot, Status
from draftkit.ooxml.values import w3c_date
from draftkit.profiles import Profile

DEFAULT_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of documents that were given none; any fixed date would do."""
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEGEND = "Bold and double underlined: inserted. Struck through: deleted."

# Part, content type, relationship of the document part to it and its id; ids are used in document.xml.j2.
_PARTS = (
    ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, "rIdStyles"),
    ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, "rIdSettings"),
    ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, "rIdFonts"),
    ("theme", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, "rIdTheme"),
    ("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, "rIdFootnotes"),
    ("header1", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "rIdHeaderEven"),
    ("header2", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "rIdHeader"),
    ("header3", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "rIdHeaderFirst"),
    ("footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "rIdFooterEven"),
    ("footer2", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "rIdFooter"),
    ("footer3", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "rIdFooterFirst"),
)


def write_package(
    page: MarkedPage,
    profile: Profile,
    *,
    author: str = "",
    date: datetime = DEFAULT_DATE,
    style: Style | None = None,
    emblem: Emblem | None = None,
    language: Language,
) -> bytes:
    """The Word file of a page. ``style`` is how its changes are shown; None for a clean page."""
    pieces = [*_body_pieces(page), *(marked for note in page.notes for marked in note.pieces)]
    repeated = frozenset(m.piece.note for m in pieces if isinstance(m.piece, Call) and m.piece.repeat)
    markup = Markup(profile, Revisions(author, date), style or Style.TRACKED, repeated, language)
    look = {name: Xml(run_properties(values)) for name, values in profile.looks.items()}
    common = {
        "page": profile.page,
        "font": profile.font,
        "look": look,
        "separator": profile.separator,
        "language": language,
    }
    variables = {
        name: page.fields[field] for name, field in profile.variables.items() if field in page.fields
    }
    variables |= profile.constants if variables else {}
    furniture = _Furniture(profile, markup, page, look, language, _LEGEND if style is Style.PRINTED else "")
    body = [Xml(block) for block in blocks(page.body, markup)]
    head = Xml(masthead(profile, furniture.slots(), emblem, language.leftwards))
    in_body = profile.masthead.place == "body"
    parts = {
        "document": _render("document", common, body=body, masthead=head if in_body else ""),
        "footnotes": _render("footnotes", common, notes=[Xml(markup.note(note)) for note in page.notes]),
        "header1": _render("header", common, content=furniture.header("even")),
        "header2": _render("header", common, content=furniture.header("odd")),
        "header3": _render("header", common, content=Xml("<w:p/>") if in_body else head),
        "footer1": _render("footer", common, content=furniture.footer("even")),
        "footer2": _render("footer", common, content=furniture.footer("odd")),
        "footer3": _render("footer", common, content=furniture.footer("first")),
        "styles": _render("styles", common, styles=_styles(profile), table=Xml(table_style(profile))),
        "settings": _render("settings", common, tracked=style is Style.TRACKED, variables=variables),
        "fontTable": _render("fontTable", common),
        "theme": _render("theme", common),
        "core": _render("core", common, title=page.title, author=author, date=w3c_date(date)),
        "app": _render("app", common),
    }
    if variables:
        parts["custom"] = _render("custom", common, variables=variables)
    return zip_again(_save(parts, emblem, "document" if in_body else "header3"))


class _Furniture:
    """What stands on the pages around the text."""

    def __init__(
        self,
        profile: Profile,
        markup: Markup,
        page: MarkedPage,
        look: Mapping[str, Xml],
        language: Language,
        legend: str,
    ) -> None:
        self.profile = profile
        self.markup = markup
        self.page = page
        self.look = look
        self.legend = legend
        self.leftwards = language.leftwards

    def slots(self) -> dict[str, str]:
        """The runs of each line of the masthead."""
        return {slot.value: self.markup.runs(pieces) for slot, pieces in self.page.slots.items()}

    def header(self, side: str) -> Xml:
        """The symbol: a field that shows the variable of the house, where one value is enough."""
        symbol = self.page.slots[Slot.RUNNING]
        runs = self.markup.runs(symbol)
        words = [marked.piece for marked in symbol]
        kept = all(marked.status is Status.KEPT and marked.was is None for marked in symbol)
        text = "".join(piece.text for piece in words if isinstance(piece, Chars))
        if text and kept and self.profile.running.variable and text == self.page.fields.get("symbol"):
            code = f'DOCVARIABLE "{self.profile.running.variable}" \\* MERGEFORMAT'
            runs = self._field(code, runs, self.look["running"])
        return Xml(strip(self.profile, self.profile.running.header, side, self.leftwards, runs))

    def footer(self, side: str) -> Xml:
        """The page at the outer edge; on paper redlines, how to read them at the inner one."""
        look = self.look["page"]
        pages = self._field("PAGE", _run(look, "2"), look)
        if self.profile.running.pages:
            pages += _run(look, "/") + self._field("NUMPAGES", _run(look, "2"), look)
        legend = _run(self.look["legend"], self.legend) if self.legend else ""
        outer = "" if side == "first" else pages
        return Xml(strip(self.profile, self.profile.running.footer, side, self.leftwards, outer, legend))

    @staticmethod
    def _field(code: str, result: str, look: str) -> str:
        """A field (ECMA-376 Part 1, 17.16.18) with what it shows."""
        character = f'<w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="{{}}"/></w:r>'
        text = f'<w:instrText xml:space="preserve"> {code} </w:instrText>'
        instruction = f"<w:r><w:rPr>{look}</w:rPr>{text}</w:r>"
        begin, separate, end = map(character.format, ("begin", "separate", "end"))
        return f"{begin}{instruction}{separate}{result}{end}"


def _run(look: str, text: str) -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{escape(text, quote=False)}</w:t></w:r>"


def _body_pieces(page: MarkedPage) -> list[Marked]:
    return [marked for paragraph in page.body for marked in paragraph.pieces]


def _styles(profile: Profile) -> list[dict[str, Any]]:
    return [
        {
            "id": style.id,
            "name": style.name,
            "type": style.type,
            "based_on": style.based_on,
            "next": style.next,
            "paragraph": Xml(paragraph_properties(style.paragraph)),
            "run": Xml(run_properties(style.run)),
        }
        for style in profile.styles
    ]


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("draftkit.ooxml"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=False,
    )


def _render(template: str, common: Mapping[str, Any], **values: Any) -> bytes:
    text = _environment().get_template(f"{template}.xml.j2").render({**common, **values})
    return text.encode("utf-8")


def _save(parts: Mapping[str, bytes], emblem: Emblem | None, with_masthead: str) -> bytes:
    package = Package()

    def part(uri: str, content_type: str, name: str) -> Part:
        return Part(PackURI(uri), content_type, parts[name], package)

    document = part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, "document")
    loaded = {"document": document}
    for name, content_type, relationship, key in _PARTS:
        loaded[name] = part(f"/word/{name}.xml", content_type, name)
        document.load_rel(relationship, loaded[name], key)
    if emblem:
        picture = Part(
            PackURI(f"/word/media/emblem.{emblem.ending}"), f"image/{emblem.ending}", emblem.data, package
        )
        loaded[with_masthead].load_rel(RELATIONSHIP_TYPE.IMAGE, picture, EMBLEM_ID)
    core = part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, "core")
    app = part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, "app")
    package.relate_to(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    package.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    if "custom" in parts:
        custom = part("/docProps/custom.xml", _CUSTOM_TYPE, "custom")
        package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    stream = io.BytesIO()
    package.save(stream)
    return stream.getvalue()


def zip_again(package: bytes) -> bytes:
    """The same entries with fixed times; the content types first, as some readers want."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return out.getvalue()
