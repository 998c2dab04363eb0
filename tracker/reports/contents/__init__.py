"""What is said of a report, a cohort, a request or a place, and in which order."""

from tracker.findings import (
    Area,
    Candidates,
    Cohort,
    Desk,
    GroupArea,
    MembersAudit,
    Page,
    Report,
    RequestAudit,
    VotersAudit,
)
from tracker.reports.contents import area, audits, candidates, cohort, desk, group_area, person, sponsors
from tracker.reports.document import Document, Manner


def document(result: Page, manner: Manner) -> Document:
    """A result as a document, in the manner of a format."""
    match result:
        case Report():
            made = person.document(result, manner)
        case Cohort():
            made = cohort.document(result, manner)
        case RequestAudit():
            made = sponsors.document(result, manner)
        case Candidates():
            made = candidates.document(result, manner)
        case Area():
            made = area.document(result, manner)
        case GroupArea():
            made = group_area.document(result, manner)
        case Desk():
            made = desk.document(result, manner)
        case MembersAudit():
            made = audits.members(result)
        case VotersAudit():
            made = audits.voters(result)
    return made
