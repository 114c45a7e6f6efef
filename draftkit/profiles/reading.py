"""Profile files to profiles, every value checked: a slip is named with its place in the file."""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Mapping
from typing import Any

from draftkit.errors import DraftkitError
from draftkit.patterns import lazy_pattern
from draftkit.profiles.formatting import MOST, PARAGRAPH, RUN, Check
from draftkit.profiles.records import Line, Profile, Style, Values

SLOTS = ("united_nations", "symbol", "organ", "distribution", "date", "original_language")
"""What a masthead shows; each stands in it once."""
ROLES = (
    "session", "committee", "place_and_dates", "agenda_item", "agenda_title", "adoption", "report",
    "sponsors", "title", "other", "enacting", "preambular", "operative", "text", "subparagraph_1",
    "subparagraph_2", "subparagraph_3", "subparagraph_4", "tail_1", "tail_2", "tail_3", "tail_4",
    "instruction", "quoted", "closing", "heading_1", "heading_2", "heading_3", "annex", "verbatim",
    "table_head", "table_cell", "below_table", "end_note", "note", "end",
)  # fmt: skip
"""The kinds of rows."""
LOOKS = (
    "organization", "symbol_large", "symbol", "running", "page", "legend", "separator", "bracket",
    "proponents", "label", "star", "inserted", "deleted",
)  # fmt: skip
"""What the layout makes stand out."""
_LEAST_PAPER = 1_440
_MOST_TABS = 9
_MOST_RULE = 96
_LANGUAGE = lazy_pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as Word has them (ECMA-376 Part 1, 22.9.2.6)."""
FIELDS = (
    "symbol", "organ", "distribution", "date", "original_language", "session", "agenda_item",
    "agenda_title", "sponsors", "title",
)  # fmt: skip
"""What a variable of the file can hold."""


def read_profile(text: str, file: str, base: Mapping[str, Any] | None = None) -> Profile:
    """The profile that a file describes. ``base`` is the content of the one that it says it extends."""
    content = merged(base or {}, parsed(text, file))
    content.pop("extends", None)
    profile: Profile = _Reader(file).record(Profile, content, "")
    _check_references(profile, file)
    return profile


def parsed(text: str, file: str) -> dict[str, Any]:
    """The content of a TOML file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DraftkitError(f"this is not a profile in TOML: {error}", file) from error


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are merged name by name and styles by id; anything else replaces what the base has."""
    content = dict(base)
    for name, value in own.items():
        before = content.get(name)
        if name == "styles" and before and _are_styles(value):
            by_id = {style.get("id"): style for style in before}
            for style in value:
                by_id[style.get("id")] = merged(by_id.get(style.get("id"), {}), style)
            content[name] = list(by_id.values())
        elif isinstance(before, Mapping) and isinstance(value, Mapping):
            content[name] = merged(before, value)
        else:
            content[name] = value
    return content


def _are_styles(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(style, Mapping) for style in value)


class _Reader:
    """Builds records from tables, by the types of their fields."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, place: str, problem: str) -> typing.NoReturn:
        raise DraftkitError(f"{place or 'the profile'}: {problem}", self.file)

    def record(self, kind: type, table: Any, place: str) -> Any:
        if not isinstance(table, Mapping):
            self.refuse(place, "must be a table")
        hints = typing.get_type_hints(kind)
        fields = {field.name: field for field in dataclasses.fields(kind)}
        for name in table:
            if name not in fields:
                known = ", ".join(fields)
                self.refuse(_inside(place, name), f"there is no such value; there are {known}")
        for name, field in fields.items():
            required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if required and name not in table:
                hint = "" if place else "; a file that extends new-york, geneva or vienna needs to say less"
                self.refuse(_inside(place, name), f"is missing{hint}")
        return kind(
            **{
                name: self.value(hints[name], value, _inside(place, name), kind)
                for name, value in table.items()
            }
        )

    def value(self, hint: Any, value: Any, place: str, owner: type) -> Any:
        name = place.rpartition(".")[2]
        if hint == Values:
            return self.formatting(value, place, PARAGRAPH if name == "paragraph" else RUN)
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin is tuple:
            if not isinstance(value, list):
                self.refuse(place, "must be a list")
            return tuple(
                self.value(inner[0], part, f"{place}[{number}]", owner)
                for number, part in enumerate(value, 1)
            )
        if origin is types.UnionType:
            return self.value(inner[0], value, place, owner)
        if origin is not None and issubclass(origin, Mapping):
            return self.table(inner[1], value, place, owner)
        if dataclasses.is_dataclass(hint):
            return self.record(typing.cast(type, hint), value, place)
        if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
            self.refuse(
                place,
                {int: "must be a whole number", bool: "must be true or false"}.get(hint, "must be text"),
            )
        if isinstance(value, str) and not value.isprintable():
            self.refuse(place, "holds a character that cannot be seen")
        return value

    def table(self, hint: Any, value: Any, place: str, owner: type) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self.refuse(place, "must be a table")
        for name in value:
            if not name.strip() or not name.isprintable():
                self.refuse(place, f"{name!r} is no name")
        if hint == Values:
            checks = PARAGRAPH if place == "shapes" else RUN
            return {name: self.formatting(part, _inside(place, name), checks) for name, part in value.items()}
        return {name: self.value(hint, part, _inside(place, name), owner) for name, part in value.items()}

    def formatting(self, value: Any, place: str, checks: Mapping[str, Check]) -> Values:
        if not isinstance(value, Mapping):
            self.refuse(place, "must be a table")
        for name, part in value.items():
            if name not in checks:
                self.refuse(
                    _inside(place, name), f"there is no such formatting; there are {', '.join(checks)}"
                )
            if problem := checks[name](part):
                self.refuse(_inside(place, name), problem)
        return dict(value)


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


# --- what names what ---


def _check_references(profile: Profile, file: str) -> None:
    def refuse(problem: str) -> typing.NoReturn:
        raise DraftkitError(problem, file)

    _check_measures(profile, refuse)
    styles = {style.id: style for style in profile.styles}
    for needed in ("Normal", "FootnoteReference"):
        if needed not in styles:
            refuse(f"styles: there is none with the id {needed}")
    _check_styles(profile, styles, refuse)
    for name in ROLES:
        if name not in profile.roles:
            refuse(f"roles.{name}: is missing")
    for name, role in profile.roles.items():
        if name not in ROLES:
            refuse(f"roles.{name}: there is no such kind of paragraph; there are {', '.join(ROLES)}")
        if role.style not in styles:
            refuse(f"roles.{name}.style: there is no style with the id {role.style}")
        if styles[role.style].type != "paragraph":
            refuse(f"roles.{name}.style: {role.style} is a style of characters")
        if not 0 <= role.tabs <= _MOST_TABS:
            refuse(f"roles.{name}.tabs: must be a whole number from 0 to {_MOST_TABS}")
        if role.shape and role.shape not in profile.shapes:
            refuse(f"roles.{name}.shape: there is no shape {role.shape}")
    for name in LOOKS:
        if name not in profile.looks:
            refuse(f"looks.{name}: is missing")
    for name, look in profile.looks.items():
        if (style := look.get("style", "")) and style not in styles:
            refuse(f"looks.{name}.style: there is no style with the id {style}")
    _check_masthead(profile, styles, refuse)
    if profile.running.variable and profile.variables.get(profile.running.variable) != "symbol":
        refuse("running.variable: must be the name of a variable that holds the symbol")
    known: dict[str, str] = {}
    for name in (*profile.variables, *profile.constants):
        if name.casefold() in known:
            refuse(f"variables and constants: {known[name.casefold()]} and {name} are one name to Word")
        known[name.casefold()] = name
    for name, holds in profile.variables.items():
        if holds not in FIELDS:
            refuse(f"variables.{name}: there is no field {holds}; there are {', '.join(FIELDS)}")


def _check_measures(profile: Profile, refuse: typing.Callable[[str], typing.NoReturn]) -> None:
    """Paper that Word can have (22 inches at most), with room for text."""
    page = profile.page
    for name in ("width", "height"):
        if not _LEAST_PAPER <= getattr(page, name) <= MOST:
            refuse(f"page.{name}: must be from {_LEAST_PAPER} to {MOST} twips")
    for name in ("top", "right", "bottom", "left", "header", "footer", "tab"):
        if not 0 <= getattr(page, name) <= MOST:
            refuse(f"page.{name}: must be from 0 to {MOST} twips")
    if page.text_width < _LEAST_PAPER or page.height - page.top - page.bottom < _LEAST_PAPER:
        refuse("page: the margins leave no room for text")
    table = profile.table
    for name in ("left", "right", "gap"):
        if not 0 <= getattr(table, name) <= MOST:
            refuse(f"table.{name}: must be from 0 to {MOST} twips")
    for name in ("above", "below_head", "below"):
        if not 0 <= getattr(table, name) <= _MOST_RULE:
            refuse(f"table.{name}: must be from 0 to {_MOST_RULE} eighths of a point")
    if page.text_width - table.left - table.right < _LEAST_PAPER:
        refuse("table: left and right leave no room for text")
    emblem = profile.masthead.emblem
    if not (0 < emblem.width <= MOST and 0 < emblem.height <= MOST):
        refuse(f"masthead.emblem: width and height must be from 1 to {MOST} twips")
    for name, columns in (
        ("masthead", profile.masthead.columns),
        ("running.header", profile.running.header.columns),
        ("running.footer", profile.running.footer.columns),
    ):
        if any(not 0 < column <= MOST for column in columns):
            refuse(f"{name}.columns: must be from 1 to {MOST} twips each")
    if not _LANGUAGE.fullmatch(profile.language):
        refuse("language: must be a code such as en-GB")


def _check_styles(
    profile: Profile, styles: Mapping[str, Style], refuse: typing.Callable[[str], typing.NoReturn]
) -> None:
    if len(styles) < len(profile.styles):
        refuse("styles: two have the same id")
    names: dict[str, str] = {}
    for style in profile.styles:
        for text in (style.id, style.name):
            if not text.strip():
                refuse("styles: one has an empty id or an empty name")
        if other := names.get(style.name.casefold()):
            refuse(f"styles: {other} and {style.id} have the same name")
        names[style.name.casefold()] = style.id
    for style in profile.styles:
        if style.type not in ("paragraph", "character"):
            refuse(f"styles: the type of {style.id} must be paragraph or character")
        for named in (style.based_on, style.next):
            if named and named not in styles:
                refuse(f"styles: {style.id} names the style {named}, which there is not")
        seen, above = {style.id}, style.based_on
        while above:
            if above in seen:
                refuse(f"styles: {style.id} is based on itself")
            seen.add(above)
            above = styles[above].based_on


def _check_masthead(
    profile: Profile, styles: Mapping[str, Style], refuse: typing.Callable[[str], typing.NoReturn]
) -> None:
    masthead, running = profile.masthead, profile.running
    if masthead.place not in ("header", "body"):
        refuse("masthead.place: must be header or body")
    for number, band in enumerate(masthead.rows, 1):
        if sum(cell.span for cell in band.cells) != len(masthead.columns):
            refuse(f"masthead.rows[{number}]: its cells do not take {len(masthead.columns)} columns")
        if not all(cell.lines for cell in band.cells):
            refuse(f"masthead.rows[{number}]: a cell has no line; Word wants one in each")
    slots = [line.slot for line in masthead.lines if line.slot]
    for slot in slots:
        if slot not in (*SLOTS, "emblem"):
            refuse(f"masthead: there is no slot {slot}; there are {', '.join(SLOTS)}, emblem")
    for slot in SLOTS:
        if slots.count(slot) != 1:
            refuse(f"masthead: the slot {slot} must stand in it once")
    if slots.count("emblem") > 1:
        refuse("masthead: the slot emblem stands in it twice")
    for fit in masthead.organ:
        if fit.look and fit.look not in profile.looks:
            refuse(f"masthead.organ: there is no look {fit.look}")
    lines: list[Line | None] = [*masthead.lines]
    for name, strip in (("header", running.header), ("footer", running.footer)):
        if strip.columns and (len(strip.columns) != 2 or strip.behind is None):
            refuse(f"running.{name}: a table has two columns, and a line behind it")
        lines += [strip.line, strip.behind]
    for line in lines:
        if line and line.style not in styles:
            refuse(f"masthead and running: there is no style with the id {line.style}")
