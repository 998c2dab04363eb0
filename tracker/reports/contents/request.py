"""A membership request on its own."""

from tracker.findings.sponsors import RequestAudit
from tracker.reports import audit_words
from tracker.reports import document as doc
from tracker.reports.contents import desk, sponsors


def document(request: RequestAudit, manner: doc.Manner) -> doc.Document:
    """The request as an admin looks at it: the verdict first."""
    applicant = str(request.applicant) if request.applicant else "nobody that can be read"
    found = request.triage
    checked = doc.Section(name="paragraphs", goes=0, blocks=list(sponsors.details(request)), counted=True)
    return doc.Document(
        title=f"Request {manner.number}{request.number} of {applicant}",
        intro=doc.Paragraph(audit_words.verdict(request)),
        sections=(checked, *(desk.verdict(found, request) if found else ())),
    )
