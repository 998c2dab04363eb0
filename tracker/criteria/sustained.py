"""Work over time: evidence that a sponsor weighs, since the documents name no number."""

from datetime import datetime
from typing import Literal

from tracker.criteria.base import Case, Criterion, unknown
from tracker.criteria.pull_requests import SHOWN, as_evidence
from tracker.criteria.work import Piece, tally, within
from tracker.facts import Kind
from tracker.facts.prose import counted
from tracker.findings.outcomes import Outcome, Verdict


class Sustained(Criterion):
    """Contributions over time: how many, from when to when, in how many weeks. A person judges."""

    kind: Literal["sustained"]
    who: str
    """Who judges, in words."""

    def judge(self, case: Case) -> Verdict:
        near = case.work.near(case.work.reviewed_or_opened, case.scope)
        done = tally(near, within(case.scope), case.work.counted).certain
        gap = case.gap(Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS)
        if not done:
            return self._nothing(case)
        number = f"{len(done)} or more pull requests" if gap else counted(len(done), "pull request")
        words = f"{number} opened or reviewed, {_span(done)}"
        return Verdict(
            outcome=Outcome.NEEDS_PERSON,
            basis=self.basis,
            observed=len(done),
            observed_is_at_least=gap is not None,
            unit="pull requests",
            reason=f"{words}; {self.who} can tell whether that is enough",
            evidence=tuple(map(as_evidence, done[:SHOWN])),
            evidence_total=len(done),
            who=self.who,
        )

    @staticmethod
    def _nothing(case: Case) -> Verdict:
        kinds = (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS)
        if gap := case.gap(*kinds):
            return unknown(gap, "", case.needs(*kinds))
        return Verdict(outcome=Outcome.NOT_YET, missing="a first contribution")


def _span(done: tuple[Piece, ...]) -> str:
    first, last = done[-1].at.date(), done[0].at.date()
    weeks = len({_week(piece.at) for piece in done})
    return f"in {weeks} different weeks from {first} to {last}" if weeks > 1 else f"in one week ({last})"


def _week(at: datetime) -> tuple[int, int]:
    return at.isocalendar()[:2]
