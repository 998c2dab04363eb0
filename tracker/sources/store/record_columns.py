"""The columns of a record: one for each of its fields, written and read by the field's type.

So a new field of a pull request is kept, exported and forgotten without a word about it here.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from tracker.facts.people import Login
from tracker.sources.store.values import Row, Value, login, moment, read_moment

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def _texts(value: str) -> tuple[str, ...]:
    return tuple(map(sys.intern, json.loads(value)))


#: How values of each type are read. Texts come up again and again.
_READ: Mapping[object, Callable[[Any], object]] = {
    str: sys.intern,
    int: int,
    bool: bool,
    datetime: read_moment,
    Login: login,
    tuple: _texts,
}


class RecordColumns(Generic[T]):
    """The columns of a class of records, but for fields that are ``kept_apart``.

    ``people`` are those that hold logins: whoever asks to be forgotten is looked for in them.
    """

    def __init__(self, record: type[T], *, kept_apart: frozenset[str]) -> None:
        self._made: Callable[..., T] = record
        types = {name: _type_of(hint) for name, hint in get_type_hints(record).items()}
        self.names = tuple(one.name for one in fields(record) if one.name not in kept_apart)
        self.people = tuple(name for name in self.names if types[name] is Login)
        self._read = {name: _READ[types[name]] for name in self.names}

    def values(self, record: T) -> dict[str, Value]:
        """What is written of a record, by column."""
        return {name: _written(getattr(record, name)) for name in self.names}

    def read(self, row: Row, **kept_apart: object) -> T:
        """The record that a row holds, with what is kept apart.

        Raises:
            ValueError, TypeError: it is not what was written.
        """
        values = {name: None if (value := row[name]) is None else read(value) for name, read in self._read.items()}
        return self._made(**values, **kept_apart)


def _written(value: object) -> Value:
    match value:
        case None | str():
            return value
        case int():
            return int(value)
        case datetime():
            return moment(value)
        case Login():
            return value.name
        case _:
            return json.dumps(value)


def _type_of(hint: object) -> object:
    """The type of a field, without None."""
    if isinstance(hint, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    return get_origin(hint) or hint
