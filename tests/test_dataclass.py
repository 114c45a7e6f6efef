"""Dataclasses made quickly behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import pkgutil
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

import draftkit
from draftkit import dataclass as quick
from draftkit.model import Format, Position, Text


def classes(of: ModuleType) -> tuple[type, ...]:
    """The same three classes, made by one module or the other."""

    @of.dataclass(frozen=True, slots=True)
    class Paragraph:
        """A paragraph."""

        text: str
        level: int = 0
        position: Any = of.field(default=None, compare=False, repr=False)
        notes: Any = of.field(default_factory=tuple)

        @property
        def length(self) -> int:
            return len(self.text)

        def __str__(self) -> str:
            return self.text

    @of.dataclass(slots=True)
    class Page:
        lines: Any
        rows: Any = of.field(default_factory=list)
        height: Any = of.field(init=False)

        def __post_init__(self) -> None:
            self.height = len(self.lines) + len(self.rows)

    @of.dataclass(frozen=True, slots=True, order=True)
    class Place:
        line: int

    @of.dataclass(eq=False, slots=True)
    class Mark:
        pass

    return Paragraph, Page, Place, Mark


STANDARD, QUICK = classes(dataclasses), classes(quick)


def outcome(of: tuple[type, ...], question: Callable[..., Any]) -> object:
    """What a question gives, or the error it ends in."""
    try:
        return question(*of)
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


def assigned(record: Any, name: str) -> object:
    setattr(record, name, "other")
    return getattr(record, name)


def deleted(record: Any, name: str) -> object:
    delattr(record, name)
    return hasattr(record, name)


QUESTIONS: list[Callable[..., Any]] = [
    # made
    lambda paragraph, *_: repr(paragraph("Decides", 1, "12:1", ("note",))),
    lambda paragraph, *_: repr(paragraph(level=2, text="Requests")),
    lambda paragraph, *_: paragraph("Decides", position="12:1").position,
    lambda paragraph, *_: paragraph(),
    lambda paragraph, *_: paragraph("a", 1, 2, 3, 4),
    lambda paragraph, *_: paragraph("a", text="b"),
    lambda paragraph, *_: paragraph("a", colour="red"),
    lambda paragraph, *_: (str(paragraph("Decides")), paragraph("Decides").length),
    lambda paragraph, *_: paragraph("a").level,
    lambda _, page, *__: page("ab", rows=["c"]).height,
    lambda _, page, *__: page("ab").rows is page("ab").rows,
    lambda _, page, *__: page("ab", height=1),
    lambda *all_: repr(all_[3]()),
    # equal
    lambda paragraph, *_: paragraph("a", 1, "12:1") == paragraph("a", 1, "13:1"),
    lambda paragraph, *_: paragraph("a", 1) == paragraph("a", 2),
    lambda paragraph, *_: paragraph("a", 1) != paragraph("a", 1),
    lambda paragraph, *_: paragraph("a") == "a",
    lambda paragraph, *_: hash(paragraph("a", 1, "12:1")) == hash(paragraph("a", 1, "13:1")),
    lambda paragraph, *_: hash(paragraph("a")),
    lambda paragraph, *_: hash(paragraph([])),
    lambda _, page, *__: page("a") == page("a"),
    lambda _, page, *__: hash(page("a")),
    lambda _, __, place, ___: (hash(place(1)), place(1) == place(1), place(1) == place(2)),
    lambda *all_: all_[3]() == all_[3](),
    lambda *all_: len({mark := all_[3](), mark, all_[3]()}),
    # in order
    lambda _, __, place, ___: (place(1) < place(2), place(1) > place(2), place(2) <= place(2)),
    lambda _, __, place, ___: (place(2) >= place(3), sorted([place(2), place(1)])[0].line),
    lambda _, __, place, ___: place(1) < 1,
    lambda paragraph, *_: paragraph("a") < paragraph("b"),
    # kept
    lambda paragraph, *_: assigned(paragraph("a"), "text"),
    lambda paragraph, *_: deleted(paragraph("a"), "text"),
    lambda _, page, *__: assigned(page("a"), "lines"),
    lambda _, page, *__: deleted(page("a"), "lines"),
    lambda _, page, *__: assigned(page("a"), "colour"),
    lambda paragraph, *_: hasattr(paragraph("a"), "__dict__"),
    # taken apart
    lambda paragraph, page, place, mark: [kind.__match_args__ for kind in (paragraph, page, place, mark)],
    lambda paragraph, page, place, mark: [kind.__slots__ for kind in (paragraph, page, place, mark)],
    lambda paragraph, *_: (paragraph.__name__, paragraph.__qualname__, paragraph.__module__),
    lambda paragraph, *_: (paragraph.__doc__, paragraph.__annotations__),
    # by the functions of the standard library
    lambda paragraph, *_: dataclasses.asdict(paragraph("a", notes=("b",))),
    lambda paragraph, *_: dataclasses.astuple(paragraph("a", notes=("b",))),
    lambda paragraph, *_: repr(dataclasses.replace(paragraph("a", 1, "12:1"), level=2)),
    lambda paragraph, *_: (dataclasses.is_dataclass(paragraph), dataclasses.is_dataclass(paragraph("a"))),
    lambda paragraph, *_: [
        (field.name, field.type, field.default, field.default_factory, field.init, field.repr, field.compare)
        for field in dataclasses.fields(paragraph)
    ],
    lambda _, page, *__: [(field.name, field.init) for field in dataclasses.fields(page("a"))],
    lambda paragraph, *_: copy.copy(paragraph("a", 1, "12:1")).position,
    lambda paragraph, *_: copy.deepcopy(paragraph("a", notes=(["b"],))).notes,
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_quick_dataclass_answers_as_one_of_the_standard_library(question: Callable[..., Any]) -> None:
    assert outcome(QUICK, question) == outcome(STANDARD, question)


def plain(of: ModuleType, number: int) -> tuple[type]:
    """A class with as many plain fields, the last of them with a default."""
    names = [f"of_{place}" for place in range(number)]
    said = {"__annotations__": dict.fromkeys(names, "Any"), names[-1]: "last", "__module__": __name__}
    return (of.dataclass(frozen=True, slots=True)(type("Record", (), said)),)


@pytest.mark.parametrize("number", range(1, 12))
def test_classes_with_plain_fields_answer_alike(number: int) -> None:
    values = list(range(number))
    named = {f"of_{place}": place for place in reversed(values)}
    questions: list[Callable[..., Any]] = [
        lambda made: repr(made(*values)),
        lambda made: repr(made(**named)),
        lambda made: repr(made(*values[:-1])),
        lambda made: made(*values) == made(**named),
        lambda made: made(*values, 1),
        lambda made: repr(made(*values[:-2])),
        lambda made: made(*values, of_0=1),
        lambda made: made(*values[:-1], colour="red"),
        lambda made: (made.__init__.__name__, made.__init__.__qualname__, made.__init__.__module__),
    ]
    standard, quickly = plain(dataclasses, number), plain(quick, number)
    for question in questions:
        assert outcome(quickly, question) == outcome(standard, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_class_with_many_instances_answers_alike(question: Callable[..., Any]) -> None:
    many = classes(quick)
    for made, values in zip(many, (("a",), ("a",), (1,), ()), strict=True):
        if made.__name__ == "Place":
            continue  # it has the one of its plain fields from the start
        by_hand = made.__init__  # type: ignore[misc]
        for _ in range(quick._FEW + 1):
            made(*values)
        assert made.__init__ is not by_hand  # type: ignore[misc]
    assert outcome(many, question) == outcome(STANDARD, question)


def test_replacing_takes_either_kind() -> None:
    for paragraph, page, *_ in (STANDARD, QUICK):
        assert repr(quick.replace(paragraph("a", 1), text="b")) == repr(paragraph("b", 1))
        assert quick.replace(paragraph("a", position="12:1"), text="b").position == "12:1"
        assert quick.replace(page("a"), rows=["b"]) == page("a", ["b"])
        with pytest.raises(TypeError):
            quick.replace(paragraph("a"), colour="red")


def test_what_was_pickled_comes_back() -> None:
    text = Text("Decides", Format.ITALIC, Position(12, 1))
    again = pickle.loads(pickle.dumps(text))
    assert again == text
    assert again.position == text.position


def test_parts_of_a_record_match() -> None:
    match Text("Decides", Format.ITALIC):
        case Text(words, Format.ITALIC):
            assert words == "Decides"
        case _:
            pytest.fail("the text does not match")


def quick_dataclasses() -> list[type]:
    found = []
    for module in pkgutil.walk_packages(draftkit.__path__, "draftkit."):
        if not module.name.endswith("__main__"):
            for value in vars(import_module(module.name)).values():
                made = vars(value).get("__dataclass_fields__") if isinstance(value, type) else None
                if isinstance(made, quick._StandardFields) and value.__module__ == module.name:
                    found.append(value)
    return found


@pytest.mark.parametrize("made", quick_dataclasses(), ids=lambda made: f"{made.__module__}.{made.__name__}")
def test_no_dataclass_has_what_the_quick_way_lacks(made: Any) -> None:
    """No class inherits from a dataclass, and the fields are those that the annotations name."""
    assert made.__bases__ == (object,)
    assert [field.name for field in dataclasses.fields(made)] == list(made.__annotations__)
    assert not any("ClassVar" in kind or "InitVar" in kind for kind in made.__annotations__.values())
