"""``__init__`` of classes with a few plain fields, made of functions that Python has compiled before.

To compile one for each class takes longer than to read a short draft. Here is one for each number of fields;
a copy of it has the names and the defaults of the class (``code.replace`` of the standard library).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Put = Callable[[Any, Any], None]
"""Puts a value into a slot of an instance."""


def init_with(
    names: Sequence[str], puts: Sequence[Put], defaults: Sequence[Any]
) -> Callable[..., None] | None:
    """``__init__`` with these parameters, the last of them with these defaults.

    None for a number that few classes have.
    """
    made = _BY_NUMBER.get(len(names))
    if made is None:
        return None
    init: Any = made(*puts)
    init.__code__ = init.__code__.replace(co_varnames=("self", *names), co_name="__init__")
    init.__name__ = "__init__"
    init.__defaults__ = tuple(defaults) or None
    return init  # type: ignore[no-any-return]


def _1(a_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any) -> None:
        a_(self, a)

    return init


def _2(a_: Put, b_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any) -> None:
        a_(self, a)
        b_(self, b)

    return init


def _3(a_: Put, b_: Put, c_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)

    return init


def _4(a_: Put, b_: Put, c_: Put, d_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)

    return init


def _5(a_: Put, b_: Put, c_: Put, d_: Put, e_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)
        e_(self, e)

    return init


def _6(a_: Put, b_: Put, c_: Put, d_: Put, e_: Put, f_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)
        e_(self, e)
        f_(self, f)

    return init


def _7(a_: Put, b_: Put, c_: Put, d_: Put, e_: Put, f_: Put, g_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)
        e_(self, e)
        f_(self, f)
        g_(self, g)

    return init


def _8(a_: Put, b_: Put, c_: Put, d_: Put, e_: Put, f_: Put, g_: Put, h_: Put) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)
        e_(self, e)
        f_(self, f)
        g_(self, g)
        h_(self, h)

    return init


def _9(
    a_: Put, b_: Put, c_: Put, d_: Put, e_: Put, f_: Put, g_: Put, h_: Put, i_: Put
) -> Callable[..., None]:
    def init(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)
        e_(self, e)
        f_(self, f)
        g_(self, g)
        h_(self, h)
        i_(self, i)

    return init


def _12(
    a_: Put, b_: Put, c_: Put, d_: Put, e_: Put, f_: Put, g_: Put, h_: Put, i_: Put, j_: Put, k_: Put, m_: Put
) -> Callable[..., None]:
    def init(
        self: Any,
        a: Any,
        b: Any,
        c: Any,
        d: Any,
        e: Any,
        f: Any,
        g: Any,
        h: Any,
        i: Any,
        j: Any,
        k: Any,
        m: Any,
    ) -> None:
        a_(self, a)
        b_(self, b)
        c_(self, c)
        d_(self, d)
        e_(self, e)
        f_(self, f)
        g_(self, g)
        h_(self, h)
        i_(self, i)
        j_(self, j)
        k_(self, k)
        m_(self, m)

    return init


_BY_NUMBER: dict[int, Callable[..., Callable[..., None]]] = {
    1: _1,
    2: _2,
    3: _3,
    4: _4,
    5: _5,
    6: _6,
    7: _7,
    8: _8,
    9: _9,
    12: _12,
}
