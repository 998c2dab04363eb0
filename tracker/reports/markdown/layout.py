"""Which document each kind of result makes."""

from tracker.findings import Cohort, Report, RequestAudit, Result
from tracker.reports.base import Style
from tracker.reports.markdown import cohort, person, sponsors
from tracker.reports.markdown.document import Document


def document(result: Result, style: Style) -> Document:
    """A result as sections that can be left out or parted."""
    match result:
        case Report():
            return person.document(result, style)
        case Cohort():
            return cohort.document(result, style)
        case RequestAudit():
            return sponsors.document(result)
