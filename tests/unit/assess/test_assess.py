"""What a report says of some facts: where somebody is judged, what they hold, what was counted."""

from dataclasses import replace

import pytest
from factories import (
    AUTHOR,
    ME,
    OTHER,
    REPO,
    TODAY,
    at,
    command,
    community,
    facts,
    gap,
    login,
    member,
    mine,
    owner,
    participation,
    pull_request,
    review,
    reviewed,
    since,
)
from unit.rungs import SOURCE, TIERS, ladder

from tracker.assess import Aim, assess
from tracker.criteria import Attestation
from tracker.criteria.work import Work
from tracker.facts import Community, Cost, Kind
from tracker.facts.activity import Conversation
from tracker.facts.groups import Group, GroupKind, Groups, Person, Subproject
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.facts.scopes import PROJECT, Scope, ScopeKind
from tracker.findings.outcomes import Basis, Outcome

LANTERN = "octo-sigs/lantern"
WIDGET = Subproject(
    name="widget",
    group="sig-octo",
    owners=(OwnersFileLink(repo=REPO, path="pkg/OWNERS", url=f"https://github.com/{REPO}/blob/main/pkg/OWNERS"),),
    leads=(Person(login=OTHER),),
)


def group(**other) -> Groups:
    fields = {
        "id": "sig-octo",
        "kind": GroupKind.SIG,
        "name": "Octo",
        "label": "octo",
        "url": "https://github.com/octo-org/community/tree/main/sig-octo",
        "file_url": "https://github.com/octo-org/community/blob/main/sigs.yaml",
        "subprojects": (WIDGET,),
    }
    return Groups(url=fields["file_url"], by_id={"sig-octo": Group(**(fields | other))})


def tree(*held: tuple[str, Role], repo: str = REPO, who=OTHER) -> OwnersTree:
    """A repository in which somebody has these roles in these directories."""
    url = f"https://github.com/{repo}/blob/main"
    entries = (
        OwnersEntry(login=who, role=role, repo=repo, directory=path, url=f"{url}/{path}/OWNERS") for path, role in held
    )
    return OwnersTree(repo=repo, entries_=tuple(entries))


def work(known, rules) -> Work:
    return Work(facts=known, definitions=rules.definitions)


def judged(known=None, of: Community | None = None, *, rules=None, **aim):
    """The report on somebody, by default of whom nothing is known."""
    return assess(work(known or facts(), rules or ladder()), of or community(), rules or ladder(), Aim(**aim))


def looked_at(report) -> list[tuple[str, str]]:
    return [(result.tier, str(result.scope)) for result in report.readiness]


def held(report) -> list[tuple[str, str]]:
    return [(one.tier, str(one.scope)) for one in report.standing.held]


# -- where somebody is judged ------------------------------------------------------------------------


class TestWhereNobodyAsks:
    def test_who_did_nothing_is_judged_as_contributor_and_member(self):
        report = judged()
        assert looked_at(report) == [("member", "octo-org"), ("contributor", "the project")]
        assert report.standing.headline == "contributor"
        assert held(report) == []

    def test_who_began_is_judged_as_member_where_most_was_done(self):
        work = [mine(1), mine(2, repo=LANTERN), mine(3, repo=LANTERN)]
        report = judged(facts(authored=work))
        assert looked_at(report) == [("member", "octo-sigs")]
        assert held(report) == [("contributor", "the project")]

    def test_of_two_organizations_with_as_much_the_first_of_the_ladder(self):
        report = judged(facts(authored=[mine(1, repo=LANTERN)], participations=[reviewed(2)]))
        assert looked_at(report) == [("member", "octo-org")]

    def test_who_reviewed_is_shown_the_directory_beyond_membership(self):
        owners = [tree(("pkg", Role.APPROVER)), tree(("", Role.APPROVER), repo=LANTERN)]
        report = judged(facts(authored=[mine(2, repo=LANTERN)], participations=[reviewed(1)]), community(owners=owners))
        assert looked_at(report) == [("reviewer", f"{REPO}:pkg"), ("member", "octo-org")]

    def test_who_only_wrote_is_not_shown_what_asks_for_reviews(self):
        report = judged(facts(authored=[mine()]), community(owners=[tree(("pkg", Role.APPROVER))]))
        assert looked_at(report) == [("member", "octo-org")]

    def test_a_member_is_judged_in_the_three_directories_with_most_work(self):
        parts = [("a", 4), ("b", 1), ("c", 3), ("d", 2)]
        work = [mine(10 * n + k, paths=(f"{name}/x.go",)) for n, (name, many) in enumerate(parts) for k in range(many)]
        owners = tree(*((name, Role.REVIEWER) for name, _ in parts))
        report = judged(facts(authored=work), community(rosters=[member()], owners=[owners]))
        places = [place for tier, place in looked_at(report) if tier == "reviewer"]
        assert places == [f"{REPO}:a", f"{REPO}:c", f"{REPO}:d"]

    def test_a_member_is_not_judged_as_member_elsewhere(self):
        report = judged(facts(authored=[mine(repo=LANTERN)]), community(rosters=[member()]))
        assert looked_at(report) == []

    def test_a_reviewer_is_judged_as_approver_there_and_as_reviewer_elsewhere(self):
        of = community(
            rosters=[member()], owners=[owner(Role.REVIEWER, "pkg"), tree(("", Role.APPROVER), repo=LANTERN)]
        )
        report = judged(facts(authored=[mine(), mine(2, repo=LANTERN)]), of)
        assert looked_at(report) == [("approver", f"{REPO}:pkg"), ("reviewer", LANTERN)]

    def test_what_is_held_above_is_not_asked_for_below(self):
        of = community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg")])
        assert looked_at(judged(facts(authored=[mine()]), of)) == []

    def test_an_approver_of_a_subprojects_files_is_its_owner_and_judged_as_its_lead(self):
        of = replace(community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg")]), groups=group())
        report = judged(of=of)
        assert held(report) == [("owner", "sig-octo/widget"), ("approver", f"{REPO}:pkg"), ("member", "octo-org")]
        assert looked_at(report) == [("lead", "sig-octo/widget")]

    def test_an_approver_near_a_subproject_is_judged_as_its_owner(self):
        of = replace(community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg/deep")]), groups=group())
        assert looked_at(judged(of=of)) == [("owner", "sig-octo/widget")]

    @pytest.mark.parametrize("role", list(Role))
    def test_a_role_for_some_files_is_no_step_to_the_next(self, role):
        (entry,) = owner(role, "pkg").entries_
        some = OwnersTree(repo=REPO, entries_=(replace(entry, filter=r"go\.mod$"),))
        of = replace(community(rosters=[member()], owners=[some]), groups=group())
        assert looked_at(judged(facts(authored=[mine()]), of)) == [("reviewer", f"{REPO}:pkg")]

    def test_a_lead_of_a_subproject_is_judged_as_tech_lead_of_its_group(self):
        groups = group(subprojects=(replace(WIDGET, leads=(Person(login=ME),)),))
        report = judged(of=replace(community(rosters=[member()]), groups=groups))
        assert held(report)[0] == ("lead", "sig-octo/widget")
        assert looked_at(report) == [("techlead", "sig-octo")]

    def test_a_tech_lead_is_judged_as_chair_and_a_chair_as_nothing_more(self):
        lead = replace(community(rosters=[member()]), groups=group(tech_leads=(Person(login=ME),)))
        assert looked_at(judged(of=lead)) == [("chair", "sig-octo")]
        chair = replace(lead, groups=group(tech_leads=(Person(login=ME),), chairs=(Person(login=ME),)))
        assert looked_at(judged(of=chair)) == []
        assert judged(of=chair).standing.headline == "chair"

    def test_who_leads_the_group_is_not_judged_for_its_subprojects(self):
        files = community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg")])
        groups = group(chairs=(Person(login=ME),))
        report = judged(of=replace(files, groups=groups))
        assert held(report)[:2] == [("chair", "sig-octo"), ("owner", "sig-octo/widget")]
        assert looked_at(report) == []


class TestWhereSomebodyAsks:
    def test_for_one_tier(self):
        assert looked_at(judged(tier="contributor")) == [("contributor", "the project")]
        assert looked_at(judged(tier="member")) == [("member", "octo-org")]

    def test_for_membership_where_it_is_not_held_yet(self):
        of = community(rosters=[member()])
        assert looked_at(judged(of=of, tier="member")) == [("member", "octo-sigs")]

    def test_for_membership_of_the_organization_of_a_scope(self):
        report = judged(tier="member", scopes=(Scope.directory(LANTERN),))
        assert looked_at(report) == [("member", "octo-sigs")]

    def test_for_a_scope_each_tier_of_directories_is_judged_there(self):
        places = (Scope.directory(REPO, "docs"), Scope.directory(LANTERN))
        report = judged(of=community(rosters=[member()]), scopes=places)
        wanted = [(tier, str(place)) for tier in ("approver", "reviewer") for place in places]
        assert looked_at(report) == wanted

    def test_for_a_tier_of_directories_without_a_scope(self):
        of = community(owners=[tree(("pkg", Role.REVIEWER)), tree(("", Role.REVIEWER), repo=LANTERN)])
        report = judged(facts(authored=[mine()]), of, tier="approver")
        assert looked_at(report) == [("approver", f"{REPO}:pkg")]

    def test_a_tier_that_is_held_there_is_judged_only_when_it_is_asked_for(self):
        of = community(rosters=[member()], owners=[owner(Role.REVIEWER, "pkg")])
        place = Scope.directory(REPO, "pkg")
        assert looked_at(judged(of=of, scopes=(place,))) == [("approver", str(place))]
        assert looked_at(judged(of=of, scopes=(place,), tier="reviewer")) == [("reviewer", str(place))]

    def test_for_a_subproject_it_is_the_one_of_the_directory(self):
        of = replace(community(), groups=group())
        place = Scope.directory(REPO, "pkg/deep")
        for tier in ("owner", "lead"):
            assert looked_at(judged(of=of, tier=tier, scopes=(place,))) == [(tier, "sig-octo/widget")]

    @pytest.mark.parametrize("tier", ["owner", "lead", "techlead", "chair"])
    def test_for_a_subproject_or_group_that_nobody_can_name_it_is_the_project(self, tier):
        report = judged(tier=tier)
        assert [result.scope for result in report.readiness] == [PROJECT]

    def test_for_a_group_it_is_that_of_the_subprojects_held(self):
        of = replace(community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg")]), groups=group())
        assert looked_at(judged(of=of, tier="chair")) == [("chair", "sig-octo")]


# -- how ready they are ------------------------------------------------------------------------------


def test_rules_of_the_place_where_somebody_works_apply_and_are_named():
    overlay = {
        "id": "octo-repo",
        "title": "Octo repo",
        "tier": "member",
        "applies_to": {"repositories": [REPO]},
        "source": SOURCE,
        "without": ["merged"],
    }
    rules = ladder(overlays=[overlay])
    (there,) = judged(facts(authored=[mine()]), rules=rules).readiness
    assert [finding.id for finding in there.criteria] == ["secure"]
    assert there.notes == ("Octo repo: https://github.com/octo-org/rules/blob/main/rules.md",)
    (elsewhere,) = judged(facts(authored=[mine(repo=LANTERN)]), rules=rules).readiness
    assert [finding.id for finding in elsewhere.criteria] == ["merged", "secure"]
    assert elsewhere.notes == ()


def test_what_people_said_is_heard():
    said = {"secure": Attestation(by="octo-mentor", on=TODAY)}
    (result,) = judged(facts(authored=[mine()]), attested=said).readiness
    assert [(f.id, f.outcome, f.basis) for f in result.criteria if f.id == "secure"] == [
        ("secure", Outcome.MET, Basis.ATTESTED)
    ]


def test_a_result_names_its_tier_and_its_source():
    (result,) = judged(facts(authored=[mine()])).readiness
    assert (result.title, result.source.title) == ("Member", "rules.md")
    assert result.outcome is Outcome.NOT_YET


# -- what they hold ----------------------------------------------------------------------------------


class TestStanding:
    def test_the_most_advanced_first_each_with_its_proof(self):
        of = community(rosters=[member(held=since("2025-03-01"))], owners=[owner(Role.REVIEWER, "pkg")])
        report = judged(facts(authored=[mine()]), of)
        assert held(report) == [
            ("reviewer", f"{REPO}:pkg"),
            ("member", "octo-org"),
            ("contributor", "the project"),
        ]
        reviewer, membership, contributor = report.standing.held
        assert reviewer.proof[0].url.endswith("pkg/OWNERS")
        assert str(membership.since.day) == "2025-03-01"
        assert contributor.proof[0].title == f"{REPO}#1: Make it better"
        assert (report.standing.headline, report.standing.headline_title) == ("reviewer", "Reviewer")

    def test_emeritus_is_shown_and_holds_nothing(self):
        entries = tuple(replace(entry, emeritus=True) for entry in owner(Role.APPROVER).entries_)
        report = judged(of=community(owners=[OwnersTree(repo=REPO, entries_=entries)]))
        assert held(report) == []
        assert [(one.tier, str(one.scope)) for one in report.standing.emeritus] == [("approver", REPO)]
        assert report.standing.headline == "contributor"

    def test_roles_beside_the_ladder_are_held_and_are_no_rung(self):
        beside = {
            "id": "wg-chair", "title": "WG Chair", "summary": "Leads.", "scope": "group", "held_by": "wg_chairs",
            "source": SOURCE,
        }  # fmt: skip
        of = replace(community(), groups=group(kind=GroupKind.WG, id="wg-octo", chairs=(Person(login=ME),)))
        report = judged(of=of, rules=ladder(beside=[beside]))
        assert held(report) == [("wg-chair", "wg-octo")]
        assert report.standing.headline == "contributor"
        assert "wg-chair" not in {rung.tier for rung in report.standing.ladder}

    def test_the_ladder_says_what_is_held_and_what_is_looked_at(self):
        report = judged(facts(authored=[mine()]), community(rosters=[member(), member("octo-sigs")]), tier="reviewer")
        rungs = {rung.tier: (rung.held, rung.looked_at) for rung in report.standing.ladder}
        assert list(rungs) == ["contributor", "member", "reviewer", "approver", "owner", "lead", "techlead", "chair"]
        assert rungs["contributor"] == (1, False)
        assert rungs["member"] == (2, False)
        assert rungs["chair"] == (0, False)

    def test_what_could_not_be_read_of_the_community_is_not_known(self):
        of = community(gaps=[gap(Kind.OWNERS), gap(Kind.OWNERS), replace(gap(Kind.GROUPS), effect="leads")])
        assert judged(of=of).standing.unknown == ("more may exist", "leads")

    def test_roles_of_an_earlier_day_are_not_known(self):
        known = replace(facts(), fetched_at=at("2026-08-25"))
        (unknown,) = judged(known).standing.unknown
        assert unknown == "which roles were given or taken since 2026-08-21; they are shown as of 2026-08-25"
        assert judged(replace(facts(), fetched_at=at("2026-08-22"))).standing.unknown == ()


class TestActivity:
    def test_seen_in_time(self):
        activity = judged(facts(authored=[mine(merged="2026-02-10")], participations=[reviewed(2)])).standing.activity
        assert (activity.last_at, activity.last_url) == (at("2026-06-05"), f"https://github.com/{REPO}/pull/2")
        assert (activity.inactive, str(activity.inactive_on)) == (False, "2027-06-05")

    def test_long_ago(self):
        old = mine(created_at=at("2025-01-01"), merged="2025-01-05")
        for involved, inactive in ((None, None), (0, True), (3, None)):
            known = replace(facts(authored=[old]), recently_involved=involved)
            activity = judged(known).standing.activity
            assert (activity.inactive, activity.inactive_on) == (inactive, None)
            assert activity.last_at == at("2025-01-05")
        # A mention by somebody else is enough to be involved, and is no contribution.
        assert activity.reason == (
            "issues or pull requests that involve you changed since, and what you did there was not read"
        )

    def test_never_seen(self):
        activity = judged().standing.activity
        assert (activity.last_at, activity.inactive) == (None, None)
        assert activity.reason == "comments and issues were not read"

    def test_rules_without_a_word_on_it(self):
        activity = judged(facts(authored=[mine()]), rules=ladder(inactivity=[])).standing.activity
        assert (activity.inactive, activity.reason) == (None, "these rules have no word on inactivity")


# -- what was counted --------------------------------------------------------------------------------


class TestCounts:
    WORK = (
        mine(1),
        mine(2, lines=3),
        mine(3, merged=None),
    )
    REVIEWS = (
        reviewed(4),
        participation(pull_request(5, repo=LANTERN), said=[command()]),
        participation(pull_request(6, files_known=False), said=[review()], read=False),
    )

    def counts(self, *kinds):
        return judged(facts(authored=self.WORK, participations=self.REVIEWS, gaps=[gap(kind) for kind in kinds])).counts

    def numbers(self, *kinds):
        counts = self.counts(*kinds)
        names = ("authored_merged", "reviewed", "lgtm_given", "primary_reviewer", "substantial", "reviewed_or_merged")
        return [str(getattr(counts, name)) for name in names]

    def test_each_by_its_definition(self):
        assert self.numbers() == ["2", "3", "1", "1+", "3+", "5"]

    def test_by_repository(self):
        assert self.counts().reviewed.by_repo == {REPO: 2, LANTERN: 1}

    def test_own_work_that_was_not_read(self):
        assert self.numbers(Kind.AUTHORED) == ["2+", "3", "1", "1+", "3+", "5+"]

    @pytest.mark.parametrize("kind", [Kind.REVIEWED, Kind.CONVERSATIONS])
    def test_reviews_that_were_not_read(self, kind):
        assert self.numbers(kind) == ["2", "3+", "1+", "1+", "3+", "5+"]


def test_how_the_facts_came_about():
    known = facts(gaps=[gap(Kind.AUTHORED)])
    of = community(gaps=[gap(Kind.OWNERS)])
    cost = Cost(requests=3, points=4)
    report = assess(work(known, ladder()), of, ladder(), Aim(), rules_from="my.yaml", cost=cost)
    assert [one.kind for one in report.data.gaps] == [Kind.AUTHORED, Kind.OWNERS]
    assert (report.data.source, report.data.host, report.data.cost) == ("test", "api.github.com", cost)
    assert (report.ladder.id, report.ladder.source) == ("rungs", "my.yaml")
    assert report.as_of == known.as_of
    assert not report.complete


HELD = {"id": "held", "title": "Held", "decides": "decide", "source": SOURCE}
ANYWHERE = HELD | {"kind": "holds", "held_by": "owners_reviewers", "role": "a reviewer", "anywhere": True}
JOINED = HELD | {"id": "joined", "kind": "all_of", "criteria": [ANYWHERE]}


@pytest.mark.parametrize(("rules", "complete"), [([], True), ([ANYWHERE], False), ([JOINED], False)])
def test_what_nobody_looks_at_unasked_leaves_a_report_complete_unless_an_outcome_hangs_on_it(rules, complete):
    tiers = [tier | {"criteria": rules} if tier["id"] == "member" else tier for tier in TIERS]
    unread = gap(Kind.ROLES, more=True, unasked=True)
    report = judged(of=community(gaps=[unread]), rules=ladder(tiers=tiers), tier="member")
    assert report.complete is complete
    assert [(one.kind, one.reason) for one in report.data.gaps] == [(Kind.ROLES, unread.reason)]


# -- sponsors ----------------------------------------------------------------------------------------


def request(state=RequestState.OPEN) -> MembershipRequest:
    return MembershipRequest(
        number=7,
        url="https://github.com/octo-org/org/issues/7",
        applicant=ME,
        orgs=("octo-org",),
        state=state,
        opened_at=at("2026-08-01"),
    )


class TestSponsors:
    MET = replace(
        facts(authored=[mine()], participations=[reviewed(2)]),
        feedback={f"{REPO}#1": Conversation(reviews=(review(OTHER),))},
    )

    def test_the_request_is_checked(self):
        for state in RequestState:
            report = judged(replace(facts(), requests=(request(state),)))
            assert report.sponsors.request.number == 7

    def test_a_request_that_is_over_is_left_out_for_a_member(self):
        of = community(rosters=[member()])
        known = {state: replace(facts(), requests=(request(state),)) for state in RequestState}
        assert judged(known[RequestState.CLOSED], of).sponsors.request is None
        assert judged(known[RequestState.OPEN], of).sponsors.request

    def test_for_membership_anybody_who_may_sponsor_and_knows_the_work(self):
        of = community(owners=[tree(("docs", Role.REVIEWER)), tree(("any", Role.REVIEWER), repo=LANTERN, who=AUTHOR)])
        assert {one.login for one in judged(self.MET, of).sponsors.suggested} == {OTHER, AUTHOR}

    def test_for_a_directory_its_approvers(self):
        owners = [tree(("pkg", Role.APPROVER)), tree(("pkg", Role.REVIEWER), repo=LANTERN, who=AUTHOR)]
        report = judged(self.MET, community(rosters=[member()], owners=owners))
        assert [one.login for one in report.sponsors.suggested] == [OTHER]

    def test_nobody_where_nothing_is_asked_of_sponsors(self):
        of = community(
            rosters=[member()], owners=[owner(Role.APPROVER, "pkg"), tree(("", Role.REVIEWER), repo=LANTERN)]
        )
        assert judged(self.MET, of).sponsors.suggested == ()

    def test_who_nobody_knows_is_not_suggested(self):
        of = community(owners=[tree(("", Role.APPROVER), who=login("octo-stranger"))])
        assert judged(self.MET, of).sponsors.suggested == ()


def test_next_steps_come_from_what_is_missing():
    steps = judged(facts(authored=[mine()])).next_steps
    assert "1 more pull request merged" in steps[0].text
    assert {step.tier for step in steps} == {"member"}


def test_scopes_of_a_report_are_of_the_kinds_of_their_tiers():
    of = replace(community(rosters=[member()], owners=[owner(Role.APPROVER, "pkg")]), groups=group())
    rules = ladder()
    for tier in rules.tiers:
        for result in judged(facts(authored=[mine()]), of, tier=tier.id).readiness:
            assert result.scope.kind in {tier.scope, ScopeKind.PROJECT}
