"""Where keys and names stand in a YAML text, so that a change keeps every other character as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.record import record


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place between characters; both numbers are counted from 0."""

    line: int
    column: int


@record
class Item:
    """An element of a list. ``name`` is None where it is no plain word; ``quote`` is what is around it, or empty."""

    name: str | None
    start: Spot
    end: Spot
    quote: str = ""


class Shape(StrEnum):
    """What stands under a key: a list of lines, ``[a, b]``, a mapping, nothing (also ``null``), or something else."""

    LIST = "list"
    FLOW_LIST = "flow_list"
    MAPPING = "mapping"
    NOTHING = "nothing"
    OTHER = "other"


@record
class Entry:
    """A key of a mapping with all that stands under it.

    ``place`` holds the keys from the top down to this one; ``key`` is where it begins; ``start`` and ``end`` are its
    value's, ``last_line`` the last line of that with anything but comments.
    """

    place: tuple[str, ...]
    key: Spot
    shape: Shape
    start: Spot
    end: Spot
    last_line: int
    items: tuple[Item, ...] = ()


@record
class Layout:
    """A file's text with its keys, in the order in which they end. ``problem`` says why there are none."""

    path: str
    text: str
    entries: tuple[Entry, ...] = ()
    problem: str | None = None

    def entry(self, *place: str) -> Entry | None:
        """The entry at a place; case does not matter, as in Prow, and of two equal keys the last counts."""
        wanted = _folded(place)
        return next((one for one in reversed(self.entries) if _folded(one.place) == wanted), None)

    def below(self, *place: str) -> Iterator[Entry]:
        """The keys of the mapping at a place."""
        wanted = _folded(place)
        return (one for one in self.entries if _folded(one.place[:-1]) == wanted)


def _folded(place: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key.strip().casefold() for key in place)
