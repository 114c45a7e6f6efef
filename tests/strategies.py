"""Drafts and texts for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from draftkit.build import build
from draftkit.content import normal
from draftkit.model import Draft, Format, NoteCall, Span, Text
from draftkit.rows import Row, RowKind

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "rivers",
        "Parties",
        "2031",
        "A/RES/70/1",
        "level-crossing",
        "water,",
        "report",
        "gauges;",
        "and/or",
        "(XIV)",
        "“early”",
        "5",
        "Norvania’s",
        "Système",
        "воды",
        "水",
        "co-operate",
        "per",
        "cent",
        "1,500",
        "km/h",
        "States",
    ]
)
OPENINGS_PP = st.sampled_from(
    ["Recalling", "Taking note with satisfaction", "Deeply concerned", "Also recalling"]
)
OPENINGS_OP = st.sampled_from(["Decides", "Requests", "Takes note", "Calls upon", "Also requests"])
DELEGATIONS = st.sampled_from(["Norvania", "Estmark", "EU", "Saint Orlan and the Skerries", "Calder"])
NOTE_IDS = ("1", "2", "3")


def _phrase(least: int = 1, most: int = 6) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=least, max_size=most).map(" ".join)


@st.composite
def bracketed(draw: st.DrawFn, depth: int = 2) -> str:
    """Words, with brackets in them."""
    parts = [draw(_phrase())]
    for _ in range(draw(st.integers(0, 2))):
        form = draw(st.integers(0, 5))
        inner = draw(bracketed(depth - 1)) if depth and form < 2 else draw(_phrase(1, 3))
        match form:
            case 0 | 1:
                parts.append(f"[{inner}]")
            case 2:
                parts.append(f"[{draw(DELEGATIONS)}, {draw(DELEGATIONS)}: {inner}]")
            case 3:
                parts.append("[shall/should]")
            case 4:
                parts.append(f"[{inner}][{draw(_phrase(1, 2))}]")
            case 5:
                parts.append(f"[{inner}] [{draw(DELEGATIONS)}: delete]")
        parts.append(draw(_phrase()))
    return " ".join(parts)


@st.composite
def content(draw: st.DrawFn, opening: st.SearchStrategy[str] | None, end: str) -> tuple[Span, ...]:
    """The content of a paragraph."""
    spans: list[Span] = []
    if opening is not None:
        spans += [Text(draw(opening), Format.ITALIC), Text(" ")]
    spans.append(Text(draw(bracketed())))
    if draw(st.booleans()):
        look = draw(
            st.sampled_from([Format.BOLD, Format.ITALIC, Format.UNDERLINE, Format.BOLD | Format.ITALIC])
        )
        spans += [Text(" "), Text(draw(_phrase(1, 3)), look), Text(" ")]
        spans.append(Text(draw(_phrase(1, 3))))
    if draw(st.integers(0, 3)) == 0:
        spans += [Text(","), NoteCall(draw(st.sampled_from(NOTE_IDS))), Text(" " + draw(_phrase(1, 3)))]
    spans.append(Text(end))
    return normal(spans)


@st.composite
def operatives(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        chapeau = draw(st.integers(0, 2)) == 0
        suffix = " bis" if number > 1 and draw(st.integers(0, 5)) == 0 else ""
        marker = f"{number - bool(suffix)}{suffix}."
        rows.append(
            Row(RowKind.OPERATIVE, draw(content(OPENINGS_OP, ":" if chapeau else ";")), marker=marker)
        )
        if chapeau:
            for letter in "abc"[: draw(st.integers(1, 3))]:
                nested = draw(st.integers(0, 3)) == 0
                body = draw(content(None, ":" if nested else ";"))
                rows.append(Row(RowKind.SUBPARAGRAPH, body, marker=f"({letter})", level=1))
                if nested:
                    rows += [
                        Row(RowKind.SUBPARAGRAPH, draw(content(None, ";")), marker=f"({roman})", level=2)
                        for roman in ("i", "ii")
                    ]
            if draw(st.booleans()):
                rows.append(
                    Row(RowKind.TAIL, normal([Text("in so far as " + draw(_phrase()) + ";")]), level=1)
                )
    return rows


@st.composite
def draft_rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """The rows of a draft as a reader returns them."""
    number = draw(st.integers(1, 99))
    rows = [
        Row(RowKind.FRONT, (Text("Conference of the Parties to the River Convention"),), field="organ"),
        Row(RowKind.FRONT, (Text(f"RIV/COP/2031/L.{number}"),), field="symbol"),
        Row(RowKind.FRONT, (Text("Distr.: Limited"),), field="distribution"),
        Row(RowKind.FRONT, (Text("Fifth session"),), field="session"),
        Row(RowKind.FRONT, (Text(draw(DELEGATIONS) + ": draft decision"),), field="sponsors"),
        Row(RowKind.FRONT, (Text("Warnings of floods on shared rivers"),), field="title"),
        Row(
            RowKind.ENACTING,
            (Text("The Conference of the Parties to the River Convention", Format.ITALIC), Text(",")),
        ),
    ]
    preambular = st.lists(content(OPENINGS_PP, ","), max_size=4)
    rows += [Row(RowKind.PREAMBULAR, text) for text in draw(preambular)]
    rows += draw(operatives())
    if draw(st.booleans()):
        rows.append(Row(RowKind.ANNEX, (Text("Annex\nRules"),)))
        rows += [
            Row(RowKind.TEXT, draw(content(None, ".")), marker=f"{i}.")
            for i in range(1, draw(st.integers(1, 3)) + 1)
        ]
    called = {span.note for row in rows for span in row.content if isinstance(span, NoteCall)}
    for note in sorted(called):
        rows.append(
            Row(
                RowKind.NOTE,
                normal(
                    [
                        Text(draw(_phrase())),
                        Text("."),
                    ]
                ),
                marker=note,
            )
        )
    return tuple(rows)


def drafts() -> st.SearchStrategy[Draft]:
    return draft_rows().map(build)


PIECES = (
    "the Parties",
    "shall/should",
    " ",
    ",",
    ";",
    ":",
    ".",
    "[",
    "]",
    "*",
    "**",
    "***",
    "_",
    "\\",
    "/",
    "\n",
    "\n\n",
    "  \n",
    "\n    ",
    "1. ",
    "2. ",
    "5 bis. ",
    "(a) ",
    "(i) ",
    "(ii) ",
    "a. ",
    "OP6alt ",
    "PP2bis. ",
    "[4][2]. ",
    "Option 1: ",
    "Option 2: ",
    "**Option 1:** ",
    "[^1]",
    "\n\n[^1]: ",
    "<sup>1</sup>",
    "<sup>th</sup>",
    "\n\n<sup>1</sup> ",
    "# ",
    "## ",
    "### ",
    "\n| a | b |\n",
    "<i>",
    "</i>",
    "<u>",
    "</u>",
    "<br>",
    "---",
    "\n\n---\n\n",
    "\n\n* ",
    "\n\n** ",
    "The General Assembly,\n\n",
    "*Recalling* ",
    "*Decides* ",
    "*[Decides* ",
    "[*Decides* ",
    "Norvania: ",
    "EU, Estmark: ",
    "Annex\n\n",
    "# Annex\n\n",
    "I. Title\n\n",
    "［",
    "］",
    "【",
    "】",
    "水",
    "Distr.: Limited",
    "A/C.1/80/L.3",
    "Fifth session",
    "Argentina and Norway: draft decision",
    "&",
    "<",
    ">",
    "`",
    "no text",
    "x",
    "to be confirmed",
    "12 May 2031",
    "27th plenary meeting",
    "\u00a0",
    "\t",
    "Original: English",
    "|",
    "#",
    "(A/80/1, para. 3)",
)


def texts() -> st.SearchStrategy[str]:
    """Draft text gone wrong in every way: the marks of the notation in any order."""
    return st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
