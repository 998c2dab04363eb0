"""Counts of pull requests: each outcome, and what a finding says."""

from urllib.parse import parse_qs, urlsplit

import pytest
from factories import case, criterion, facts, gap, mine, primary, reviewed
from pydantic import ValidationError

from tracker.criteria.pull_requests import SHOWN
from tracker.facts import Kind, Need
from tracker.facts.scopes import PROJECT, Scope
from tracker.findings.outcomes import Basis, Outcome


def rule(counted="merged", at_least=2, **other):
    return criterion("pull_requests", counted=counted, at_least=at_least, **other)


def found(a_rule, authored=(), participations=(), gaps=(), **other):
    return a_rule.find(case(facts(authored=authored, participations=participations, gaps=gaps), **other))


THREE = [mine(number) for number in (1, 2, 3)]


class TestOutcome:
    def test_met(self):
        finding = found(rule(), THREE)
        assert finding.outcome is Outcome.MET
        assert (finding.required, finding.observed, finding.observed_is_at_least) == (2, 3, False)
        assert finding.missing is None
        assert finding.reason is None

    def test_not_yet_only_when_all_is_known(self):
        finding = found(rule(), THREE[:1])
        assert finding.outcome is Outcome.NOT_YET
        assert finding.missing == "1 more pull request merged in octo-org/octo-repo"

    def test_unknown_because_of_a_gap(self):
        finding = found(rule(), THREE[:1], gaps=[gap(Kind.AUTHORED)])
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.reason == "reading stopped"
        assert finding.observed_is_at_least

    def test_met_in_spite_of_a_gap(self):
        finding = found(rule(), THREE, gaps=[gap(Kind.AUTHORED)])
        assert finding.outcome is Outcome.MET
        assert finding.observed_is_at_least
        assert not finding.needs

    def test_a_gap_elsewhere_does_not_matter(self):
        elsewhere = gap(Kind.AUTHORED, repos=frozenset({"octo-org/other"}))
        assert found(rule(), THREE[:1], gaps=[elsewhere]).outcome is Outcome.NOT_YET
        assert found(rule(), THREE[:1], gaps=[gap(Kind.REVIEWED)]).outcome is Outcome.NOT_YET

    def test_a_lost_conversation_can_hide_a_review(self):
        finding = found(rule("reviewed"), participations=[reviewed()], gaps=[gap(Kind.CONVERSATIONS)])
        assert finding.outcome is Outcome.UNKNOWN

    def test_unknown_because_enough_may_count(self):
        unclear = [mine(number, files_known=False) for number in (1, 2)]
        finding = found(rule(substantial=True), unclear)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.reason == "2 more may count, but what is known of them does not tell"

    def test_not_yet_where_even_all_that_may_count_is_too_little(self):
        finding = found(rule(at_least=3, substantial=True), [mine(1), mine(2, files_known=False)])
        assert finding.outcome is Outcome.NOT_YET
        assert finding.reason is None

    def test_what_could_be_read_on_is_named(self):
        finding = found(rule("reviewed", primary=True), gaps=[gap(Kind.REVIEWED, more=True)])
        assert finding.needs == {Need(Kind.REVIEWED, "octo-org/octo-repo")}


EVERYTHING = {
    "authored": [mine(1, merged=None), mine(2)],
    "participations": [reviewed(3), primary(4), reviewed(5, merged=None)],
}


class TestCounted:
    @pytest.mark.parametrize(
        ("counted", "expected"), [("opened", 2), ("merged", 1), ("reviewed", 3), ("reviewed_or_merged", 4)]
    )
    def test_which(self, counted, expected):
        assert found(rule(counted), **EVERYTHING).observed == expected

    def test_primary(self):
        assert found(rule("reviewed", primary=True), **EVERYTHING).observed == 1
        assert found(rule("reviewed_or_merged", primary=True), **EVERYTHING).observed == 1

    def test_merged_only(self):
        assert found(rule("reviewed", merged_only=True), **EVERYTHING).observed == 2

    def test_substantial(self):
        small = [mine(1, lines=3), mine(2)]
        assert found(rule(substantial=True), small).observed == 1

    def test_in_repositories(self):
        elsewhere = [mine(1), mine(2, repo="octo-org/other")]
        finding = found(rule(repositories=["Octo-Org/Other"]), elsewhere, scope=PROJECT)
        assert finding.observed == 1
        assert "repo%3AOcto-Org%2FOther" in (finding.check_url or "")

    @pytest.mark.parametrize(
        ("merged", "expected"), [("2026-08-20", 1), ("2026-07-23", 1), ("2026-07-22", 0), ("2016-01-01", 0)]
    )
    def test_within_days(self, merged, expected):
        assert found(rule(within_days=30), [mine(1, merged=merged)]).observed == expected

    def test_without_days_all_ages_count(self):
        assert found(rule(), [mine(1, merged="2016-01-01"), mine(2)]).observed == 2

    def test_in_a_directory(self):
        places = [mine(1, paths=["pkg/a.go"]), mine(2, paths=["docs/a.md"])]
        assert found(rule(), places, scope=Scope.directory("octo-org/octo-repo", "pkg")).observed == 1


class TestWords:
    @pytest.mark.parametrize(
        ("fields", "authored", "expected"),
        [
            ({}, [], "2 pull requests merged"),
            ({"counted": "opened"}, THREE[:1], "1 more pull request opened"),
            (
                {"counted": "reviewed_or_merged", "substantial": True},
                [],
                "2 substantial pull requests reviewed or merged",
            ),
            ({"counted": "reviewed", "primary": True}, [], "2 pull requests with you as primary reviewer"),
        ],
    )
    def test_missing(self, fields, authored, expected):
        assert found(rule(**fields), authored, scope=PROJECT).missing == expected

    def test_missing_names_the_place(self):
        words = found(rule("reviewed", primary=True), scope=Scope.directory("octo-org/octo-repo", "pkg")).missing
        assert words == "2 pull requests in octo-org/octo-repo:pkg with you as primary reviewer"

    def test_basis_is_as_the_rule_says(self):
        assert found(rule(decides="count"), THREE).basis is Basis.COUNTED
        assert found(rule(), THREE).basis is Basis.DECIDED

    def test_evidence_is_the_newest_few_and_the_total(self):
        many = [mine(number) for number in range(SHOWN + 5)]
        finding = found(rule(), many)
        assert len(finding.evidence) == SHOWN
        assert finding.evidence_total == SHOWN + 5
        assert finding.evidence[0].title.startswith("octo-org/octo-repo#")
        assert finding.evidence[0].note == "merged, by you"

    def test_a_search_is_as_narrow_as_github_can_search(self):
        narrow = rule("reviewed", merged_only=True, within_days=90)
        asked = parse_qs(urlsplit(found(narrow, scope=PROJECT).check_url or "").query)["q"][0]
        assert asked.startswith("is:pr is:merged (reviewed-by:")
        assert "updated:>=20" in asked

    @pytest.mark.parametrize(
        ("counted", "scope", "query"),
        [
            ("merged", PROJECT, "is:pr is:merged author:octo-me (org:octo-org)"),
            ("opened", Scope.directory("octo-org/octo-repo", "pkg"), "is:pr author:octo-me repo:octo-org/octo-repo"),
            (
                "reviewed",
                PROJECT,
                "is:pr (reviewed-by:octo-me OR commenter:octo-me) -author:octo-me (org:octo-org)",
            ),
        ],
    )
    def test_a_person_can_check(self, counted, scope, query):
        url = urlsplit(found(rule(counted), scope=scope).check_url or "")
        assert f"{url.scheme}://{url.netloc}{url.path}" == "https://github.com/search"
        assert parse_qs(url.query)["q"] == [query]


@pytest.mark.parametrize("fields", [{"at_least": 0}, {"within_days": 0}, {"counted": "closed"}, {"at_lest": 1}])
def test_what_a_rule_cannot_say(fields):
    with pytest.raises(ValidationError):
        rule(**fields)
