"""The smaller kinds: a role held, a label, work over time, what only a person can tell, and what joins them."""

from datetime import date

import pytest
from factories import REPO, case, community, criterion, facts, gap, member, mine, owner, reviewed

from tracker.criteria.base import Attestation
from tracker.facts import Kind, Need
from tracker.facts.owners import Role
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.outcomes import Basis, Outcome

OCTO = Scope.organization("octo-org")


class TestHolds:
    def rule(self, held_by="org_file", **other):
        return criterion("holds", held_by=held_by, role="a member", **other)

    def found(self, rule, scope=OCTO, **known):
        return rule.find(case(of=community(**known), scope=scope))

    def test_held_here(self):
        finding = self.found(self.rule(), rosters=[member()])
        assert finding.outcome is Outcome.MET
        assert finding.evidence[0].title == "octo-org's org.yaml"

    def test_held_elsewhere_counts_only_where_the_rule_says_so(self):
        assert self.found(self.rule(), rosters=[member("octo-sigs")]).outcome is Outcome.NOT_YET
        assert self.found(self.rule(anywhere=True), rosters=[member("octo-sigs")]).outcome is Outcome.MET

    def test_held_in_named_organizations_only(self):
        rule = self.rule(anywhere=True, in_orgs=["octo-org"])
        assert self.found(rule, rosters=[member("octo-sigs")]).outcome is Outcome.NOT_YET
        assert self.found(rule, rosters=[member("octo-org")]).outcome is Outcome.MET

    def test_not_held(self):
        finding = self.found(self.rule())
        assert finding.outcome is Outcome.NOT_YET
        assert finding.missing == "to be a member"

    def test_not_held_as_far_as_is_known(self):
        assert self.found(self.rule(), gaps=[gap(Kind.MEMBERS)]).outcome is Outcome.UNKNOWN

    @pytest.mark.parametrize("held_by", ["owners_reviewers", "owners_approvers", "subproject_owners"])
    @pytest.mark.parametrize("kind", [Kind.OWNERS, Kind.ROLES])
    def test_role_that_may_be_held_in_owners_that_were_not_read(self, held_by, kind):
        rule, here = criterion("holds", held_by=held_by, role="one", anywhere=True), Scope.directory(REPO, "pkg")
        elsewhere = gap(kind, repos=frozenset({"octo-org/elsewhere"}), more=True)
        assert self.found(rule, here, gaps=[elsewhere]).outcome is Outcome.UNKNOWN
        assert self.found(rule, here).outcome is Outcome.NOT_YET
        of_the_scope = criterion("holds", held_by=held_by, role="one")
        hidden = held_by == "subproject_owners"
        assert (self.found(of_the_scope, here, gaps=[elsewhere]).outcome is Outcome.UNKNOWN) is hidden

    def test_the_place_is_named(self):
        rule = criterion("holds", held_by="owners_approvers", role="an approver")
        pkg = Scope.directory("octo-org/octo-repo", "pkg")
        assert self.found(rule, pkg).missing == "to be an approver of octo-org/octo-repo:pkg"
        assert self.found(rule, PROJECT).missing == "to be an approver"
        assert self.found(rule, pkg, owners=[owner(Role.APPROVER)]).outcome is Outcome.MET

    @pytest.mark.parametrize("held_by", ["contributing", "chairs", "wg_chairs", "committee_members", "tech_leads"])
    def test_every_role_can_be_asked_for(self, held_by):
        assert self.found(self.rule(held_by)).outcome is Outcome.NOT_YET


class TestLabel:
    RULE = criterion("label", met="cla: yes", not_met="cla: no")

    def found(self, *authored, gaps=()):
        return self.RULE.find(case(facts(authored=authored, gaps=gaps), scope=PROJECT))

    def test_the_newest_that_says_anything_decides(self):
        old_no = mine(1, labels=("cla: no",), created_at=mine().created_at.replace(year=2020))
        finding = self.found(mine(2, labels=("kind/bug",)), mine(3, labels=("cla: yes",)), old_no)
        assert finding.outcome is Outcome.MET
        assert finding.evidence[0].title == "octo-org/octo-repo#3: Make it better"

    def test_no(self):
        finding = self.found(mine(1, labels=("cla: no",)))
        assert finding.outcome is Outcome.NOT_YET
        assert finding.missing == "the label cla: yes"

    def test_nothing_said(self):
        finding = self.found(mine(1))
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.reason == "none of your pull requests has the label cla: yes or cla: no"

    def test_nothing_opened(self):
        assert self.found().missing == "a first pull request"

    def test_nothing_read(self):
        finding = self.found(gaps=[gap(Kind.AUTHORED, more=True)])
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.needs == {Need(Kind.AUTHORED)}


class TestSustained:
    RULE = criterion("sustained", decides="count", who="your sponsors")

    def found(self, authored=(), participations=(), gaps=()):
        return self.RULE.find(case(facts(authored=authored, participations=participations, gaps=gaps), scope=PROJECT))

    def test_a_person_judges_what_was_counted(self):
        days = ("2026-06-01", "2026-06-02", "2026-07-20")
        opened = [mine(n, created_at=mine(merged=f"{day}").merged_at) for n, day in enumerate(days)]
        finding = self.found(opened, [reviewed(9)])
        assert finding.outcome is Outcome.NEEDS_PERSON
        assert finding.basis is Basis.COUNTED
        assert finding.observed == 4
        assert finding.reason == (
            "4 pull requests opened or reviewed, in 2 different weeks from 2026-06-01 to 2026-07-20; "
            "your sponsors can tell whether that is enough"
        )

    def test_one_week_and_more_unread(self):
        finding = self.found([mine(1)], gaps=[gap(Kind.REVIEWED)])
        assert finding.reason == (
            "1 or more pull requests opened or reviewed, in one week (2026-06-01); your sponsors can tell whether that is enough"
        )
        assert finding.observed_is_at_least

    def test_nothing(self):
        assert self.found().outcome is Outcome.NOT_YET

    def test_nothing_read(self):
        finding = self.found(gaps=[gap(Kind.REVIEWED, more=True)])
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.needs == {Need(Kind.REVIEWED)}


def said(**other):
    return Attestation(**({"by": "octo-mentor", "on": date(2026, 8, 1)} | other))


class TestPerson:
    def found(self, attested=None, **other):
        rule = criterion("person", decides="person", **({"who": "you"} | other))
        return rule.find(case(attested={"rule": attested} if attested else {}))

    def test_says_who_and_why(self):
        assert self.found().reason == "only you can tell"
        assert self.found(because="GitHub hides it").reason == "only you can tell (GitHub hides it)"
        assert self.found().outcome is Outcome.NEEDS_PERSON

    def test_an_attestation_meets_it(self):
        finding = self.found(said(url="https://example.com/octo", note="Seen"))
        assert finding.outcome is Outcome.MET
        assert finding.basis is Basis.ATTESTED
        assert finding.reason == "stated by octo-mentor on 2026-08-01"
        assert finding.evidence[0].title == "Seen"

    def test_without_an_address_there_is_no_evidence(self):
        assert self.found(said()).evidence == ()
        assert self.found(said(url="https://example.com")).evidence[0].title == "Stated by octo-mentor"

    @pytest.mark.parametrize(
        "other", [{"on": date(2026, 8, 22)}, {"expires": date(2026, 8, 21)}], ids=["not said yet", "expired"]
    )
    def test_only_on_the_days_for_which_it_holds(self, other):
        assert self.found(said(**other)).outcome is Outcome.NEEDS_PERSON

    def test_it_holds_until_the_day_before(self):
        assert self.found(said(expires=date(2026, 8, 22))).outcome is Outcome.MET

    def test_an_attestation_never_overrules_data(self):
        rule = criterion("pull_requests", counted="merged", at_least=1)
        assert rule.find(case(attested={"rule": said()})).outcome is Outcome.NOT_YET


MET = {"kind": "holds", "held_by": "org_file", "role": "a member", "title": "Member", "decides": "decide"}
COUNT = {"kind": "pull_requests", "counted": "merged", "at_least": 2, "title": "Two", "decides": "decide"}
ASK = {"kind": "person", "who": "you", "title": "Said", "decides": "person"}


class TestComposite:
    def found(self, kind, *parts, gaps=(), rosters=()):
        rules = [{"id": f"part-{n}", "source": {"document": "rules"}, **part} for n, part in enumerate(parts)]
        known = case(facts(gaps=gaps), of=community(rosters=rosters), scope=PROJECT)
        return criterion(kind, criteria=rules).find(known)

    def test_all_of_names_everything_missing(self):
        finding = self.found("all_of", MET, COUNT, ASK)
        assert finding.outcome is Outcome.NOT_YET
        assert finding.missing == "to be a member; 2 pull requests merged"
        assert len(finding.parts) == 3

    def test_any_of_names_the_ways(self):
        finding = self.found("any_of", MET, COUNT)
        assert finding.missing == "to be a member, or 2 pull requests merged"

    def test_any_of_shows_the_evidence_of_what_is_met(self):
        finding = self.found("any_of", MET, ASK, rosters=[member()])
        assert finding.outcome is Outcome.MET
        assert finding.evidence[0].title == "octo-org's org.yaml"
        assert finding.missing is None

    def test_a_person_is_asked_where_only_a_person_is_left(self):
        finding = self.found("any_of", MET, ASK)
        assert finding.outcome is Outcome.NEEDS_PERSON
        assert finding.reason == "only you can tell"

    def test_unknown_has_the_reason_and_what_could_be_read(self):
        finding = self.found("all_of", COUNT, ASK, gaps=[gap(Kind.AUTHORED, more=True)])
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.reason == "reading stopped"
        assert finding.needs == {Need(Kind.AUTHORED)}

    def test_parts_of_other_days_are_left_out(self):
        past = {**MET, "in_force_until": "2020-01-01"}
        finding = self.found("all_of", past, ASK)
        assert [part.id for part in finding.parts] == ["part-1"]


class TestWordsOfAFinding:
    def found(self, section=None, **other):
        rule = criterion("person", who="you", **({"source": {"document": "rules", "section": section}} | other))
        return rule.find(case())

    def test_a_citation_leads_to_the_section(self):
        source = self.found("How do I sign?").source
        assert source.title == "rules.md, How do I sign?"
        assert source.url.endswith("/rules.md#how-do-i-sign")

    def test_a_citation_of_the_whole(self):
        assert self.found().source.title == "rules.md"

    def test_the_next_step_goes_when_it_is_done(self):
        assert self.found(next_step="Do it.").next_step == "Do it."
        rule = criterion("pull_requests", counted="merged", at_least=1, next_step="Do it.")
        assert rule.find(case(facts(authored=[mine()]))).next_step is None


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (None, None, True),
        ("2026-08-21", None, True),
        ("2026-08-22", None, False),
        (None, "2026-08-21", False),
        (None, "2026-08-22", True),
    ],
)
def test_days_in_force(begin, end, expected):
    rule = criterion("person", who="you", in_force_from=begin, in_force_until=end)
    assert rule.in_force(date(2026, 8, 21)) is expected
