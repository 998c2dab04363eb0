"""A programme's term in the reports of a cohort: each week with what was met, in every format, harmless in each."""

import json
from dataclasses import replace
from html import unescape

import jsonschema
import pytest
from unit.reports.hostile import poisoned
from unit.reports.invented.crowd import crowd
from unit.reports.invented.term import TERM, in_term
from unit.reports.test_hostile import for_any_text, invisible
from unit.reports.test_html_hostile import parsed

from tracker.reports import FORMATS, Style, term_words
from tracker.reports.json import schema

COHORT = in_term()
#: What is said of the term, without the people's own reports, and with one row of the matrix.
BARE = replace(
    COHORT, reports=(), changes=(), sponsorships=(), matrix=replace(COHORT.matrix, rows=COHORT.matrix.rows[:1])
)
VALIDATOR = jsonschema.Draft202012Validator(schema())


def plainly(name, cohort, **style):
    written = unescape(FORMATS[name](cohort, Style(**style))).replace("\\", "")
    return " ".join(written.split())


def test_there_is_something_to_tell():
    assert {one.week is None for one in COHORT.milestones} == {True, False}


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_each_week_is_told_with_what_was_met_in_it(name):
    text = plainly(name, COHORT, width=10_000)
    assert term_words.title(TERM) in text
    for week, met in term_words.weeks(COHORT).items():
        assert term_words.week(TERM, week) in text
        assert [one.title for one in met if term_words.what(one) not in text] == []


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_where_nothing_was_met_on_a_day_that_is_said(name):
    undated = tuple(one for one in COHORT.milestones if one.week is None)
    assert term_words.NOTHING not in plainly(name, COHORT)
    for found in (undated, ()):
        assert term_words.NOTHING in plainly(name, replace(COHORT, milestones=found))
    assert term_words.NOTHING not in plainly(name, crowd(8))


def test_json_has_the_term_and_what_was_met_in_it():
    document = json.loads(FORMATS["json"](COHORT, Style()))
    VALIDATOR.validate(document)
    assert document["term"] == {
        "from": "2026-03-02",
        "to": "2026-06-28",
        "checkpoints": [{"name": "Midterm", "date": "2026-04-26"}, {"name": "Final", "date": "2026-06-28"}],
    }
    assert [one["title"] for one in document["milestones"]] == [one.title for one in COHORT.milestones]
    assert {one["party"] for one in document["reminders"]} == {one.party.value for one in COHORT.reminders}


def test_markdown_within_bounds_keeps_weeks_longer_than_whole_reports():
    short = FORMATS["markdown"](COHORT, Style(limit=9000))
    assert len(short) <= 9000
    assert "Met in the term" in short


@for_any_text
def test_nothing_that_anybody_wrote_acts(text):
    cohort = poisoned(BARE, text)
    assert not invisible(FORMATS["text"](cohort, Style()))
    VALIDATOR.validate(json.loads(FORMATS["json"](cohort, Style())))
    assert not list(parsed(cohort).iter("img"))
