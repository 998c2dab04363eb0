"""Modules that are imported when they are used first, so that a run imports what it needs and no more.

Type checkers see the usual import instead, in ``if TYPE_CHECKING``; a name that is used in annotations alone needs that
import and nothing else.
"""

from importlib import import_module


class Later:
    """A module by its name, imported when one of its attributes is used."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        return getattr(import_module(self._name), attribute)
