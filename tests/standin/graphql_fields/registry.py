"""Which function resolves which field."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

Resolver = Callable[..., Any]


class Entry(NamedTuple):
    resolve: Resolver
    accepts: frozenset[str]
    paginated: bool


FIELDS: dict[str, dict[str, Entry]] = {}
PAGING = ("first", "last", "after", "before")


def register(types: str, name: str, resolve: Resolver, paginated: bool = False) -> None:
    accepts = frozenset(list(inspect.signature(resolve).parameters)[2:])
    for type_ in types.split():
        FIELDS.setdefault(type_, {})[name] = Entry(resolve, accepts, paginated)


def resolver(types: str, name: str) -> Callable[[Resolver], Resolver]:
    """Register a field whose function takes the source, the info and the arguments it understands."""

    def keep(function: Resolver) -> Resolver:
        register(types, name, function)
        return function

    return keep


def connection(types: str, name: str) -> Callable[[Resolver], Resolver]:
    """Register a connection whose function gives the whole list; pages are cut from it here."""

    def keep(function: Resolver) -> Resolver:
        register(types, name, function, paginated=True)
        return function

    return keep


def simple(types: str, **functions: Callable[[Any], Any]) -> None:
    """Register fields that depend on their source alone."""
    for name, function in functions.items():
        register(types, name, lambda source, info, _f=function: _f(source))
        for type_ in types.split():
            entry = FIELDS[type_][name]
            FIELDS[type_][name] = entry._replace(accepts=frozenset())
