"""Somebody who was checked alone, as a cohort of one."""

from dataclasses import replace

from tracker.advice.attention import attention
from tracker.advice.reminders import reminders
from tracker.findings.cohort import Cohort
from tracker.findings.report import Report


def as_cohort(result: Report | Cohort) -> Cohort:
    """A cohort as it is; a report with what deserves attention in it, and what waits for whom."""
    if isinstance(result, Cohort):
        return result
    cohort = Cohort(as_of=result.as_of, reports=(result,))
    cohort = replace(cohort, attention=attention(cohort))
    return replace(cohort, reminders=reminders(cohort))
