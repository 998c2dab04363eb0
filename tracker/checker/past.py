"""What earlier runs said, and what is different now."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from tracker.advice.cohorts import changes, snapshot
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Change
from tracker.findings.report import Report
from tracker.findings.snapshot import Snapshot


class Past(Protocol):
    """Remembers what reports of the same cohort and ladder said."""

    def before(self, login: Login, as_of: datetime) -> tuple[datetime, Snapshot] | None:
        """What the last report before a moment said of somebody, and of when it is."""

    def held_before(self, login: Login, as_of: datetime) -> Sequence[Scope]:
        """The directories in which that report saw somebody hold a role."""

    def keep(self, said: Iterable[tuple[Login, Snapshot]], as_of: datetime) -> None:
        """Remember what reports say now."""


def changes_since(
    past: Past | None, reports: Sequence[Report], as_of: datetime
) -> tuple[datetime | None, tuple[Change, ...]]:
    """When the run before was, and what changed since, by login; these reports are cached for the next run."""
    if past is None:
        return None, ()
    found: list[Change] = []
    days: list[datetime] = []
    for report in reports:
        if before := past.before(report.contributor.login, as_of):
            days.append(before[0])
            found += changes(before[1], report, before[0].date())
    past.keep([(report.contributor.login, snapshot(report)) for report in reports], as_of)
    return max(days, default=None), tuple(found)
