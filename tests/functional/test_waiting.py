"""How long a run waits in all, when it asks no more, and what it does with the points of an hour."""

import time
from functools import partial

import pytest
from functional.comparing import assert_nothing_wrong, findings
from functional.running import NELL, ROBIN, ROSA, WORLD_DAY

from tracker.entry import connect
from tracker.sources.github.api.retry import RetryPolicy

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--format", "json", "--no-openings", "--as-of", WORLD_DAY)
GRAPHQL = {"path": "/graphql"}
HOUR = 3600


@pytest.fixture
def waits(monkeypatch):
    """How long was waited, without waiting."""
    seconds = []
    monkeypatch.setattr(connect, "RetryPolicy", partial(RetryPolicy, jitter=lambda: 1.0, sleep=seconds.append))
    return seconds


@pytest.mark.parametrize("case", [(12, 1 + 2 + 9), (11, 1 + 2), (2, 2), (0, 0)])
def test_pauses_between_attempts_are_part_of_all_waits(run, serve, waits, usual, case):
    """Two attempts in vain, and then a limit of nine seconds."""
    most, expected = case
    outage = {"kind": "http_error", "status": 503, "after": 1, "times": 2, **GRAPHQL}
    limit = {"kind": "secondary_limit", "retry_after": 9, "after": 3, "times": 1, **GRAPHQL}
    report = run(*DAY, "--max-wait", str(most), ROBIN, server=serve(faults=[outage, limit])).report
    assert_nothing_wrong(report, ROBIN, usual)
    assert sum(waits) == expected
    assert (report["data"]["cost"]["requests"] > 1 + 2 + 1) is (expected == 1 + 2 + 9)


def test_after_a_limit_of_searches_nothing_is_asked_in_graphql(run, serve, waits):
    """Who is found nowhere is looked for by a search in REST, too."""
    server = serve(faults=[{"kind": "hidden_user", "logins": [ROBIN], "totals": "zero"}], search_limit=0)
    report = run(*DAY, "--max-wait", "5", ROBIN, server=server).report
    log = [(row["resource"], row["status"]) for row in server.standin.log() if row["resource"] in {"graphql", "search"}]
    assert log == [("graphql", 200), ("search", 403)]
    assert not waits
    assert "GitHub's search limit is used up until" in str(report["data"]["gaps"])
    # The org files came with the first question, so that no organization lists the person is known.
    not_yet = {name for (*_, name), one in findings(report).items() if one["outcome"] == "not_yet"}
    assert not_yet == {"member-elsewhere"}


@pytest.mark.parametrize("who", [NELL, ROSA])
def test_however_few_points_an_hour_has_the_runs_after_it_get_to_the_end(run, serve, usual, monkeypatch, who):
    """Two points are for asking about the person and the community's files again; the third is for what is new."""
    passed = -24.0 * HOUR
    monkeypatch.setattr(connect, "RetryPolicy", partial(RetryPolicy, now=lambda: time.time() + passed))
    server = serve(graphql_limit=3)
    known = {key: one["outcome"] for key, one in findings(usual(who, "--no-openings")).items()}
    for _ in range(8):
        report = run(*DAY, "--max-wait", "0", who, server=server).report
        assert_nothing_wrong(report, who, usual)
        if {key: one["outcome"] for key, one in findings(report).items()} == known:
            return
        passed += HOUR + 60
        server.standin.limiter.reset()
    pytest.fail("eight hours did not get to the end")
