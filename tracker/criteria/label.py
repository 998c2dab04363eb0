"""What a label on the person's newest pull request says, such as the CLA's."""

from typing import Literal

from tracker.criteria import dated
from tracker.criteria.base import Case, Criterion, unknown
from tracker.facts import Kind
from tracker.facts.activity import PullRequest
from tracker.findings.outcomes import Evidence, Outcome, Verdict


class Label(Criterion):
    """The newest pull request that has one of two labels has the right one."""

    kind: Literal["label"]
    met: str
    """The label that says yes."""
    not_met: str
    """The label that says no."""

    def judge(self, case: Case) -> Verdict:
        labelled = [piece.pull_request for piece in case.work.opened if self._says(piece.pull_request) is not None]
        if not labelled:
            return self._unlabelled(case)
        newest = labelled[0]
        evidence = (Evidence(title=f"{newest}: {newest.title}", url=newest.url, at=newest.created_at),)
        if self._says(newest):
            since = dated.undated("labels were read without the day on which they were given")
            return Verdict(outcome=Outcome.MET, evidence=evidence, met_since=since)
        return Verdict(outcome=Outcome.NOT_YET, missing=f"the label {self.met}", evidence=evidence)

    def _says(self, pull_request: PullRequest) -> bool | None:
        if self.met in pull_request.labels:
            return True
        return False if self.not_met in pull_request.labels else None

    def _unlabelled(self, case: Case) -> Verdict:
        if gap := case.gap(Kind.AUTHORED):
            return unknown(gap, "", case.needs(Kind.AUTHORED))
        if case.work.opened:
            return unknown(None, f"none of your pull requests has the label {self.met} or {self.not_met}")
        return Verdict(outcome=Outcome.NOT_YET, missing="a first pull request")
