"""For which time everything that changed in a repository is known, and which is still to be searched."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tracker.record import positional_record
from tracker.sources.github.searches import time_text
from tracker.sources.store.readings import Trail

#: Changes that are looked for in one part of a period: most parts fit on one page of ids then.
_IN_A_PART = 60


@positional_record
class Period:
    """From a moment on: up to another one, or to now (None)."""

    low: datetime
    high: datetime | None = None

    @property
    def words(self) -> str:
        """The words for a search of what changed then."""
        return (
            f"updated:{time_text(self.low)}..{time_text(self.high)}"
            if self.high
            else f"updated:>={time_text(self.low)}"
        )

    def parts(self, changes: int, now: datetime) -> list["Period"]:
        """Parts of the period for so many changes, the newest first."""
        number = max(1, -(-changes // _IN_A_PART))
        step = ((self.high or now) - self.low) / number
        bounds = [(self.low + step * place).replace(microsecond=0) for place in range(number)] + [None]
        pairs = zip(bounds, [*bounds[1:-1], self.high], strict=False)
        return [Period(low, high) for low, high in pairs if low][::-1]


class Periods:
    """The time of which everything is known, from ``since`` until ``until``; both None where nothing is.

    ``trails`` are what an earlier run left; what was found meanwhile is added where it borders on
    that. The next run goes on from ``most`` at the latest: where an earlier day is asked about,
    nobody says that what changed since is known.
    """

    def __init__(self, repo: str, now: datetime, *, most: datetime, trails: Iterable[Trail] = ()) -> None:
        found = next((one for one in trails if one.scope == repo and one.down_to), None)
        self._repo = repo
        self._now = now
        self._most = max(most, found.watermark) if found else most
        self.since = datetime.fromisoformat(found.down_to) if found and found.down_to else None
        self.until = found.watermark if found else None
        self._done: list[tuple[datetime, datetime]] = []

    def to_find(self, since: datetime, overlap: timedelta) -> Iterator[Period]:
        """What is still to be searched for everything since a moment to be known, the newest first."""
        if self.since is None or self.until is None:
            yield Period(since)
            return
        yield Period(self.until - overlap)
        if since < self.since:
            yield Period(since, self.since)

    def finish(self, periods: Iterable[Period]) -> bool:
        """Everything that changed in some periods was found; whether more is known by that."""
        before = (self.since, self.until)
        for period in periods:
            if self.since is None and period.high is None:
                self.since, self.until = period.low, self._now
            self._done.append((period.low, period.high or self._now))
        for low, high in sorted(self._done, reverse=True):
            self._join(low, high)
        return before != (self.since, self.until)

    def _join(self, low: datetime, high: datetime) -> None:
        if self.since and self.until and low <= self.until and high >= self.since:
            self.since, self.until = min(low, self.since), max(high, self.until)

    def trail(self, total: int) -> Trail | None:
        """How far it was read, for the next run."""
        if self.since is None or self.until is None or self.since > self._most:
            return None
        down_to, terms, until = time_text(self.since), f"repo:{self._repo}", min(self.until, self._most)
        return Trail(scope=self._repo, terms=terms, watermark=until, down_to=down_to, done=False, total=total)
