"""What was not read of somebody by the moment that is asked about, where nobody is asked."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tracker.facts import Gap, Kind
from tracker.sources.github.gather.checkpoint import unread_since
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.gather.progress import MATTERS
from tracker.sources.github.offline.files import OFFLINE
from tracker.sources.github.searches import Family

_EFFECT = "some may be missing"


def not_read(plan: Plan, until: Mapping[Family, datetime], as_of: datetime, read_at: datetime) -> Iterator[Gap]:
    """What was not read by a moment, of each family and of requests; of hidden accounts that is said already."""
    for family, matter in MATTERS.items() if not plan.hidden else ():
        if reason := unread_since(until.get(family), as_of, OFFLINE):
            yield from (Gap(kind=kind, reason=reason, effect=_EFFECT) for kind in matter.kinds)
    if reason := unread_since(read_at, as_of, OFFLINE):
        yield Gap(kind=Kind.REQUESTS, reason=reason, effect=_EFFECT)


def renamed(names: Mapping[str, str]) -> Iterator[Gap]:
    """What is missing under the present names of repositories in which work was read under a former one."""
    for old, new in names.items():
        if old.casefold() != new.casefold():
            reason = f"work in {new} was read when it was called {old}, and not since"
            for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
                yield Gap(kind=kind, reason=reason, effect=_EFFECT, repos=frozenset({new}))
