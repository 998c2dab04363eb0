"""Runs that a limit ends, one after the other: each goes on where the one before was, however little is allowed."""

import time
from functools import partial

import pytest
from functional.comparing import assert_nothing_wrong, findings, held
from functional.running import PEOPLE, WORLD_DAY

from tracker.entry import connect
from tracker.sources.github.patience import Patience

DAY = ("--format", "json", "--no-openings", "--as-of", WORLD_DAY)
HOUR = 3600


@pytest.fixture
def wait(monkeypatch):
    """Lets time pass."""
    passed = 0.0

    def wait(seconds):
        nonlocal passed
        passed += seconds

    monkeypatch.setattr(connect, "Patience", partial(Patience, now=lambda: time.time() + passed))
    return wait


@pytest.fixture
def server(serve):
    return serve(secondary_limits=False)


@pytest.fixture
def asked(server):
    """How many requests were made by doing something."""

    def count(act):
        before = server.standin.stats()["graphql_requests"]
        act()
        return server.standin.stats()["graphql_requests"] - before

    return count


@pytest.fixture(scope="module")
def truths():
    return {}


@pytest.fixture
def truth(calm, run, truths):
    """What a run that nothing ends says of everybody."""
    if not truths:
        truths.update(_said(run(*DAY, *PEOPLE, server=calm, XDG_CACHE_HOME="elsewhere").report))
    return truths


@pytest.mark.parametrize("most", range(1, 9))
def test_however_few_requests_a_run_may_make_the_runs_after_it_get_to_the_end(run, server, truth, asked, most):
    words = (*DAY, "--max-requests", str(most), *PEOPLE)
    runs, total = 1, asked(lambda: run(*words, server=server))
    while _said(run(*words, server=server).report) != truth:
        runs, total = runs + 1, total + most
        assert total <= 16, f"{runs} runs of {most} did not get to the end"


@pytest.mark.parametrize("most", [1, 2, 3])
def test_on_the_way_nothing_wrong_is_said(run, server, usual, most):
    for _ in range(6):
        document = run(*DAY, "--max-requests", str(most), *PEOPLE, server=server).report
        named = [report["contributor"]["login"] for report in document["reports"]]
        assert sorted([*named, *(failure["login"] for failure in document["failures"])]) == sorted(PEOPLE)
        for who, report in zip(named, document["reports"], strict=True):
            assert_nothing_wrong(report, who, usual)


def test_of_whom_a_moment_ago_was_asked_nobody_asks_again_and_the_reports_say_since_when(run, server, wait):
    first = run(*DAY, "--max-requests", "4", *PEOPLE, server=server).report
    wait(HOUR / 2)
    second = run(*DAY, "--max-requests", "2", *PEOPLE, server=server).report
    assert _read_at(second) == {min(_read_at(first))}
    assert _unknown(second) < _unknown(first)
    wait(HOUR)
    third = run(*DAY, "--max-requests", "2", *PEOPLE, server=server).report
    assert min(_read_at(third)) > max(_read_at(first))


def test_a_run_that_no_limit_ended_is_over_and_the_next_asks_anew(run, server, asked, wait):
    anew = asked(lambda: run(*DAY, *PEOPLE, server=server))
    known = asked(lambda: run(*DAY, *PEOPLE, server=server))
    assert 0 < known < anew
    wait(HOUR / 2)
    run(*DAY, "--max-requests", str(known - 1), *PEOPLE, server=server)
    assert asked(lambda: run(*DAY, *PEOPLE, server=server)) == 1
    assert asked(lambda: run(*DAY, *PEOPLE, server=server)) == known


def test_eight_who_are_known_take_three_requests(run, server, asked):
    """One is asked about alone, the others together, and then the community's files: so three are enough each time."""
    run(*DAY, *PEOPLE, server=server)
    assert asked(lambda: run(*DAY, *PEOPLE, server=server)) == 3


def test_refresh_goes_on_with_nothing(run, server, asked):
    run(*DAY, "--max-requests", "6", *PEOPLE, server=server)
    anew = asked(lambda: run(*DAY, "--refresh", *PEOPLE, server=server))
    assert anew >= asked(lambda: run(*DAY, "--refresh", *PEOPLE, server=server))


def test_another_day_is_another_question(run, server, usual):
    run(*DAY, "--max-requests", "6", *PEOPLE, server=server)
    document = run(*DAY[:-1], "2025-06-01", *PEOPLE, server=server).report
    again = run(*DAY[:-1], "2025-06-01", *PEOPLE, server=server, XDG_CACHE_HOME="elsewhere").report
    assert _said(document) == _said(again)


def _said(document):
    """What is said of each: tiers held, and every outcome."""
    return {
        report["contributor"]["login"]: (
            sorted(held(report)),
            {key: one["outcome"] for key, one in findings(report).items()},
        )
        for report in document["reports"]
    }


def _unknown(document):
    return sum(one["outcome"] == "unknown" for report in document["reports"] for one in findings(report).values())


def _read_at(document):
    return {report["data"]["fetched_at"] for report in document["reports"]}
