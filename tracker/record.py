"""Records: frozen dataclasses with slots that share how they are compared, hashed and shown.

``dataclass`` writes and compiles these three methods for each class anew. A run begins with some two hundred classes,
and they took a third of what each costs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A class as ``dataclass(frozen=True, slots=True, kw_only=True)`` makes it; methods of its own stay."""
    return _record(cls, kw_only=True)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def positional_record(cls: type[T]) -> type[T]:
    """The same with fields that may be given by place."""
    return _record(cls, kw_only=False)


def _record(cls: type[T], *, kw_only: bool) -> type[T]:
    for name, method in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return dataclass(frozen=True, slots=True, kw_only=kw_only, eq=False, repr=False)(cls)


@cache
def _values(cls: "type[DataclassInstance]") -> Callable[[object], object]:
    """What a record of a class is compared and hashed by."""
    return attrgetter(*(one.name for one in fields(cls) if one.compare))


def _equal(self: "DataclassInstance", other: object) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = _values(self.__class__)
    return values(self) == values(other)


def _hash(self: "DataclassInstance") -> int:
    return hash(_values(self.__class__)(self))


def _shown(self: "DataclassInstance") -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({shown})"


_SHARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _shown}
