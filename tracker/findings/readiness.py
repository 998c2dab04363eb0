"""How ready somebody is for a tier: the findings of its criteria in a scope."""

from dataclasses import dataclass

from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Citation, Finding, Outcome, all_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TierResult:
    """How ready somebody is for a tier in a scope: its findings, in the ladder's order."""

    tier: str
    title: str
    scope: Scope
    criteria: tuple[Finding, ...]
    source: Citation
    notes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Over all criteria, those that need a person included."""
        return all_of(finding.outcome for finding in self.criteria)

    @property
    def machine(self) -> tuple[Finding, ...]:
        """The criteria that a program can check."""
        return tuple(finding for finding in self.criteria if finding.outcome is not Outcome.NEEDS_PERSON)

    @property
    def persons(self) -> tuple[Finding, ...]:
        """The criteria that only a person can tell."""
        return tuple(finding for finding in self.criteria if finding.outcome is Outcome.NEEDS_PERSON)

    def count(self, outcome: Outcome) -> int:
        return sum(finding.outcome is outcome for finding in self.criteria)

    @property
    def summary(self) -> str:
        """In words: ``7 of 8 machine checks met, 1 unknown, 2 need a person``."""
        parts = [f"{self.count(Outcome.MET)} of {len(self.machine)} machine checks met"] if self.machine else []
        if unknown := self.count(Outcome.UNKNOWN):
            parts.append(f"{unknown} unknown")
        if persons := self.count(Outcome.NEEDS_PERSON):
            parts.append(f"{persons} {'needs' if persons == 1 else 'need'} a person")
        return ", ".join(parts)
