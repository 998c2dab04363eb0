"""Formats of a report, and excerpts from one.

Text for a terminal, markdown for an issue, the same in parts for its comments, JSON for programs, HTML for a browser,
CSV for a spreadsheet. Beside them excerpts: a summary of a term for each mentee, and a digest for Slack.

Each format is imported when it is asked for, so that text does not wait for pydantic. Formats never import each
other.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from tracker.later import Later
from tracker.reports.base import DiagnosisFormat, Format, PageFormat, Style, can_draw

if TYPE_CHECKING:
    from tracker.findings.results import Result
    from tracker.reports import json as documents
else:
    documents = Later("tracker.reports.json")

__all__ = ["DIAGNOSES", "EXCERPTS", "FORMATS", "PAGES", "PAPERWORK", "Format", "Style", "can_draw", "laid_out"]


def _later(module: str, function: str = "render") -> Callable[[object, Style], str]:
    """A function of a module here, which is imported when somebody calls it."""

    def called(result: object, style: Style) -> str:
        laid_out: Callable[[object, Style], str] = getattr(Later(f"{__name__}.{module}"), function)
        return laid_out(result, style)

    return called


FORMATS: Final[dict[str, Format]] = {
    "text": _later("text"),
    "markdown": _later("markdown"),
    "comments": _later("markdown", "render_comments"),
    "json": _later("json"),
    "html": _later("html"),
    "csv": _later("csv"),
}

#: What says a part of a report, for people: they have no room for all of it, and nothing of a request.
EXCERPTS: Final[dict[str, Format]] = {name: _later(name) for name in ("summary", "slack")}

#: What is no report: they lay out the paperwork in a result, where it was asked for and could be written.
PAPERWORK: Final[dict[str, Format]] = {name: _later(name) for name in ("request", "nomination")}

#: What leads ask for, and those who look after an organization.
PAGES: Final[dict[str, PageFormat]] = {name: _later(name) for name in ("text", "markdown", "json")}

#: What ``ladder doctor`` finds out, for a person, who may put it into a bug report, and for programs.
DIAGNOSES: Final[dict[str, DiagnosisFormat]] = {
    "text": _later("text.diagnosis"),
    "json": _later("json", "render_diagnosis"),
}


def laid_out(form: str, result: "Result", style: Style) -> Iterable[str]:
    """What a format or a paper makes of a result, in pieces to be written one after the other: JSON has many."""
    if form == "json":
        return documents.pieces(result, style)
    return [(FORMATS | EXCERPTS | PAPERWORK)[form](result, style)]
