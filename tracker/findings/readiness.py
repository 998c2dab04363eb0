"""How ready somebody is for a tier: the findings of its criteria in a scope."""

from collections.abc import Iterable, Iterator

from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Citation, Finding, Outcome, all_of
from tracker.record import record

#: The unit of findings that count pull requests.
PULL_REQUESTS = "pull requests"


@record
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

    @property
    def place(self) -> str:
        """The tier and where: ``Reviewer in kubernetes-sigs/kueue``, ``Member of kubernetes``."""
        return self.scope.named(self.title)

    @property
    def counted_met(self) -> bool:
        """Whether everything that a program can check is met; not so where it can check nothing."""
        return bool(self.machine) and all(finding.outcome is Outcome.MET for finding in self.machine)

    @property
    def work(self) -> int:
        """How many pull requests were counted towards the tier: the most that any criterion found."""
        counted = (one.observed or 0 for one in walk(self.criteria) if one.unit == PULL_REQUESTS)
        return max(counted, default=0)

    @property
    def work_is_known(self) -> bool:
        """Whether pull requests are counted at all, and there are not more of them than ``work`` says."""
        counted = [one for one in walk(self.criteria) if one.unit == PULL_REQUESTS]
        return bool(counted) and all(c.observed is not None and not c.observed_is_at_least for c in counted)

    def count(self, outcome: Outcome) -> int:
        return sum(finding.outcome is outcome for finding in self.criteria)

    @property
    def summary(self) -> str:
        """In words: ``7 of 8 countable criteria met, 1 unknown, 2 need a person``."""
        met, of = self.count(Outcome.MET), len(self.machine)
        counted = "All that can be counted is met" if met == of else f"{met} of {of} countable criteria met"
        parts = [counted] if self.machine else []
        if unknown := self.count(Outcome.UNKNOWN):
            parts.append(f"{unknown} unknown")
        if persons := self.count(Outcome.NEEDS_PERSON):
            parts.append(f"{persons} {'needs' if persons == 1 else 'need'} a person")
        return ", ".join(parts)


def walk(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, and those that each is joined from."""
    for finding in findings:
        yield finding
        yield from walk(finding.parts)
