"""Word files with faults, made by chance from a seed: the same seed, the same file.

Faults of three kinds, as they reach a reader: parts that are lost, doubled or
exchanged; XML with other elements, attributes and texts than any program writes;
bytes of the zip itself.
"""

from __future__ import annotations

import functools
import io
import random
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import word_files as word
from lxml import etree

from draftkit import read
from draftkit.writers.redline import write_redline
from draftkit.writers.word.clean import write_docx

Parts = list[tuple[str, bytes]]

VALUES = (
    *("", " ", "0", "-1", "1", "9", "99999999999", "-99999999999999999999", "1" * 400, "1e9", "NaN"),
    *("0x10", "1.5", "٣", "²", "true", "rId1", "rId999", "decimal", "none", "bullet", "continue"),
    *("separator", "begin", "end", "../../../etc/passwd", "http://example.org/x", "file:///dev/zero"),
    *("#here", "%00", "{0}", "\U0001f600", "\u202e", "\u200f", "[", "]", "2031-02-30T99:00:00Z", "1."),
    *("%1.%2.%9.%0", "Ω" * 50),
)
TEXTS = (
    *("", " ", "[", "]", "[[[", "]]]", "[" * 300, "\t", "\n\n", "\u00a0", "\u2028", "\u200b"),
    *("\ufffc", "\ue000", "é", "e\u0301", "\U0001f600", "\U000e0041", "1.", "(a)", "5 bis.", "*"),
    *("_", "\\", "|", "<", "&", "a" * 5000, "Decides", "Recalling ", "[^1]", "ـ", "العربية"),
    *("\u202eabc", 'HYPERLINK "x"', "EQ \\* jc2", "PAGE"),
)
NUMBERED = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Heading1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
    '<w:instrText>HYPERLINK "http://example.org"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>example</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
    f"<wps:wsp><wps:txbx><w:txbxContent>{word.p('Distr.: Limited')}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    f"<w:txbxContent>{word.p('Distr.: Limited')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def _item(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _full() -> bytes:
    """A file with something of everything that a reader must look at."""
    p, r = word.p, word.r
    content_control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Agenda item 4')}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink r:id="rIdLink">{r("the report")}</w:hyperlink>'
    moved = '<w:moveFrom w:id="9" w:author="Norrland">{}</w:moveFrom>'.format(r("at once"))
    before = '<w:rPrChange w:id="8" w:author="Sud"><w:rPr/></w:rPrChange>'
    return word.docx(
        word.table(("A/CONF.900/L.4", "Distr.: Limited"), (word.table(("inner",)) + p(), "5 June 2031")),
        content_control,
        p("Estmark and Norrland: draft resolution", style="Heading1"),
        p(BOX, "Lamps on river buoys"),
        p("The Conference,"),
        p(r("Recalling", "<w:i/>"), " its decision 3/2,", word.call(2), " and ", link),
        p("1.", word.TAB, r("Decides", "<w:i/>"), " [to buy] [", word.ins("to lend"), "] lamps;"),
        p(
            "2.",
            word.TAB,
            "Requests ",
            word.deleted("Estmark "),
            moved,
            r("now", f"<w:b/>{before}"),
            FIELD,
            properties=word.mark("ins"),
        ),
        p("Invites all;", style="Item"),
        p("to report;", properties=_item(1)),
        p("Agrees.", properties=_item(0, 2) + word.mark("del")),
        p(properties="<w:bidi/>" + word.PAGE),
        p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:noBreakHyphen/><w:br/><w:softHyphen/></w:r>'),
        others={
            "styles": STYLES,
            "numbering": NUMBERED,
            "footnotes": word.footnote(-1, "") + word.footnote(2, "See ", word.ins("A/RES/1/1"), "."),
            "endnotes": "",
            "settings": '<w:trackRevisions/><w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>',
            "header1": p("A/CONF.900/L.4"),
            "footer1": p(FIELD.replace('HYPERLINK "http://example.org"', "PAGE")),
        },
        section='<w:sectPr><w:headerReference w:type="first" r:id="rId_header1"/>'
        '<w:footerReference w:type="default" r:id="rId_footer1"/><w:titlePg/></w:sectPr>',
        relationships=f'<Relationship Id="rIdLink" Type="{word.R}/hyperlink" Target="http://example.org"'
        ' TargetMode="External"/>',
    )


@functools.cache
def files() -> tuple[bytes, ...]:
    """The files without faults: small ones of other programs, and what draftkit writes."""
    examples = Path(__file__).resolve().parent.parent / "examples"
    old, new = read(examples / "rivers-L4.md"), read(examples / "rivers-L4-Rev1.md")
    return (
        _full(),
        word.docx(
            word.p("1.", word.TAB, "Decides to meet.", word.call(1)), others={"footnotes": word.footnote(1)}
        ),
        write_docx(new),
        write_redline(old, new, author="Secretariat", date=datetime(2031, 6, 5)),
    )


def faulty(seed: int) -> tuple[bytes, list[str]]:
    """A file with faults, and what they are."""
    chance = random.Random(seed)
    number = chance.randrange(len(files()))
    log = [f"file {number}"]
    with zipfile.ZipFile(io.BytesIO(files()[number])) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        change = chance.choices((_xml, _parts), (6, 1))[0]
        parts = change(parts, chance, log)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts:
            out.NameToInfo.pop(name, None)  # no word about a name that is there already
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    data = buffer.getvalue()
    return (_bytes(data, chance, log) if chance.random() < 0.15 else data), log


def _parts(parts: Parts, chance: random.Random, log: list[str]) -> Parts:
    parts = list(parts)
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    name, content = parts[at]
    what = chance.choice(("drop", "double", "case", "exchange", "empty", "cut", "rename", "first", "noise"))
    log.append(f"{what} {name} ({parts[other][0]})")
    if what == "drop" and len(parts) > 1:
        del parts[at]
    elif what == "double":
        parts.insert(other, (name, content))
    elif what == "case":
        parts.append((name.swapcase(), content))
    elif what == "exchange":
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], content)
    elif what == "empty":
        parts[at] = (name, b"")
    elif what == "cut":
        parts[at] = (name, content[: chance.randrange(len(content) + 1)])
    elif what == "rename":
        names = (
            "../" + name,
            "/" + name,
            name.replace("/", "\\"),
            "C:" + name,
            name + "\0x",
            "word/%2e%2e/x",
            "x/",
        )
        parts[at] = (chance.choice(names), content)
    elif what == "first":
        parts.insert(0, parts.pop(at))
    else:
        parts[at] = (name, chance.randbytes(chance.randrange(300)))
    return parts


def _xml(parts: Parts, chance: random.Random, log: list[str]) -> Parts:
    """A fault in the document, mostly, or in another part."""
    places = [number for number, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    main = [number for number in places if parts[number][0] == "word/document.xml"]
    if not places:
        return parts
    at = chance.choice(main if main and chance.random() < 0.6 else places)
    name, content = parts[at]
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return parts
    elements = list(root.iter("*"))
    element = chance.choice(elements)
    fault = chance.choice(_FAULTS)
    log.append(f"{name}: {fault.__name__.strip('_')} at element {elements.index(element)}, {_local(element)}")
    fault(element, elements, chance, log)
    changed = list(parts)
    changed[at] = (name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return changed


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


_Fault = Callable[[etree._Element, list[etree._Element], random.Random, list[str]], None]


def _attribute_set(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    """Another value for an attribute, of this element or of any other with attributes."""
    having = [element] if element.attrib else [e for e in elements if e.attrib]
    if having:
        element = chance.choice(having)
        attribute, value = chance.choice(list(element.attrib)), chance.choice(VALUES)
        element.set(attribute, value)
        log.append(f"  {_local(element)} {etree.QName(attribute).localname}={value[:30]!r}")


def _attribute_gone(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    having = [e for e in elements if e.attrib]
    if having:
        element = chance.choice(having)
        attribute = chance.choice(list(element.attrib))
        del element.attrib[attribute]
        log.append(f"  {_local(element)} without {etree.QName(attribute).localname}")


def _deletion(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _doubling(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    parent = element.getparent()
    if parent is not None:
        times = chance.choice((1, 1, 2, 30))
        log.append(f"  {times} times")
        for _ in range(times):
            parent.insert(parent.index(element), _copy(element))


def _nesting(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    """The element in a copy of itself without content, many times."""
    depth = chance.choice((1, 3, 40, 100, 140, 300))
    log.append(f"  {depth} deep")
    for _ in range(depth):
        parent = element.getparent()
        if parent is None:
            return
        outer = etree.Element(element.tag, dict(element.attrib), element.nsmap)
        parent.replace(element, outer)
        outer.append(element)


def _moving(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    """A copy of the element inside any other."""
    other = chance.choice(elements)
    log.append(f"  into {_local(other)}")
    other.insert(chance.randrange(len(other) + 1), _copy(element))


def _renaming(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    element.tag = chance.choice(elements).tag
    log.append(f"  to {_local(element)}")


def _other_words(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    having = [e for e in elements if e.text]
    element = chance.choice(having) if having else element
    element.text = chance.choice(TEXTS)
    log.append(f"  {_local(element)}: {element.text[:20]!r}")


def _words_between(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    if element.getparent() is not None:
        element.tail = chance.choice(TEXTS)
        log.append(f"  {element.tail[:20]!r}")


def _something_else(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    """A comment, an instruction, or an element that nobody knows."""
    made = (etree.Comment("note"), etree.ProcessingInstruction("draft", "4"), etree.Element("{urn:x}y"))
    element.insert(chance.randrange(len(element) + 1), chance.choice(made))


def _emptying(element: etree._Element, elements: list, chance: random.Random, log: list[str]) -> None:
    element[:] = []


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


_FAULTS: tuple[_Fault, ...] = (
    *(_attribute_set, _attribute_set, _attribute_set, _attribute_gone, _attribute_gone, _deletion),
    *(_deletion, _doubling, _nesting, _moving, _moving, _renaming, _other_words, _words_between),
    *(_something_else, _emptying),
)


def _bytes(data: bytes, chance: random.Random, log: list[str]) -> bytes:
    """Faults in the zip itself, half of them where it describes its parts."""
    changed = bytearray(data)
    directory = (
        data.rfind(b"PK\1\2", 0, data.rfind(b"PK\1\2")) if chance.random() < 0.3 else data.find(b"PK\1\2")
    )
    for _ in range(chance.choice((1, 1, 2, 8))):
        start = directory if chance.random() < 0.5 and 0 <= directory < len(changed) else 0
        at = chance.randrange(start, len(changed)) if changed else 0
        what = chance.choice(("bit", "byte", "cut off", "cut out", "again"))
        log.append(f"zip: {what} at {at} of {len(changed)}")
        if what == "bit":
            changed[at : at + 1] = bytes(byte ^ 1 << chance.randrange(8) for byte in changed[at : at + 1])
        elif what == "byte":
            changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", chance.randbytes(4)))
        elif what == "cut off":
            del changed[at:]
        elif what == "cut out":
            del changed[at : at + chance.randrange(1, 100)]
        else:
            changed[at:at] = changed[at : at + chance.randrange(1, 500)]
    return bytes(changed)
