"""The wording that text and Markdown share where several people are laid out together."""

from collections.abc import Mapping

from tracker.facts.prose import counted
from tracker.findings.cohort import Cell, Change, Cohort, Member, Shift
from tracker.findings.outcomes import Outcome
from tracker.reports import words

#: Each sign of the matrix with what it stands for, by the words of ``words.verdict``.
LEGEND: Mapping[str, str] = {
    "met": "met, or stated by somebody",
    "counted": "counted by the ladder's own definitions: a sponsor or approver decides",
    "not yet": "not yet",
    "unknown": "unknown",
    "needs a person": "needs a person",
}
_NUMBERS = "3 of 5: 3 were found and 5 are needed; 3+ is 3 or more. Empty: not looked at."
INSIDE = " (one of these people)"
NOTHING_CHANGED = "Nothing that could be read both times is different."


def legend(signs: Mapping[str, str]) -> str:
    """What the signs and numbers of the matrix mean."""
    meanings = "; ".join(f"{signs[word]} {meaning}" for word, meaning in LEGEND.items())
    return f"{meanings}. {_NUMBERS}"


def title(cohort: Cohort) -> str:
    return f"{cohort.name or 'Contributors'}, as of {words.day(cohort.as_of)}"


def intro(cohort: Cohort) -> str:
    """How many there are, with what they are compared, whether that is all."""
    people = f"{counted(len(cohort.reports), 'person', 'people')}{'' if len(cohort.reports) == 1 else ', by login'}"
    failed = f"; {len(cohort.failures)} could not be checked" if cohort.failures else ""
    compared = f" Compared with {words.day(cohort.previous)}." if cohort.previous else ""
    return f"{people}{failed}.{compared}{_reading(cohort)}"


def _reading(cohort: Cohort) -> str:
    if not all(report.finished for report in cohort.reports):
        return " Not everything could be read: each report says what."
    return "" if all(report.complete for report in cohort.reports) else " Read as far as verdicts need it."


def tiers(cohort: Cohort) -> Mapping[str, str]:
    """Titles of all tiers."""
    return {rung.tier: rung.title for report in cohort.reports for rung in report.standing.ladder}


def change(one: Change, titles: Mapping[str, str]) -> str:
    """What is different for somebody, below the words of its kind."""
    if one.criterion is None:
        return f"the tier {one.title} in {one.scope}"
    now = "" if one.kind is Shift.NEWLY_MET else f": {one.after.words}"
    return f"{one.title} ({titles.get(one.tier, one.tier)} in {one.scope}){now}"


def aim(member: Member, titles: Mapping[str, str]) -> str:
    """What somebody aims at; empty where the cohort's file does not say."""
    tier = titles.get(member.tier, member.tier) if member.tier else ""
    places = ", ".join(map(str, member.scopes))
    return " in ".join(filter(None, [tier, places]))


def number(cell: Cell) -> str:
    """How far a cell is; empty where that is not known, or is for people to weigh."""
    judged = cell.outcome is not Outcome.NEEDS_PERSON
    known = cell.observed or not cell.observed_is_at_least
    return words.progress(cell) if judged and cell.observed is not None and known else ""
