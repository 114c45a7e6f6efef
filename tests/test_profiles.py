"""Layouts as data: those that come with draftkit, and those of a house."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import docx_tools
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from test_word_properties import as_set

import draftkit
from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.picture import kind_and_size
from draftkit.ooxml.resolve import W
from draftkit.profiles import NAMES, load, manuscript
from draftkit.profiles.reading import read_profile
from draftkit.readers.word import read_word
from draftkit.writers.redline import write_redline
from draftkit.writers.setup import PageSetup
from draftkit.writers.word.clean import write_docx

SETUPS = [*(PageSetup(name) for name in NAMES), *(PageSetup(name, "submission") for name in NAMES)]
EXAMPLES = ("rivers-L4.md", "assembly-decision.md", "assembly-sections.md", "assembly-adopted.md")
DATE = datetime(2031, 5, 21, tzinfo=UTC)


def named(setup: PageSetup) -> str:
    return f"{setup.profile} {setup.status}"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def picture(width: int = 40, height: int = 30) -> bytes:
    """A grey picture in PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixels = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


# --- those that come with draftkit -------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_what_is_written_in_any_layout_is_read_back_equal(
    setup: PageSetup, example: str, examples: Path
) -> None:
    draft = draftkit.read(examples / example)
    assert read_word(write_docx(draft, setup=setup), example)[0].draft == as_set(draft)


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_a_redline_in_any_layout_says_both_versions(setup: PageSetup, examples: Path, tmp_path: Path) -> None:
    """The writer proves it; here pandoc reads it."""
    old, new = (draftkit.read(examples / name) for name in ("rivers-L4.md", "rivers-L4-Rev1.md"))
    files = {name: tmp_path / f"{name}.docx" for name in ("old", "new", "redline")}
    files["old"].write_bytes(write_docx(old, setup=setup))
    files["new"].write_bytes(write_docx(new, setup=setup))
    files["redline"].write_bytes(write_redline(old, new, author="Secretariat", date=DATE, setup=setup))
    assert docx_tools.pandoc(files["redline"]) == docx_tools.pandoc(files["new"])
    assert docx_tools.pandoc(files["redline"], "reject") == docx_tools.pandoc(files["old"])


@pytest.mark.parametrize(
    ("profile", "paper"),
    [("new-york", (12240, 15840)), ("geneva", (11906, 16838)), ("vienna", (11906, 16838))],
)
@pytest.mark.parametrize("status", ["issued", "submission"])
def test_the_paper_is_that_of_the_duty_station(profile: str, paper: tuple[int, int], status: str) -> None:
    page = PageSetup(profile, status).layout().page
    assert (page.width, page.height) == paper


def test_the_columns_of_every_masthead_fit_between_the_margins() -> None:
    for profile in (*map(load, NAMES), manuscript()):
        assert sum(profile.masthead.columns) <= profile.page.text_width + 10, profile.name


def test_the_same_choices_give_the_same_bytes(examples: Path) -> None:
    draft = draftkit.read(examples / "rivers-L4.md")
    setup = PageSetup("geneva")
    assert write_docx(draft, setup=setup) == write_docx(draft, setup=setup)


# --- what the house's macros look for ----------------------------------------------------------


def test_the_macros_of_the_house_find_the_fields_of_the_document(examples: Path, tmp_path: Path) -> None:
    assert run("render", examples / "rivers-L4.md", "-o", tmp_path / "L4.docx").exit_code == 0
    archive = open_archive((tmp_path / "L4.docx").read_bytes(), "L4.docx")
    variables = {
        v.get(W + "name"): v.get(W + "val") for v in archive.root("word/settings.xml").iter(W + "docVar")
    }
    properties = {
        p.get("name"): "".join(p.itertext()) for p in archive.root("docProps/custom.xml") if p.get("name")
    }
    assert variables == properties
    assert variables["Symbol1"] == variables["sss1"] == "RIV/COP/2031/L.4"
    assert variables["Session1"] == "Fifth session"
    assert variables["Publication Date"] == "Distr.: Limited"
    assert variables["DutyStation"] == "New York"


@pytest.mark.parametrize("part", ["word/header1.xml", "word/header2.xml"])
def test_the_symbol_in_running_headers_is_a_field(part: str, examples: Path) -> None:
    archive = open_archive(write_docx(draftkit.read(examples / "rivers-L4.md")), "L4.docx")
    root = archive.root(part)
    code = "".join(code.text or "" for code in root.iter(W + "instrText"))
    assert code.split()[:2] == ["DOCVARIABLE", '"sss1"']
    assert "".join(text.text or "" for text in root.iter(W + "t")) == "RIV/COP/2031/L.4"


def test_a_redline_in_which_the_symbol_changes_has_no_field_that_would_bring_one_of_them_back(
    examples: Path,
) -> None:
    old, new = (draftkit.read(examples / name) for name in ("rivers-L4.md", "rivers-L4-Rev1.md"))
    archive = open_archive(write_redline(old, new, author="Secretariat", date=DATE), "redline.docx")
    assert not list(archive.root("word/header2.xml").iter(W + "fldChar"))


def test_on_the_issued_file_the_field_goes_and_the_new_symbol_comes(examples: Path, tmp_path: Path) -> None:
    issued, redline = tmp_path / "L4.docx", tmp_path / "redline.docx"
    run("render", examples / "rivers-L4.md", "-o", issued)
    result = run("redline", issued, examples / "rivers-L4-Rev1.md", "-o", redline, "--author", "Secretariat")
    assert (result.exit_code, result.stderr) == (0, "")
    root = open_archive(redline.read_bytes(), "redline.docx").root("word/header2.xml")
    deleted, inserted = root.find(f".//{W}del"), root.find(f".//{W}ins")
    assert deleted is not None
    assert inserted is not None
    assert len(list(deleted.iter(W + "fldChar"))) == len(list(root.iter(W + "fldChar"))) == 3
    assert "".join(str(text) for text in inserted.itertext()) == "RIV/COP/2031/L.4/Rev.1"


# --- a profile of one's own --------------------------------------------------------------------

HOUSE = """
extends = "geneva"
name = "Harbour Office"

[page]
top = 2000

[[styles]]
id = "SingleTxtG"
run = { font = "Courier New" }

[shapes]
title = { align = "center" }
"""


def test_a_house_says_only_what_is_other_in_its_own(tmp_path: Path, examples: Path) -> None:
    (tmp_path / "house.toml").write_text(HOUSE)
    out = tmp_path / "L4.docx"
    result = run("render", examples / "rivers-L4.md", "-o", out, "--profile", tmp_path / "house.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    archive = open_archive(out.read_bytes(), "L4.docx")
    styles = {s.get(W + "styleId"): s for s in archive.root("word/styles.xml").iter(W + "style")}
    fonts = styles["SingleTxtG"].find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(W + "ascii") == "Courier New"
    spacing = styles["SingleTxtG"].find(f"{W}pPr/{W}spacing")
    assert spacing is not None, "what the house does not say stays"
    margins = next(archive.root("word/document.xml").iter(W + "pgMar"))
    assert (margins.get(W + "top"), margins.get(W + "left")) == ("2000", "1134")


SLIPS = {
    "not TOML": ("[page\ntop = 1", "this is not a profile in TOML"),
    "no such value": ("colour = 1", "colour: there is no such value; there are name, description"),
    "no such formatting": ("[shapes]\nx = { bould = true }", "shapes.x.bould: there is no such formatting"),
    "text for a number": ('[page]\ntop = "wide"', "page.top: must be a whole number"),
    "too much": ("[shapes]\nx = { outline = 12 }", "shapes.x.outline: must be a whole number"),
    "a flag": ("[looks]\nx = { bold = 1 }", "looks.x.bold: must be true or false"),
    "a tab": ('[shapes]\nx = { tabs = ["far:9"] }', "shapes.x.tabs: must be a list of tab stops"),
    "a style": ('[roles]\ntitle = { style = "Huge" }', "roles.title.style: there is no style"),
    "a shape that there is not": (
        '[roles]\ntitle = { style = "Normal", shape = "x" }', "roles.title.shape: there is no shape x"
    ),
    "a kind of paragraph": ('[roles]\nverse = { style = "Normal" }', "roles.verse: there is no"),
    "a style based on itself": (
        '[[styles]]\nid = "Normal"\nbased_on = "Normal"', "styles: Normal is based on itself"
    ),
    "a style without a name": ('[[styles]]\nid = "New"', "name: is missing"),
    "a slot twice": (
        '[masthead]\nafter = { style = "Header", slot = "organ" }', "the slot organ must stand in it once"
    ),
    "too few cells": ("[masthead]\ncolumns = [1, 2]", "masthead.rows[1]: its cells do not take 2 columns"),
    "a variable of no field": ('[variables]\nX = "colour"', "variables.X: there is no field colour"),
    "a field without its variable": (
        '[running]\nvariable = "none"', "running.variable: must be the name of a variable"
    ),
    "a character that XML cannot hold": ('font = "A\\u0001B"', "font: holds a character that cannot be seen"),
    "one in a constant": ('[constants]\nX = "\\u0001"', "constants.X: holds a character that cannot be seen"),
    "one in a name": ('[constants]\n"\\u0001" = "X"', "is no name"),
    "a name that is empty": ('[variables]\n"" = "title"', "variables: '' is no name"),
    "two names that are one": ('[variables]\nsymbol1 = "symbol"', "Symbol1 and symbol1 are one name to Word"),
    "two styles of one name": ('[[styles]]\nid = "Q"\nname = "session"', "Session and Q have the same name"),
    "a style of characters": ('[[styles]]\nid = "Session"\ntype = "character"', "is a style of characters"),
    "no paper": ("[page]\nwidth = 0", "page.width: must be from 1440 to 31680 twips"),
    "too much paper": ("[page]\nheight = 99999", "page.height: must be from 1440 to 31680 twips"),
    "a margin that is none": ("[page]\ntop = -5", "page.top: must be from 0 to 31680 twips"),
    "no room": ("[page]\nleft = 9000\nright = 3000", "page: the margins leave no room for text"),
    "no emblem": ("[masthead]\nemblem = { width = 0, height = 9 }", "masthead.emblem: width and height"),
    "too many tabs": ('[roles]\ntitle = { style = "Normal", tabs = 99 }', "roles.title.tabs: must be"),
    "no language": ('language = "zz zz"', "language: must be a code such as en-GB"),
    "extends what there is not": ('extends = "mars"', "extends: there is no profile “mars”"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_profile_is_named_with_its_place(slip: str, tmp_path: Path, examples: Path) -> None:
    own, problem = SLIPS[slip]
    base = "" if "extends" in own else 'extends = "new-york"\n'
    house, out = tmp_path / "house.toml", tmp_path / "L4.docx"
    house.write_text(base + own)
    result = run("render", examples / "rivers-L4.md", "-o", out, "--profile", house)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"draftkit: {house}: ")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert not out.exists()


def test_a_profile_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """As Notepad writes it."""
    (tmp_path / "house.toml").write_text(HOUSE, encoding="utf-8-sig")
    assert load(str(tmp_path / "house.toml")).name == "Harbour Office"


@pytest.mark.parametrize("name", NAMES)
def test_what_the_house_finds_in_a_file_gives_nothing_away(name: str, examples: Path, tmp_path: Path) -> None:
    out = tmp_path / "L4.docx"
    run("render", examples / "rivers-L4.md", "-o", out, "--profile", name)
    assert (run("inspect", out).exit_code, run("inspect", out).stdout) == (0, f"{out}: nothing found\n")


def test_everything_a_profile_needs_is_asked_for() -> None:
    with pytest.raises(DraftkitError, match=r"house\.toml: name: is missing"):
        read_profile("", "house.toml")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--profile", "mars"), "there is no profile “mars”; there are new-york, geneva, vienna"),
        (("--profile", "none.toml"), "none.toml: the profile cannot be read: No such file or directory"),
        (("--emblem", "none.png"), "none.png: the emblem cannot be read: No such file or directory"),
        (("--emblem-text", "A lamp"), "--emblem-text says what --emblem shows; give both"),
    ],
)
def test_a_choice_that_there_is_not_is_refused(
    arguments: tuple[str, ...], problem: str, examples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "L4.docx"
    result = run("render", examples / "rivers-L4.md", "-o", out, *arguments)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert not out.exists()


def test_on_the_issued_file_the_layout_is_not_chosen(examples: Path, tmp_path: Path) -> None:
    issued, out = tmp_path / "L4.docx", tmp_path / "redline.docx"
    run("render", examples / "rivers-L4.md", "-o", issued)
    result = run("redline", issued, examples / "rivers-L4-Rev1.md", "-o", out, "--profile", "geneva")
    assert result.exit_code == 2
    assert "the redline is made on this file, in the layout it has" in result.stderr
    assert not out.exists()


# --- the emblem --------------------------------------------------------------------------------


@pytest.mark.parametrize("setup", SETUPS[:3], ids=named)
def test_the_emblem_stands_in_the_masthead_with_its_text(
    setup: PageSetup, examples: Path, tmp_path: Path
) -> None:
    (tmp_path / "lamp.png").write_bytes(picture(40, 20))
    out = tmp_path / "L4.docx"
    arguments = (
        "--emblem",
        tmp_path / "lamp.png",
        "--emblem-text",
        "A lighthouse",
        "--profile",
        setup.profile,
    )
    result = run("render", examples / "rivers-L4.md", "-o", out, *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    part = "word/document.xml" if setup.profile == "geneva" else "word/header3.xml"
    with zipfile.ZipFile(out) as package:
        assert package.read("word/media/emblem.png") == picture(40, 20)
        root = etree.fromstring(package.read(part))
    (properties,) = root.iter("{*}docPr")
    assert properties.get("descr") == "A lighthouse"
    (extent,) = root.iter("{*}extent")
    width, height = int(extent.get("cx", 0)), int(extent.get("cy", 0))
    room = setup.layout().masthead.emblem
    assert abs(width - 2 * height) <= 1, "the sides keep their ratio"
    assert width <= room.width * 635 + 1
    assert height <= room.height * 635 + 1
    assert "Emblem" not in docx_tools.pandoc(out)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"GIF89a", "the emblem is not a picture in PNG or JPEG"),
        (b"", "the emblem is not a picture in PNG or JPEG"),
        (picture()[:20], "the emblem is not a picture in PNG or JPEG"),
        (b"\xff\xd8\xff\xe0", "the emblem is not a picture in PNG or JPEG"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, problem: str, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "lamp.png").write_bytes(data)
    out = tmp_path / "L4.docx"
    result = run("render", examples / "rivers-L4.md", "-o", out, "--emblem", tmp_path / "lamp.png")
    assert result.exit_code == 2
    assert problem in result.stderr
    assert not out.exists()


def jpeg(width: int, height: int) -> bytes:
    """The parts of a JPEG that tell its size, with a comment before them."""
    comment = b"\xff\xfe" + struct.pack(">H", 8) + b"a lamp"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + comment + b"\xff" + frame + b"\xff\xd9"


def test_a_picture_tells_its_size_and_no_broken_one_is_a_fault() -> None:
    for data, kind in ((picture(40, 30), "png"), (jpeg(40, 30), "jpeg")):
        assert kind_and_size(data) == (kind, 40, 30)
        for end in range(len(data)):
            assert kind_and_size(data[:end]) in (None, (kind, 40, 30))
            for byte in (0x00, 0xFF, data[end] ^ 0x80):
                found = kind_and_size(data[:end] + bytes([byte]) + data[end + 1 :])
                assert found is None or all(found)


def test_a_masthead_without_a_place_for_it_refuses_an_emblem(examples: Path, tmp_path: Path) -> None:
    (tmp_path / "lamp.png").write_bytes(picture())
    out = tmp_path / "L4.docx"
    arguments = ("--emblem", tmp_path / "lamp.png", "--status", "submission")
    result = run("render", examples / "rivers-L4.md", "-o", out, *arguments)
    assert result.exit_code == 2
    assert "the masthead of the profile Manuscript has no place for an emblem" in result.stderr


def test_from_python_the_choices_are_arguments(examples: Path, tmp_path: Path) -> None:
    draft = draftkit.read(examples / "rivers-L4.md")
    draftkit.write(draft, tmp_path / "L4.docx", profile="geneva", status="submission")
    assert (tmp_path / "L4.docx").read_bytes() == write_docx(draft, setup=PageSetup("geneva", "submission"))
    with pytest.raises(DraftkitError, match="there is no status 'final'"):
        draftkit.write(draft, tmp_path / "L4.docx", status="final")


def test_the_profile_in_the_guide_is_one(root: Path, examples: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "profiles.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")
    out = tmp_path / "L4.docx"
    assert (
        run("render", examples / "rivers-L4.md", "-o", out, "--profile", tmp_path / "house.toml").exit_code
        == 0
    )
    assert load(str(tmp_path / "house.toml")).roles["title"].shape == "centred"
    (tmp_path / "house.toml").write_text(text.replace("align", "aling"), encoding="utf-8")
    with pytest.raises(
        DraftkitError, match=r"house\.toml: shapes\.centred\.aling: there is no such formatting"
    ):
        load(str(tmp_path / "house.toml"))
