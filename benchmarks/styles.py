"""Our styles beside those of the official templates: every property that a style has in the end.

A file is rendered in each layout, and the styles of its part ``word/styles.xml`` are held
against the styles of an official file, name by name. What a style inherits counts as its
own, and so do the defaults of the file; what Word takes where nothing is said is left out
(10 points, single line, no indent). A difference has to have an explanation in the table
below. One that has none is marked, and the program ends with status 1, as it does for a
style of theirs that we have not and do not explain.

The official files are read as XML: the part itself, or an extract of it without the
defaults of the file.

Run: python benchmarks/styles.py [NEW-YORK.xml GENEVA.xml]
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from draftkit.model import Draft
from draftkit.ooxml.resolve import W
from draftkit.writers.setup import PageSetup
from draftkit.writers.word.clean import write_docx

FILES = {"new-york": "styles_newyork.xml", "geneva": "styles_geneva.xml"}
FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "unformat"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why differences are as they are. The names are regular expressions for the whole of each."""

    profile: str
    style: str
    setting: str
    why: str


EXPLAINED = (
    Explanation(".*", ".*", r"lang(\..*)?", "the language is that of the draft, and stands in the defaults"),
    Explanation(".*", ".*", "aliases", "other names, left by the history of their file"),
    Explanation(".*", ".*", "link", "a character style of the same look, which Word makes when it is wanted"),
    Explanation(".*", ".*", "autoRedefine", "a style that changes whenever a paragraph in it is formatted"),
    Explanation(".*", ".*", "snapToGrid", "the page has no grid"),
    Explanation(
        ".*",
        ".*",
        r"rFonts\.eastAsia",
        "one font for Chinese, in the defaults of the file",
    ),
    Explanation(".*", ".*", "(szCs|bCs|iCs)", "Arabic letters are as large and as bold as others"),
    Explanation("new-york", ".*", "kern", "their file kerns by its defaults, which the extract lacks"),
    Explanation("new-york", "Bullet .*", r"(numPr|ind)\..*", "no list; the indents are those of their list"),
    Explanation("geneva", "_Bullet .*", r"(numPr|ind)\..*", "no list; the indents are those of their list"),
    Explanation("geneva", "_ H.*", "outlineLvl", "for the navigation of Word, and screen readers"),
)
"""Differences that are meant to be."""

LACKING = (
    Explanation("new-york", "Release Date", "", "the older name of ReleaseDate"),
    Explanation("new-york", "Hd Banner", "", "the shaded banner of publications that are not drafts"),
    Explanation("geneva", "Reg_.*", "", "automatic numbers; a number of a draft is as it was given"),
)
"""Styles of theirs that we do without."""

# What Word takes where a file says nothing (ECMA-376 Part 1, 17.3), and Times New Roman as its first font.
_UNSAID = {
    "spacing.before": "0", "spacing.after": "0", "spacing.line": "240", "spacing.lineRule": "auto",
    "ind.left": "0", "ind.right": "0", "ind.firstLine": "0", "ind.hanging": "0", "jc": "left",
    "sz": "20", "szCs": "20", "rspacing": "0", "w": "100", "kern": "0", "position": "0", "color": "auto",
    "u": "none", "outlineLvl": "9", "vertAlign": "baseline",
    **{f"rFonts.{script}": "Times New Roman" for script in ("ascii", "hAnsi", "cs", "eastAsia")},
}  # fmt: skip
_OFF = ("0", "false", "off")
_META = ("next", "link", "aliases", "autoRedefine")


# --- what a style has in the end ------------------------------------------------


def effective(root: etree._Element) -> dict[str, dict[str, str]]:
    """The styles of a part by name, each with its properties and those it inherits."""
    by_id = {style.get(W + "styleId", ""): style for style in root.findall(W + "style")}
    names = {id: _value(style.find(W + "name")) for id, style in by_id.items()}
    defaults = [*root.iter(W + "pPrDefault"), *root.iter(W + "rPrDefault")]
    found = {}
    for id, style in by_id.items():
        chain = [style]
        while (base := by_id.get(_value(chain[0].find(W + "basedOn")))) is not None:
            chain.insert(0, base)
        if style.get(W + "type") == "paragraph":
            chain = [*defaults, *chain]
        own: dict[str, str] = {"type": style.get(W + "type", "")}
        tabs: dict[str, str] = {}
        for each in chain:
            for properties in each.iter(W + "pPr", W + "rPr"):
                _apply(properties, own, tabs)
        own["tabs"] = " ".join(tabs[at] for at in sorted(tabs, key=int))
        own |= {tag: _meta(style.find(W + tag), names) for tag in _META}
        found[names[id]] = {name: value for name, value in own.items() if value != _UNSAID.get(name, "")}
    return found


def _apply(properties: etree._Element, own: dict[str, str], tabs: dict[str, str]) -> None:
    """What properties change in those that are there already."""
    for element in properties:
        tag = etree.QName(element).localname
        # Both paragraphs and runs have an element of this name.
        name = "rspacing" if (tag, properties.tag) == ("spacing", W + "rPr") else tag
        if tag == "tabs":
            _apply_tabs(element, tabs)
        elif tag in ("numPr", "pBdr"):
            for child in element:
                own |= _attributes(f"{tag}.{etree.QName(child).localname}", child)
        else:
            if tag == "ind":
                # A hanging indent and one of the first line exclude each other (17.3.1.12).
                for one, other in (("hanging", "firstLine"), ("firstLine", "hanging")):
                    if element.get(W + one) is not None:
                        own.pop(f"ind.{other}", None)
            own |= _attributes(name, element)


def _apply_tabs(element: etree._Element, tabs: dict[str, str]) -> None:
    for tab in element:
        at, kind, leader = (tab.get(W + name, "") for name in ("pos", "val", "leader"))
        tabs.pop(at, None)
        if kind != "clear":
            tabs[at] = ":".join(filter(None, (kind, at, leader)))


def _attributes(name: str, element: etree._Element) -> dict[str, str]:
    """The values of an element; a flag that is off is as if it were not there."""
    found = {}
    for attribute, value in element.attrib.items():
        key = etree.QName(attribute).localname
        found[name if key == "val" else f"{name}.{key}"] = str(value)
    if not element.attrib:
        found[name] = "on"
    elif name not in _UNSAID and found.get(name) in _OFF:
        found[name] = ""
    return found


def _meta(element: etree._Element | None, names: Mapping[str, str]) -> str:
    """What an element beside the formatting says; a style it names, by its name."""
    value = _value(element)
    return "" if element is None else names.get(value, value) or "on"


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(W + "val", "")


# --- theirs and ours --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A property of a style that is not the same, or a style that we lack."""

    style: str
    setting: str
    theirs: str
    ours: str
    explanation: Explanation | None

    @property
    def why(self) -> str:
        """The explanation, or nothing."""
        return self.explanation.why if self.explanation else ""

    @property
    def in_every_style(self) -> bool:
        """Whether the explanation is about no style by name."""
        return bool(self.setting and self.explanation and self.explanation.style == ".*")


def compare(profile: str, official: Path) -> tuple[int, list[Difference]]:
    """How many styles both have, and where they differ."""
    theirs = effective(etree.fromstring(official.read_bytes()))
    ours = effective(_our_styles(profile))
    both = [name for name in theirs if name in ours]
    return len(both), [
        *(found for name in both for found in _differences(profile, name, theirs[name], ours[name])),
        *(
            Difference(name, "", "", "", _found(LACKING, profile, name, ""))
            for name in theirs
            if name not in ours
        ),
    ]


def _our_styles(profile: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(write_docx(Draft(), setup=PageSetup(profile)))) as package:
        return etree.fromstring(package.read("word/styles.xml"))


def _differences(
    profile: str, name: str, theirs: Mapping[str, str], ours: Mapping[str, str]
) -> Iterator[Difference]:
    for key in sorted({*theirs, *ours}):
        one, other = theirs.get(key, ""), ours.get(key, "")
        if one != other:
            yield Difference(name, key, one, other, _found(EXPLAINED, profile, name, key))


def _found(explanations: Sequence[Explanation], *place: str) -> Explanation | None:
    for each in explanations:
        patterns = (each.profile, each.style, each.setting)
        if all(re.fullmatch(pattern, part) for pattern, part in zip(patterns, place, strict=True)):
            return each
    return None


# --- the table --------------------------------------------------------------------


def table(profile: str, both: int, differences: Sequence[Difference]) -> str:
    """The differences of one profile; those that styles share are counted."""
    out = [f"{profile}: {both} styles that both have", f"  {'style':<20}{'property':<18}{'theirs':<24}ours"]
    for each in differences:
        if each.setting and not each.in_every_style:
            values = f"{_short(each.theirs):<24}{_short(each.ours):<24}"
            out.append(f"  {each.style:<20}{each.setting:<18}{values}{each.why or 'NOT EXPLAINED'}")
    shared = Counter((each.setting, each.why) for each in differences if each.in_every_style)
    for (name, why), count in shared.items():
        out.append(f"  {f'in {count} styles':<20}{name:<18}{why}")
    lacking = [each for each in differences if not each.setting]
    out.append(f"{profile}: {len(lacking)} styles that we lack")
    out += [f"  {each.style:<20}{each.why or 'NOT EXPLAINED'}" for each in lacking]
    return "\n".join(out)


def _short(value: str) -> str:
    return "-" if not value else value if len(value) < 23 else f"{value[:21]}…"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) not in (0, len(FILES)):
        print((__doc__ or "").rpartition("\n\n")[2].strip(), file=sys.stderr)
        return 2
    files = [Path(name) for name in arguments] or [FOLDER / name for name in FILES.values()]
    open_questions = 0
    for profile, official in zip(FILES, files, strict=True):
        both, differences = compare(profile, official)
        print(table(profile, both, differences), end="\n\n")
        open_questions += sum(not each.why for each in differences)
    print(f"not explained: {open_questions}")
    return min(open_questions, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
