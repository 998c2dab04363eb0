"""A report to paste into a GitHub issue: it links in full, mentions nobody, and breaks no table."""

from collections.abc import Iterable, Sequence
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
        _text(f"≈ {words.COUNTED_NOTE}") if words.is_counted(report.readiness) else "",
        *_next_steps(report),
        *_sponsors(report.sponsors, style),
        *_gaps(report),
        _footer(report),
    ]


def _text(text: str) -> str:
    return escape.markdown(text, escape.SENTENCE)


def _link(text: str, url: str | None, limit: int = escape.TITLE) -> str:
    address = escape.web_url(url)
    shown = escape.markdown(text, limit) or "link"
    return f"[{shown}]({address})" if address else shown


def _list(items: Iterable[str], sign: str = "-") -> str:
    return "\n".join(f"{sign} {item}" for item in items)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _headline(report: Report) -> list[str]:
    person = report.contributor
    name = f" ({escape.markdown(person.name, escape.NAME)})" if person.name else ""
    title = _text(report.standing.headline_title)
    return [
        f"## {_link(str(person.login), person.url)}{name}: {title}",
        _text(f"{report.ladder.name}, as of {words.day(report.as_of)}"),
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
        _table(("Tier", "Where", "Since", "Proof"), rows) if rows else "",
        _list(_text(note) for note in notes if note),
    ]


def _held(held: Held, suffix: str) -> list[str]:
    since = words.since(held.since)
    proof = ", ".join(_link(found.title, found.url) for found in held.proof)
    return [
        _text(held.title + suffix),
        _text(words.held_where(held)),
        _link(since, held.since.url),
        proof,
    ]


def _tier(result: TierResult, style: Style) -> list[str]:
    found = [finding for criterion in result.criteria for finding in _with_parts(criterion) if finding.evidence]
    return [
        f"### Next: {_text(words.place(result))}",
        f"{_text(result.summary)}. Rules: {_link(result.source.title, result.source.url)}",
        _list(_link(*words.titled(note)) for note in result.notes),
        _table(
            ("Outcome", "Criterion", "Found", "What is missing, and why"),
            chain.from_iterable(_rows(finding, "") for finding in (*result.machine, *result.persons)),
        ),
        _folded("Evidence", [_evidence(finding, style) for finding in found]),
    ]


def _with_parts(finding: Finding) -> Iterable[Finding]:
    return chain([finding], *(_with_parts(part) for part in finding.parts))


def _rows(finding: Finding, lead: str) -> list[list[str]]:
    """A row for the finding and one for each of its parts, marked by how deep they are."""
    return [_row(finding, lead), *chain.from_iterable(_rows(part, f"{lead}↳ ") for part in finding.parts)]


def _row(finding: Finding, lead: str) -> list[str]:
    # Parts say in detail what the finding that joins them says in short.
    texts = [_text(text) for text in words.explanations(finding) if not finding.parts]
    check = [_link("check", finding.check_url)] if finding.check_url else []
    return [
        _text(words.verdict(finding)),
        lead + _link(finding.title, finding.source.url),
        _text(words.progress(finding)),
        "; ".join([*texts, *check]),
    ]


def _folded(summary: str, blocks: list[str]) -> str:
    # GitHub reads Markdown inside HTML only after an empty line.
    return "\n\n".join([f"<details>\n<summary>{summary}</summary>", *blocks, "</details>"]) if blocks else ""


def _evidence(finding: Finding, style: Style) -> str:
    shown = finding.evidence if style.verbose else finding.evidence[:_TOP]
    more = finding.evidence_total - len(shown)
    items = [*map(_found, shown), *([f"and {more} more"] if more > 0 else [])]
    return f"{_text(finding.title)}:\n\n{_list(items)}"


def _found(evidence: Evidence) -> str:
    details = filter(None, [words.day(evidence.at) if evidence.at else None, evidence.note])
    return ", ".join([_link(evidence.title, evidence.url), *map(_text, details)])


def _next_steps(report: Report) -> list[str]:
    if not report.next_steps:
        return []
    return ["### Next steps", _list((f"{_text(s.text)} ({_link('open', s.url)})" for s in report.next_steps), "1.")]


def _sponsors(sponsors: Sponsors, style: Style) -> list[str]:
    people = sponsors.suggested if style.verbose else sponsors.suggested[:_TOP]
    known = [_text(words.introduction(person)) for person in people]
    request = _request(sponsors.request) if sponsors.request else []
    suggested = ["You could ask, as they know your work:", _list(known)] if known else []
    evidence = [f"{_text(str(p.login))}:\n\n{_list(map(_found, p.evidence))}" for p in people if p.evidence]
    return ["### Sponsors", *request, *suggested, _folded("Evidence", evidence)] if request or suggested else []


def _audit(request: RequestAudit) -> list[str]:
    applicant = str(request.applicant) if request.applicant else "nobody that can be read"
    return [f"## Request {request.number} of {_text(applicant)}", *_request(request)]


def _request(request: RequestAudit) -> list[str]:
    rows = [
        [
            _text(str(sponsor.login)),
            _text(sponsor.eligible),
            _link("yes", sponsor.confirmed_url) if sponsor.confirmed else "not yet",
            _text(sponsor.company or "not stated"),
            "; ".join([*map(_text, sponsor.why), *(_link(proof.title, proof.url) for proof in sponsor.proof)]),
        ]
        for sponsor in request.sponsors
    ]
    return [
        f"{_text(words.request(request))} ({_link('open', request.url)})",
        _table(("Sponsor", "Eligible", "Confirmed", "Company", "Why"), rows) if rows else "",
        f"From different companies: {request.different_companies}.",
        *map(_text, words.remarks(request)),
    ]


def _gaps(report: Report) -> list[str]:
    gaps = [_text(words.gap(gap)) for gap in report.data.gaps]
    return ["### What was not read", _list(gaps)] if gaps else []


def _footer(report: Report) -> str:
    ladder, data = report.ladder, report.data
    rules = f"Rules: {ladder.name} ({ladder.source}), as of {ladder.rules_as_of}."
    facts = f"Facts: {data.source}, {data.host}, {words.reading(data)}."
    return f"<sub>{_text(rules)} {_text(facts)}</sub>"


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
            _link(str(report.contributor.login), report.contributor.url),
            _text(report.standing.headline_title),
            "; ".join(_text(f"{words.place(result)}: {result.summary}") for result in report.nearest),
        ]
        for report in cohort.reports
    ]
    return _table(("Who", "Stands as", "Looked at"), rows) if rows else ""


def _failures(failures: tuple[Failure, ...]) -> list[str]:
    items = [
        " ".join(
            [f"{escape.markdown(failure.login, escape.NAME)}: {_text(failure.error)}", _text(failure.hint)]
        ).strip()
        for failure in failures
    ]
    return ["### Who could not be checked", _list(items)] if items else []
