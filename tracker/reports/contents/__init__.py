"""What is said of a report, a cohort or a request, and in which order."""

from tracker.findings import Cohort, Desk, MembersAudit, Page, Report, RequestAudit, VotersAudit
from tracker.reports.contents import audits, cohort, desk, person, sponsors
from tracker.reports.document import Document, Manner


def document(result: Page, manner: Manner) -> Document:
    """A result as a document, in the manner of a format."""
    match result:
        case Report():
            return person.document(result, manner)
        case Cohort():
            return cohort.document(result, manner)
        case RequestAudit():
            return sponsors.document(result, manner)
        case Desk():
            return desk.document(result, manner)
        case MembersAudit():
            return audits.members(result)
        case VotersAudit():
            return audits.voters(result)
