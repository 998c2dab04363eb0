"""A membership request, in the very form that the organization's repository asks for, to paste or to open filled in.

What stands outside the form is in HTML comments, which GitHub shows to nobody.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlencode

from tracker.facts.form_template import FieldKind
from tracker.findings.outcomes import Evidence
from tracker.findings.paperwork import FilledField, FilledForm, WorkList
from tracker.findings.results import Result
from tracker.findings.sponsors import RequestAudit
from tracker.reports import escape
from tracker.reports.base import Style
from tracker.reports.marks import comment

#: GitHub answers longer addresses with an error.
LONGEST_ADDRESS = 8000
#: What GitHub writes for a field that was left empty.
NO_RESPONSE = "_No response_"

_TITLE = 100
_BOX = 1000
_MOST = 25


def render(result: Result, style: Style) -> str:
    """The request of everybody for whom one could be written, one after the other."""
    del style  # a form looks the same everywhere
    reports = () if isinstance(result, RequestAudit) else result.everybody
    forms = [report.paperwork.form for report in reports if report.paperwork and report.paperwork.form]
    return "\n\n".join("\n\n".join([*_about(form), *_body(form)]) for form in forms) + "\n"


def _about(form: FilledForm) -> Iterator[str]:
    read = "as it is today" if form.read_on is None else f"from the copy of {form.read_on} that comes with this program"
    yield _said(f"A membership request that nobody has opened yet. Form: {form.form_url}, {read}.")
    yield _said(f"Title: {form.title}")
    url, shortened = address(form)
    short = " The list of contributions is shortened there: the whole one is below." if shortened else ""
    yield _said(f"GitHub's form, filled in but for the boxes, which no address can tick: {url}{short}")
    if form.unticked:
        yield _said(f"{form.unticked} required boxes are left to you: only what is proven or attested is ticked.")
    if form.to_ask:
        names = ", ".join(map(str, form.to_ask))
        yield _said(f"Sponsors are still to be named. These know the work; ask them first: {names}")
    if form.request_url:
        yield _said(f"There is a request already: {form.request_url}")
    yield from map(_said, form.remarks)


def _said(text: str) -> str:
    return comment(text, 2 * LONGEST_ADDRESS)


def _body(form: FilledForm) -> Iterator[str]:
    for one in form.fields:
        yield f"### {escape.plain(one.label)}"
        yield _answer(one) or NO_RESPONSE


def _answer(one: FilledField) -> str:
    if one.kind is FieldKind.CHECKBOXES:
        return "\n".join(f"- [{'X' if box.ticked else ' '}] {escape.plain(box.text, _BOX)}" for box in one.boxes)
    return contributions(one.work) if one.work else escape.plain(one.text)


def contributions(lists: Iterable[WorkList], most: int = _MOST) -> str:
    """The work, ``most`` pieces of each list: a search shows the rest."""
    return "\n".join(chain.from_iterable(_listed(one, most) for one in lists))


def _listed(work: WorkList, most: int) -> Iterator[str]:
    yield f"- {escape.markdown(work.title)}"
    shown = work.pieces[:most]
    yield from (f"  - {_piece(one)}" for one in shown)
    if more := work.total - len(shown):
        search = escape.web_url(work.check_url)
        yield f"  - and {more} more{f': {search}' if search else ''}"


def _piece(piece: Evidence) -> str:
    details = ", ".join(
        filter(None, [escape.markdown(piece.note or ""), piece.at.date().isoformat() if piece.at else ""])
    )
    title = escape.markdown(piece.title, _TITLE)
    return " ".join(filter(None, [escape.web_url(piece.url), title, f"({details})" if details else ""]))


def address(form: FilledForm) -> tuple[str, bool]:
    """What opens the form filled in, and whether the list of contributions had to be shortened for it."""
    pieces = (len(work.pieces) for one in form.fields for work in one.work)
    longest = min(max(pieces, default=0), _MOST)
    for most in range(longest, -1, -1):
        url = _address(form, most)
        if len(url) <= LONGEST_ADDRESS:
            return url, most < longest
    return _address(form, None), True


def _address(form: FilledForm, most: int | None) -> str:
    answers = {one.id: _parameter(one, most) for one in form.fields}
    given = {"template": form.template, "title": escape.plain(form.title), **answers}
    return f"{escape.web_url(form.new_url)}?{urlencode({key: text for key, text in given.items() if key and text})}"


def _parameter(one: FilledField, most: int | None) -> str:
    if one.work:
        return "" if most is None else contributions(one.work, most)
    return escape.plain(one.text)
