"""What waits for whom: only what is known, and for those whose turn it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import definitions, facts, login, mine
from unit.advice.standings import (
    AS_OF,
    CONTRIBUTOR,
    MET,
    NOT_YET,
    PKG,
    counted,
    finding,
    member,
    report,
    request,
    result,
    standing,
)

from tracker.advice.attention import attention
from tracker.advice.reminders import reminders, waiting
from tracker.advice.what_next import Asked
from tracker.criteria.work import Work
from tracker.facts.people import Login
from tracker.findings.cohort import Cohort, Member
from tracker.findings.outlook import Ahead
from tracker.findings.reminders import Party
from tracker.findings.term import Term

NAME = "105 of octo-org/org"


def told(someone, *authored):
    work = Work(facts=facts(authored=authored), definitions=definitions())
    return [(one.party, one.who, one.text) for one in waiting(someone, work)]


def applicant(confirmed, **more):
    audit = replace(request(confirmed), opened_at=AS_OF - timedelta(days=12), **more)
    sponsored = finding(MET if all(confirmed) else NOT_YET)
    return report(member(sponsored), has=standing(CONTRIBUTOR), audit=audit)


def test_a_request_waits_for_the_sponsors_who_did_not_answer():
    text = f"answer +1 in request {NAME}, open for 12 days"
    assert told(applicant((True, False))) == [(Party.SPONSORS, ("octo-s2",), text)]


def test_a_complete_request_waits_for_the_admins():
    text = f"request {NAME} is complete, open for 12 days"
    assert told(applicant((True, True))) == [(Party.ADMINS, (), text)]


def test_a_complete_request_of_who_aims_higher_waits_for_the_admins_too():
    someone = applicant((True, True))
    higher = report(
        result(counted(4)), *someone.readiness, asked=Asked(tier="reviewer"), audit=someone.sponsors.request
    )
    assert higher.next.kind is Ahead.TIER
    assert told(higher)[0][0] is Party.ADMINS


@pytest.mark.parametrize("more", [{"complete": False}, {"state": "closed"}])
def test_of_a_thread_that_was_not_read_whole_nobody_is_reminded(more):
    assert told(applicant((True, False), **more)) == []


def test_a_sponsor_who_is_left_out_is_not_named():
    someone = applicant((True, False))
    stand_in = replace(someone.sponsors.request.sponsors[1], login=Login.parse("left-out.0123456789ab"))
    audit = replace(someone.sponsors.request, sponsors=(someone.sponsors.request.sponsors[0], stand_in))
    assert told(replace(someone, sponsors=replace(someone.sponsors, request=audit)))[0][1] == ()


def own(number=1, days=20, **more):
    opened = AS_OF - timedelta(days=days)
    return mine(number, merged=None, **({"created_at": opened, "updated_at": opened} | more))


HERE = "pull request 1 of octo-org/octo-repo is open for 20 days and "


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ((), [(Party.REVIEWERS, (), f"{HERE}does not have the label lgtm")]),
        (("approved",), [(Party.REVIEWERS, (), f"{HERE}does not have the label lgtm")]),
        (("lgtm",), [(Party.REVIEWERS, (), f"{HERE}does not have the label approved")]),
        (("lgtm", "approved"), []),
        (("lgtm", "needs-rebase"), [(Party.MENTEE, (), f"{HERE}needs a rebase")]),
        (("do-not-merge/hold",), [(Party.MENTEE, (), f"{HERE}is on hold")]),
    ],
)
def test_a_pull_request_waits_for_whom_its_labels_say(labels, expected):
    assert told(report(result(counted(4))), own(labels=labels)) == expected


@pytest.mark.parametrize(
    "more",
    [{"draft": True}, {"closed_at": AS_OF}, {"created_at": AS_OF - timedelta(days=6)}],
)
def test_what_is_closed_a_draft_or_young_waits_for_nobody(more):
    assert told(report(result(counted(4))), own(**more)) == []


def test_of_an_earlier_day_the_labels_are_not_known():
    someone = report(result(counted(4)))
    later = replace(someone.data, fetched_at=datetime(2026, 8, 1, tzinfo=UTC))
    text = f"{HERE}which labels it had then is not known"
    assert told(replace(someone, data=later), own(labels=("lgtm",))) == [(Party.REVIEWERS, (), text)]


def test_of_many_the_oldest_three_are_named():
    found = told(report(result(counted(4))), *(own(number, days=10 + number) for number in range(1, 9)))
    assert [text.split()[2] for _, _, text in found] == ["8", "7", "6"]


def cohort(*reports, **more):
    found = Cohort(as_of=AS_OF, reports=reports, **more)
    return replace(found, attention=attention(found))


def of(party, found):
    return [(one.login.name, one.who, one.text) for one in reminders(found) if one.party is party]


def test_the_first_step_is_for_the_mentee_where_it_is_their_turn():
    someone = report(result(counted(4)))
    assert of(Party.MENTEE, cohort(someone)) == [("octo-me", (), someone.next_steps[0].text)]
    complete = applicant((True, True))
    assert complete.next.kind is Ahead.ADMINS
    assert of(Party.MENTEE, cohort(complete)) == []


def test_a_mentor_is_told_who_was_not_seen_and_whose_aim_is_missing():
    last = AS_OF - timedelta(days=90)
    someone = report(result(counted(4)), has=standing(CONTRIBUTOR, last_at=last))
    mentored = Member(login=login("octo-me"), mentor=login("octo-lin"))
    term = Term(start=date(2026, 3, 2), end=date(2026, 6, 30))
    who = ("octo-lin",)
    quiet = f"no pull request or review seen since {last.date()}"
    assert of(Party.MENTOR, cohort(someone)) == [("octo-me", (), quiet)]
    assert of(Party.MENTOR, cohort(someone, term=term, members={"octo-me": mentored})) == [
        ("octo-me", who, quiet),
        ("octo-me", who, "the cohort's file does not say what they aim at"),
    ]
    aiming = replace(mentored, scopes=(PKG,))
    assert len(of(Party.MENTOR, cohort(someone, term=term, members={"octo-me": aiming}))) == 1


def test_those_who_hold_others_up_come_first_then_logins():
    def named(name, found):
        mine = tuple(replace(one, login=login(name)) for one in found.reminders)
        return replace(found, contributor=replace(found.contributor, login=login(name)), reminders=mine)

    silent = applicant((True, False))
    silent = replace(silent, reminders=waiting(silent, Work(facts=facts(), definitions=definitions())))
    found = reminders(cohort(named("Octo-B", silent), named("octo-a", silent)))
    assert [(one.party, one.login.name) for one in found] == [
        (Party.SPONSORS, "octo-a"),
        (Party.SPONSORS, "Octo-B"),
        (Party.MENTEE, "octo-a"),
        (Party.MENTEE, "Octo-B"),
    ]


def test_every_party_has_words():
    assert len({party.words for party in Party}) == len(Party)
