"""What was met in a programme's term, week by week."""

from collections.abc import Iterator

from tracker.findings.cohort import Cohort
from tracker.findings.term import Milestone
from tracker.reports import document as doc
from tracker.reports import term_words


def blocks(cohort: Cohort) -> Iterator[doc.Block]:
    """A list for each week in which something was met, then what nothing dates; nothing without a term."""
    if cohort.term is None:
        return
    found = term_words.weeks(cohort)
    if not found.keys() - {None}:
        yield doc.Paragraph(term_words.NOTHING)
    for week, met in found.items():
        yield doc.Items(title=term_words.week(cohort.term, week), entries=tuple(map(_entry, met)))


def _entry(one: Milestone) -> doc.Entry:
    url = next((piece.url for piece in one.evidence), one.since.url)
    return doc.Entry(text=str(one.login), about=f"{term_words.what(one)}; {term_words.when(one)}", url=url)
