"""What a mentor looks at first in a cohort, also in one of somebody who was checked alone."""

from dataclasses import replace

from tracker.advice.attention import attention
from tracker.advice.reminders import reminders
from tracker.findings.cohort import Cohort
from tracker.findings.report import Report


def as_cohort(result: Report | Cohort) -> Cohort:
    """A cohort as it is; a report with what deserves attention in it, and what waits for whom."""
    if isinstance(result, Cohort):
        return result
    return advised(Cohort(as_of=result.as_of, reports=(result,)))


def advised(cohort: Cohort) -> Cohort:
    """The cohort with what deserves attention in it, then with what waits for whom."""
    cohort = replace(cohort, attention=attention(cohort))
    return replace(cohort, reminders=reminders(cohort))
