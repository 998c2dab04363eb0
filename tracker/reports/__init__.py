"""Formats: text for a terminal, markdown for an issue, the same in parts for its comments, JSON for programs, HTML for a browser, CSV for a spreadsheet.

Each format is imported when it is asked for, so that text does not wait for pydantic. Formats never import each
other.
"""

from collections.abc import Iterable
from typing import Final

from tracker.findings import Result
from tracker.findings.diagnosis import Diagnosis
from tracker.reports.base import DiagnosisFormat, Format, Style, can_draw

__all__ = ["DIAGNOSES", "FORMATS", "PAPERWORK", "Format", "Style", "can_draw", "laid_out"]


def _text(result: Result, style: Style) -> str:
    from tracker.reports import text  # noqa: PLC0415 - only the format that is asked for is loaded

    return text.render(result, style)


def _markdown(result: Result, style: Style) -> str:
    from tracker.reports import markdown  # noqa: PLC0415 - only the format that is asked for is loaded

    return markdown.render(result, style)


def _comments(result: Result, style: Style) -> str:
    from tracker.reports import markdown  # noqa: PLC0415 - only the format that is asked for is loaded

    return markdown.render_comments(result, style)


def _json(result: Result, style: Style) -> str:
    from tracker.reports import json  # noqa: PLC0415 - pydantic takes longer to load than a text report to write

    return json.render(result, style)


def _html(result: Result, style: Style) -> str:
    from tracker.reports import html  # noqa: PLC0415 - only who asks for a page waits for Jinja

    return html.render(result, style)


def _csv(result: Result, style: Style) -> str:
    from tracker.reports import csv  # noqa: PLC0415 - only the format that is asked for is loaded

    return csv.render(result, style)


def _request(result: Result, style: Style) -> str:
    from tracker.reports import request  # noqa: PLC0415 - only the format that is asked for is loaded

    return request.render(result, style)


def _nomination(result: Result, style: Style) -> str:
    from tracker.reports import nomination  # noqa: PLC0415 - only the format that is asked for is loaded

    return nomination.render(result, style)


FORMATS: Final[dict[str, Format]] = {
    "text": _text,
    "markdown": _markdown,
    "comments": _comments,
    "json": _json,
    "html": _html,
    "csv": _csv,
}

#: What is no report: they lay out the paperwork in a result, where it was asked for and could be written.
PAPERWORK: Final[dict[str, Format]] = {
    "request": _request,
    "nomination": _nomination,
}


def _diagnosis_text(diagnosis: Diagnosis, style: Style) -> str:
    from tracker.reports.text import diagnosis as text  # noqa: PLC0415 - only the format that is asked for is loaded

    return text.render(diagnosis, style)


def _diagnosis_json(diagnosis: Diagnosis, style: Style) -> str:
    from tracker.reports import json  # noqa: PLC0415 - see above

    return json.render_diagnosis(diagnosis, style)


#: What ``ladder doctor`` finds out, for a person, who may put it into a bug report, and for programs.
DIAGNOSES: Final[dict[str, DiagnosisFormat]] = {"text": _diagnosis_text, "json": _diagnosis_json}


def laid_out(form: str, result: Result, style: Style) -> Iterable[str]:
    """What a format or a paper makes of a result, in pieces to be written one after the other: JSON has many."""
    if form == "json":
        from tracker.reports import json  # noqa: PLC0415 - see above

        return json.pieces(result, style)
    return [(FORMATS | PAPERWORK)[form](result, style)]
