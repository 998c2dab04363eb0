"""What is said of a report, a cohort, a request or a place, and in which order."""

from typing import TYPE_CHECKING, Final, cast

from tracker.later import Later
from tracker.reports.document import Document, Manner

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.findings.results import Page

#: What lays out each kind of result: a function of a module here, which is imported when there is such a result.
_CONTENTS: Final = {
    "Report": "person:document",
    "Cohort": "cohort:document",
    "RequestAudit": "request:document",
    "Candidates": "candidates:document",
    "Area": "area:document",
    "GroupArea": "group_area:document",
    "Desk": "desk:document",
    "MembersAudit": "audits:members",
    "VotersAudit": "audits:voters",
}


def document(result: "Page", manner: Manner) -> Document:
    """A result as a document, in the manner of a format."""
    module, _, name = _CONTENTS[type(result).__name__].partition(":")
    made = getattr(Later(f"{__name__}.{module}"), name)
    return cast("Callable[[Page, Manner], Document]", made)(result, manner)
