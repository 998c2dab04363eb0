"""Short names of outcomes for the page's style and script, and what a person is filtered by."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from tracker.facts.addresses import reference
from tracker.findings.cohort import Cell
from tracker.findings.outcomes import Evidence, Finding
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.reports import words

#: Classes in page.css, each with a sign before the word, so that colour is never alone.
_CLASSES: Final = {"met": "m", "counted": "c", "stated": "m", "not yet": "n", "needs a person": "p", "unknown": "u"}


def of(finding: Finding | Cell) -> str:
    return _CLASSES[words.verdict(finding)]


def judged(report: Report) -> str:
    """Each tier looked at with its outcome, as the filter reads them: ``reviewer:not_yet approver:unknown``."""
    return " ".join(f"{result.tier}:{result.outcome.value}" for result in report.nearest)


def by_reason(asked: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Criteria that only people can tell, those together for which the same people are asked; the order stays."""
    ordered = list(asked)
    first = {reason: place for place, reason in reversed(list(enumerate(map(_reason, ordered))))}
    together = sorted(ordered, key=lambda finding: first[_reason(finding)])
    return [(reason, list(group)) for reason, group in groupby(together, key=_reason)]


def _reason(finding: Finding) -> str:
    return "; ".join(words.explanations(finding))


def rule(finding: Finding, result: TierResult) -> str | None:
    """Where the criterion's rule is, unless it is the document that the tier names already."""
    return None if finding.source.url == result.source.url else finding.source.url


def short(evidence: Evidence, *, titled: bool) -> str:
    """A piece of evidence in a few words: as a short name where it has one and titles are not wanted."""
    named = reference(evidence.url)
    return named if named and not titled else evidence.title
