"""The table for spreadsheets, read back as programs and spreadsheets read it."""

import csv
from dataclasses import replace

import pytest
from factories import at, login
from unit.reports import invented
from unit.reports.hostile import FRAGMENTS, TOGETHER, poisoned

from tracker.findings.cohort import Cohort
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.reports import FORMATS, Style
from tracker.reports.csv import COLUMNS, REQUEST_COLUMNS

FORMULAS = [
    '=HYPERLINK("https://evil.example","open")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",  # noqa: RUF001 - full width
    "harmless;=1+1",
]
#: What no cell begins with. All numbers here are positive.
STARTS = tuple("=+-@\t\r＝＋－＠")  # noqa: RUF001 - see above


def rows(result):
    return list(csv.DictReader(FORMATS["csv"](result, Style()).splitlines(), strict=True))


def audit(**other):
    return RequestAudit(
        number=7,
        url="https://github.com/octo-org/org/issues/7",
        applicant=login("octo-me"),
        state="open",
        orgs=("octo-org", "octo-sigs"),
        opened_at=at("2026-02-01"),
        different_companies=Answer.YES,
        **other,
    )


def test_there_is_a_row_for_each_person_tier_scope_and_criterion():
    report = invented.almost_reviewer()
    wanted = [(result.tier, str(result.scope), one.id) for result in report.nearest for one in result.criteria]
    found = [(row["tier"], row["scope"], row["criterion"]) for row in rows(report)]
    assert found == wanted
    assert len(set(found)) == len(found) == 14


def test_a_row_says_what_the_finding_says():
    row = next(row for row in rows(invented.almost_reviewer()) if row["outcome"] == "unknown")
    assert tuple(row) == COLUMNS
    assert (row["login"], row["headline"], row["basis"]) == ("almost-reviewer", "member", "counted")
    assert (row["observed"], row["required"], row["at_least"]) == ("14", "20", "true")
    assert row["reason"] == "the search stopped at 1000 results"
    assert row["evidence"] == "https://github.com/kubernetes-sigs/kueue/pull/6005"  # the newest
    assert (row["as_of"], row["complete"], row["error"]) == ("2026-08-21T00:00:00Z", "false", "")


def test_what_is_not_counted_has_no_numbers():
    row = rows(invented.almost_reviewer())[0]
    assert (row["criterion"], row["observed"], row["required"], row["at_least"]) == ("member-for-3-months", "", "", "")


def test_a_cohort_has_everybody_and_what_its_file_says():
    found = rows(invented.cohort())
    assert list(dict.fromkeys(row["login"] for row in found)) == [
        "almost-reviewer",
        "octo-newcomer",
        "octo-approver",
        "octo-ghost",
    ]
    newcomer = next(row for row in found if row["login"] == "octo-newcomer")
    assert (newcomer["mentor"], newcomer["since"]) == ("octo-approver", "2026-06-01")


def test_who_was_looked_at_for_no_tier_has_a_row_all_the_same():
    (row,) = rows(invented.approver())
    assert (row["login"], row["headline"], row["criterion"], row["outcome"]) == ("octo-approver", "approver", "", "")


def test_who_could_not_be_checked_has_failed():
    row = rows(invented.cohort())[-1]
    assert (row["outcome"], row["error"], row["complete"]) == ("failed", "octo-ghost is not on GitHub", "false")


def test_a_request_has_a_row_for_each_sponsor():
    named = SponsorCheck(
        login=login("octo-a"), eligible=Answer.YES, why=("approver in kueue", "member"), confirmed=True
    )
    doubted = replace(named, login=login("octo-c"), doubted=True)
    other = SponsorCheck(login=login("octo-b"), eligible=Answer.UNKNOWN)
    found = rows(audit(sponsors=(named, doubted), also=(other,)))
    assert all(tuple(row) == REQUEST_COLUMNS for row in found)
    assert [(row["applicant"], row["sponsor"], row["named"], row["eligible"], row["confirmed"]) for row in found] == [
        ("octo-me", "octo-a", "true", "yes", "true"),
        ("octo-me", "octo-c", "true", "yes", "unknown"),
        ("octo-me", "octo-b", "false", "unknown", "false"),
    ]
    assert found[0]["why"] == "approver in kueue. member"
    assert found[0]["orgs"] == "octo-org octo-sigs"


def test_a_request_without_a_sponsor_has_one_row():
    assert [(row["request"], row["sponsor"]) for row in rows(audit(sponsors=()))] == [
        ("https://github.com/octo-org/org/issues/7", "")
    ]


RESULTS = {"report": invented.almost_reviewer(), "cohort": invented.cohort(), "request": audit(sponsors=())}


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_no_cell_is_a_formula(text, result):
    if isinstance(result, Cohort):
        result = replace(result, failures=(replace(result.failures[0], login=text, error=text),))
    for row in rows(poisoned(result, text)):
        begun = [part.lstrip() for cell in row.values() for part in cell.split(";")]
        assert [cell for cell in begun if cell.startswith(STARTS)] == []


def test_a_formula_can_still_be_read():
    row = rows(poisoned(invented.newcomer(), "=1+1"))[0]
    assert row["title"] == "'=1+1"


def test_an_address_begins_no_cell_either():
    report = invented.newcomer()
    result = report.readiness[0]
    finding = replace(result.criteria[0], check_url="https://github.com/search?q=a;=1+1")
    (row,) = rows(replace(report, readiness=(replace(result, criteria=(finding,)),)))
    assert row["check_url"] == "https://github.com/search?q=a%3B=1+1"


@pytest.mark.parametrize("text", [*FRAGMENTS, TOGETHER, 'a "quoted", title', ""])
def test_any_text_keeps_the_table_whole(text):
    report = invented.almost_reviewer()
    written = FORMATS["csv"](poisoned(report, text), Style())
    found = list(csv.reader(written.splitlines(), strict=True))
    assert {len(row) for row in found} == {len(COLUMNS)}
    assert len(found) == 15
