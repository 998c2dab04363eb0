"""The membership request that was made, and who could sponsor one."""

from tracker.findings import RequestAudit, Sponsors
from tracker.reports import audit_words, words
from tracker.reports.base import Style
from tracker.reports.markdown.document import Document, Section, items
from tracker.reports.markdown.marks import dated, folded, link, listed, table, text

_TOP = 10


def section(sponsors: Sponsors, style: Style) -> list[str]:
    """Empty where there is neither a request nor a suggestion."""
    people = sponsors.suggested if style.verbose else sponsors.suggested[:_TOP]
    known = [text(words.introduction(person)) for person in people]
    made = _request(sponsors.request) if sponsors.request else []
    suggested = ["You could ask, as they know your work:", listed(known)] if known else []
    return ["### Sponsors", *made, *suggested] if made or suggested else []


def evidence(sponsors: Sponsors, style: Style) -> str:
    """The work that links each of them to the contributor, folded."""
    people = sponsors.suggested if style.verbose else sponsors.suggested[:_TOP]
    found = [f"{text(str(p.login))}:\n\n{listed(map(dated, p.evidence))}" for p in people if p.evidence]
    return folded("Evidence", found)


def document(request: RequestAudit) -> Document:
    """A request on its own, as an admin looks at it."""
    applicant = str(request.applicant) if request.applicant else "nobody that can be read"
    summary, *rest = _request(request)
    return Document(
        title=f"## Request {request.number} of {text(applicant)}",
        intro=summary,
        sections=(Section(name="paragraphs", goes=0, items=items([block for block in rest if block])),),
    )


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
        f"{text(audit_words.request(request))} ({link('open', request.url)})",
        table(("Sponsor", "Eligible", "Confirmed", "Company", "Why"), rows) if rows else "",
        *audit_words.companies(request),
        *map(text, audit_words.remarks(request)),
    ]
