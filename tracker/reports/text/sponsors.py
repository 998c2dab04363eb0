"""The membership request that was made, and who could sponsor one."""

from itertools import chain

from tracker.findings import RequestAudit, SponsorCheck, Sponsors, SuggestedSponsor
from tracker.reports import audit_words, words
from tracker.reports.text.evidence import seen
from tracker.reports.text.paint import Paint
from tracker.reports.text.table import table

_TOP = 3


def section(sponsors: Sponsors, paint: Paint) -> list[str]:
    """Empty where there is neither a request nor a suggestion."""
    request = _request(sponsors.request, paint) if sponsors.request else []
    suggested = _suggested(sponsors.suggested, paint) if sponsors.suggested else []
    between = [""] if request and suggested else []
    return [*paint.heading("Sponsors"), *request, *between, *suggested] if request or suggested else []


def audit(request: RequestAudit, paint: Paint) -> list[str]:
    """A request on its own, as an admin looks at it."""
    applicant = str(request.applicant) if request.applicant else "nobody that can be read"
    return [*paint.heading(f"Request #{request.number} of {applicant}"), *_request(request, paint)]


def _request(request: RequestAudit, paint: Paint) -> list[str]:
    return [
        *paint.paragraph(audit_words.request(request)),
        *paint.address("", request.url),
        *(_named(request.sponsors, paint) if request.sponsors else []),
        *chain.from_iterable(map(paint.paragraph, audit_words.companies(request))),
        *chain.from_iterable(paint.paragraph(remark) for remark in audit_words.remarks(request)),
    ]


def _named(sponsors: tuple[SponsorCheck, ...], paint: Paint) -> list[str]:
    whys = (f"{sponsor.login}: {why}" for sponsor in sponsors for why in sponsor.why)
    return [
        "",
        *table(("Sponsor", "Eligible", "Confirmed", "Company"), [_row(s) for s in sponsors], paint),
        "",
        *chain.from_iterable(paint.item(f"  {paint.glyphs.bullet} ", why) for why in whys),
    ]


def _row(sponsor: SponsorCheck) -> tuple[str, str, str, str]:
    confirmed = "yes" if sponsor.confirmed else "not yet"
    return str(sponsor.login), sponsor.eligible, confirmed, sponsor.company or "not stated"


def _suggested(suggested: tuple[SuggestedSponsor, ...], paint: Paint) -> list[str]:
    people = suggested if paint.style.verbose else suggested[:_TOP]
    left_out = len(suggested) - len(people)
    return [
        "  You could ask, as they know your work:",
        *chain.from_iterable(_person(person, paint) for person in people),
        *([f"  and {left_out} more, all with -v"] if left_out else []),
    ]


def _person(person: SuggestedSponsor, paint: Paint) -> list[str]:
    evidence = person.evidence if paint.style.verbose else person.evidence[:_TOP]
    return [
        *paint.item(f"  {paint.glyphs.bullet} ", words.introduction(person)),
        *seen(evidence, "", 4, paint),
    ]
