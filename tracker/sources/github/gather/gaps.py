"""How gaps of a person's work are put together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from tracker.facts import Gap, Kind

Value = TypeVar("Value")


def joined(places: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """All of these repositories; None where one of them is not known."""
    known = [place for place in places if place is not None]
    return frozenset().union(*known) if len(known) == len(places) else None


def by_reason(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, Sequence[Value]]:
    """What has a reason, by reason."""
    found = defaultdict[str, list[Value]](list)
    for reason, value in pairs:
        found[reason].append(value)
    return found


def loss(kind: Kind, repos: frozenset[str] | None, reason: str) -> Gap:
    """A gap of what may be missing and cannot be had."""
    return Gap(kind=kind, reason=reason, effect="some may be missing", repos=repos)
