"""Whether a role is held at all."""

from typing import Literal

from tracker.criteria import dated
from tracker.criteria.base import Case, Criterion, unknown
from tracker.criteria.holding import HeldBy
from tracker.facts import Gap, Kind
from tracker.facts.scopes import PROJECT, Scope, ScopeKind
from tracker.findings.outcomes import Outcome, Verdict

_FILES = {
    HeldBy.ORG_FILE: (Kind.MEMBERS,),
    HeldBy.OWNERS_REVIEWERS: (Kind.OWNERS,),
    HeldBy.OWNERS_APPROVERS: (Kind.OWNERS,),
    HeldBy.SUBPROJECT_OWNERS: (Kind.GROUPS, Kind.OWNERS),
    HeldBy.SUBPROJECT_LEADS: (Kind.GROUPS,),
    HeldBy.TECH_LEADS: (Kind.GROUPS,),
    HeldBy.CHAIRS: (Kind.GROUPS,),
    HeldBy.WG_CHAIRS: (Kind.GROUPS,),
    HeldBy.COMMITTEE_MEMBERS: (Kind.GROUPS,),
    HeldBy.CONTRIBUTING: (Kind.AUTHORED,),
}


class Holds(Criterion):
    """A role that is held already, in the scope or (``anywhere``) in any."""

    kind: Literal["holds"]
    held_by: HeldBy
    role: str
    anywhere: bool = False
    in_orgs: tuple[str, ...] = ()
    """Only what is held in these organizations; empty takes all."""

    def judge(self, case: Case) -> Verdict:
        held = case.holdings.by(self.held_by) if self.anywhere else case.holdings.covering(self.held_by, case.scope)
        if self.in_orgs:
            held = tuple(holding for holding in held if holding.scope.org in self.in_orgs)
        if held:
            proof = tuple(evidence for holding in held for evidence in holding.proof)
            since = dated.first_of((holding.since for holding in held), complete=self._gap(case) is None)
            return Verdict(outcome=Outcome.MET, evidence=proof, met_since=since)
        if gap := self._gap(case):
            return unknown(gap, "")
        return Verdict(outcome=Outcome.NOT_YET, missing=f"to be {self.role}{self._place(case.scope)}")

    def _gap(self, case: Case) -> Gap | None:
        """What may hide the role; one that OWNERS give may be held in any of those that were not read.

        Which OWNERS make the owners of a subproject says sigs.yaml, so those of the scope's repository are not enough.
        """
        kinds = _FILES[self.held_by]
        here = case.repo and not self.anywhere and self.held_by is not HeldBy.SUBPROJECT_OWNERS
        if here or Kind.OWNERS not in kinds:
            return case.gap(*kinds)
        return case.gap_anywhere(*kinds, Kind.ROLES)

    def _place(self, scope: Scope) -> str:
        anywhere = self.anywhere or scope.kind is ScopeKind.ORGANIZATION or scope == PROJECT
        return "" if anywhere or self.held_by is HeldBy.ORG_FILE else f" of {scope}"
