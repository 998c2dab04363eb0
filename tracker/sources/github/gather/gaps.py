"""What is not complete of a person's work, and how gaps of it are put."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from tracker.facts import Gap, Kind
from tracker.sources.threads import Thread

Value = TypeVar("Value")


def of_conversations(found: Iterable[Thread]) -> Iterator[Gap]:
    """What may be missing in long conversations."""
    threads = [thread for thread in found if not thread.talk.complete]
    silent = [thread for thread in threads if not thread.participation().reviewed]
    missing: tuple[tuple[Kind, str, Sequence[Thread]], ...] = (
        (Kind.CONVERSATIONS, "who gave /lgtm first is not certain", threads),
        (Kind.REVIEWED, "a review may be missing", silent),
    )
    for kind, effect, some in missing:
        if some:
            repos = frozenset(thread.repo for thread in some)
            reason = "only the newest part of long conversations was read"
            yield Gap(kind=kind, reason=reason, effect=effect, repos=repos)


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
