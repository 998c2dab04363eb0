"""In a report: the membership request that was made, and who could sponsor one."""

from collections.abc import Iterator

from tracker.findings.sponsors import RequestAudit, SponsorCheck, Sponsors, SuggestedSponsor
from tracker.reports import audit_words, words
from tracker.reports import document as doc

_HEADERS = ("Sponsor", "Eligible", "Confirmed", "Company", "Why")


def blocks(sponsors: Sponsors) -> Iterator[doc.Block]:
    """Nothing where there is neither a request nor a suggestion."""
    if sponsors.request:
        yield from _request(sponsors.request)
    if sponsors.suggested:
        title = "You could ask, as they know your work:"
        yield doc.Items(title=title, entries=tuple(map(_suggested, sponsors.suggested)), apart=True)


def _request(request: RequestAudit) -> Iterator[doc.Block]:
    yield doc.Paragraph(audit_words.verdict(request))
    yield from details(request)


def details(request: RequestAudit) -> Iterator[doc.Block]:
    """What a request says, and of each sponsor what speaks for and against them."""
    yield doc.Paragraph(audit_words.request(request), request.url)
    if request.sponsors:
        yield doc.Table(headers=_HEADERS, rows=tuple(_row(one, request) for one in request.sponsors), reasons=True)
    yield from map(doc.Paragraph, audit_words.companies(request))
    yield from map(doc.Paragraph, audit_words.remarks(request))
    yield from map(doc.Paragraph, request.triage.notes if request.triage else ())


def _row(sponsor: SponsorCheck, request: RequestAudit) -> tuple[doc.Cell, ...]:
    silent = "not yet" if request.complete else "not known"
    return (
        str(sponsor.login),
        sponsor.eligible.value,
        doc.Link("not plain" if sponsor.doubted else "yes", sponsor.confirmed_url) if sponsor.confirmed else silent,
        sponsor.company or "not stated",
        (*sponsor.why, *(doc.Link(proof.title, proof.url) for proof in sponsor.proof)),
    )


def _suggested(person: SuggestedSponsor) -> doc.Entry:
    return doc.Entry(text=words.introduction(person), who=str(person.login), proof=person.evidence)
