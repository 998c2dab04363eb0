"""``dataclass`` as ``dataclasses`` has it, made in less than half of the time where it is frozen: a run makes 200 of them.

The standard library compiles six methods for each class. But for ``__init__`` they are functions here that are given the
names of the fields.
"""

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    from dataclasses import dataclass

    from _typeshed import DataclassInstance
else:

    def dataclass(cls=None, /, *, frozen=False, order=False, **options):  # noqa: ANN001, ANN003, ANN201 - see above
        """A decorator, with the options of ``dataclasses.dataclass``."""

        def made(plain: type) -> type:
            if not frozen or order:
                return dataclasses.dataclass(frozen=frozen, order=order, **options)(plain)
            return _frozen(dataclasses.dataclass(init=False, repr=False, eq=False, **options)(plain))

        return made if cls is None else made(cls)


__all__ = ["dataclass"]

_Fields: TypeAlias = "Sequence[dataclasses.Field[Any]]"
_Method: TypeAlias = Callable[..., Any]


def _frozen(cls: "type[DataclassInstance]") -> type:
    """The class with those methods of a frozen dataclass that it does not have itself."""
    fields = dataclasses.fields(cls)
    methods = {"__init__": _init(cls, fields), "__repr__": _repr(fields), **_comparing(fields), **_LOCKS}
    methods |= _copying(cls, [field.name for field in fields]) if "__slots__" in vars(cls) else {}
    for name, method in methods.items():
        if vars(cls).get(name) is None:  # as __hash__ is where there is an __eq__
            setattr(cls, name, method)
    return cls


def _init(cls: type, fields: _Fields) -> _Method:
    names: dict[str, object] = {"missing": dataclasses.MISSING}
    given, keywords, body = ["self"], ["*"], [] if fields else ["pass"]
    for field in fields:
        parameter, value = _given(field, names)
        names[f"set_{field.name}"] = _setter(cls, field.name)
        if field.init:
            (keywords if field.kw_only else given).append(parameter)
        if value:
            body.append(f"set_{field.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    given += keywords if len(keywords) > 1 else []
    exec(f"def __init__({', '.join(given)}):\n " + "\n ".join(body), names)  # noqa: S102 - as dataclasses does
    made = cast("_Method", names["__init__"])
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _given(field: "dataclasses.Field[object]", names: dict[str, object]) -> tuple[str, str]:
    """A field as a parameter, and what is set; empty where nothing is."""
    name = field.name
    if field.default_factory is not dataclasses.MISSING:
        names[f"make_{name}"] = field.default_factory
        made = f"make_{name}()"
        return f"{name}=missing", f"{made} if {name} is missing else {name}" if field.init else made
    if field.default is not dataclasses.MISSING:
        names[f"default_{name}"] = field.default
        return f"{name}=default_{name}", name if field.init else f"default_{name}"
    return name, name if field.init else ""


def _setter(cls: type, name: str) -> _Method:
    """Sets a field past ``__setattr__``."""
    slot: _Method | None = getattr(getattr(cls, name, None), "__set__", None)
    return slot or (lambda self, value: object.__setattr__(self, name, value))


def _comparing(fields: _Fields) -> dict[str, _Method]:
    names = [field.name for field in fields if field.compare]
    values: _Method = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> object:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equal, "__hash__": lambda self: hash(values(self))}


def _repr(fields: _Fields) -> _Method:
    names = [field.name for field in fields if field.repr]

    def shown(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return shown


def _copying(cls: type, names: Sequence[str]) -> dict[str, _Method]:
    """What ``copy`` and ``pickle`` need, where fields are slots."""

    def put(self: object, state: Sequence[object]) -> None:
        for name, value in zip(names, state, strict=True):
            _setter(cls, name)(self, value)

    return {"__getstate__": lambda self: [getattr(self, name) for name in names], "__setstate__": put}


def _set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


_LOCKS: dict[str, _Method] = {"__setattr__": _set, "__delattr__": _delete}
