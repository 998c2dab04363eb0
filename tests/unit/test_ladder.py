"""Which rules a ladder gives for a tier, a scope and a day."""

from datetime import date
from pathlib import Path

import pytest

from tracker.catalog import load_ladder
from tracker.facts.scopes import PROJECT, Scope
from tracker.ladder import walk

SMALL = Path(__file__).parents[1] / "data" / "ladders" / "small.yaml"
TODAY = date(2026, 8, 21)
CODE = Scope.directory("octo-org/octo-repo", "pkg")
DOCS = Scope.directory("octo-org/octo-repo", "docs/pages")


@pytest.fixture(scope="module")
def ladder():
    return load_ladder(SMALL)[0]


@pytest.fixture
def reviewer(ladder):
    return ladder.tier("reviewer")


def rules(ladder, tier, scope=CODE, day=TODAY, **other):
    return {rule.id: getattr(rule, "at_least", None) for rule in ladder.rules(tier, scope, day, **other)}


@pytest.mark.parametrize(("day", "number"), [(date(2019, 12, 31), 3), (date(2020, 1, 1), 5), (TODAY, 5)])
def test_a_rule_is_the_one_of_its_day(ladder, reviewer, day, number):
    assert rules(ladder, reviewer, day=day) == {"primary-reviewer": number, "known": None}


def test_an_overlay_replaces_adds_and_takes_out(ladder, reviewer):
    assert rules(ladder, reviewer, DOCS) == {"primary-reviewer": 2, "translator": None}


def test_an_overlay_has_its_days(ladder, reviewer):
    assert rules(ladder, reviewer, DOCS, date(2020, 12, 31)) == {"primary-reviewer": 5, "known": None}
    assert rules(ladder, reviewer, DOCS, date(2019, 1, 1)) == {"primary-reviewer": 3, "known": None}


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        (CODE, False),
        (DOCS, True),
        (Scope.directory("octo-org/octo-repo", "docs"), True),
        (Scope.directory("octo-org/octo-repo", "docs2"), False),
        (Scope.directory("octo-org/octo-repo"), False),
        (Scope.directory("octo-org/docs"), True),
        (Scope.directory("Octo-Org/Docs"), True),
        (Scope.directory("Octo-Org/Octo-Repo", "docs"), True),
        (Scope.directory("octo-org/octo-repo", "Docs"), False),
        (Scope.directory("octo-org/docs", "any"), True),
        (Scope(kind=PROJECT.kind, group="sig-docs"), True),
        (PROJECT, False),
    ],
)
def test_where_an_overlay_applies(ladder, reviewer, scope, applies):
    assert bool(ladder.overlays_of(reviewer, scope, TODAY)) is applies


def test_an_overlay_applies_by_where_somebody_works(ladder, reviewer):
    assert rules(ladder, reviewer, PROJECT, working_in=[DOCS])["primary-reviewer"] == 2
    assert rules(ladder, reviewer, PROJECT, working_in=[CODE])["primary-reviewer"] == 5


def test_an_overlay_applies_by_attestation(ladder, reviewer):
    assert rules(ladder, reviewer, attested=["translator", "other"])["primary-reviewer"] == 2
    assert rules(ladder, reviewer, attested=["other"])["primary-reviewer"] == 5


def test_an_overlay_is_of_one_tier(ladder):
    assert ladder.overlays_of(ladder.tier("contributor"), DOCS, TODAY) == ()


def test_tiers_by_id_and_in_order(ladder, reviewer):
    assert ladder.place(ladder.tier("contributor")) < ladder.place(reviewer)
    with pytest.raises(KeyError, match="chief"):
        ladder.tier("chief")


def test_inactivity_has_its_days(ladder):
    assert ladder.inactive_after(TODAY).months == 12
    assert ladder.inactive_after(date(2022, 12, 31)) is None


def test_walking_finds_what_composites_join(reviewer):
    assert [rule.id for rule in walk(reviewer.criteria)][-2:] == ["known", "knowledgeable"]


def test_citations_are_the_documents(ladder):
    assert ladder.citations["rules"].title == "rules.md"
