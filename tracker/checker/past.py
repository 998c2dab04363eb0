"""What earlier runs said, and what is different now."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.advice.cohorts import changes, snapshot
from tracker.findings.cohort import Change
from tracker.findings.report import Report

if TYPE_CHECKING:
    from tracker.sources.store.reports import Reports


def changes_since(
    past: "Reports | None", reports: Sequence[Report], as_of: datetime
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
