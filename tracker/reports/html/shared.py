"""What the page of many people says once, so that each of them only refers to it."""

from collections import Counter
from dataclasses import field

from tracker.findings.cohort import Cohort
from tracker.findings.outcomes import Citation, Finding
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.findings.results import Result
from tracker.record import record
from tracker.reports import words
from tracker.reports.html import marks


@record
class Asked:
    """The rules of a tier, and the criteria in it only people can tell: titles with their rules, by who is asked."""

    tier: str
    source: Citation
    criteria: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]


def asked(result: TierResult) -> Asked:
    """What is said of everybody who is looked at for this tier in such a place."""
    grouped = marks.by_reason(finding for finding in result.persons if not _is_own(finding))
    return Asked(
        tier=result.title,
        source=result.source,
        criteria=tuple((reason, tuple((f.title, marks.rule(f, result)) for f in found)) for reason, found in grouped),
    )


def own(result: TierResult) -> list[Finding]:
    """The criteria that only people can tell, and for which something was found of this very person."""
    return [finding for finding in result.persons if _is_own(finding)]


def _is_own(finding: Finding) -> bool:
    return bool(finding.evidence or finding.parts or finding.observed is not None)


def unread(report: Report) -> list[tuple[str, str]]:
    """What was not read of somebody, or is not known, each with a word for it."""
    gaps = [(gap.kind.value.replace("_", " "), words.gap(gap)) for gap in report.data.gaps]
    return [*gaps, *(("roles", text) for text in words.uncertain(report))]


@record
class Shared:
    """What is said of several people, with names to refer to it, in the order in which it comes first."""

    asked: dict[Asked, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)


def shared(result: Result, *, brief: bool) -> Shared:
    """Nothing unless the page has to be ``brief``: what stands where it belongs is easier to read."""
    if not (brief and isinstance(result, Cohort)):
        return Shared()
    tiers = dict.fromkeys(asked(tier) for report in result.reports for tier in report.nearest)
    said = Counter(text for report in result.reports for _, text in unread(report))
    often = [text for text, count in said.items() if count > 1]
    return Shared(
        asked={one: f"a{number}" for number, one in enumerate(tiers)},
        unread={text: f"u{number}" for number, text in enumerate(often)},
    )
