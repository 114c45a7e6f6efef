"""A Word file that gives away everything there is to give away, one specimen of each kind."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import word_files
from word_files import DATE, R, deleted, ins, p, parts, r

PAGE_TEXT = "The Assembly of Harbours,"
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////"
    "////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
"""A picture of one dot."""
STORE = "{11111111-2222-3333-4444-555555555555}"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"


def undated(data: bytes) -> bytes:
    """The file as Word writes it: without dates on its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name))
    return out.getvalue()


def zipped(held: Mapping[str, bytes]) -> bytes:
    """The parts as a file, without dates."""
    return undated(word_files.zipped(held))


def docx(*body: str, **options: Any) -> bytes:
    """As ``word_files.docx``, without dates."""
    return undated(word_files.docx(*body, **options))


def exif(*entries: tuple[int, int]) -> bytes:
    """An EXIF segment with these tags and short values."""
    body = b"".join(struct.pack(">HHIHH", tag, 3, 1, value, 0) for tag, value in entries)
    tiff = b"MM\0\x2a" + struct.pack(">IH", 8, len(entries)) + body + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


def photograph(*segments: bytes) -> bytes:
    """The picture with segments of data at its head."""
    return JPEG[:2] + b"".join(segments) + JPEG[2:]


def field(code: str, result: str) -> str:
    """A field of three marks."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + instruction + mark("separate") + r(result) + mark("end")


def link(id_: str, kind: str, target: str, external: bool = False) -> str:
    """A relationship; ``kind`` is the last word of its type, or the whole type."""
    kind = kind if "//" in kind else f"{R}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"{mode}/>'


def links(*found: str) -> bytes:
    """A part of relationships."""
    return f"{_XML}{_RELS}{''.join(found)}</Relationships>".encode()


def picture(id_: str, description: str = "", crop: str = "") -> str:
    """A run with a picture in the line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="7" name="Picture 7" descr="{description}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="7" name="Picture 7"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{id_}"/>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


OBJECT = (
    '<w:r><w:object w:dxaOrig="20" w:dyaOrig="20"><v:shape id="s1" style="width:1pt;height:1pt">'
    '<v:imagedata r:id="rIdIcon"/></v:shape><o:OLEObject Type="Embed" ProgID="Package" ShapeID="s1" '
    'DrawAspect="Icon" ObjectID="_1" r:id="rIdOle"/></w:object></w:r>'
)
COMMENTED = (
    '<w:commentRangeStart w:id="1"/>' + r(" commented") + '<w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:commentReference w:id="2"/></w:r>'
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/berth[1]" w:storeItemID="{}"/><w:text/></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
_BODY = (
    p(PAGE_TEXT).replace("<w:p>", '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00AA11BC">'),
    p("Urges ", ins("each harbour", "Estmark"), deleted("every port", "Varrow"), COMMENTED),
    p(r("Not for the eyes of Varrow.", "<w:vanish/>"), r(" Faint.", '<w:color w:val="FFFFFF"/>')),
    p(field('DOCVARIABLE "Symbol"', "HARB/2031/L.4"), r(" "), CONTROL.format(STORE, r("Berth 9"))),
    p('<w:hyperlink r:id="rIdFile"><w:r><w:t>the note</w:t></w:r></w:hyperlink>'),
    p(picture("rIdPhoto", r"C:\Users\mira\quay.jpg", '<a:srcRect l="40000"/>'), OBJECT),
)
_SECTION = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:printerSettings r:id="rIdPrinter"/></w:sectPr>'
_SETTINGS = (
    '<w:attachedTemplate r:id="rIdTemplate"/>'
    '<w:docVars><w:docVar w:name="Symbol" w:val="HARB/2031/L.4"/>'
    '<w:docVar w:name="LocalDrive" w:val="C:\\mira"/></w:docVars>'
    '<w:rsids><w:rsidRoot w:val="00AA11BB"/><w:rsid w:val="00AA11BB"/></w:rsids>'
)


def _comment(number: int, author: str, text: str) -> str:
    paragraph = p(text).replace("<w:p>", f'<w:p xmlns:w14="{_W14}" w14:paraId="0000000{number}">')
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{DATE}">{paragraph}</w:comment>'


_CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE.replace("relationships", "metadata/core-properties")}"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Secret plan</dc:title>'
    "<dc:creator>Mira Estmark</dc:creator><cp:lastModifiedBy>Tor Varrow</cp:lastModifiedBy>"
    '<cp:revision>23</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">2031-05-01T08:00:00Z'
    '</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2031-05-06T18:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)
_APP = (
    f'{_XML}<Properties xmlns="{R.replace("relationships", "extended-properties")}">'
    "<Template>harbours.dotm</Template><TotalTime>75</TotalTime><Manager>Ola Quell</Manager>"
    "<Company>Ministry of Tides</Company></Properties>"
)
_CUSTOM = (
    f'{_XML}<Properties xmlns="{R.replace("relationships", "custom-properties")}"'
    f' xmlns:vt="{R.replace("relationships", "docPropsVTypes")}"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Translator"><vt:lpwstr>Ada Tarn'
    "</vt:lpwstr></property></Properties>"
)
_PEOPLE = (
    f'{_XML}<w15:people xmlns:w15="{_W15}"><w15:person w15:author="Mira Estmark"><w15:presenceInfo '
    'w15:providerId="AD" w15:userId="mira@estmark.example"/></w15:person></w15:people>'
)
_EXTENDED = (
    f'{_XML}<w15:commentsEx xmlns:w15="{_W15}"><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
    '<w15:commentEx w15:paraId="00000002" w15:done="1"/></w15:commentsEx>'
)


def _stored(store: str) -> bytes:
    data = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return f'{_XML}<ds:datastoreItem xmlns:ds="{data}" ds:itemID="{store}"/>'.encode()


_TYPES = (
    '<Default Extension="jpg" ContentType="image/jpeg"/>'
    '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
    '<Default Extension="sigs" '
    'ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.{kind}+xml"/>'
        for name, kind in (
            ("docProps/core.xml", "openxmlformats-package.core-properties"),
            ("docProps/app.xml", "openxmlformats-officedocument.extended-properties"),
            ("docProps/custom.xml", "openxmlformats-officedocument.custom-properties"),
            ("word/people.xml", "openxmlformats-officedocument.wordprocessingml.people"),
            ("word/commentsExtended.xml", "openxmlformats-officedocument.wordprocessingml.commentsExtended"),
            ("customXml/itemProps1.xml", "openxmlformats-officedocument.customXmlProperties"),
            ("customXml/itemProps2.xml", "openxmlformats-officedocument.customXmlProperties"),
        )
    )
)


def telltale_parts() -> dict[str, bytes]:
    """The parts of the file."""
    found = parts(
        *_BODY,
        section=_SECTION,
        others={
            "settings": _SETTINGS,
            "comments": _comment(1, "Estmark", "Can we hold this line?") + _comment(2, "Varrow", "Settled."),
        },
        relationships="".join(
            (
                link("rIdPhoto", "image", "media/image1.jpg"),
                link("rIdIcon", "image", "media/image2.jpg"),
                link("rIdOle", "oleObject", "embeddings/oleObject1.bin"),
                link("rIdFile", "hyperlink", "file:///C:\\Users\\mira\\note.docx", external=True),
                link("rIdPrinter", "printerSettings", "printerSettings/printerSettings1.bin"),
                link("rIdPeople", f"{_MICROSOFT}/2011/relationships/people", "people.xml"),
                link("rIdEx", f"{_MICROSOFT}/2011/relationships/commentsExtended", "commentsExtended.xml"),
                link("rIdX1", "customXml", "../customXml/item1.xml"),
                link("rIdX2", "customXml", "../customXml/item2.xml"),
            )
        ),
        extra={
            "_rels/.rels": links(
                link("rId1", "officeDocument", "word/document.xml"),
                link("rId2", f"{_PACKAGE}/metadata/core-properties", "docProps/core.xml"),
                link("rId3", "extended-properties", "docProps/app.xml"),
                link("rId4", "custom-properties", "docProps/custom.xml"),
                link("rId5", f"{_PACKAGE}/metadata/thumbnail", "docProps/thumbnail.jpg"),
                link("rId6", f"{_PACKAGE}/digital-signature/origin", "_xmlsignatures/origin.sigs"),
            ),
            "word/_rels/settings.xml.rels": links(
                link(
                    "rIdTemplate", "attachedTemplate", "file:///C:\\Users\\mira\\harbours.dotm", external=True
                )
            ),
            "docProps/core.xml": _CORE.encode(),
            "docProps/app.xml": _APP.encode(),
            "docProps/custom.xml": _CUSTOM.encode(),
            "docProps/thumbnail.jpg": JPEG,
            "_xmlsignatures/origin.sigs": b"",
            "word/people.xml": _PEOPLE.encode(),
            "word/commentsExtended.xml": _EXTENDED.encode(),
            "word/media/image1.jpg": photograph(exif((0x010F, 1), (0x8825, 26))),
            "word/media/image2.jpg": JPEG,
            "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0 accounts of the port",
            "word/printerSettings/printerSettings1.bin": b"printer on the third floor",
            "customXml/item1.xml": b"<berth>Berth 9</berth>",
            "customXml/_rels/item1.xml.rels": links(link("rId1", "customXmlProps", "itemProps1.xml")),
            "customXml/itemProps1.xml": _stored(STORE),
            "customXml/item2.xml": b"<route>Mira, then Tor</route>",
            "customXml/_rels/item2.xml.rels": links(link("rId1", "customXmlProps", "itemProps2.xml")),
            "customXml/itemProps2.xml": _stored("{99999999-2222-3333-4444-555555555555}"),
        },
    )
    types = found["[Content_Types].xml"].decode().replace("</Types>", f"{_TYPES}</Types>")
    return {**found, "[Content_Types].xml": types.encode()}


def telltale() -> bytes:
    """The file, with the date of its making on each part."""
    return word_files.zipped(telltale_parts())
