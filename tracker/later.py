"""Modules that are imported when they are used first, so that a run imports what it needs and no more.

Type checkers see the usual import instead, in ``if TYPE_CHECKING``; a name that is used in annotations alone needs that
import and nothing else.
"""

from collections.abc import Callable, Mapping
from importlib import import_module


class Later:
    """A module by its name, imported when one of its attributes is used."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        return getattr(import_module(self._name), attribute)


def attributes(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A package's ``__getattr__``: names that its modules have, by module with spaces between them."""
    known = {name: module for module, names in homes.items() for name in names.split()}

    def found(name: str) -> object:
        if name not in known:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{known[name]}"), name)

    return found
