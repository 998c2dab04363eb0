"""A page to open from disk, print or attach: one file with its style and its little script inside, and no network.

The templates beside this module lay out a finished result. Nothing on the page needs the script but the filter.
"""

from tracker.findings.cohort import Cohort
from tracker.findings.report import Report
from tracker.findings.results import Result
from tracker.findings.sponsors import RequestAudit
from tracker.reports.base import Style
from tracker.reports.html.amount import amount
from tracker.reports.html.environment import written
from tracker.reports.html.inline import POLICY, SCRIPT, STYLE
from tracker.reports.html.overview import Overview
from tracker.reports.html.shared import shared

_TEMPLATES = {Report: "report.html.jinja", Cohort: "cohort.html.jinja", RequestAudit: "request.html.jinja"}


def render(result: Result, style: Style) -> str:
    """The page. Of the style only ``verbose`` matters: everything that was found, however long the page becomes."""
    said = amount(result, verbose=style.verbose > 0)
    return written(
        _TEMPLATES[type(result)],
        result=result,
        css=STYLE,
        script=SCRIPT,
        policy=POLICY,
        amount=said,
        shared=shared(result, brief=said.brief),
        overview=Overview(result) if isinstance(result, Cohort) else None,
    )
