"""Dataclasses that are made quickly: ``dataclass``, ``field`` and ``replace`` as in the standard library.

draftkit has more than a hundred frozen, slotted dataclasses. The standard library writes six functions for
each and compiles them when the module is imported, which takes longer than the redline of a short draft.
Here ``__init__`` is made of one that is there (draftkit.plain_inits) or, of a class with many or unusual
fields, compiled once it has many instances; what remains is shared by all classes.

To a reader and to a type checker these are dataclasses, and ``dataclasses.fields``, ``replace`` and
``asdict`` take them. Only what draftkit uses is here: slotted classes that inherit from none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

from draftkit.plain_inits import init_with

if TYPE_CHECKING:
    import dataclasses

__all__ = ["dataclass", "field", "replace"]

Class = TypeVar("Class", bound=type)
Instance = TypeVar("Instance")
_MISSING: Any = object()
_FEW = 60
"""Instances of a class that are made by hand sooner than its ``__init__`` is compiled."""


class _Field:
    """What a class says of a field beside its type."""

    __slots__ = ("compare", "default", "default_factory", "init", "repr")

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        init: bool = True,
        repr: bool = True,  # noqa: A002 (the name it has in the standard library)
        compare: bool = True,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare

    @property
    def is_needed(self) -> bool:
        return self.default is _MISSING and self.default_factory is _MISSING

    def standard(self) -> Any:
        """The same as a field of the standard library."""
        import dataclasses

        said = {name: getattr(self, name) for name in self.__slots__}
        return dataclasses.field(**{name: value for name, value in said.items() if value is not _MISSING})


def _dataclass(
    *, slots: Literal[True], frozen: bool = False, eq: bool = True, order: bool = False
) -> Callable[[Class], Class]:
    """The decorator."""

    def made(cls: Class) -> Class:
        fields = {name: _field_of(cls, name) for name in cls.__annotations__}
        members = {name: value for name, value in vars(cls).items() if name not in fields}
        for automatic in ("__dict__", "__weakref__"):
            members.pop(automatic, None)
        members["__slots__"] = tuple(fields)
        members["__match_args__"] = tuple(name for name, field in fields.items() if field.init)
        members["__dataclass_fields__"] = _StandardFields(fields)
        members.setdefault("__repr__", _repr_of([name for name, field in fields.items() if field.repr]))
        key = _values_of([name for name, field in fields.items() if field.compare])
        if eq:
            members["__eq__"] = _eq_by(key)
            members["__hash__"] = _hash_by(key) if frozen else None
        if order:
            members |= _order_by(key)
        if frozen:
            members["__setattr__"] = _no_assignment
            members["__delattr__"] = _no_deletion
            members["__reduce__"] = _reduce
        new: Class = type(cls)(cls.__name__, cls.__bases__, members)
        new.__qualname__ = cls.__qualname__
        new.__init__ = _plain_init(new, fields) or _init_of(fields)  # type: ignore[misc]
        return new

    return made


def _replace(instance: Instance, /, **changes: Any) -> Instance:
    """The same with other values in some fields."""
    values = {name: getattr(instance, name) for name in instance.__match_args__}  # type: ignore[attr-defined]
    values.update(changes)
    return type(instance)(**values)


def _field_of(cls: type, name: str) -> _Field:
    said = vars(cls).get(name, _MISSING)
    return said if isinstance(said, _Field) else _Field(default=said)


def _values_of(names: list[str]) -> Callable[[Any], Any]:
    """The values of some fields, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda instance: tuple([getattr(instance, name) for name in names])


# --- the functions of a class ---


def _init_of(fields: Mapping[str, _Field]) -> Callable[..., None]:
    """``__init__`` of a class: of its first instances by hand, of further ones compiled."""
    parameters = [name for name, field in fields.items() if field.init]
    needed = {name for name in parameters if fields[name].is_needed}
    known = set(parameters)
    slots: list[tuple[str, Callable[[Any, Any], None], Any, Any]] = []
    """Of each field its name, what puts a value into its slot, its factory and its default."""
    made = 0

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        nonlocal made
        made += 1
        if slots and not kwargs and len(args) == len(slots) == len(parameters) and made <= _FEW:
            for (_, put, _, _), value in zip(slots, args, strict=True):
                put(self, value)
            if hasattr(self, "__post_init__"):
                self.__post_init__()
            return
        cls = type(self)
        given = dict(zip(parameters, args, strict=False)) | kwargs
        is_sound = len(given) == len(args) + len(kwargs) and needed <= given.keys() <= known
        if made > _FEW or not is_sound:  # what is compiled says what is wrong as Python does
            cls.__init__ = _compiled_init(cls, fields)
            cls.__init__(self, *args, **kwargs)
            return
        if not slots:
            for name, field in fields.items():
                default = field.default if field.init else _MISSING
                slots.append((name, vars(cls)[name].__set__, field.default_factory, default))
        for name, put, factory, default in slots:
            if name in given:
                put(self, given[name])
            elif factory is not _MISSING:
                put(self, factory())
            elif default is not _MISSING:
                put(self, default)
        if hasattr(cls, "__post_init__"):
            self.__post_init__()

    return init


def _plain_init(cls: type, fields: Mapping[str, _Field]) -> Callable[..., None] | None:
    """``__init__`` of a class whose fields are parameters, and no more happens; None for others."""
    of_fields = fields.values()
    if hasattr(cls, "__post_init__") or not all(f.init and f.default_factory is _MISSING for f in of_fields):
        return None
    defaults = [field.default for field in of_fields if field.default is not _MISSING]
    if any(field.default is _MISSING for field in [*of_fields][len(fields) - len(defaults) :]):
        return None  # a mistake, which Python will tell
    init = init_with([*fields], [vars(cls)[name].__set__ for name in fields], defaults)
    if init:
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        init.__module__ = cls.__module__
    return init


def _compiled_init(cls: type, fields: Mapping[str, _Field]) -> Callable[..., None]:
    """``__init__`` of a class: its fields in order as parameters, each put into its slot."""
    known: dict[str, Any] = {"_missing": _MISSING}
    parameters, lines = ["self"], []
    for name, field in fields.items():
        value = name
        if field.default_factory is not _MISSING:
            known[f"_factory_{name}"] = field.default_factory
            value = f"_factory_{name}()"
            if field.init:
                parameters.append(f"{name}=_missing")
                value = f"{value} if {name} is _missing else {name}"
        elif field.init and field.default is not _MISSING:
            known[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.init:
            parameters.append(name)
        else:
            continue
        # What forbids assignment is passed by: the slot itself is asked.
        known[f"_set_{name}"] = vars(cls)[name].__set__
        lines.append(f"_set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    return init


def _repr_of(names: list[str]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        fields = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{type(self).__qualname__}({fields})"

    return shown


def _eq_by(key: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def equal(self: Any, other: Any) -> Any:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or key(self) == key(other)

    return equal


def _hash_by(key: Callable[[Any], Any]) -> Callable[[Any], int]:
    def hashed(self: Any) -> int:
        return hash(key(self))

    return hashed


def _order_by(key: Callable[[Any], Any]) -> dict[str, Callable[[Any, Any], bool]]:
    def by(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], bool]:
        def ordered(self: Any, other: Any) -> bool:
            return bool(compare(key(self), key(other))) if type(other) is type(self) else NotImplemented

        return ordered

    return {"__lt__": by(lt), "__le__": by(le), "__gt__": by(gt), "__ge__": by(ge)}


def _no_assignment(_self: object, name: str, _value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deletion(_self: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    """For pickle and copy, which would assign to the fields."""
    return type(self), tuple([getattr(self, name) for name in self.__match_args__])


class _StandardFields:
    """The fields as the functions of the standard library expect them, made when one of these asks."""

    def __init__(self, fields: Mapping[str, _Field]) -> None:
        self._fields = fields

    def __get__(self, _instance: object, cls: type) -> dict[str, dataclasses.Field[Any]]:
        import dataclasses

        fields = [(name, cls.__annotations__[name], field.standard()) for name, field in self._fields.items()]
        alike = dataclasses.make_dataclass(cls.__name__, fields)
        return {field.name: field for field in dataclasses.fields(alike)}


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _Field, _replace
