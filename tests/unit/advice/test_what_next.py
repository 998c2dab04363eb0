"""What comes next, and in which order: never downward, nothing where almost no work is."""

from dataclasses import replace

import pytest
from factories import REPO
from unit.advice.standings import (
    CONTRIBUTOR,
    DOCS,
    MEMBER,
    MET,
    NEEDS_PERSON,
    ORG,
    PKG,
    ROOT,
    UNKNOWN,
    counted,
    finding,
    held,
    member,
    report,
    request,
    result,
    standing,
)

from tracker.advice.what_next import SOME_WORK, Asked, within_reach
from tracker.facts import Gap, Kind
from tracker.facts.groups import Groups
from tracker.facts.groups_file import parse_groups
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.outlook import Ahead

CHAIR = Scope(kind="group", group="sig-octo")
DEEP = Scope.directory(REPO, "pkg/deep")


def order(*readiness, has=(CONTRIBUTOR, MEMBER), **asked):
    return [(one.tier, one.scope) for one in within_reach(readiness, standing(*has), Asked(**asked))]


class TestOrder:
    def test_what_is_met_comes_before_what_has_more_work(self):
        more, met = result(counted(19)), result(counted(5, 5), scope=DOCS)
        assert order(more, met) == [("reviewer", DOCS), ("reviewer", PKG)]

    def test_then_where_most_work_is(self):
        assert order(result(counted(4)), result(counted(7), scope=DOCS)) == [("reviewer", DOCS), ("reviewer", PKG)]

    def test_then_the_most_advanced(self):
        low, high = result(counted(7)), result(counted(7), tier="approver", scope=DOCS)
        assert order(low, high) == [("approver", DOCS), ("reviewer", PKG)]

    def test_the_aim_before_all(self):
        met, aimed = result(counted(20)), result(counted(4), scope=DOCS)
        assert order(met, aimed, scopes=[DOCS])[0] == ("reviewer", DOCS)

    def test_membership_before_roles_that_need_it(self):
        assert order(result(counted(20)), member(finding()), has=(CONTRIBUTOR,)) == [("member", ORG), ("reviewer", PKG)]

    def test_what_only_people_decide_is_not_all_met(self):
        people, met = result(finding(NEEDS_PERSON), scope=CHAIR, tier="sig-chair"), result(counted(20))
        assert order(people, met)[0] == ("reviewer", PKG)


class TestNeverDownward:
    @pytest.mark.parametrize("place", [ROOT, PKG, DEEP])
    def test_no_tier_below_one_held_around_the_place(self, place):
        assert order(result(counted(20), scope=PKG), has=(held("approver", place),)) == []

    def test_nor_one_that_is_as_high(self):
        assert order(result(counted(20)), has=(held("reviewer", DEEP),)) == []

    def test_elsewhere_it_is_one_to_reach(self):
        assert order(result(counted(20)), has=(held("approver", DOCS),)) == [("reviewer", PKG)]

    def test_nor_in_a_place_of_the_group_that_somebody_leads(self):
        sig = {
            "name": "Octo",
            "dir": "sig-octo",
            "subprojects": [{"name": "octo", "owners": [f"https://raw.githubusercontent.com/{REPO}/main/pkg/OWNERS"]}],
        }
        groups = parse_groups({"sigs": [sig]}, url="https://sigs")
        assert isinstance(groups, Groups)
        leads = (MEMBER, held("sig-chair", CHAIR))
        assert order(result(counted(20)), result(counted(20), scope=DOCS), has=leads, groups=groups) == [
            ("reviewer", DOCS)
        ]

    def test_unless_it_was_asked_for(self):
        assert order(result(counted(20)), has=(held("approver"),), tier="reviewer") == [("reviewer", PKG)]


class TestPlaces:
    def test_none_with_almost_no_work(self):
        assert order(result(counted(SOME_WORK - 1))) == []
        assert order(result(counted(SOME_WORK))) == [("reviewer", PKG)]
        assert order(result(counted(1)), scopes=[PKG]) == [("reviewer", PKG)]

    def test_where_more_may_be_is_kept(self):
        assert order(result(counted(1, observed_is_at_least=True))) == [("reviewer", PKG)]
        assert order(result(finding(UNKNOWN, unit="pull requests"))) == [("reviewer", PKG)]

    def test_where_the_tier_below_is_held_it_is_kept(self):
        assert order(result(counted(0), tier="approver"), has=(held("reviewer"),)) == [("approver", PKG)]

    def test_not_the_configuration_of_the_community(self):
        assert order(result(counted(20)), configuration=REPO.upper()) == []
        assert order(result(counted(20)), configuration=REPO, scopes=[PKG]) == [("reviewer", PKG)]


class TestKinds:
    def test_a_tier_with_what_is_met(self):
        assert report(result(counted(20))).next.text == f"Reviewer in {PKG}. Everything that can be counted is met."
        half = result(counted(4), finding(MET), finding(UNKNOWN), finding(NEEDS_PERSON))
        assert report(half).next.text.endswith("1 of 3 criteria that can be counted is met, 1 could not be settled.")
        assert report(result(counted(4), finding(MET), finding(MET))).next.text.endswith("counted are met.")
        people = result(finding(NEEDS_PERSON), tier="sig-chair", scope=CHAIR)
        assert report(people).next.text == "Sig-chair of sig-octo. People decide this; nothing in it can be counted."

    def test_membership_for_which_only_sponsors_are_missing(self):
        lacking = member(finding(MET), finding(parts=(finding(unit="sponsors"),)))
        found = report(lacking, has=standing(CONTRIBUTOR)).next
        assert (found.kind, found.text) == (
            Ahead.TIER,
            "Member of octo-org. The work that can be counted is there; you need sponsors.",
        )

    def test_a_first_contribution(self):
        first = result(finding(), tier="contributor", scope=PROJECT)
        nobody = standing()
        assert report(first, member(finding()), has=nobody).next.kind is Ahead.FIRST_CONTRIBUTION
        gap = Gap(kind=Kind.AUTHORED, reason="a search failed", effect="work may be missing")
        assert report(first, has=nobody, gaps=[gap]).next.kind is Ahead.UNREAD

    @pytest.mark.parametrize(
        ("audit", "kind"),
        [
            (request((True, True)), Ahead.ADMINS),
            (request((True, False)), Ahead.TIER),
            (request((True, True), state="closed"), Ahead.TIER),
            (request((True, True), unticked=("a box",)), Ahead.TIER),
            (None, Ahead.TIER),
        ],
    )
    def test_the_admins_once_the_request_is_complete(self, audit, kind):
        assert report(member(finding(MET)), has=standing(CONTRIBUTOR), audit=audit).next.kind is kind

    def test_a_member_without_an_area(self):
        assert report().next.kind is Ahead.AREA

    @pytest.mark.parametrize("kind", Kind)
    def test_only_work_and_roles_have_to_be_read_for_that(self, kind):
        gap = Gap(kind=kind, reason="it failed", effect="something may be missing")
        needed = {Kind.AUTHORED, Kind.REVIEWED, Kind.ROLES, Kind.MEMBERS, Kind.OWNERS}
        assert report(gaps=[gap]).next.kind is (Ahead.UNREAD if kind in needed else Ahead.AREA)
        assert report(gaps=[replace(gap, unasked=True)]).next.kind is Ahead.AREA

    def test_the_top(self):
        found = report(has=standing(held("sig-chair", CHAIR))).next
        assert found.kind is Ahead.TOP
        assert found.text.startswith("You hold the top of this ladder.")
        assert report(has=standing(held("approver"))).next.text.startswith("Nothing above your roles follows")

    def test_of_whom_nothing_is_known(self):
        assert report(has=standing()).next.kind is Ahead.UNREAD
