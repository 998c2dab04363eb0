"""What is said of a report, a cohort, a request or a place, and in which order."""

from tracker.findings import Area, Candidates, Cohort, GroupArea, Page, Report, RequestAudit
from tracker.reports.contents import area, candidates, cohort, group_area, person, sponsors
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
        case Candidates():
            return candidates.document(result, manner)
        case Area():
            return area.document(result, manner)
        case GroupArea():
            return group_area.document(result, manner)
