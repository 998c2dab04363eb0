"""What ``ladder doctor`` prints, whatever GitHub said."""

import json
from datetime import UTC, datetime

import jsonschema
import pytest
from hypothesis import given
from unit.reports.hostile import FRAGMENTS, HOSTILE_TEXT
from unit.reports.test_hostile import invisible

from tracker.facts import Cost
from tracker.findings.diagnosis import Check, CheckOutcome, Diagnosis, Installation
from tracker.reports import DIAGNOSES, Style
from tracker.reports.json import schema

VALIDATOR = jsonschema.Draft202012Validator(schema())


def diagnosis(seen="it answers", to_do=None, url=None) -> Diagnosis:
    checks = tuple(
        Check(id=f"check-{outcome}", title="Some check", outcome=outcome, seen=seen, to_do=to_do, url=url)
        for outcome in CheckOutcome
    )
    return Diagnosis(
        installation=Installation(version="0.1.0", python="3.13.1", platform="Linux 6.1 x86_64", store_schema=3),
        host="github.com",
        ladder="kubernetes",
        checked_at=datetime(2026, 11, 26, 12, 30, 15, 99, tzinfo=UTC),
        checks=checks,
        cost=Cost(requests=9, points=8),
    )


def test_in_text():
    shown = DIAGNOSES["text"](diagnosis("twenty words " * 8, "Do this.", "https://github.com/x"), Style())
    assert shown.startswith(
        "ladder-check 0.1.0 · Python 3.13.1 · Linux 6.1 x86_64 · store schema 3\n"
        "github.com · ladder kubernetes · 2026-11-26 12:30 UTC\n"
        "\n"
        "ok           Some check      twenty words twenty words twenty words twenty words\n"
        "                             twenty words twenty words twenty words twenty words\n"
        "             Do this.\n"
        "             https://github.com/x\n"
        "warning      Some check "
    )
    assert shown.endswith("\n\n1 ok, 1 warning, 1 problem, 1 not checked · 9 requests, 8 points\n")


def test_in_json():
    document = json.loads(DIAGNOSES["json"](diagnosis(to_do="Do this.", url="javascript:alert(1)"), Style()))
    VALIDATOR.validate(document)
    assert document["schema"] == "ladder-check.doctor/v1"
    assert document["healthy"] is False
    assert document["checked_at"] == "2026-11-26T12:30:15Z"
    assert document["checks"][0] == {
        "id": "check-ok", "title": "Some check", "outcome": "ok", "seen": "it answers", "to_do": "Do this.", "url": None,
    }  # fmt: skip


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_message_acts_on_nothing(fragment):
    for format_ in DIAGNOSES.values():
        assert not invisible(format_(diagnosis(fragment, fragment, fragment), Style()))
    VALIDATOR.validate(json.loads(DIAGNOSES["json"](diagnosis(fragment, fragment, fragment), Style())))


@given(text=HOSTILE_TEXT)
def test_any_text(text):
    shown = DIAGNOSES["text"](diagnosis(text, text), Style(unicode=False))
    assert shown.isascii()
    assert not invisible(shown)
