"""``--explain``: everything that the file of rules says of one criterion."""

import pytest

from tracker.catalog import load_ladder
from tracker.cli.explain import explain
from tracker.errors import UsageError
from tracker.ladder import walk

KUBERNETES, _ = load_ladder("kubernetes")
KSERVE, _ = load_ladder("kserve")


def test_a_rule_that_is_counted_says_how_its_words_are_read():
    text = explain(KUBERNETES, "primary-reviewer")
    definitions = KUBERNETES.definitions
    assert "Reviewer: Primary reviewer of at least 5 pull requests" in text
    assert "Approver: " in text
    assert "We count by a stated definition; a sponsor or approver judges." in text
    assert f"Primary: {definitions.primary.reason.strip()}" in text
    assert "Source: community-membership.md, " in text
    assert "https://git.k8s.io/community/community-membership.md" in text or "https://github.com/kubernetes/" in text


def test_substantial_is_explained_where_it_is_asked_for():
    assert KUBERNETES.definitions.substantial.reason.strip() in explain(KUBERNETES, "reviewed-or-merged")
    assert "Substantial:" not in explain(KUBERNETES, "two-factor")


def test_a_rule_that_only_a_person_can_tell():
    assert "No program can tell; a person has to." in explain(KUBERNETES, "two-factor")


def test_a_rule_that_data_proves():
    assert "Public data proves it." in explain(KUBERNETES, "member-tenure")


def test_rules_of_overlays_are_named_by_their_place():
    overlay = next(overlay for overlay in KUBERNETES.overlays if overlay.criteria)
    text = explain(KUBERNETES, overlay.criteria[0].id)
    assert f"{KUBERNETES.tier(overlay.tier).title}, {overlay.title}: " in text


def test_a_rule_inside_of_another_is_found():
    inner = [rule.id for tier in KUBERNETES.tiers for rule in walk(tier.criteria) if rule not in tier.criteria]
    assert inner
    assert explain(KUBERNETES, inner[0])


def test_a_rule_that_is_not_in_force_at_all_times():
    ladder = KUBERNETES.model_copy(
        update={
            "tiers": tuple(
                tier.model_copy(
                    update={
                        "criteria": tuple(
                            rule.model_copy(update={"in_force_from": KUBERNETES.rules_as_of}) for rule in tier.criteria
                        )
                    }
                )
                for tier in KUBERNETES.tiers
            )
        }
    )
    assert f"In force from {KUBERNETES.rules_as_of} until today" in explain(ladder, "two-factor")


@pytest.mark.parametrize("ladder", [KUBERNETES, KSERVE], ids=lambda ladder: ladder.id)
def test_every_rule_of_every_ladder_can_be_explained(ladder):
    for tier in ladder.tiers:
        for rule in walk(tier.criteria):
            text = explain(ladder, rule.id)
            assert f"{tier.title}: {rule.title}" in text
            assert ladder.documents[rule.source.document].url in text


def test_a_name_that_is_nearly_one():
    with pytest.raises(UsageError, match="no criterion 'primary-reviwer' in Kubernetes") as caught:
        explain(KUBERNETES, "primary-reviwer")
    assert caught.value.hint.startswith("Did you mean primary-reviewer")


def test_a_name_that_is_none():
    with pytest.raises(UsageError) as caught:
        explain(KSERVE, "zzz")
    assert caught.value.hint.startswith("There are ")


@pytest.mark.parametrize("words", [("--explain", "primary-reviewer"), ("--explain", "two-sponsors")])
def test_on_the_command_line_it_is_wrapped(run, words):
    lines = run(*words).out.splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
