"""What a mentor looks at first: only what is known, of each person, for each reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories import OTHER, gap, login
from unit.advice.standings import (
    AS_OF,
    CONTRIBUTOR,
    MEMBER,
    MET,
    ORG,
    PKG,
    counted,
    finding,
    held,
    member,
    report,
    request,
    result,
    sponsor,
    standing,
)

from tracker.advice.attention import QUIET, attention
from tracker.advice.what_next import Asked
from tracker.facts import Kind
from tracker.facts.scopes import Scope
from tracker.findings.attention import Topic
from tracker.findings.cohort import Change, Cohort, Failure, Member, Shift
from tracker.findings.outcomes import Outcome
from tracker.findings.standing import Count

LONG_AGO = AS_OF - QUIET - timedelta(days=1)
CHAIR = Scope(kind="group", group="sig-octo")


def cohort(*reports, **more):
    return Cohort(as_of=AS_OF, reports=reports, **more)


def lines(*reports, topic=None, **more):
    found = attention(cohort(*reports, **more))
    return [(line.text, line.then) for line in found if topic in {None, line.topic}]


def named(name, found):
    return replace(found, contributor=replace(found.contributor, login=login(name)))


def change(kind=Shift.NEWLY_MET, criterion="rule", **more):
    fields = {
        "tier": "reviewer",
        "scope": "octo-org/octo-repo:pkg",
        "title": "A rule",
        "before": None,
        "after": Outcome.MET,
    }
    return Change(login=login("octo-me"), kind=kind, criterion=criterion, **(fields | more))


def quiet(*gaps, last_at=LONG_AGO):
    return report(result(counted(4)), has=standing(CONTRIBUTOR, MEMBER, last_at=last_at), gaps=gaps)


def test_ready_is_who_has_all_that_can_be_counted_and_whom_to_ask_is_named():
    known = [sponsor(OTHER, "pkg"), sponsor(login("octo-mira"), "pkg")]
    ready = report(result(counted(25)), sponsors=known)
    assert lines(ready) == [("Reviewer in octo-org/octo-repo:pkg", f"ask {OTHER} or octo-mira")]
    assert lines(report(result(counted(25)))) == [
        ("Reviewer in octo-org/octo-repo:pkg", "ask an approver of octo-org/octo-repo:pkg")
    ]


@pytest.mark.parametrize(
    "criteria", [[counted(4)], [counted(25), finding(Outcome.UNKNOWN)], [finding(Outcome.NEEDS_PERSON)]]
)
def test_not_ready_is_who_lacks_something_or_of_whom_something_is_unknown(criteria):
    assert lines(report(result(*criteria))) == []


def test_a_role_in_which_nothing_is_a_number_is_never_ready():
    chair = result(finding(MET), finding(Outcome.NEEDS_PERSON), tier="sig-chair", scope=CHAIR)
    assert lines(report(chair, has=standing(held("approver")))) == []


def test_what_moved_is_told_by_the_tier_first_and_the_rest_is_counted():
    changes = (change(), change(Shift.NEWLY_KNOWN), change(criterion=None, title="Member", scope="octo-org"))
    found = lines(report(result(counted(4))), changes=changes)
    assert found == [("newly met: Member in octo-org, and 1 more", "next: Reviewer in octo-org/octo-repo:pkg")]


def test_what_is_only_newly_known_did_not_move_and_what_is_no_longer_did():
    someone = report(result(counted(4)))
    assert lines(someone, changes=(change(Shift.NEWLY_KNOWN),)) == []
    assert lines(someone, changes=(change(Shift.NO_LONGER),))[0][0] == (
        "no longer: A rule (Reviewer in octo-org/octo-repo:pkg)"
    )


def test_quiet_is_who_was_not_seen_for_six_weeks():
    assert lines(quiet()) == [
        ("no pull request or review seen since 2026-04-19", "next: Reviewer in octo-org/octo-repo:pkg")
    ]
    assert lines(quiet(last_at=AS_OF - QUIET)) == []
    assert lines(quiet(last_at=None)) == [
        ("no pull request or review seen yet", "next: Reviewer in octo-org/octo-repo:pkg")
    ]


def test_a_quiet_person_s_mentor_is_named():
    members = {"octo-me": Member(login=login("octo-me"), mentor=login("octo-lin"))}
    assert lines(quiet(), members=members)[0][1] == "mentor: octo-lin"


@pytest.mark.parametrize("kind", [Kind.ACCOUNT, Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS, Kind.REVIEW_COMMENTS])
@pytest.mark.parametrize("last_at", [LONG_AGO, None])
@pytest.mark.parametrize("more", [True, False])
def test_nobody_is_quiet_whose_newer_work_may_be_unread(kind, last_at, more):
    found = attention(cohort(quiet(gap(kind, more=more), last_at=last_at)))
    assert {line.topic for line in found} == {Topic.UNREAD}
    assert found[0].then == "newer work may be unread: reading stopped"


@pytest.mark.parametrize("work", [Count(total=4, at_least=False), Count(total=0, at_least=True)])
def test_nobody_is_quiet_who_did_something_on_a_day_that_is_not_known(work):
    someone = quiet(last_at=None)
    found = attention(cohort(replace(someone, counts=replace(someone.counts, reviewed_or_merged=work))))
    assert [(line.topic, line.text) for line in found] == [
        (Topic.UNREAD, "the day of the last pull request or review is not known")
    ]


def test_roles_that_nobody_looked_for_make_nobody_unread():
    assert lines(quiet(gap(Kind.ROLES, more=True, unasked=True)), topic=Topic.UNREAD) == []


@pytest.mark.parametrize(
    ("confirmed", "complete", "met", "said"),
    [
        ((True, True), True, MET, "the GitHub admins are next"),
        ((True, True), True, Outcome.UNKNOWN, "every sponsor that it names answered"),
        ((True, False), True, MET, "octo-s2 did not answer yet"),
        ((True, False), False, MET, "who answers next is not known, as the thread was not read whole"),
        ((), True, Outcome.NOT_YET, "it names no sponsor"),
    ],
)
@pytest.mark.parametrize("aim", [Asked(), Asked(tier="reviewer")])
def test_a_request_that_is_open_waits_for_somebody(confirmed, complete, met, said, aim):
    audit = replace(request(confirmed), complete=complete, opened_at=AS_OF - timedelta(days=12))
    tiers = member(finding(met)), result(counted(4))
    someone = report(*tiers, has=standing(CONTRIBUTOR), audit=audit, asked=aim)
    assert lines(someone, topic=Topic.WAITING) == [(f"request octo-org/org#105: {said}", "open for 12 days")]


def test_an_answer_that_may_be_taken_back_is_not_left_to_the_admins():
    audit = request((True, True))
    last = replace(audit.sponsors[1], doubted=True)
    audit = replace(audit, sponsors=(audit.sponsors[0], last))
    someone = report(member(finding(MET)), has=standing(CONTRIBUTOR), audit=audit)
    ((said, _),) = lines(someone, topic=Topic.WAITING)
    assert said == "request octo-org/org#105: whether octo-s2 confirmed is not plain"


@pytest.mark.parametrize("confirmed", [(), (True,)])
def test_a_line_that_may_name_a_sponsor_is_not_taken_for_none(confirmed):
    audit = replace(request(confirmed), unread=("somebody of SIG Octo",))
    someone = report(member(finding(Outcome.UNKNOWN)), has=standing(CONTRIBUTOR), audit=audit)
    ((said, _),) = lines(someone, topic=Topic.WAITING)
    assert said == "request octo-org/org#105: whom it names as a sponsor is not known in full"


def test_a_request_that_is_closed_waits_for_nobody():
    audit = request((True, True), state="closed")
    assert lines(report(member(finding()), has=standing(CONTRIBUTOR), audit=audit), topic=Topic.WAITING) == []


def test_who_waits_for_the_admins_is_not_ready_to_ask():
    someone = report(member(counted(1, 1)), has=standing(CONTRIBUTOR), audit=request((True, True)))
    assert [line.topic for line in attention(cohort(someone))] == [Topic.WAITING]


def test_what_failed_is_unread_with_its_reason():
    someone = report(result(counted(4)), gaps=[gap(Kind.OWNERS)])
    assert lines(someone) == [("owners: reading stopped", "")]
    failed = Failure(login="octo-zed", error="octo-zed is not on GitHub", hint="Check the spelling.")
    assert lines(failures=(failed,)) == [("octo-zed is not on GitHub", "")]


def test_lines_come_by_topic_then_by_login_and_nobody_is_ranked():
    ready = report(result(counted(25)))
    busier = report(
        result(counted(500), scope=PKG), member(counted(2, 1)), has=standing(CONTRIBUTOR, held("member", ORG))
    )
    found = attention(cohort(named("octo-b", quiet()), named("Octo-C", ready), named("octo-a", busier)))
    assert [(line.topic, line.login) for line in found] == [
        (Topic.READY, "octo-a"),
        (Topic.READY, "Octo-C"),
        (Topic.QUIET, "octo-b"),
    ]


def test_every_topic_has_words():
    assert len({topic.words for topic in Topic}) == len(Topic)
