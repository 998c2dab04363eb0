"""Runs that a limit ends, one after the other: each goes on where the one before was, however little is allowed."""

import time
from functools import partial

import pytest
from functional.comparing import assert_nothing_wrong, findings, held
from functional.requests import given
from functional.running import NELL, PEOPLE, ROBIN, ROSA, WORLD_DAY

from tracker.entry import connect
from tracker.sources.github.api.retry import RetryPolicy

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--format", "json", "--no-openings", "--as-of", WORLD_DAY)
HOUR = 3600


@pytest.fixture
def wait(monkeypatch):
    """Lets time pass. The first run is a day ago, so that no later one is in the future."""
    passed = -24.0 * HOUR

    def wait(seconds):
        nonlocal passed
        passed += seconds

    monkeypatch.setattr(connect, "RetryPolicy", partial(RetryPolicy, now=lambda: time.time() + passed))
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
        assert total <= 14, f"{runs} runs of {most} did not get to the end"


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
    second = run(*DAY, "--max-requests", "3", *PEOPLE, server=server).report
    assert _read_at(second) == {min(_read_at(first))}
    assert _unknown(second) < _unknown(first)
    wait(HOUR)
    third = run(*DAY, "--max-requests", "4", *PEOPLE, server=server).report
    assert min(_read_at(third)) > max(_read_at(first))


def test_where_asking_again_would_take_all_that_is_allowed_it_is_left_for_a_day_and_said(run, server, wait):
    words = ("--format", "json", "--no-openings", "--max-requests", "2", *PEOPLE)
    last = first = run(*words, server=server).report
    for _ in range(8):
        if not any("is used up" in reason or "not all comments" in reason for reason in _reasons(last)):
            break
        wait(2 * HOUR)
        last = run(*words, server=server).report
    assert len(last["reports"]) == len(PEOPLE)
    assert _read_at(last) == {min(_read_at(first))}
    since = min(_read_at(first)).replace("T", " ")[:-4]
    said = f"a limit of 2 requests is too little to ask everybody again: what changed since {since} UTC was not read"
    assert {said} <= _reasons(last)
    wait(2 * HOUR)
    assert min(_read_at(run(*words, server=server).report)) > max(_read_at(first))


def test_after_a_day_everybody_is_asked_again_however_much_that_takes(run, server, wait):
    words = (*DAY, "--max-requests", "2", *PEOPLE)
    first = run(*words, server=server).report
    wait(24 * HOUR + 60)
    assert min(_read_at(run(*words, server=server).report)) > max(_read_at(first))


def test_once_an_hour_with_the_points_of_an_hour(run, serve, truth, wait):
    """15 points are needed, and 3 in each hour to ask about everybody again; sixty pull requests at once would take 7."""
    server = serve(secondary_limits=False, graphql_limit=9)
    words = (*DAY, *PEOPLE)
    hours = 1
    while _said(run(*words, server=server).report) != truth:
        wait(HOUR + 60)
        server.standin.limiter.reset()
        hours += 1
        assert hours <= 4


def test_what_is_too_little_to_begin_with_is_said(run, server, home):
    (home / "cohort.yaml").write_text("members:\n- owners: kubernetes/kubernetes:pkg/widget\n", encoding="utf-8")
    words = (*DAY, "--cohort", "cohort.yaml", "--max-requests")
    ran = run(*words, "1", server=server)
    assert ran.code == 4
    assert "--max-requests 1 is too little to begin with" in ran.err
    assert "Allow more requests." in ran.err
    assert run(*words, "2", server=server).code == 0


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("who", [NELL, ROSA])
def test_one_person_needs_no_more(run, server, usual, who, most):
    known = _outcomes(usual(who, "--no-openings"))
    for _ in range(6):
        report = run(*DAY, "--max-requests", str(most), who, server=server).report
        assert_nothing_wrong(report, who, usual)
        if _outcomes(report) == known:
            return
    pytest.fail("six runs did not get to the end")


@pytest.mark.parametrize("most", [2, 3])
def test_runs_hours_apart_read_the_thread_of_an_open_request_and_all_else_too(run, server, usual, wait, most):
    words = (*DAY, "--max-requests", str(most), ROBIN)
    for _ in range(3):
        report = run(*words, server=server).report
        assert_nothing_wrong(report, ROBIN, usual)
        wait(2 * HOUR)
        if not _limited(report):
            assert _outcomes(report) == _outcomes(usual(ROBIN, "--no-openings"))
            return
    pytest.fail("three runs did not get to the end")


def test_more_open_requests_than_a_run_may_ask_for_are_read_by_those_after_it(run, serve_small, wait):
    server, words = serve_small(given.the_world()), (*given.APPLICANTS, "--format", "json", "--as-of", given.DAY)
    whole = _said(run(*words, server=server, XDG_CACHE_HOME="elsewhere").report)
    for _ in range(5):
        last = _said(run(*words, "--max-requests", "5", server=server).report)
        wait(2 * HOUR)
    assert last == whole


def test_runs_a_day_apart_do_not_only_read_threads(run, server, wait):
    words = (*DAY, "--max-requests", "2", ROBIN)
    for _ in range(3):
        last = run(*words, server=server).report
        wait(25 * HOUR)
    assert not any("OWNERS" in gap["reason"] for gap in last["data"]["gaps"])


def test_a_run_that_no_limit_ended_is_over_and_the_next_asks_anew(run, server, asked, wait):
    anew = asked(lambda: run(*DAY, *PEOPLE, server=server))
    known = asked(lambda: run(*DAY, *PEOPLE, server=server))
    assert 0 < known < anew
    wait(HOUR / 2)
    run(*DAY, "--max-requests", str(known - 1), *PEOPLE, server=server)
    assert asked(lambda: run(*DAY, *PEOPLE, server=server)) == 1
    assert asked(lambda: run(*DAY, *PEOPLE, server=server)) == known


def test_eight_who_are_known_take_three_requests(run, server, asked):
    """All are asked about together, as it is known how this GitHub is to be asked, then the community's files, and the thread of an open request alone."""
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
            _outcomes(report),
        )
        for report in document["reports"]
    }


def _outcomes(report):
    return {key: one["outcome"] for key, one in findings(report).items()}


def _limited(report):
    reasons = (gap["reason"] for gap in report["data"]["gaps"])
    return any("is used up" in reason or "not all comments" in reason for reason in reasons)


def _unknown(document):
    return sum(one["outcome"] == "unknown" for report in document["reports"] for one in findings(report).values())


def _reasons(document):
    return {gap["reason"] for report in document["reports"] for gap in report["data"]["gaps"]}


def _read_at(document):
    return {report["data"]["fetched_at"] for report in document["reports"]}
