"""A second ladder, which is nothing but a file: its numbers, its window, its one repository."""

from datetime import date

import pytest
from factories import case, facts, mine, pull_request, reviewed

from tracker.catalog import load_ladder
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Outcome
from tracker.ladder import walk

KSERVE = Scope.directory("kserve/kserve")


@pytest.fixture(scope="module")
def ladder():
    return load_ladder("kserve")[0]


@pytest.mark.parametrize(
    ("tier", "name", "number", "counted"),
    [
        ("reviewer", "authored", 3, "merged"),
        ("reviewer", "reviewed", 5, "reviewed"),
        ("approver", "authored", 5, "merged"),
        ("approver", "reviewed", 10, "reviewed"),
    ],
)
def test_numbers(ladder, tier, name, number, counted):
    (rule,) = [rule for rule in ladder.tier(tier).criteria if rule.id == name]
    assert (rule.at_least, rule.counted, rule.within_days) == (number, counted, 90)
    assert rule.repositories == ("kserve/kserve",)
    assert rule.substantial


def test_three_months_as_reviewer(ladder):
    assert ladder.tier("approver").criteria[0].months == 3
    assert ladder.inactive_after(date(2026, 8, 21)).months == 12


def test_a_reviewer_by_the_file_alone(ladder):
    recent = [mine(n, repo="kserve/kserve", merged="2026-08-01") for n in range(3)]
    old = [reviewed(9, repo="kserve/kserve")]
    known = case(facts(authored=recent, participations=old), scope=KSERVE, words=ladder.definitions)
    outcomes = {rule.id: rule for rule in ladder.tier("reviewer").criteria if rule.kind == "pull_requests"}
    known_citations = {"citations": ladder.citations}
    found = {name: rule.find(_with(known, known_citations)) for name, rule in outcomes.items()}
    assert found["authored"].outcome is Outcome.MET
    assert found["reviewed"].outcome is Outcome.NOT_YET


def _with(known, other):
    return type(known)(**(vars(known) | other))


def test_every_rule_has_a_source_and_a_next_step(ladder):
    for tier in ladder.tiers:
        for rule in walk(tier.criteria):
            assert rule.source.quote, (tier.id, rule.id)
            assert rule.next_step, (tier.id, rule.id)
            assert rule.next_step_url, (tier.id, rule.id)
    for document in ladder.documents.values():
        assert document.commit
        assert document.read_on


@pytest.mark.parametrize(
    ("title", "base", "counts"),
    [
        ("[release-0.15] Cherry-pick a fix", "release-0.15", False),
        ("[release-0.15] Cherry-pick a fix", "master", True),
        ("[release-0.15] Cherry-pick a fix", None, None),
        ("Serve larger models", "master", True),
    ],
)
def test_cherry_picks_do_not_count(ladder, title, base, counts):
    assert ladder.definitions.counts(pull_request(title=title, base=base)) is counts
