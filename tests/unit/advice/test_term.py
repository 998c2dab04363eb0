"""What was met in a term: in which week, and what is not dated to the day says so."""

from dataclasses import replace
from datetime import date

import pytest
from factories import login
from unit.advice.standings import (
    AS_OF,
    CONTRIBUTOR,
    DOCS,
    MEMBER,
    MET,
    NOT_YET,
    PKG,
    counted,
    finding,
    held,
    member,
    report,
    result,
    standing,
)

from tracker.advice.term import milestones
from tracker.facts.people import DatePrecision, Since
from tracker.findings.cohort import Cohort, Member
from tracker.findings.outcomes import Evidence
from tracker.findings.term import Term

TERM = Term(start=date(2026, 3, 2), end=date(2026, 5, 31))
NEW = standing(CONTRIBUTOR)
URL = "https://github.com/octo-org/octo-repo/pull/7"


def since(day, precision=DatePrecision.EXACT):
    return Since(day=date.fromisoformat(day), precision=precision, url=URL)


def cohort(*reports, term=TERM, **more):
    return Cohort(as_of=AS_OF, reports=reports, term=term, **more)


def met(when, **more):
    return finding(MET, met_since=when, **more)


def weeks(*criteria, **more):
    return [(one.title, one.week) for one in milestones(cohort(report(result(*criteria), has=NEW), **more))]


@pytest.mark.parametrize(
    ("when", "found"),
    [
        (since("2026-03-01"), []),
        (since("2026-03-02"), [1]),
        (since("2026-03-09"), [2]),
        (since("2026-05-31"), [13]),
        (since("2026-06-01"), []),
        (since("2026-03-01", DatePrecision.ON_OR_BEFORE), []),
        (since("2026-03-02", DatePrecision.ON_OR_BEFORE), [None]),
        (since("2026-06-01", DatePrecision.ON_OR_BEFORE), [None]),
        (since("2026-01-31", DatePrecision.LINE_LAST_TOUCHED), []),
        (since("2026-02-02", DatePrecision.LINE_LAST_TOUCHED), [None]),
        (Since(note="nobody knows"), [None]),
    ],
)
def test_the_week_is_that_of_the_day_and_what_may_be_older_has_none(when, found):
    assert weeks(met(when)) == [("A rule", week) for week in found]
    role = replace(held("reviewer", DOCS), since=when)
    assert [one.week for one in milestones(cohort(report(has=standing(CONTRIBUTOR, role))))] == found


def test_what_is_not_met_is_none_and_without_a_term_there_is_none():
    assert weeks(finding(NOT_YET), counted(3)) == []
    assert weeks(met(since("2026-03-09")), term=None) == []


def test_of_what_is_not_met_as_a_whole_the_parts_that_are():
    parts = (met(since("2026-03-09"), title="Part"), finding(NOT_YET))
    assert weeks(finding(NOT_YET, parts=(finding(NOT_YET, parts=parts),))) == [("Part", 2)]
    assert weeks(met(since("2026-03-16"), parts=parts)) == [("A rule", 3)]


def test_a_contributor_is_entered_nowhere():
    assert milestones(cohort(report(has=standing(CONTRIBUTOR)))) == ()


def test_the_fact_comes_first_then_what_came_no_later():
    pieces = tuple(
        Evidence(title=f"#{n}", url=f"https://github.com/octo-org/octo-repo/pull/{n}", at=AS_OF.replace(month=5, day=n))
        for n in (9, 8, 7, 6, 5, 4)
    )
    (one,) = milestones(cohort(report(result(met(since("2026-05-07"), evidence=pieces)), has=NEW)))
    assert [piece.title for piece in one.evidence] == ["#7", "#6", "#5"]
    (unseen,) = milestones(cohort(report(result(met(since("2026-05-07"))), has=NEW)))
    assert [(piece.title, piece.url) for piece in unseen.evidence] == [("octo-org/octo-repo#7", URL)]


def test_what_the_file_says_is_aimed_at_and_nothing_else():
    docs, pkg = result(met(since("2026-03-09")), scope=DOCS), result(met(since("2026-03-16")), scope=PKG)
    joined = member(met(since("2026-03-23")))
    everything = report(docs, pkg, joined, has=standing(CONTRIBUTOR))

    def aimed(**aim):
        who = Member(login=login("octo-me"), **aim)
        these = cohort(everything, members={"octo-me": who})
        found = milestones(these)
        return [str(one.scope) for one in these.aimed_at(everything)], [one.week for one in found]

    assert aimed(tier="reviewer", scopes=(PKG,)) == ([str(PKG)], [3])
    assert aimed(tier="member", scopes=(PKG,)) == (["octo-org"], [4])
    assert sorted(aimed(tier="reviewer")[1]) == [2, 3]
    assert aimed()[0] == []
    assert len(aimed()[1]) == 2  # the best place of each tier


def test_days_come_first_then_logins_and_what_is_not_dated_last():
    def named(name, *criteria):
        found = report(result(*criteria), has=standing(MEMBER))
        return replace(found, contributor=replace(found.contributor, login=login(name)))

    b = named("octo-b", met(since("2026-03-09")), met(Since()))
    a = named("Octo-A", met(since("2026-05-09")), met(since("2026-03-09")))
    found = milestones(cohort(b, a))
    roles = [one for one in found if one.criterion is None]
    assert [(one.login.name, one.week) for one in found if one not in roles] == [
        ("Octo-A", 2),
        ("octo-b", 2),
        ("Octo-A", 10),
        ("octo-b", None),
    ]
