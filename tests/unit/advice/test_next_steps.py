"""Steps that somebody can take, in the order in which they unlock most."""

from datetime import date

import pytest
from factories import AUTHOR, OTHER, REPO

from tracker.advice.next_steps import MOST, next_steps
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings import Basis, Citation, Evidence, Finding, Outcome, OwnedScope, SuggestedSponsor, TierResult

MET, NOT_YET, NEEDS_PERSON, UNKNOWN = Outcome.MET, Outcome.NOT_YET, Outcome.NEEDS_PERSON, Outcome.UNKNOWN
RULE = Citation(title="rules.md", url="https://github.com/octo-org/rules")
PKG, DOCS = Scope.directory(REPO, "pkg"), Scope.directory(REPO, "docs")


def finding(outcome=NOT_YET, id_="rule", **other) -> Finding:
    fields = {"title": "A rule", "basis": Basis.DECIDED, "source": RULE}
    return Finding(id=id_, outcome=outcome, **(fields | other))


def result(*criteria: Finding, tier="reviewer", scope=PKG) -> TierResult:
    return TierResult(tier=tier, title=tier.capitalize(), scope=scope, criteria=criteria, source=RULE)


def sponsor(who=OTHER, *places: str, interactions=3) -> SuggestedSponsor:
    return SuggestedSponsor(
        login=who,
        company=None,
        interactions=interactions,
        owners=tuple(OwnedScope(repo=REPO, path=place, role="approver") for place in places),
        evidence=(Evidence(title="#1", url=f"https://github.com/{who}/1"),),
    )


def texts(*results: TierResult, sponsors=()) -> list[str]:
    return [step.text for step in next_steps(results, sponsors)]


def test_what_is_met_or_unknown_is_no_step():
    assert texts(result(finding(MET), finding(UNKNOWN, missing="3 more"))) == []


def test_nothing_is_looked_at():
    assert next_steps([]) == ()


class TestWhatIsMissing:
    def test_in_words_with_what_to_do(self):
        assert texts(result(finding(missing="2 more reviews", next_step="Review in pkg."))) == [
            "2 more reviews. Review in pkg."
        ]
        assert texts(result(finding(missing="a first step"))) == ["A first step"]
        assert texts(result(finding(next_step="Do it."))) == ["A rule. Do it."]

    def test_what_time_alone_will_bring(self):
        waiting = finding(missing="3 months on 2026-10-01", ready_on=date(2026, 10, 1), next_step="Be patient.")
        assert texts(result(waiting)) == ["Wait: 3 months on 2026-10-01"]

    @pytest.mark.parametrize(
        ("urls", "used"),
        [
            ({"next_step_url": "https://a.example", "check_url": "https://b.example"}, "https://a.example"),
            ({"check_url": "https://b.example"}, "https://b.example"),
            ({}, RULE.url),
        ],
    )
    def test_where(self, urls, used):
        (step,) = next_steps([result(finding(**urls))])
        assert (step.url, step.tier, step.criterion) == (used, "reviewer", "rule")


class TestWhatOnlyThePersonCanSay:
    def test_is_one_step(self):
        boxes = [finding(NEEDS_PERSON, f"box-{n}", title=f"Box {n}", who="you") for n in range(1, 5)]
        assert texts(result(*boxes[:1])) == ["For Reviewer, see to one thing that only you can tell: Box 1"]
        assert texts(result(*boxes[:3])) == [
            "For Reviewer, see to 3 things that only you can tell: Box 1; Box 2; Box 3"
        ]
        (step,) = next_steps([result(*boxes)])
        assert step.text.endswith("4 things that only you can tell: Box 1; Box 2; Box 3; and 1 more")
        assert (step.url, step.criterion) == (RULE.url, None)

    def test_what_others_have_to_say_is_none(self):
        assert texts(result(finding(NEEDS_PERSON, who="the approvers"), finding(NEEDS_PERSON))) == []


class TestWhomToAsk:
    def test_when_all_that_can_be_counted_is_reached(self):
        (step,) = next_steps([result(finding(MET), finding(NEEDS_PERSON))], [sponsor(OTHER, "pkg")])
        assert step.text == (
            f"Talk to octo-other about Reviewer in {PKG}: what can be counted is reached, and you met in 3 pull requests"
        )
        assert (step.url, step.tier, step.criterion) == ("https://github.com/octo-other/1", "reviewer", None)

    def test_one_pull_request(self):
        assert texts(result(), sponsors=[sponsor(OTHER, "pkg", interactions=1)])[0].endswith(
            "you met in 1 pull request"
        )

    def test_the_likeliest_two(self):
        known = [sponsor(OTHER, "pkg"), sponsor(AUTHOR, "", interactions=2), sponsor(OTHER, "pkg")]
        assert texts(result(), sponsors=known)[0].startswith("Talk to octo-other or octo-author about")
        assert texts(result(), sponsors=known)[0].endswith("you met in 3 and 2 pull requests")

    @pytest.mark.parametrize("outcome", [NOT_YET, UNKNOWN])
    def test_nobody_while_something_is_missing_or_unknown(self, outcome):
        assert not [text for text in texts(result(finding(outcome)), sponsors=[sponsor()]) if text.startswith("Talk")]

    def test_for_a_directory_only_those_who_approve_there(self):
        known = [sponsor(OTHER, "docs"), sponsor(AUTHOR, "pkg")]
        found = texts(result(scope=PKG), result(scope=DOCS), sponsors=known)
        assert [text.partition(":")[0] for text in found] == [
            f"Talk to octo-author about Reviewer in {REPO}",
            f"Talk to octo-other about Reviewer in {REPO}",
        ]
        assert texts(result(scope=Scope.directory("octo-sigs/lantern")), sponsors=known) == []

    def test_for_membership_anybody_who_may_sponsor(self):
        membership = result(tier="member", scope=Scope.organization("octo-org"))
        assert texts(membership, sponsors=[sponsor(OTHER, "anywhere")])[0].startswith("Talk to octo-other about Member")

    def test_for_other_tiers_nobody(self):
        assert texts(result(tier="chair", scope=PROJECT), sponsors=[sponsor(OTHER, "pkg")]) == []


class TestOrder:
    def test_the_nearest_tier_first(self):
        far = result(finding(missing="far 1"), finding(UNKNOWN), tier="approver")
        near = result(finding(missing="near"), finding(MET), tier="member")
        assert texts(far, near) == ["Near", "Far 1"]

    def test_of_two_as_near_the_one_that_fewer_people_have_to_judge(self):
        more = result(finding(missing="more"), finding(NEEDS_PERSON), finding(NEEDS_PERSON))
        fewer = result(finding(missing="fewer"), finding(NEEDS_PERSON))
        assert texts(more, fewer) == ["Fewer", "More"]

    def test_the_same_words_are_one_step(self):
        assert texts(result(finding(missing="a review")), result(finding(missing="a review"), scope=DOCS)) == [
            "A review"
        ]

    def test_no_more_than_a_handful(self):
        many = [finding(id_=f"r{n}", missing=f"{n} more") for n in range(9)]
        assert len(texts(result(*many))) == MOST
