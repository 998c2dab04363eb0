"""Rows for a spreadsheet or a data frame: one for each person, tier, scope and criterion; of requests for each sponsor.

RFC 4180 with a header, in UTF-8, except that lines end with a newline alone, as in every other format here. What others
wrote could be read as a formula by a spreadsheet: such a cell begins with an apostrophe, as OWASP has it. Numbers stay
numbers, and empty cells are what is not known or not asked for.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Final

from tracker.findings.cohort import Cohort, Failure, Member
from tracker.findings.outcomes import Finding
from tracker.findings.readiness import TierResult
from tracker.findings.report import Report
from tracker.findings.results import Result
from tracker.findings.sponsors import Granting, RequestAudit, SponsorCheck
from tracker.reports import escape
from tracker.reports.base import Style

Value = str | int | None

#: ``mentor`` and ``since`` are what a cohort's file says. ``evidence`` is the newest piece. ``at_least`` is true where
#: more may exist than ``observed``, ``complete`` where all of the person was read. ``error`` is for who was not
#: checked.
COLUMNS: Final = (
    "login", "name", "mentor", "since", "headline", "tier", "scope", "criterion", "title", "outcome", "basis",
    "observed", "required", "at_least", "missing", "reason", "next_step", "check_url", "source_url", "evidence",
    "as_of", "complete", "error",
)  # fmt: skip
#: ``named`` is false for who confirmed without being named as a sponsor. Who is ``already_member_of`` an organization
#: was so before the request. ``confirmed`` is ``unknown`` where the answer is not plain, or may be taken back.
REQUEST_COLUMNS: Final = (
    "request", "applicant", "orgs", "state", "opened_at", "granted", "granted_on", "sponsor", "named", "eligible",
    "why", "confirmed", "confirmed_url", "company", "different_companies", "complete", "already_member_of",
    "no_sponsors_as_member_of",
)  # fmt: skip

# A formula begins with one of these, full width too; tabs and line ends are gone by then. Where a semicolon separates
# cells, as in much of Europe, what follows one begins a cell.
_FORMULA = re.compile(r"(?:^|;)\s*(?=[=+\-@＝＋－＠])")  # noqa: RUF001 - the wide ones are meant
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def render(result: Result, style: Style) -> str:
    """The table; of the style nothing matters."""
    del style
    match result:
        case RequestAudit():
            return _table(REQUEST_COLUMNS, _request(result))
        case Report():
            return _table(COLUMNS, _report(result, Member(login=result.contributor.login)))
        case Cohort():
            return _table(COLUMNS, _cohort(result))


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, Value]]) -> str:
    written = StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def _cohort(cohort: Cohort) -> Iterator[dict[str, Value]]:
    for report in cohort.reports:
        yield from _report(report, cohort.member(report.contributor.login))
    for failure in cohort.failures:
        yield _failed(failure, cohort)


def _failed(failure: Failure, cohort: Cohort) -> dict[str, Value]:
    return {
        "login": _text(failure.login),
        "outcome": "failed",
        "error": _text(failure.error),
        "as_of": _moment(cohort.as_of),
        "complete": _truth(yes=False),
    }


def _report(report: Report, member: Member) -> Iterator[dict[str, Value]]:
    """A row for each criterion; one without a criterion for who was looked at for no tier."""
    person: dict[str, Value] = {
        "login": str(report.contributor.login),
        "name": _text(report.contributor.name),
        "mentor": str(member.mentor or ""),
        "since": str(member.since or ""),
        "headline": _text(report.standing.headline),
        "as_of": _moment(report.as_of),
        "complete": _truth(yes=report.complete),
    }
    if not report.readiness:
        yield person
    for result in report.nearest:
        for finding in result.criteria:
            yield person | _criterion(result, finding)


def _criterion(result: TierResult, finding: Finding) -> dict[str, Value]:
    return {
        "tier": _text(result.tier),
        "scope": _text(str(result.scope)),
        "criterion": _text(finding.id),
        "title": _text(finding.title),
        "outcome": finding.outcome.value,
        "basis": finding.basis.value,
        "observed": finding.observed,
        "required": finding.required,
        "at_least": "" if finding.observed is None else _truth(yes=finding.observed_is_at_least),
        "missing": _text(finding.missing),
        "reason": _text(finding.reason),
        "next_step": _text(finding.next_step),
        "check_url": _address(finding.check_url),
        "source_url": _address(finding.source.url),
        "evidence": _newest(finding),
    }


def _newest(finding: Finding) -> str:
    dated = [found for found in finding.evidence if found.at]
    newest = max(dated, key=lambda found: found.at or _LONG_AGO, default=next(iter(finding.evidence), None))
    return _address(newest.url if newest else None)


def _request(made: RequestAudit) -> Iterator[dict[str, Value]]:
    """A row for each sponsor; one without a sponsor where none can be read."""
    request: dict[str, Value] = {
        "request": _address(made.url),
        "applicant": str(made.applicant or ""),
        "orgs": _text(" ".join(made.orgs)),
        "state": _text(made.state),
        "opened_at": _moment(made.opened_at),
        "granted": made.granted.value,
        "granted_on": str(made.granted_on or ""),
        "different_companies": made.different_companies.value,
        "complete": _truth(yes=made.complete),
        "already_member_of": _text(" ".join(one.org for one in made.organizations if one.outcome is Granting.ALREADY)),
        "no_sponsors_as_member_of": _text(" ".join(made.no_sponsors.member_of) if made.no_sponsors else ""),
    }
    sponsors = [_sponsor(one, named=True) for one in made.sponsors] + [_sponsor(one, named=False) for one in made.also]
    for sponsor in sponsors or [{}]:
        yield request | sponsor


def _sponsor(sponsor: SponsorCheck, *, named: bool) -> dict[str, Value]:
    return {
        "sponsor": str(sponsor.login),
        "named": _truth(yes=named),
        "eligible": sponsor.eligible.value,
        "why": _text(". ".join(sponsor.why)),
        "confirmed": "unknown" if sponsor.doubted else _truth(yes=sponsor.confirmed),
        "confirmed_url": _address(sponsor.confirmed_url),
        "company": _text(sponsor.company),
    }


def _text(text: str | None) -> str:
    return _FORMULA.sub(r"\g<0>'", escape.plain(text or "", escape.SENTENCE))


def _address(url: str | None) -> str:
    return (escape.web_url(url) or "").replace(";", "%3B")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _truth(*, yes: bool) -> str:
    return "true" if yes else "false"
