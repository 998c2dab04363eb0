"""The columns of a record: one for each of its fields, written and read by the field's type.

So a new field of a pull request is kept, exported and forgotten without a word about it here.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from enum import Enum
from operator import attrgetter
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_type_hints

from tracker.facts.people import Login
from tracker.sources.store.values import Row, Value, login, moment, read_moment

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def _texts(value: str) -> tuple[str, ...]:
    return tuple(map(sys.intern, json.loads(value)))


def _as_it_is(value: Value) -> Value:
    """What is of another type than the field fits into no column, and is to be found out so."""
    return value


#: How values of each type are written, and read. Texts come up again and again.
_KEPT: Mapping[object, tuple[Callable[[Any], Value], Callable[[Any], object]]] = {
    str: (_as_it_is, sys.intern),
    int: (_as_it_is, int),
    bool: (int, bool),
    datetime: (moment, read_moment),
    Login: (attrgetter("name"), login),
    tuple[str, ...]: (json.dumps, _texts),
    Sequence[str]: (json.dumps, json.loads),
    Mapping[str, str]: (json.dumps, json.loads),
    Mapping[str, object]: (json.dumps, json.loads),
    Sequence[Mapping[str, object]]: (json.dumps, json.loads),
}


class RecordColumns(Generic[T]):
    """The columns of a class of records, but for fields that are ``kept_apart``; ``called`` are those of another name.

    ``people`` are those that hold logins: whoever asks to be forgotten is looked for in them.
    """

    def __init__(
        self,
        record: type[T],
        *,
        kept_apart: frozenset[str] = frozenset(),
        called: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._made: Callable[..., T] = record
        types = {name: _type_of(hint) for name, hint in get_type_hints(record).items() if name not in kept_apart}
        kept = [one.name for one in fields(record) if one.name in types]
        self._columns = [(name, called.get(name, name), *_kept(types[name])) for name in kept]
        self.names = tuple(column for _, column, *_ in self._columns)
        self.people = tuple(column for name, column, *_ in self._columns if types[name] is Login)

    def values(self, record: T) -> dict[str, Value]:
        """What is written of a record, by column."""
        columns = self._columns
        return {
            column: None if (one := getattr(record, name)) is None else write(one) for name, column, write, _ in columns
        }

    def read(self, row: Row, **kept_apart: object) -> T:
        """The record that a row holds, with what is kept apart.

        Raises:
            ValueError, TypeError: it is not what was written.
        """
        values = {name: None if (one := row[column]) is None else read(one) for name, column, _, read in self._columns}
        return self._made(**values, **kept_apart)


def _type_of(hint: object) -> object:
    """The type of a field, without None."""
    if isinstance(hint, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    return hint


def _kept(type_: object) -> tuple[Callable[[Any], Value], Callable[[Any], object]]:
    return (attrgetter("value"), type_) if isinstance(type_, type) and issubclass(type_, Enum) else _KEPT[type_]
