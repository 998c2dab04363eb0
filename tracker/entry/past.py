"""Where what reports say is kept for the next run."""

from typing import TYPE_CHECKING

from tracker.later import Later
from tracker.sources.base import Remembering, Source

if TYPE_CHECKING:
    from tracker.checker.past import Past
    from tracker.sources.store import reports
else:
    reports = Later("tracker.sources.store.reports")


def past_of(source: Source, ladder: str, cohort: str = "") -> "Past | None":
    """What earlier runs said of the same cohort (its name; empty for logins on the command line) by the same ladder.

    None where this source remembers nothing: the samples, and GitHub without a token.
    """
    if not isinstance(source, Remembering):
        return None
    return reports.Reports(source.store, cohort, ladder)
