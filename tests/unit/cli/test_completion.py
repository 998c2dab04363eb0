"""What the shell offers for half a word."""

import pytest
from click.shell_completion import ShellComplete

from tracker.catalog import load_ladder
from tracker.cli import check, ladder
from tracker.reports import FORMATS


def offered(*words: str) -> list[str]:
    """What is offered for the last word."""
    *complete, incomplete = words
    shell = ShellComplete(check.command, {}, "ladder-check", "_LADDER_CHECK_COMPLETE")
    return [item.value for item in shell.get_completions(list(complete), incomplete)]


@pytest.mark.parametrize("option", ["--tier", "--fail-below"])
def test_tiers(option):
    assert offered(option, "sub") == ["subproject-owner", "subproject-lead"]


def test_tiers_are_offered_as_the_ladder_has_them():
    assert offered("--tier", "") == [tier.id for tier in load_ladder("kubernetes")[0].tiers]


def test_tiers_of_the_ladder_that_is_named():
    everything = offered("--ladder", "kserve", "--tier", "")
    assert "reviewer" in everything
    assert not [tier for tier in everything if tier.startswith("sig")]


def test_the_samples():
    assert offered("--demo", "re") == ["ready-robin", "Reviewer-Rosa"]
    assert offered("--demo", "ready-robin", "re") == ["Reviewer-Rosa"]
    assert offered("re") == []


def test_formats():
    assert set(FORMATS) <= set(offered("--format", ""))
    assert offered("--format", "m") == ["markdown"]
    assert offered("--format", "s") == ["summary", "slack"]


def test_interests():
    assert offered("--interest", "gp") == ["gpu", "gpus"]
    assert offered("--ladder", "kserve", "--interest", "gp") == []


def test_criteria():
    assert "primary-reviewer" in offered("--explain", "pri")
    assert offered("--explain", "zzz") == []


def test_options():
    assert "--token-stdin" in offered("--tok")


def test_formats_of_a_diagnosis():
    shell = ShellComplete(ladder.command, {}, "ladder", "_LADDER_COMPLETE")
    assert [item.value for item in shell.get_completions(["doctor", "--format"], "")] == ["text", "json"]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["requests", "--format", ""], ["text", "markdown", "json"]),
        (["requests", "--state", "o"], ["open"]),
        (["audit", "members", "--org", "kubernetes-c"], ["kubernetes-client", "kubernetes-csi"]),
        (["audit", "voters", "--election", "steering-2026"], ["steering-2026"]),
        (["audit", "voters", "--format", "j"], ["json"]),
        (["audit", ""], ["members", "voters"]),
        (["area", "sig-sc"], ["sig-scalability", "sig-scheduling"]),
        (["area", "kubernetes-sigs/"], []),
    ],
)
def test_words_of_the_commands_for_admins(words, values):
    shell = ShellComplete(ladder.command, {}, "ladder", "_LADDER_COMPLETE")
    assert [item.value for item in shell.get_completions(words[:-1], words[-1])] == values
