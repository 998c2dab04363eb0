"""Answers that do not come or come broken, and limits."""

from functools import partial
from itertools import accumulate

import pytest
from functional.comparing import findings
from functional.faults.given import AT_ONCE, FAULTS, GRAPHQL, reasons, said
from functional.running import AKI, ANDERS, NELL, ROBIN, WORLD_DAY

from tracker.entry import connect
from tracker.sources.github.api.retry import RetryPolicy

pytestmark = pytest.mark.usefixtures("history_read_once")

PASSING = {name: fault for name, (fault, _) in FAULTS.items() if fault["kind"] in {"http_error", "reset", "truncate"}}


# -- answers that do not come, or come broken -------------------------------------------------------


@pytest.mark.parametrize("name", FAULTS)
def test_from_the_first_request_on_nothing_can_be_checked(check, name):
    fault, reason = FAULTS[name]
    ran = check(ANDERS, *AT_ONCE, faults=[fault])
    assert (ran.code, ran.out) == (4, "")
    error, hint = ran.err.splitlines()
    assert error.startswith("Error: ")
    assert reason in error
    assert hint.startswith("Hint: ")


@pytest.mark.parametrize("name", FAULTS)
def test_from_a_later_request_on_the_rest_is_a_gap(check, questions, name):
    fault, reason = FAULTS[name]
    variant = "JSON" in name or "429" in name
    for after in (1,) if variant else range(1, len(questions(ROBIN))):
        ran = check(ROBIN, *AT_ONCE, faults=[{**fault, "after": after, **GRAPHQL}])
        assert ran.code == 5
        assert reason in reasons(ran.report)


@pytest.mark.parametrize("name", ["bad gateway", "not available", "revoked token"])
def test_who_has_everything_is_never_told_not_yet(check, questions, name):
    """Everything that a program can tell is met by this person, whatever GitHub leaves out."""
    words = (ANDERS, "--tier", "reviewer")
    for after in range(1, len(questions(*words))):
        ran = check(*words, faults=[{**FAULTS[name][0], "after": after, **GRAPHQL}])
        outcomes = {finding["outcome"] for finding in findings(ran.report).values()}
        assert ran.code == 5
        assert "not_yet" not in outcomes


@pytest.mark.parametrize("name", ["bad gateway", "hourly limit"])
def test_a_long_reading_that_breaks_off(check, questions, name):
    """There are several pages to read of this person."""
    for after in range(1, len(questions(AKI, "--full"))):
        ran = check(AKI, "--full", *AT_ONCE, faults=[{**FAULTS[name][0], "after": after, **GRAPHQL}])
        assert ran.code == 5
        assert FAULTS[name][1] in reasons(ran.report)


@pytest.mark.parametrize("name", PASSING)
def test_a_fault_that_passes_leaves_no_mark(check, usual, questions, name):
    positions = range(len(questions(ROBIN))) if name == "bad gateway" else (0, 1)
    for after in positions:
        ran = check(ROBIN, faults=[{**PASSING[name], "after": after, "times": 1, **GRAPHQL}])
        assert ran.code == 0
        assert said(ran.report) == said(usual(ROBIN))


def test_every_second_answer_is_a_bad_gateway(check, usual):
    ran = check(ROBIN, faults=[{"kind": "http_error", "every": 2, **GRAPHQL}])
    assert ran.code == 0
    assert said(ran.report) == said(usual(ROBIN))


def test_a_retry_waits_for_a_while(run, serve, monkeypatch, pauses):
    monkeypatch.setattr(connect, "RetryPolicy", partial(RetryPolicy, jitter=lambda: 1.0, sleep=pauses.append))
    ran = run(NELL, "--as-of", WORLD_DAY, server=serve(faults=[{"kind": "http_error", "status": 503, "times": 3}]))
    assert ran.code == 0
    assert pauses == [1.0, 2.0, 4.0]


def test_slow_answers_are_waited_for(check, usual):
    ran = check(ROBIN, faults=[{"kind": "slow", "seconds": 0.2}])
    assert ran.code == 0
    assert said(ran.report) == said(usual(ROBIN))
    assert float(ran.err.rsplit(", ", 1)[1].removesuffix(" s\n")) >= 0.6


def test_a_storm_of_bad_gateways_ends(check, pauses):
    """Smaller and smaller questions are tried, but not for ever."""
    ran = check(ANDERS, faults=[{"kind": "http_error", "after": 1, **GRAPHQL}])
    assert ran.code == 5
    assert ran.report["data"]["cost"]["requests"] < 60


# -- limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 429])
def test_a_secondary_limit_is_waited_for_as_long_as_github_says(check, pauses, usual, status):
    limit = {"kind": "secondary_limit", "status": status, "retry_after": 7, "after": 1, "times": 1, **GRAPHQL}
    ran = check(ROBIN, faults=[limit])
    assert ran.code == 0
    assert sum(pauses) == 7
    assert ran.err.startswith("Waiting 7 s: GitHub asks to slow down (its secondary limit)\n")
    assert said(ran.report) == said(usual(ROBIN))


def test_without_a_time_it_is_a_minute_and_then_two(check, pauses, usual):
    limit = {"kind": "secondary_limit", "retry_after": "none", "after": 1, "times": 2, **GRAPHQL}
    ran = check(ROBIN, "--max-wait", "180", faults=[limit])
    assert ran.code == 0
    assert sum(pauses) == 60 + 120
    assert ran.err.count("Waiting") == 2
    assert said(ran.report) == said(usual(ROBIN))


def test_all_waits_of_a_run_together_are_bounded_and_then_nothing_more_is_asked(check, pauses):
    """A minute, and two more would be too much: the request before, the one that is refused, and the one after the minute."""
    ran = check(ROBIN, faults=[{"kind": "secondary_limit", "retry_after": "none", "after": 1, **GRAPHQL}])
    assert ran.code == 5
    assert sum(pauses) == 60
    assert ran.report["data"]["cost"]["requests"] == 3
    assert "secondary limit" in reasons(ran.report)


def test_a_limit_longer_than_one_would_wait_is_not_waited_for(check, pauses):
    ran = check(ROBIN, "--max-wait", "6", faults=[{"kind": "secondary_limit", "retry_after": 7, "after": 1, **GRAPHQL}])
    assert ran.code == 5
    assert pauses == []


def test_the_hourly_limit_is_waited_for_where_that_is_short(run, serve, usual):
    """The stand-in keeps time by the clock, so this one waits."""
    limit = {"kind": "primary_limit", "reset_in": 1, "after": 2, "times": 1, **GRAPHQL}
    ran = run(ROBIN, "--max-wait", "9", "--format", "json", "--as-of", WORLD_DAY, server=serve(faults=[limit]))
    assert ran.code == 0
    assert "hourly limit is used up until" in ran.err
    assert said(ran.report) == said(usual(ROBIN))


def test_points_used_up_midway(check, questions):
    """GraphQL says so with status 200: ``RATE_LIMITED`` among the errors, and no data."""
    for points in accumulate(row["cost"] for row in questions(ANDERS)[:-1]):
        ran = check(ANDERS, *AT_ONCE, graphql_limit=points)
        assert ran.code == 5
        assert "hourly limit is used up until" in reasons(ran.report)
        assert ran.report["data"]["cost"]["points"] == points
