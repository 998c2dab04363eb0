"""A report to paste into a GitHub issue: it links in full, mentions nobody, and breaks no table."""

from tracker.findings.results import Page, Result
from tracker.reports.base import Style
from tracker.reports.markdown.fitting import fitted
from tracker.reports.markdown.layout import laid_out
from tracker.reports.markdown.parts import FOR_A_COMMENT, joined, parts


def render(result: Page, style: Style) -> str:
    """The report in GitHub's Markdown; of the style only ``verbose`` and the limits matter."""
    return fitted(laid_out(result, style), style)


def render_comments(result: Result, style: Style) -> str:
    """The whole report in parts that each fit into a comment, or into the style's ``limit``; see ``parts``."""
    return joined(parts(result, style, style.limit or FOR_A_COMMENT))
