"""What to look at next of people who are read side by side: the newest first, and of everybody as much as of everybody else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tracker.facts import Kind, Need
from tracker.facts.people import Login
from tracker.sources.github.activity import Activity
from tracker.sources.github.beginnings import NEWEST
from tracker.sources.github.reading import Reading
from tracker.sources.github.searches import Family
from tracker.sources.github.shelf import FAMILIES
from tracker.sources.github.streams import Stream
from tracker.sources.store.readings import Found

_KINDS = {
    Family.AUTHORED: frozenset({Kind.AUTHORED}),
    Family.PARTICIPATION: frozenset({Kind.REVIEWED, Kind.CONVERSATIONS}),
}


@dataclass(slots=True)
class Look:
    """One pull request: for whose reading it is looked at, and whose inline comments matter there.

    ``place`` is how many others are looked at before it of whoever is nearest to it.
    """

    place: int
    readings: list[tuple[Reading, Family]] = field(default_factory=list)
    people: set[Login] = field(default_factory=set)


def next_looks(wanted: Iterable[tuple[Reading, frozenset[Need] | None]]) -> Mapping[str, Look]:
    """What to look at, by id, of each of these readings: the newest, or what is needed.

    First what comes first for anybody: wherever it has to end, all have come equally far.
    """
    found: dict[str, Look] = {}
    for reading, needs in wanted:
        for place, family, id_ in _pending(reading, needs):
            look = found.setdefault(id_, Look(place))
            look.place = min(look.place, place)
            look.readings.append((reading, family))
            look.people |= {reading.login} if family is Family.PARTICIPATION else set()
    return dict(sorted(found.items(), key=lambda pair: pair[1].place))


def _pending(reading: Reading, needs: frozenset[Need] | None) -> Iterator[tuple[int, Family, str]]:
    """The newest of each family, and of each repository that something waits for, each with its place among them."""
    for family in FAMILIES:
        for found in _chosen(reading.activities[family], family, needs):
            yield from ((place, family, one.id) for place, one in enumerate(islice(found, NEWEST)))


def _chosen(activity: Activity, family: Family, needs: frozenset[Need] | None) -> Iterable[Sequence[Found]]:
    if needs is None:
        return (activity.first_to_look_at(),)
    return (activity.pending.within(repo) for repo in _repos(needs, family))


def unfound(reading: Reading, needs: frozenset[Need]) -> Iterator[tuple[Family, Stream]]:
    """For whatever is needed and nothing of it is found yet: where to find more."""
    for family in FAMILIES:
        activity = reading.activities[family]
        repos = [repo for repo in _repos(needs, family) if not activity.pending.prefer(repo)]
        streams = dict.fromkeys(stream for repo in repos if (stream := activity.unfound(repo)))
        yield from ((family, stream) for stream in streams)


def _repos(needs: frozenset[Need], family: Family) -> Sequence[str | None]:
    """The repositories that something of a family is needed from, in a fixed order; None is any."""
    return sorted({need.repo for need in needs if need.kind in _KINDS[family]}, key=lambda repo: repo or "")
