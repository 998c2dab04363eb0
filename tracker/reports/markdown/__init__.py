"""A report to paste into a GitHub issue: it links in full, mentions nobody, and breaks no table."""

from collections.abc import Iterable
from itertools import chain

from tracker.findings import (
    Cohort,
    Evidence,
    Failure,
    Finding,
    Held,
    Report,
    RequestAudit,
    Result,
    Sponsors,
    TierResult,
)
from tracker.reports import escape, words
from tracker.reports.base import Style
from tracker.reports.markdown import groups
from tracker.reports.markdown.marks import folded, link, listed, table, text

_TOP = 10


def render(result: Result, style: Style) -> str:
    """The report in GitHub's Markdown; of the style only ``verbose`` matters."""
    match result:
        case Report():
            blocks = _report(result, style)
        case Cohort():
            blocks = _cohort(result, style)
        case RequestAudit():
            blocks = _audit(result)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _report(report: Report, style: Style) -> list[str]:
    return [
        *_headline(report),
        "### Where you stand",
        *_standing(report),
        *chain.from_iterable(_tier(result, style) for result in report.nearest),
        text(f"≈ {words.COUNTED_NOTE}") if words.is_counted(report.readiness) else "",
        *_next_steps(report),
        *_openings(report),
        *_sponsors(report.sponsors, style),
        *groups.section(report.groups),
        *groups.orientation(report.orientation, style),
        *_gaps(report),
        _footer(report),
    ]


def _headline(report: Report) -> list[str]:
    person = report.contributor
    name = f" ({escape.markdown(person.name, escape.NAME)})" if person.name else ""
    title = text(report.standing.headline_title)
    return [
        f"## {link(str(person.login), person.url)}{name}: {title}",
        text(f"{report.ladder.name}, as of {words.day(report.as_of)}"),
    ]


def _standing(report: Report) -> list[str]:
    standing = report.standing
    rows = [_held(held, "") for held in standing.held if words.is_entered(held)] + [
        _held(held, ", emeritus") for held in standing.emeritus
    ]
    notes = [words.so_far(report.counts), words.activity(standing)]
    notes += dict.fromkeys(held.since.note for held in (*standing.held, *standing.emeritus))
    notes += words.uncertain(report)
    return [
        table(("Tier", "Where", "Since", "Proof"), rows) if rows else "",
        listed(text(note) for note in notes if note),
    ]


def _held(held: Held, suffix: str) -> list[str]:
    since = words.since(held.since)
    proof = ", ".join(link(found.title, found.url) for found in held.proof)
    return [
        text(held.title + suffix),
        text(words.held_where(held)),
        link(since, held.since.url),
        proof,
    ]


def _tier(result: TierResult, style: Style) -> list[str]:
    found = [finding for criterion in result.criteria for finding in _with_parts(criterion) if finding.evidence]
    return [
        f"### Next: {text(words.place(result))}",
        f"{text(result.summary)}. Rules: {link(result.source.title, result.source.url)}",
        listed(link(*words.titled(note)) for note in result.notes),
        table(
            ("Outcome", "Criterion", "Found", "What is missing, and why"),
            chain.from_iterable(_rows(finding, "") for finding in (*result.machine, *result.persons)),
        ),
        folded("Evidence", [_evidence(finding, style) for finding in found]),
    ]


def _with_parts(finding: Finding) -> Iterable[Finding]:
    return chain([finding], *(_with_parts(part) for part in finding.parts))


def _rows(finding: Finding, lead: str) -> list[list[str]]:
    """A row for the finding and one for each of its parts, marked by how deep they are."""
    return [_row(finding, lead), *chain.from_iterable(_rows(part, f"{lead}↳ ") for part in finding.parts)]


def _row(finding: Finding, lead: str) -> list[str]:
    # Parts say in detail what the finding that joins them says in short.
    texts = [text(one) for one in words.explanations(finding) if not finding.parts]
    check = [link("check", finding.check_url)] if finding.check_url else []
    return [
        text(words.verdict(finding)),
        lead + link(finding.title, finding.source.url),
        text(words.progress(finding)),
        "; ".join([*texts, *check]),
    ]


def _evidence(finding: Finding, style: Style) -> str:
    shown = finding.evidence if style.verbose else finding.evidence[:_TOP]
    more = finding.evidence_total - len(shown)
    items = [*map(_found, shown), *([f"and {more} more"] if more > 0 else [])]
    return f"{text(finding.title)}:\n\n{listed(items)}"


def _found(evidence: Evidence) -> str:
    details = filter(None, [words.day(evidence.at) if evidence.at else None, evidence.note])
    return ", ".join([link(evidence.title, evidence.url), *map(text, details)])


def _next_steps(report: Report) -> list[str]:
    if not report.next_steps:
        return []
    return ["### Next steps", listed((f"{text(s.text)} ({link('open', s.url)})" for s in report.next_steps), "1.")]


def _openings(report: Report) -> list[str]:
    items = [f"{link(one.title, one.url)}: {text(one.why)}" for one in report.openings]
    return ["### Waiting for somebody", listed(items)] if items else []


def _sponsors(sponsors: Sponsors, style: Style) -> list[str]:
    people = sponsors.suggested if style.verbose else sponsors.suggested[:_TOP]
    known = [text(words.introduction(person)) for person in people]
    request = _request(sponsors.request) if sponsors.request else []
    suggested = ["You could ask, as they know your work:", listed(known)] if known else []
    evidence = [f"{text(str(p.login))}:\n\n{listed(map(_found, p.evidence))}" for p in people if p.evidence]
    return ["### Sponsors", *request, *suggested, folded("Evidence", evidence)] if request or suggested else []


def _audit(request: RequestAudit) -> list[str]:
    applicant = str(request.applicant) if request.applicant else "nobody that can be read"
    return [f"## Request {request.number} of {text(applicant)}", *_request(request)]


def _request(request: RequestAudit) -> list[str]:
    rows = [
        [
            text(str(sponsor.login)),
            text(sponsor.eligible),
            link("yes", sponsor.confirmed_url) if sponsor.confirmed else "not yet",
            text(sponsor.company or "not stated"),
            "; ".join([*map(text, sponsor.why), *(link(proof.title, proof.url) for proof in sponsor.proof)]),
        ]
        for sponsor in request.sponsors
    ]
    return [
        f"{text(words.request(request))} ({link('open', request.url)})",
        table(("Sponsor", "Eligible", "Confirmed", "Company", "Why"), rows) if rows else "",
        f"From different companies: {request.different_companies}.",
        *map(text, words.remarks(request)),
    ]


def _gaps(report: Report) -> list[str]:
    gaps = [text(words.gap(gap)) for gap in report.data.gaps]
    return ["### What was not read", listed(gaps)] if gaps else []


def _footer(report: Report) -> str:
    ladder, data = report.ladder, report.data
    rules = f"Rules: {ladder.name} ({ladder.source}), as of {ladder.rules_as_of}."
    facts = f"Facts: {data.source}, {data.host}, {words.reading(data)}."
    return f"<sub>{text(rules)} {text(facts)}</sub>"


def _cohort(cohort: Cohort, style: Style) -> list[str]:
    reports = [["---", *_report(report, style)] for report in cohort.reports]
    return [
        f"## Contributors, as of {words.day(cohort.as_of)}",
        _overview(cohort),
        *chain.from_iterable(reports),
        *_failures(cohort.failures),
    ]


def _overview(cohort: Cohort) -> str:
    rows = [
        [
            link(str(report.contributor.login), report.contributor.url),
            text(report.standing.headline_title),
            "; ".join(text(f"{words.place(result)}: {result.summary}") for result in report.nearest),
        ]
        for report in cohort.reports
    ]
    return table(("Who", "Stands as", "Looked at"), rows) if rows else ""


def _failures(failures: tuple[Failure, ...]) -> list[str]:
    items = [
        " ".join([f"{escape.markdown(failure.login, escape.NAME)}: {text(failure.error)}", text(failure.hint)]).strip()
        for failure in failures
    ]
    return ["### Who could not be checked", listed(items)] if items else []
