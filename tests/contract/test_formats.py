"""What every format promises (tracker/reports/base.py), of each format there is."""

import inspect
import unicodedata
from copy import deepcopy
from html import unescape
from typing import get_args

import pytest
from factories import at, community, definitions, login

from tracker.catalog import load_ladder
from tracker.checker import Checker
from tracker.criteria.sponsorship import audit
from tracker.facts.confirmations import Comment
from tracker.facts.people import Login
from tracker.facts.requests import RequestState, parse_request
from tracker.findings.cohort import Cohort, Failure
from tracker.findings.report import Report
from tracker.findings.results import Result
from tracker.findings.sponsors import RequestAudit
from tracker.reports import FORMATS, Format, Style
from tracker.sources.recorded import RecordedSource, demo

STYLES = [Style(), Style(width=40), Style(unicode=False), Style(verbose=1)]
TERMINAL = Style(color=True, links=True)


def _everybody() -> Cohort:
    recording = demo()
    ladder, _ = load_ladder("kubernetes")
    checker = Checker(source=RecordedSource(recording), ladder=ladder, as_of=recording.as_of)
    return checker.check_all([*map(Login.parse, recording.people), login("octo-nobody")])


def _audit() -> RequestAudit:
    request = parse_request(
        number=7,
        url="https://github.com/octo-org/org/issues/7",
        title="REQUEST: New membership for octo-me",
        body="### GitHub Username\n\n@octo-me\n\n### Sponsor 1\n\n@octo-other\n\n### Sponsor 2\n\nthe two of us\n",
        author=login("octo-me"),
        state=RequestState.OPEN,
        opened_at=at("2026-02-01"),
        comments=[
            Comment(
                by=login("octo-other"), at=at("2026-02-02"), url="https://github.com/octo-org/org/issues/7#1", text="+1"
            )
        ],
    )
    return audit(request, community(), definitions())


EVERYBODY = _everybody()
RESULTS: dict[str, Result] = {
    **{str(report.contributor.login): report for report in EVERYBODY.reports},
    "cohort": EVERYBODY,
    "nobody": Cohort(as_of=EVERYBODY.as_of, reports=(), failures=(Failure(login="octo-x", error="gone", hint=""),)),
    "request": _audit(),
}
each_result = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
each_format = pytest.mark.parametrize("layout", FORMATS.values(), ids=FORMATS)


_WRITTEN: dict[tuple[object, int, Style], str] = {}


def written(layout: Format, result: Result, style: Style) -> str:
    """What a format writes of one of these results, which it leaves as it was; written once for all tests."""
    key = (layout, id(result), style)
    if key not in _WRITTEN:
        before = deepcopy(result)
        _WRITTEN[key] = layout(result, style)
        assert result == before
    return _WRITTEN[key]


def test_every_kind_of_result_is_tried():
    assert {type(result) for result in RESULTS.values()} == set(get_args(Result)) >= {Report, Cohort}


def test_a_format_is_a_function_of_a_result_and_a_style():
    wanted = list(inspect.signature(Format.__call__).parameters)[1:]
    assert all(list(inspect.signature(layout).parameters) == wanted for layout in FORMATS.values())


@each_format
@each_result
@pytest.mark.parametrize("style", [*STYLES, TERMINAL], ids=str)
def test_what_is_written_is_text_that_ends_with_one_newline_and_is_the_same_each_time(layout, result, style):
    first, second = written(layout, result, style), layout(result, style)
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")
    assert first.strip()


@each_format
@each_result
@pytest.mark.parametrize("style", STYLES, ids=str)
def test_nothing_is_written_that_acts_instead_of_being_seen(layout, result, style):
    text = written(layout, result, style)
    assert {char for char in set(text) if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}} == {"\n"}


@each_format
@each_result
def test_it_says_whom_or_what_it_is_about(layout, result):
    text = written(layout, result, Style())
    match result:
        case Report():
            names = [str(result.contributor.login)]
        case Cohort():
            names = [str(report.contributor.login) for report in result.reports]
            names += [failure.login for failure in result.failures]
        case RequestAudit():
            names = [result.url]
    assert names
    assert [name for name in names if name not in text] == []


@each_format
@pytest.mark.parametrize("report", EVERYBODY.reports, ids=lambda report: str(report.contributor.login))
def test_no_criterion_and_no_next_step_is_left_out(layout, report):
    written = layout(report, Style(width=10_000, verbose=1))
    text = "".join((unescape(written) if layout is FORMATS["html"] else written).split()).replace("\\", "")
    titles = {finding.title for result in report.readiness for finding in result.criteria}
    assert [title for title in titles if "".join(title.split()) not in text] == []
