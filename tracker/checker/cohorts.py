"""Several people's reports as one result: who could not be checked, what they have in common, what changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.advice.alone import advised
from tracker.advice.cohorts import matrix, sponsorships
from tracker.checker.past import changes_since
from tracker.errors import LadderCheckError
from tracker.facts.people import Login
from tracker.findings.cohort import Cohort, Failure
from tracker.findings.report import Report

if TYPE_CHECKING:
    from tracker.sources.store.reports import Reports


def cohort_of(
    reports: Iterable[Report], failed: Mapping[Login, LadderCheckError], as_of: datetime, past: "Reports | None"
) -> Cohort:
    """The reports and the failures, each by login, with what changed since the ``past`` run."""
    found = tuple(sorted(reports, key=lambda report: report.contributor.login))
    previous, changes = changes_since(past, found, as_of)
    return advised(
        Cohort(
            as_of=as_of,
            reports=found,
            failures=tuple(
                Failure(login=login.name, error=error.message, hint=error.hint)
                for login, error in sorted(failed.items())
            ),
            matrix=matrix(found),
            sponsorships=sponsorships(found),
            previous=previous,
            changes=changes,
        )
    )
