"""``ladder candidates`` against brute force over generated repositories, and against each person's own report."""

import pytest
from functional.leads.generated import AS_OF, MEMBERS, QUEUE, REPO, ROOT, SINCE, WORDS, Generated, everybody, until


@pytest.fixture(scope="module", params=[1, 2, 3])
def generated(request):
    return Generated(request.param)


def logins(people):
    return [one["login"] for one in people]


def expected(rows, path, since=SINCE):
    """Who is ready and who is close by brute force, and how many others took part."""
    holders = {*ROOT, *(QUEUE if path.startswith("pkg/queue") else ())}
    window, always = everybody(rows, path, since), everybody(rows, path)
    chosen = {login for login, done in window.items() if login not in holders and done.reach(3, 10)}
    member = {login for login, day in MEMBERS.items() if day < "2025-10-01"} | set(QUEUE[1:])
    ready = {login for login in chosen & member if always[login].reach(5, 20)}
    return sorted(ready), sorted(chosen - ready), len(window.keys() - holders - chosen), sorted(holders)


@pytest.mark.parametrize("path", ["", "pkg/queue", "docs"])
def test_everybody_is_in_the_group_that_brute_force_says(run, server, generated, path):
    ran = run("candidates", f"{REPO}:{path}" if path else REPO, *WORDS, server=server, program="ladder")
    assert ran.code == 0
    found = ran.report
    ready, close, others, holders = expected(generated.rows, path)
    assert (logins(found["ready"]), logins(found["close"]), found["others"]) == (ready, close, others)
    assert logins(found["holders"]) == holders
    assert not found["in_part"], (found["data"]["gaps"], [(p["login"], p["unknown"]) for p in found["close"]])


def test_an_earlier_day_is_judged_as_it_was(run, server, generated):
    day, since = "2026-01-15", "2024-10-01"
    words = ("--as-of", day, "--since", since, "-f", "json")
    found = run("candidates", REPO, *words, server=server, program="ladder").report
    ready, close, others, _ = expected(until(generated.rows, day), "", since)
    assert (logins(found["ready"]), logins(found["close"]), found["others"]) == (ready, close, others)
    assert ready


def test_what_is_said_of_each_is_what_their_own_report_says(run, server):
    found = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    people = [*found["ready"], *found["close"]]
    assert people
    for one in people:
        words = ("--scope", REPO, "--tier", "reviewer", "--as-of", AS_OF, "--format", "json", "--cache-dir", "alone")
        (alone,) = run(one["login"], *words, server=server).report["readiness"]
        assert [(c["id"], c["outcome"], c["missing"]) for c in one["result"]["criteria"]] == [
            (c["id"], c["outcome"], c["missing"]) for c in alone["criteria"]
        ]


def without_cost(found):
    return {**found, "data": None}


@pytest.mark.parametrize("generated", [1], indirect=True)
def test_a_second_run_says_the_same_for_a_few_requests(run, server):
    first = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    server.standin.reset()
    again = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    assert without_cost(again) == without_cost(first)
    assert again["data"]["cost"]["requests"] <= 8


@pytest.mark.parametrize("generated", [2], indirect=True)
def test_runs_that_a_limit_ends_come_to_the_same(run, server, tmp_path):
    whole = run("candidates", REPO, *WORDS, "--cache-dir", "whole", server=server, program="ladder").report
    for _ in range(12):
        words = (*WORDS, "--cache-dir", "parts", "--max-requests", "9")
        ran = run("candidates", REPO, *words, server=server, program="ladder")
        assert ran.code == 0
        if not ran.report["in_part"]:
            break
    assert not ran.report["in_part"]
    rest = run("candidates", REPO, *WORDS, "--cache-dir", "parts", server=server, program="ladder").report
    assert without_cost(rest) == without_cost(whole)


@pytest.mark.parametrize("generated", [3], indirect=True)
def test_offline_says_what_was_read(run, server):
    found = run("candidates", REPO, *WORDS, server=server, program="ladder").report
    offline = run("candidates", REPO, *WORDS, "--offline", program="ladder", server=server).report
    assert logins(offline["ready"]) == logins(found["ready"])
    assert offline["data"]["cost"]["requests"] == 0
