"""Criteria that join others: all of them, or any one."""

from typing import TYPE_CHECKING, Literal

from tracker.criteria import dated
from tracker.criteria.base import Case, Criterion
from tracker.findings.outcomes import Finding, Outcome, Verdict, all_of, any_of

if TYPE_CHECKING:
    from tracker.criteria import AnyCriterion


class Composite(Criterion):
    """Other criteria, joined."""

    kind: Literal["all_of", "any_of"]
    criteria: tuple["AnyCriterion", ...]

    def judge(self, case: Case) -> Verdict:
        parts = tuple(part.find(case) for part in self.criteria if part.in_force(case.today))
        outcome = (all_of if self.kind == "all_of" else any_of)(part.outcome for part in parts)
        telling = [part for part in parts if part.outcome is outcome]
        return Verdict(
            outcome=outcome,
            basis=self.basis,
            missing=self._missing(telling) if outcome is Outcome.NOT_YET else None,
            reason=self._reason(telling) if outcome in (Outcome.UNKNOWN, Outcome.NEEDS_PERSON) else None,
            evidence=telling[0].evidence if outcome is Outcome.MET and telling else (),
            met_since=(dated.all_since if self.kind == "all_of" else dated.any_since)(parts),
            needs=frozenset(need for part in parts for need in part.needs),
            parts=parts,
        )

    def _missing(self, parts: list[Finding]) -> str | None:
        word = "; " if self.kind == "all_of" else ", or "
        return word.join(part.missing or part.title for part in parts) or None

    @staticmethod
    def _reason(parts: list[Finding]) -> str | None:
        return "; ".join(dict.fromkeys(part.reason for part in parts if part.reason)) or None
