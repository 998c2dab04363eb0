"""The wording of a programme's term: its weeks and checkpoints, and what was met in it."""

from datetime import date

from tracker.findings.cohort import Cohort
from tracker.findings.outcomes import Basis
from tracker.findings.term import Milestone, Term
from tracker.reports import words

UNDATED = "On a day that is not known, or may have been before the term"
NOTHING = "Nothing was met on a day of the term, as far as the facts tell."


def title(term: Term) -> str:
    return f"Met in the term, {term.start} to {term.end}"


def week(term: Term, number: int | None) -> str:
    """A week by its number and its first day."""
    return UNDATED if number is None else f"Week {number}, from {term.first_day(number)}"


def where(term: Term, day: date) -> str:
    """Where in the term a day is: ``week 9 of 13``."""
    number = term.week(day)
    if number is None:
        return f"the term begins on {term.start}" if day < term.start else f"the term ended on {term.end}"
    return f"week {number} of {term.weeks}"


def what(one: Milestone) -> str:
    """What was met, and for what; what was only counted, or stated, is not called met."""
    if one.criterion is None:
        return f"became {one.place}"
    how = {Basis.DECIDED: "", Basis.COUNTED: ", counted", Basis.ATTESTED: ", stated"}[one.basis]
    return f"{one.title} ({one.place}){how}"


def when(one: Milestone) -> str:
    """The day, as far as it is known, and why it is not."""
    if one.week is not None:
        return str(one.since.day)
    day = words.since(one.since) if one.since.day else "day not known"
    return f"{day}, {one.since.note}" if one.since.note else day


def weeks(cohort: Cohort) -> dict[int | None, list[Milestone]]:
    """What was met, by week; what is not dated, or may be older than the term, comes last."""
    found: dict[int | None, list[Milestone]] = {}
    for one in cohort.milestones:
        found.setdefault(one.week, []).append(one)
    return found
