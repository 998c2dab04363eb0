"""How long a role has been held."""

import calendar
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from tracker.criteria import dated
from tracker.criteria.base import Case, Criterion, unknown
from tracker.criteria.holding import HeldBy, Holding
from tracker.facts import Kind
from tracker.facts.people import DatePrecision, Since
from tracker.findings.outcomes import Outcome, Verdict

_READ_FROM = {
    HeldBy.ORG_FILE: (Kind.MEMBERS, Kind.MEMBER_SINCE),
    HeldBy.OWNERS_REVIEWERS: (Kind.OWNERS, Kind.OWNERS_SINCE),
    HeldBy.OWNERS_APPROVERS: (Kind.OWNERS, Kind.OWNERS_SINCE),
}


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Tenure(Criterion):
    """A role held for at least so many months, in the scope or above it."""

    kind: Literal["tenure"]
    held_by: Literal[HeldBy.ORG_FILE, HeldBy.OWNERS_REVIEWERS, HeldBy.OWNERS_APPROVERS]
    """What has a history of who entered when."""
    role: str
    """The role in words, as in "member"."""
    months: int = Field(ge=1)

    def judge(self, case: Case) -> Verdict:
        held = case.holdings.covering(self.held_by, case.scope)
        if not held:
            return self._not_held(case)
        earliest_first = sorted(held, key=lambda holding: holding.since.day or date.max)
        best = min((self._since(holding, case) for holding in earliest_first), key=_best_first)
        return replace(best, met_since=self._met_since(held, case))

    def _met_since(self, held: Iterable[Holding], case: Case) -> Since:
        """So many months after the earliest entry."""
        known = case.gap(*_READ_FROM[self.held_by]) is None
        return dated.first_of((self._ready(holding.since) for holding in held), complete=known)

    def _ready(self, since: Since) -> Since:
        return replace(since, day=add_months(since.day, self.months)) if since.day else since

    def _not_held(self, case: Case) -> Verdict:
        if gap := case.gap(_READ_FROM[self.held_by][0]):
            return unknown(gap, "")
        return Verdict(outcome=Outcome.NOT_YET, missing=f"{self._span} as {self.role}", reason=f"not a {self.role} yet")

    def _since(self, holding: Holding, case: Case) -> Verdict:
        since = holding.since
        if since.day is None:
            verdict = unknown(case.gap(_READ_FROM[self.held_by][1]), f"it is not known since when ({holding.scope})")
            return replace(verdict, evidence=holding.proof)
        ready = add_months(since.day, self.months)
        if self._proves(since.precision, ready, case.today):
            outcome = Outcome.MET
        elif since.precision is DatePrecision.EXACT:
            outcome = Outcome.NOT_YET
        else:
            outcome = Outcome.UNKNOWN
        return self._verdict(outcome, holding, ready)

    @staticmethod
    def _proves(precision: DatePrecision, ready: date, today: date) -> bool:
        margin = dated.BLAME_MARGIN if precision is DatePrecision.LINE_LAST_TOUCHED else timedelta()
        return ready + margin <= today

    def _verdict(self, outcome: Outcome, holding: Holding, ready: date) -> Verdict:
        since = holding.since
        words = f"{self.role} since {since.day} ({holding.scope})"
        if since.precision is not DatePrecision.EXACT:
            words += f", {since.precision.replace('_', ' ')}"
        return Verdict(
            outcome=outcome,
            reason="; ".join(filter(None, [words, since.note])),
            missing=f"{self._span} as {self.role} on {ready}" if outcome is Outcome.NOT_YET else None,
            ready_on=ready if outcome is Outcome.NOT_YET else None,
            evidence=holding.proof,
        )

    @property
    def _span(self) -> str:
        return "1 month" if self.months == 1 else f"{self.months} months"


def _best_first(verdict: Verdict) -> int:
    """What is met; else, where one date is unknown, unknown: the earliest date would decide."""
    return {Outcome.MET: 0, Outcome.UNKNOWN: 1, Outcome.NOT_YET: 2}[verdict.outcome]
