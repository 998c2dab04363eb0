"""People in a programme's term."""

from dataclasses import replace
from datetime import date

from unit.reports.invented.crowd import crowd

from tracker.advice.reminders import reminders
from tracker.advice.term import milestones
from tracker.findings.cohort import Cohort
from tracker.findings.term import Checkpoint, Term

TERM = Term(
    start=date(2026, 3, 2),
    end=date(2026, 6, 28),
    checkpoints=(Checkpoint(name="Midterm", on=date(2026, 4, 26)), Checkpoint(name="Final", on=date(2026, 6, 28))),
)


def in_term(count: int = 8) -> Cohort:
    """So many people, with what they met in the term and what waits for whom."""
    cohort = replace(crowd(count), term=TERM)
    cohort = replace(cohort, milestones=milestones(cohort))
    return replace(cohort, reminders=reminders(cohort))
