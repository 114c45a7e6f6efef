"""The changes as a web page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builders import annex, front, op, pp, row, sponsors, sub, title
from click.testing import CliRunner
from hypothesis import given
from strategies import draft_rows

from draftkit.cli import main
from draftkit.compare import diff_rows
from draftkit.model import Field
from draftkit.rows import Row, RowKind
from draftkit.writers.html import html

EMPTY = {"meta", "br", "input"}
HOSTILE = "</p></section><script>alert(1)</script><img src=x onerror=alert(2)> \"'--> {{ 7-7 }} &amp; <!--"


class Page(HTMLParser):
    """What a browser finds: elements, and the words of each side of every paragraph."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.old: list[str] = []
        self.new: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        classes = (dict(attrs).get("class") or "").split()
        if tag == "p" and "text" in classes:
            self.old.append("")
            self.new.append("")
        self._words("\n" if tag == "br" else "")
        if tag not in EMPTY:
            self.open.append(next((name for name in ("number", "text") if name in classes), tag))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "number", "text"), tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self._words(data)

    def _words(self, data: str) -> None:
        # A note call shows its new number: which notes were called is told of the notes themselves.
        if "text" in self.open and not {"number", "sup"} & set(self.open):
            self.old[-1] += data if "ins" not in self.open else ""
            self.new[-1] += data if "del" not in self.open else ""


def page_of(old: list[Row], new: list[Row]) -> str:
    return html(diff_rows(old, new), "L4.md", "L4-Rev1.md")


def words(row: Row) -> str:
    option = f"{row.option} " if row.option else ""
    return f"{row.before}{option}{row.text}".strip()


def in_words(texts: Iterable[str]) -> list[str]:
    """The words of texts, without the sign for the end of a paragraph."""
    return sorted(" ".join(texts).replace("\u00b6", " ").split())


@given(draft_rows(), draft_rows())
def test_words_inserted_and_deleted_give_both_drafts(old: list[Row], new: list[Row]) -> None:
    changes = diff_rows(old, new)
    page = Page(html(changes, "old", "new"))
    found_new = [text.strip() for text in page.new if text.strip()]
    assert [text for text in found_new if not text.startswith("Now ")] == [words(row) for row in new]
    found_old = sorted(text.strip() for text in page.old if text.strip() and not text.startswith("Now "))
    if changes.splits or changes.joins:  # the page shows the parts, each by itself
        assert in_words(found_old) == in_words(words(row) for row in old)
    else:
        assert found_old == sorted(words(row) for row in old)
    assert len(changes.moves) == sum(text.startswith("Now ") for text in page.new)


def test_deleted_and_inserted_words_are_elements_and_not_only_colours() -> None:
    page = page_of([op(1, "Urges all to act;")], [op(1, "Urges *States* to act;")])
    assert "Urges <del>all</del><ins><i>States</i></ins> to act;" in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert re.search(r"^ins \{[^}]*underline", style, re.MULTILINE)
    assert re.search(r"^del \{[^}]*line-through", style, re.MULTILINE)


@pytest.mark.parametrize("place", ["old", "new", "both", "sponsors", "bracket", "number", "name"])
def test_nothing_of_a_draft_breaks_out_of_the_page(place: str) -> None:
    old, new = [op(1, "Urges all [of them];")], [op(1, "Urges all of them;")]
    name = "L4.md"
    match place:
        case "old" | "new":
            (old if place == "old" else new).append(pp(HOSTILE))
        case "both":
            old, new = [*old, op(2, HOSTILE)], [*new, op(2, HOSTILE)]
        case "sponsors":
            old, new = [sponsors("Chile: draft"), *old], [sponsors(f"Chile and {HOSTILE}: draft"), *new]
        case "bracket":
            old, new = [op(1, f"Asks [{HOSTILE}] now;")], [op(1, f"Asks {HOSTILE} now;")]
        case "number":
            old, new = [*old, sub(HOSTILE, "act;")], [*new, sub(HOSTILE, "act now;")]
        case "name":
            name = HOSTILE
    harmless = Page(page_of([op(1, "a"), op(2, "b")], [op(1, "a"), op(2, "c")]))
    text = html(diff_rows(old, new), name, "new")
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in harmless.elements} | {"ul", "li", "i"}
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "{{ 7-7 }}" in page.text
    assert "<script>alert" not in text


def test_the_page_needs_nothing_from_elsewhere_and_may_load_nothing() -> None:
    text = page_of([op(1, "Urges all;")], [op(1, "Urges each;")])
    page = Page(text)
    for _, attributes in page.elements:
        assert not {"src", "srcset", "action", "style"} & attributes.keys()
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in text
    assert "@import" not in text
    assert "://" not in text
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        inside = text.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_every_link_leads_to_a_paragraph_of_the_page() -> None:
    old = [op(1, "Urges all of them to act at once;"), op(2, "Thanks them;"), op(3, "Asks the Office;")]
    page = Page(page_of(old, [op(1, "Thanks them;"), op(2, "Asks;"), op(3, "Urges all of them to act;")]))
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert links[0] == "#changes"
    assert all(str(link)[1:] in names for link in links)
    assert "Now OP3" in page.text


def test_unchanged_paragraphs_are_closed_up_with_their_words_in_the_page() -> None:
    same = [op(1, "Urges all;"), op(2, "Asks all;")]
    text = page_of([*same, op(3, "Thanks;")], [*same, op(3, "Thanks all;")])
    closed = text.partition('<details class="closed">')[2].partition("</details>")[0]
    assert "OP1 … OP2 unchanged" in closed
    assert "Asks all;" in closed
    assert "Thanks" not in closed


def test_events_stand_beside_their_paragraph() -> None:
    text = page_of([op(1, "Urges all;"), op(2, "Acts [now];")], [op(1, "Urges all;"), op(2, "Acts now;")])
    section = text.partition('<section class="paragraph changed"')[2].partition("</section>")[0]
    assert '<li dir="auto">Brackets around “now” lifted</li>' in section


def test_lines_of_a_heading_stay_lines() -> None:
    assert "Annex<br>Rules" in page_of([annex("Annex\nRules")], [annex("Annex\nRules"), op(1, "Urges;")])


@pytest.mark.parametrize(
    ("text", "language"),
    [("*Recalling* the tides,", "en"), ("*Rappelant* sa résolution,", "fr"), ("回顾其决议，", "zh")],
)
def test_the_text_has_its_own_language_and_direction(text: str, language: str) -> None:
    page = Page(page_of([pp(text)], [pp(text), pp(text + " 2")]))
    shown = [attributes for tag, attributes in page.elements if tag == "p" and "lang" in attributes]
    assert shown
    assert all(attributes["lang"] == language and attributes["dir"] == "auto" for attributes in shown)
    assert dict(page.elements)["html"] == {"lang": "en"}


LAMPS = "| Lamp | Height |\n| --- | --- |\n| North pier | [12 m] |\n| South pier | 9 m |"


def test_a_table_is_a_table_with_its_marks_in_the_cells() -> None:
    old = [op(1, "Keeps these lamps:"), row(RowKind.VERBATIM, LAMPS)]
    new = [
        op(1, "Keeps these lamps:"),
        row(RowKind.VERBATIM, LAMPS.replace("[12 m]", "14 m") + "\n| Reef | 3 m |"),
    ]
    page = html(diff_rows(old, new), "a", "b")
    assert "<th scope=col>Lamp</th><th scope=col>Height</th>" in page
    assert '<td>North pier</td><td><del>[12</del><ins>14</ins> m<del class="mark">]</del></td>' in page
    assert '<tr class="insert"><td><ins>Reef</ins></td><td><ins>3 m</ins></td></tr>' in page
    assert "bracketed text settled" in page.lower()


def test_the_head_says_which_documents_are_compared() -> None:
    old = [front(Field.SYMBOL, "NS/1/L.4"), title("Lights of the harbours"), front(Field.DATE, "3 May 2041")]
    page = html(diff_rows(old, [front(Field.SYMBOL, "NS/1/L.5"), *old[1:]]), "a.md", "b.md")
    assert "From <bdi>a.md</bdi> (<bdi>NS/1/L.4, Lights of the harbours, 3 May 2041</bdi>)" in page
    assert "(<bdi>NS/1/L.5, Lights of the harbours, 3 May 2041</bdi>)" in page


def test_drafts_that_are_the_same_are_said_to_be() -> None:
    text = page_of([op(1, "Urges;")], [op(1, "Urges;")])
    assert "The two drafts are the same." in text
    assert "<nav" not in text


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_all_text_has_enough_contrast_by_day_by_night_and_on_paper() -> None:
    text = page_of([op(1, "a")], [op(1, "b")])
    schemes = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    assert len(schemes) == 3
    for scheme in schemes:
        colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", scheme))
        for name in ("text", "quiet", "link", "event", "focus"):
            assert contrast(colors[name], colors["page"]) >= 7, name
        for name in ("inserted", "deleted", "look"):
            assert contrast(colors[name], colors[f"{name}-page"]) >= 7, name
            assert contrast(colors["quiet"], colors[f"{name}-page"]) >= 4.5, name


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_writes_the_same_page_to_a_file_and_to_standard_output(
    tmp_path: Path, examples: Path
) -> None:
    old, new, out = str(examples / "rivers-L4.md"), str(examples / "rivers-L4-Rev1.md"), tmp_path / "c.html"
    printed = CliRunner().invoke(main, ["diff", old, new, "--format", "html"])
    written = CliRunner().invoke(main, ["diff", old, new, "-o", str(out)])
    assert (printed.exit_code, written.exit_code, written.stdout) == (1, 1, "")
    assert out.read_text(encoding="utf-8") == printed.stdout
    assert "<title>What changed from rivers-L4.md to rivers-L4-Rev1.md</title>" in printed.stdout


def test_a_comparison_in_the_terminal_can_go_to_a_file_too(tmp_path: Path, examples: Path) -> None:
    old, new, out = str(examples / "rivers-L4.md"), str(examples / "rivers-L4-Rev1.md"), tmp_path / "c.txt"
    assert CliRunner().invoke(main, ["diff", old, new, "-o", str(out)]).exit_code == 1
    assert out.read_text(encoding="utf-8") == CliRunner().invoke(main, ["diff", old, new]).stdout


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("c.docx", [], "diff writes no"),
        ("c.pdf", [], "diff writes no"),
        ("c.json", [], "add --format json"),
        ("c.html", ["--summary"], "--summary is for the terminal"),
    ],
)
def test_a_file_that_would_not_be_what_its_name_says_is_refused(
    name: str, more: list[str], said: str, tmp_path: Path, examples: Path
) -> None:
    old, out = str(examples / "rivers-L4.md"), tmp_path / name
    result = CliRunner().invoke(main, ["diff", old, old, *more, "-o", str(out)])
    assert result.exit_code == 2
    assert said in result.stderr
    assert not out.exists()
