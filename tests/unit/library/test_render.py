"""A report laid out by a script is the one that the command lays out."""

import pytest
from unit.reports import invented

import tracker
from tracker.reports import EXCERPTS, FORMATS, Style


@pytest.mark.parametrize("made", [invented.newcomer, invented.cohort])
@pytest.mark.parametrize("name", FORMATS | EXCERPTS)
def test_every_format(name, made):
    assert tracker.render(made(), name) == (FORMATS | EXCERPTS)[name](made(), Style())


def test_json_where_nothing_is_said():
    assert tracker.render(invented.newcomer()).startswith('{\n  "schema": "ladder-check.report/v1"')


def test_everything_that_there_is():
    assert tracker.render(invented.newcomer(), "text", verbose=True) == FORMATS["text"](
        invented.newcomer(), Style(verbose=1)
    )


def test_markdown_within_bounds():
    whole = tracker.render(invented.cohort(), "markdown")
    assert len(whole) > 2000
    assert len(tracker.render(invented.cohort(), "markdown", max_length=2000)) <= 2000
    assert len(tracker.render(invented.cohort(), "markdown", max_bytes=2000).encode()) <= 2000


@pytest.mark.parametrize("bound", [{"max_length": 999}, {"max_bytes": 0}])
def test_bounds_that_are_too_narrow(bound):
    with pytest.raises(tracker.UsageError, match="does not fit"):
        tracker.render(invented.cohort(), "markdown", **bound)


@pytest.mark.parametrize("name", ["pdf", "request"])
def test_what_is_no_format_of_reports(name):
    with pytest.raises(tracker.UsageError, match=f"there is no format '{name}'"):
        tracker.render(invented.newcomer(), name)
