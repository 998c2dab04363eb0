import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import jsonschema
import pytest
from pydantic import TypeAdapter
from unit.reports import invented
from unit.reports.invented.crowd import crowd

from tracker import __version__
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.standing import LastActivity
from tracker.reports import FORMATS, Style
from tracker.reports.json import schema
from tracker.reports.json.cohort import Cohort
from tracker.reports.json.document import Report

PEOPLE = [invented.newcomer, invented.almost_reviewer, invented.approver, invented.cohort]
VALIDATOR = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def document(report):
    return json.loads(FORMATS["json"](report, Style()))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("person", PEOPLE)
def test_every_document_validates(person):
    VALIDATOR.validate(document(person()))


@pytest.mark.parametrize("change", [{"extra": 1}, {"schema": "ladder-check.report/v2"}, {"as_of": None}])
def test_the_schema_refuses_what_is_none(change):
    assert not VALIDATOR.is_valid({**document(invented.newcomer()), **change})


@pytest.mark.parametrize("name", ["schema", "tool", "groups", "openings", "sponsors", "next_steps"])
def test_no_field_may_be_left_out(name):
    report = document(invented.newcomer())
    del report[name]
    assert not VALIDATOR.is_valid(report)


def test_the_fields_of_a_report():
    report = document(invented.newcomer())
    assert list(report) == [
        "schema", "tool", "ladder", "as_of", "contributor", "standing", "counts", "readiness", "sponsors", "groups",
        "openings", "orientation", "next", "next_steps", "months", "data",
    ]  # fmt: skip
    assert report["schema"] == "ladder-check.report/v1"
    assert report["tool"] == {"version": __version__}
    assert report["as_of"] == "2026-08-21T00:00:00Z"
    assert list(report["groups"]) == ["suggested", "archived", "initiatives", "note"]
    assert report["groups"]["archived"][0]["archived_on"] == "2026-02-17"
    assert report["openings"] == []


def test_the_fields_of_a_cohort():
    cohort = document(invented.cohort())
    assert cohort["schema"] == "ladder-check.cohort/v1"
    assert [report["contributor"]["login"] for report in cohort["reports"]] == [
        "almost-reviewer",
        "octo-newcomer",
        "octo-approver",
    ]
    assert cohort["failures"][0]["login"] == "octo-ghost"
    assert list(cohort) == [
        "schema", "tool", "name", "as_of", "previous", "members", "reports", "failures", "matrix", "sponsorships",
        "changes", "attention", "term", "milestones", "reminders", "data",
    ]  # fmt: skip
    assert [len(row["cells"]) for row in cohort["matrix"]["rows"]] == [len(cohort["matrix"]["columns"])] * 3
    cost = {"requests": 12, "points": 15, "from_store": 0}
    assert cohort["data"] == {"complete": False, "finished": False, "cost": cost}


@pytest.mark.parametrize("people", [1, 49, 50, 51, 120])
def test_a_cohort_is_laid_out_as_one_document(people):
    text = FORMATS["json"](replace(crowd(people), name="Frühling 🚢"), Style())
    assert text.isascii()
    assert json.loads(text)["name"] == "Frühling 🚢"
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
    assert len(json.loads(text)["reports"]) == people


def test_a_cohort_is_complete_where_each_report_is():
    reports = (invented.newcomer(), invented.almost_reviewer())
    assert [report.complete for report in reports] == [True, False]
    partly = document(replace(invented.cohort(), reports=reports, failures=()))
    assert (partly["data"]["complete"], partly["data"]["finished"]) == (False, False)
    whole = document(replace(invented.cohort(), reports=reports[:1], failures=()))
    assert (whole["data"]["complete"], whole["data"]["finished"]) == (True, True)


def test_moments_are_utc_to_the_second():
    local = datetime(2026, 8, 21, 1, 2, 3, 456, tzinfo=timezone(timedelta(hours=2)))
    assert document(replace(invented.newcomer(), as_of=local))["as_of"] == "2026-08-20T23:02:03Z"


@pytest.mark.parametrize("person", PEOPLE)
def test_what_was_written_can_be_read_again(person):
    written = FORMATS["json"](person(), Style())
    read = TypeAdapter(Report | Cohort).validate_json(written)
    assert json.loads(read.model_dump_json(by_alias=True)) == json.loads(written)


def test_what_is_absent_is_null():
    report = invented.newcomer()
    nameless = replace(report, contributor=replace(report.contributor, name="", company=""))
    contributor = document(nameless)["contributor"]
    assert (contributor["name"], contributor["company"]) == (None, None)


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        (Scope.directory("a/b"), ""),
        (Scope.directory("a/b", "c"), "c"),
        (Scope.organization("a"), None),
        (Scope(kind=ScopeKind.GROUP, group="sig-node"), None),
    ],
)
def test_only_directories_have_a_path(scope, path):
    report = invented.newcomer()
    moved = replace(report, readiness=(replace(report.readiness[0], scope=scope),))
    assert document(moved)["readiness"][0]["scope"]["path"] == path


@pytest.mark.parametrize(("inactive", "answer"), [(True, "yes"), (False, "no"), (None, "unknown")])
def test_activity_has_three_answers(inactive, answer):
    report = invented.newcomer()
    seen = replace(report, standing=replace(report.standing, activity=LastActivity(inactive=inactive)))
    assert document(seen)["standing"]["activity"]["inactive"] == answer


def test_readiness_is_counted_as_the_report_counts():
    result = document(invented.almost_reviewer())["readiness"][0]
    assert result["machine"] == {"met": 3, "of": 6, "unknown": 2}
    assert result["needs_person"] == 1
    assert [part["id"] for part in result["criteria"][4]["parts"]] == ["by-mentor", "by-self"]


def test_gaps_say_where():
    everywhere = document(invented.almost_reviewer())["data"]["gaps"]
    assert everywhere[0]["repos"] == ["kubernetes-sigs/kueue", "kubernetes/kubernetes"]
    assert everywhere[1]["repos"] is None


def test_an_address_that_is_none_of_the_web_is_null():
    report = invented.newcomer()
    step = replace(report.next_steps[0], url="javascript:alert(1)")
    assert document(replace(report, next_steps=(step,)))["next_steps"][0]["url"] is None


def test_texts_are_whole_and_can_be_printed_anywhere():
    report = invented.newcomer()
    written = FORMATS["json"](replace(report, contributor=replace(report.contributor, name="山\x9b\ud800")), Style())
    assert written.isascii()
    assert json.loads(written)["contributor"]["name"] == "山\x9b\ufffd"
