import re
from dataclasses import replace

import pytest
from unit.reports import invented

from tracker.findings.sponsors import Sponsors
from tracker.reports import FORMATS, Style

PEOPLE = [invented.newcomer, invented.almost_reviewer, invented.approver, invented.cohort]


def markdown(report, **style):
    return FORMATS["markdown"](report, Style(**style))


@pytest.mark.parametrize("person", PEOPLE)
def test_it_mentions_nobody(person):
    assert re.findall(r"(?<![A-Za-z0-9])@(?!&)", markdown(person())) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_every_table_has_rows_of_one_length(person):
    blocks = [block.splitlines() for block in markdown(person()).split("\n\n") if block.startswith("| ")]
    assert all(len({line.count("|") for line in block}) == 1 for block in blocks)
    assert all(set(block[1]) == set("| -") for block in blocks)


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_folded_is_closed_again(person):
    assert markdown(person()).count("<details>") == markdown(person()).count("</details>")


def test_evidence_is_folded_with_its_address():
    folded = markdown(invented.newcomer()).partition("<summary>Evidence</summary>\n\n")[2].partition("</details>")[0]
    assert "(https://github.com/kubernetes-sigs/kueue/pull/5098), 2026-07-11, authored" in folded


def test_evidence_of_parts_is_there_too():
    report = invented.almost_reviewer()
    result = report.readiness[0]
    joined = replace(result.criteria[4], parts=result.criteria[1:2])
    shown = markdown(replace(report, readiness=(replace(result, criteria=(joined,)),)))
    assert "Primary reviewer of at least 5 pull requests:\n\n- [kubernetes-sigs/kueue" in shown


def test_much_evidence_is_cut_short_unless_asked_for():
    report = invented.almost_reviewer()
    result = report.readiness[0]
    finding = replace(result.criteria[2], evidence=result.criteria[2].evidence * 3)
    many = replace(report, readiness=(replace(result, criteria=(finding,)),), sponsors=Sponsors())
    assert markdown(many).count("/pull/600") == 10
    assert markdown(many, verbose=1).count("/pull/600") == 15


def test_the_style_of_a_terminal_changes_nothing():
    plain = markdown(invented.newcomer())
    assert markdown(invented.newcomer(), color=True, links=True, unicode=False, width=60) == plain


def test_an_address_that_is_none_of_the_web_is_no_link():
    report = invented.newcomer()
    step = replace(report.next_steps[0], text="Do it", url="javascript:alert(1)")
    assert "1. Do it\n" in markdown(replace(report, next_steps=(step,)))


def test_a_sponsor_without_evidence_or_company():
    report = invented.newcomer()
    sponsor = replace(report.sponsors.suggested[0], company=None, evidence=())
    assert "- octo-reviewer: 3 shared" in markdown(replace(report, sponsors=Sponsors(suggested=(sponsor,))))
