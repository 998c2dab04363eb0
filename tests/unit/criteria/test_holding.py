"""Which roles the community's files give a person, where, and with what proof."""

from dataclasses import replace
from datetime import date

import pytest
from factories import ME, REPO, WEB, community, login, member, owner, since

from tracker.criteria.holding import HeldBy, covers, holdings
from tracker.facts import Community
from tracker.facts.groups import Group, GroupKind, Groups, Person, Subproject
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import DatePrecision
from tracker.facts.scopes import PROJECT, Scope, ScopeKind
from tracker.facts.tenure import Stay

SIG = Scope(kind=ScopeKind.GROUP, group="sig-octo")
SUBPROJECT = Scope(kind=ScopeKind.SUBPROJECT, group="sig-octo", subproject="octo")


def group(kind=GroupKind.SIG, **other):
    fields = {
        "id": f"{kind}-octo",
        "name": "Octo",
        "label": "octo",
        "url": f"{WEB}/octo-org/community/tree/main/{kind}-octo",
        "file_url": f"{WEB}/octo-org/community/blob/main/sigs.yaml",
    }
    return Group(kind=kind, **(fields | other))


def of(*groups, owners=()):
    url = f"{WEB}/octo-org/community/blob/main/sigs.yaml"
    known = community(owners=owners)
    return Community(owners=known.owners, groups=Groups(url=url, by_id={one.id: one for one in groups}))


def held(known, who=ME):
    return {(one.held_by, str(one.scope)) for one in holdings(known, who).all if not one.emeritus}


def entry(role=Role.REVIEWER, **other):
    return OwnersEntry(**({"login": ME, "role": role, "repo": REPO, "directory": "pkg", "url": f"{WEB}/x"} | other))


class TestFromFiles:
    def test_a_member_and_an_admin(self):
        (one,) = holdings(community(rosters=[member(held=since("2020-01-01"))]), ME).all
        assert (one.held_by, one.scope, one.via, str(one.since.day)) == (
            HeldBy.ORG_FILE,
            Scope.organization("octo-org"),
            None,
            "2020-01-01",
        )
        (one,) = holdings(community(rosters=[member(admin=True)]), ME).all
        assert one.via == "admins"

    def test_reviewers_and_approvers(self):
        tree = OwnersTree(repo=REPO, entries_=(entry(), entry(Role.APPROVER, directory="")))
        assert held(community(owners=[tree])) == {
            (HeldBy.OWNERS_REVIEWERS, f"{REPO}:pkg"),
            (HeldBy.OWNERS_APPROVERS, REPO),
        }

    def test_nobody_else(self):
        assert not holdings(community(rosters=[member()], owners=[owner()]), login("octo-third")).all

    def test_an_entry_for_all_files_before_one_for_some(self):
        tree = OwnersTree(repo=REPO, entries_=(entry(filter=r"\.go$"), entry(alias="octo-reviewers")))
        (one,) = holdings(community(owners=[tree]), ME).all
        assert one.via == "alias octo-reviewers"

    def test_an_alias_for_some_files(self):
        tree = OwnersTree(repo=REPO, entries_=(entry(filter=r"\.go$", alias="octo-reviewers"),))
        (one,) = holdings(community(owners=[tree]), ME).all
        assert one.via == r"alias octo-reviewers, files matching \.go$"
        assert one.proof[0].title == f"OWNERS of {REPO}:pkg"

    def test_emeritus_holds_nothing(self):
        tree = OwnersTree(repo=REPO, entries_=(entry(Role.APPROVER, emeritus=True),))
        found = holdings(community(owners=[tree]), ME)
        assert found.all[0].emeritus
        assert not found.by(HeldBy.OWNERS_APPROVERS)


class TestFromGroups:
    @pytest.mark.parametrize(
        ("kind", "place", "held_by"),
        [
            (GroupKind.SIG, "chairs", HeldBy.CHAIRS),
            (GroupKind.SIG, "tech_leads", HeldBy.TECH_LEADS),
            (GroupKind.WG, "chairs", HeldBy.WG_CHAIRS),
            (GroupKind.COMMITTEE, "chairs", HeldBy.COMMITTEE_MEMBERS),
        ],
    )
    def test_leads(self, kind, place, held_by):
        known = of(group(kind, **{place: (Person(login=ME),)}))
        assert held(known) == {(held_by, f"{kind}-octo")}
        assert "octo-me" in holdings(known, ME).all[0].proof[0].title

    def test_leads_and_owners_of_a_subproject(self):
        link = OwnersFileLink(repo=REPO, path="pkg/OWNERS", url=f"{WEB}/{REPO}/pkg/OWNERS")
        octo = Subproject(name="octo", group="sig-octo", owners=(link, link), leads=(Person(login=ME),))
        known = of(group(subprojects=(octo,)), owners=[owner(Role.APPROVER, "pkg")])
        assert held(known) == {
            (HeldBy.OWNERS_APPROVERS, f"{REPO}:pkg"),
            (HeldBy.SUBPROJECT_OWNERS, "sig-octo/octo"),
            (HeldBy.SUBPROJECT_LEADS, "sig-octo/octo"),
        }

    def test_a_reviewer_is_no_owner_and_an_unread_file_gives_none(self):
        link = OwnersFileLink(repo=REPO, path="pkg/OWNERS", url=f"{WEB}/{REPO}/pkg/OWNERS")
        octo = Subproject(name="octo", group="sig-octo", owners=(link,))
        assert (HeldBy.SUBPROJECT_OWNERS, "sig-octo/octo") not in held(of(group(subprojects=(octo,)), owners=[owner()]))
        assert not held(of(group(subprojects=(octo,))))

    def test_emeritus_leads_hold_nothing(self):
        (one,) = holdings(of(group(emeritus_leads=(Person(login=ME),))), ME).all
        assert (one.emeritus, one.via, str(one.scope)) == (True, "emeritus lead", "sig-octo")

    @pytest.mark.parametrize(
        ("kind", "held_by"),
        [
            (GroupKind.SIG, HeldBy.CHAIRS),
            (GroupKind.WG, HeldBy.WG_CHAIRS),
            (GroupKind.UG, HeldBy.WG_CHAIRS),
            (GroupKind.COMMITTEE, HeldBy.COMMITTEE_MEMBERS),
        ],
    )
    def test_an_emeritus_lead_once_led_such_a_group(self, kind, held_by):
        assert holdings(of(group(kind, emeritus_leads=(Person(login=ME),))), ME).all[0].held_by is held_by


class TestOnADay:
    def stays(self, *stays, org="octo-org"):
        known = community(rosters=[member(held=since("2024-04-09")), member("octo-sigs", who=login("octo-third"))])
        return replace(known, stays={org: {ME.key: stays}})

    def memberships(self, known, day):
        found = holdings(known, ME, date.fromisoformat(day)).by(HeldBy.ORG_FILE)
        return [(one.scope.org, str(one.since.day), one.since.precision, one.since.note) for one in found]

    def test_what_began_later_is_left_out(self):
        assert self.memberships(self.stays(), "2024-04-08") == []
        assert self.memberships(self.stays(), "2024-04-09") == [("octo-org", "2024-04-09", DatePrecision.EXACT, None)]

    @pytest.mark.parametrize(
        ("day", "listed"),
        [("2019-03-04", False), ("2019-03-05", True), ("2020-02-09", True), ("2020-02-10", False)],
    )
    def test_who_has_left_since_was_a_member_then(self, day, listed):
        stay = Stay(joined=date(2019, 3, 5), left=date(2020, 2, 10), commit="0" * 40, precision=DatePrecision.EXACT)
        then = ("2019-03-05", DatePrecision.EXACT, "listed until 2020-02-10")
        for org in ("octo-org", "octo-sigs"):
            assert self.memberships(self.stays(stay, org=org), day) == ([(org, *then)] if listed else [])
        assert len(self.memberships(self.stays(stay), "2026-01-01")) == 1

    def test_a_vague_beginning_stays_vague(self):
        stay = Stay(joined=date(2018, 8, 20), left=date(2020, 2, 10), commit="0", precision=DatePrecision.ON_OR_BEFORE)
        renamed = replace(stay, joined=date(2019, 1, 1), precision=DatePrecision.EXACT, renamed_from="octo-was")
        for one in (stay, renamed):
            ((_, _, precision, _),) = self.memberships(self.stays(one), "2018-01-01")
            assert precision is DatePrecision.ON_OR_BEFORE


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (PROJECT, Scope.directory(REPO), True),
        (PROJECT, Scope.organization("octo-org"), True),
        (Scope.organization("octo-org"), Scope.organization("octo-org"), True),
        (Scope.organization("octo-org"), Scope.organization("octo-sigs"), False),
        (Scope.organization("octo-org"), Scope.directory("octo-sigs/octo"), True),
        (Scope.directory(REPO, "pkg"), Scope.directory(REPO, "pkg/a"), True),
        (Scope.directory(REPO, "pkg/a"), Scope.directory(REPO, "pkg"), False),
        (Scope.directory(REPO), Scope.directory("octo-org/other"), False),
        (Scope.directory(REPO), PROJECT, False),
        (SIG, SUBPROJECT, True),
        (SUBPROJECT, SIG, False),
        (SIG, Scope(kind=ScopeKind.GROUP, group="sig-else"), False),
    ],
)
def test_what_covers_what(outer, inner, expected):
    assert covers(outer, inner) is expected
