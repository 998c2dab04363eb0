"""The criteria of a tier, a line each: those with something to see, and the names of those only people can tell."""

from tracker.findings.outcomes import Finding, Outcome
from tracker.findings.readiness import TierResult


def shown(result: TierResult) -> list[Finding]:
    """In the ladder's order: what a program can check, and what only people can tell where something was counted."""
    return [one for one in result.criteria if one.outcome is not Outcome.NEEDS_PERSON or one.observed is not None]


def named(result: TierResult) -> list[str]:
    """Titles of all others: only people can tell, and there is nothing else to see."""
    return [finding.title for finding in result.persons if finding.observed is None]
