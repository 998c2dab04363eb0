"""Tiers by the names that people give them."""

import pytest

from tracker.catalog import load_ladder
from tracker.catalog.tier_names import tier_meant
from tracker.errors import UsageError

TIERS = {tier.id: tier.title for tier in load_ladder("kubernetes")[0].tiers}


@pytest.mark.parametrize(
    ("typed", "tier"),
    [
        ("reviewer", "reviewer"),
        ("Reviewer", "reviewer"),
        ("reviewers", "reviewer"),
        (" REVIEWERS ", "reviewer"),
        ("tech lead", "sig-tech-lead"),
        ("Tech Leads", "sig-tech-lead"),
        ("sig_tech_lead", "sig-tech-lead"),
        ("SIG Chair", "sig-chair"),
        ("chair", "sig-chair"),
        ("owner", "subproject-owner"),
        ("Subproject Owners", "subproject-owner"),
    ],
)
def test_however_it_is_typed(typed, tier):
    assert tier_meant(typed, TIERS) == tier


@pytest.mark.parametrize("tier", TIERS)
def test_every_tier_by_its_id_and_its_title(tier):
    assert tier_meant(tier, TIERS) == tier_meant(TIERS[tier], TIERS) == tier


def test_several_are_never_guessed():
    with pytest.raises(UsageError) as caught:
        tier_meant("leads", TIERS)
    assert caught.value.message == "'leads' is more than one tier"
    assert caught.value.hint == "Write subproject-lead or sig-tech-lead."


@pytest.mark.parametrize("typed", ["", "s", "-", "chief", "sig", "tech", "reviewer!approver"])
def test_what_is_none(typed):
    with pytest.raises(UsageError, match="there is no tier") as caught:
        tier_meant(typed, TIERS)
    assert "There are contributor, member, " in caught.value.hint


def test_an_id_is_never_another_tier_s_title():
    assert tier_meant("reviewer", {"reviewer": "Reviewer", "docs-reviewer": "Reviewer"}) == "reviewer"
