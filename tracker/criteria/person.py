"""What no program can tell."""

from typing import Literal

from tracker.criteria.base import Case, Criterion
from tracker.findings.outcomes import Outcome, Verdict


class Person(Criterion):
    """Something that only a person can say. ``who`` names that person in words: "you", "your sponsors"."""

    kind: Literal["person"]
    who: str
    because: str | None = None
    """Why no program can tell, where that is not plain."""

    def judge(self, case: Case) -> Verdict:  # noqa: ARG002 - every kind of criterion is given the case
        why = f" ({self.because})" if self.because else ""
        return Verdict(outcome=Outcome.NEEDS_PERSON, reason=f"only {self.who} can tell{why}", who=self.who)
