"""Invented people and their reports; nobody here exists."""

from unit.reports.invented.almost_reviewer import SINCE_GAP, almost_reviewer
from unit.reports.invented.approver import approver, cohort
from unit.reports.invented.newcomer import newcomer
from unit.reports.invented.records import AS_OF, counts, person, report, rules, rungs

__all__ = [
    "AS_OF",
    "SINCE_GAP",
    "almost_reviewer",
    "approver",
    "cohort",
    "counts",
    "newcomer",
    "person",
    "report",
    "rules",
    "rungs",
]
