"""Several people at once: who cannot be checked takes nothing from the others."""

import pytest
from functional.comparing import assert_nothing_wrong
from functional.running import ANDERS, NELL, ROSA, TODAY


def test_in_text_one_after_the_other(run, calm):
    ran = run(ROSA, NELL, *TODAY, server=calm)
    assert ran.code == 0
    assert 0 < ran.out.index(f"\n{NELL} (Nell Newcomer) · ") < ran.out.index(f"\n{ROSA} (Rosa Reviewer) · Reviewer")


def test_in_json_a_cohort_by_login_and_each_once(run, calm):
    ran = run(ROSA, NELL, ROSA.lower(), f"@{NELL}", "--format", "json", *TODAY, server=calm)
    assert ran.code == 0
    assert ran.report["schema"] == "ladder-check.cohort/v1"
    assert [report["contributor"]["login"] for report in ran.report["reports"]] == [NELL, ROSA]
    assert ran.report["failures"] == []


@pytest.mark.parametrize("order", [("octo-nobody", NELL), (NELL, "octo-nobody"), ("kubernetes", NELL, "k8s-ci-robot")])
def test_who_cannot_be_checked_takes_nothing_from_the_others(run, calm, order):
    ran = run(*order, "--format", "json", *TODAY, server=calm)
    assert ran.code == 0
    assert [report["contributor"]["login"] for report in ran.report["reports"]] == [NELL]
    assert [failure["login"] for failure in ran.report["failures"]] == sorted(set(order) - {NELL})
    for failure in ran.report["failures"]:
        assert failure["error"]
        assert failure["hint"]


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_who_cannot_be_checked_is_named_in_the_report(run, calm, format_):
    ran = run(NELL, "octo-nobody", "--format", format_, *TODAY, server=calm)
    assert ran.code == 0
    assert "GitHub has no account octo-nobody" in ran.out


def test_nobody_of_several_can_be_checked(run, calm):
    ran = run("octo-nobody", "kubernetes", server=calm)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: nobody could be checked; kubernetes: kubernetes is an organization\nHint: ")


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits before asking again."""
    monkeypatch.setattr("tracker.sources.github.api.retry.RetryPolicy.back_off", lambda *_: 0.0)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "token_expired"}, "GitHub refused the token: Bad credentials"),
        ({"kind": "primary_limit", "reset_in": 600}, "GitHub's hourly limit is used up until"),
        ({"kind": "reset"}, " failed: Connection reset by peer"),
    ],
)
@pytest.mark.usefixtures("impatient")
def test_what_was_found_before_things_went_wrong_is_kept(run, serve, usual, fault, said):
    server = serve(faults=[{**fault, "after": 4, "path": "graphql$"}])
    ran = run(NELL, ANDERS, ROSA, "--max-wait", "0", "--format", "json", *TODAY, server=server)
    assert ran.code == 0
    assert [report["contributor"]["login"] for report in ran.report["reports"]] == [ANDERS, NELL, ROSA]
    for report in ran.report["reports"]:
        assert_nothing_wrong(report, report["contributor"]["login"], usual)
        assert any(said in gap["reason"] for gap in report["data"]["gaps"])
