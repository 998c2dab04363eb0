"""Directories that people name: those that do not exist, those of which that is not known, those with a new name."""

import pytest
from functional.comparing import findings, held, place
from functional.places.given import (
    BEA,
    BEACON,
    CMD,
    KUBEBUILDER,
    KUEUE,
    LAMP,
    LENNY,
    RIA,
    SCHEDULER,
    WORKSHOP,
    the_world,
)
from standin import running_standin


def outcomes(report):
    return {one["outcome"] for one in findings(report).values()}


def counted(report, where):
    return {key[2]: one["observed"] for key, one in findings(report).items() if key[1] == where}


@pytest.mark.parametrize(
    ("scope", "message", "hint"),
    [
        (f"{KUEUE}:pkg/nope", f"{KUEUE} has no directory pkg/nope", "Did you mean pkg/scheduler?"),
        (f"{KUEUE}:pkg/schedular", f"{KUEUE} has no directory pkg/schedular", "Did you mean pkg/scheduler?"),
        (f"{LAMP}:lense", f"{BEACON} has no directory lense", "Did you mean lens?"),
        ("kubernetes-sigs/kueu", "GitHub has no public repository kubernetes-sigs/kueu", f"Did you mean {KUEUE}?"),
        ("kubernetes/kueue", "GitHub has no public repository kubernetes/kueue", f"Did you mean {KUEUE}?"),
    ],
)
@pytest.mark.parametrize("token", ["a-token", None])
def test_scope_that_does_not_exist_is_refused_with_the_nearest_name(ask, scope, message, hint, token):
    ran = ask(RIA, "--scope", scope, token=token)
    assert (ran.code, ran.out) == (2, "")
    assert f"Error: {message}\nHint: {hint}\n" in ran.err


def test_scope_of_the_command_line_is_refused_for_several_people_too(ask):
    ran = ask(RIA, LENNY, "--scope", f"{KUEUE}:pkg/nope")
    assert (ran.code, ran.out) == (2, "")
    assert "has no directory pkg/nope" in ran.err


def test_member_of_a_cohort_whose_scope_does_not_exist_fails_and_the_rest_goes_on(ask, cohort):
    text = f"""
    members:
    - {{login: {RIA}, scope: '{KUEUE}:pkg/nope'}}
    - {{login: {LENNY}, scope: '{LAMP}', tier: approver}}
    - owners: {KUEUE}:pkg/nope
    - owners: {LAMP}:lens
    """
    document = ask(*cohort(text)).report
    failures = {one["login"]: (one["error"], one["hint"]) for one in document["failures"]}
    why = (f"{KUEUE} has no directory pkg/nope", "Did you mean pkg/scheduler?")
    assert failures == {RIA: why, f"OWNERS of {KUEUE}:pkg/nope": why}
    reports = {one["contributor"]["login"]: one for one in document["reports"]}
    assert set(reports) == {LENNY, "admin-ada"}
    assert {place(one["scope"]) for one in reports[LENNY]["readiness"]} == {BEACON}


def test_directory_without_owners_exists_and_is_judged(ask):
    report = ask(RIA, "--scope", CMD, "--tier", "reviewer").report
    assert findings(report)["reviewer", CMD, "primary-reviewer"]["observed"] == 6


@pytest.mark.parametrize("scope", [f"{KUEUE}:pkg/nope", "kubernetes-sigs/nope"])
@pytest.mark.parametrize("words", [("--as-of", "2026-06-01"), ("--offline",)])
def test_nothing_is_not_yet_where_nobody_knows_whether_the_scope_exists(ask, scope, words):
    ask(RIA)
    report = ask(RIA, "--scope", scope, "--tier", "reviewer", *words).report
    assert {place(one["scope"]) for one in report["readiness"]} == {scope}
    assert "not_yet" not in outcomes(report)
    assert {one["observed"] for one in findings(report).values() if one["outcome"] == "unknown"} == {None}
    assert any("is not known" in gap["reason"] for gap in report["data"]["gaps"])


def test_what_was_looked_for_once_is_known_offline(ask):
    online = ask(RIA, "--scope", CMD, "--tier", "reviewer").report
    offline = ask(RIA, "--scope", CMD, "--tier", "reviewer", "--offline", token=None).report
    assert counted(offline, CMD) == counted(online, CMD)
    assert counted(online, CMD)["primary-reviewer"] == 6


def test_nothing_is_not_yet_where_looking_for_the_scope_failed(run, serve, world):
    failing = {"kind": "graphql_error", "field": "p"}
    server = serve(world, git=True, git_root=None, secondary_limits=False, faults=[failing])
    ran = run(
        "--format", "json", "--no-openings", RIA, "--scope", f"{KUEUE}:pkg/nope", "--tier", "reviewer", server=server
    )
    assert ran.code == 0
    assert "not_yet" not in outcomes(ran.report)


ELSEWHERE = "octo-org/kiosk"


@pytest.mark.parametrize("scope", [ELSEWHERE, "kubernetes-sigs/kiosk", f"{ELSEWHERE}:cmd"])
@pytest.mark.parametrize(
    ("words", "token"), [((), "any"), (("--full",), "any"), (("--offline",), "any"), ((), None)], ids=str
)
def test_nothing_is_not_yet_in_organizations_in_which_no_work_is_looked_for(ask, scope, words, token):
    """Also where a repository moved out of the organizations that are."""
    ask(RIA, "--scope", scope, token=token)
    report = ask(RIA, "--scope", scope, "--tier", "reviewer", *words, token=token).report
    assert {one["scope"]["repo"] for one in report["readiness"]} <= {ELSEWHERE, "kubernetes-sigs/kiosk"}
    assert outcomes(report) <= {"unknown", "needs_person", "met"}
    assert counted(report, scope.replace("kubernetes-sigs/kiosk", ELSEWHERE))["primary-reviewer"] is None
    assert any("work in octo-org is not looked for" in gap["reason"] for gap in report["data"]["gaps"])


# -- renamed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("--full",)])
def test_former_name_of_a_repository_gives_the_same_as_its_present_one(ask, words):
    now, before = (ask(LENNY, "--scope", repo, *words).report for repo in (BEACON, LAMP.upper()))
    assert held(now)["reviewer", BEACON]
    assert findings(now)["approver", BEACON, "primary-reviewer"]["observed"] == 6
    assert before["data"]["notes"] == [f"{LAMP.upper()} is called {BEACON} now"]
    # With the index it is known that sigs.yaml names the repository as it was.
    assert now["data"]["notes"] == ([f"{LAMP} is called {BEACON} now"] if words else [])
    for part in ("readiness", "standing", "sponsors", "counts", "groups"):
        assert before[part] == now[part], part


@pytest.mark.parametrize("words", [(), ("--scope", KUBEBUILDER), ("--offline",)])
def test_rules_of_a_repository_hold_under_its_new_name(ask, words):
    ask(BEA)
    report = ask(BEA, *words).report
    found = {(one["tier"], place(one["scope"])): one for one in report["readiness"]}
    result = found["reviewer", WORKSHOP]
    assert [note.startswith("Kubebuilder: ") for note in result["notes"]] == [True]
    assert report["data"]["notes"] == [f"{KUBEBUILDER} is called {WORKSHOP} now"]
    assert ask(RIA).report["data"]["notes"] == []


def test_work_that_was_read_under_a_former_name_counts_after_the_rename(run, tmp_path):
    old, new = the_world(), the_world()
    old.repos[LAMP] = {"owner": "kubernetes-sigs", "name": "lamp"}
    del old.repos[BEACON]
    for record in (*old.pulls, *old.files):
        record["repo"] = LAMP if record["repo"] == BEACON else record["repo"]
    words = (LENNY, "--format", "json", "--no-openings", "--as-of", "2026-10-01")
    with running_standin(old.write(tmp_path / "old"), git=True, secondary_limits=False) as server:
        port = server.server_address[1]
        first = run(*words, server=server).report
        assert findings(first)["approver", LAMP, "primary-reviewer"]["observed"] == 6
    with running_standin(new.write(tmp_path / "new"), port=port, git=True, secondary_limits=False) as server:
        assert (
            run(RIA, "--scope", LAMP, server=server).code == 0
        )  # whereby the new name is known, and not what it holds
        for more in ((), ("--scope", LAMP), ("--scope", BEACON)):
            offline = run(*words, "--offline", *more, server=server).report
            assert findings(offline)["approver", BEACON, "primary-reviewer"]["outcome"] == "unknown"
            assert f"{BEACON} was read when it was called {LAMP}" in str(offline["data"]["gaps"])
        warm, cold = (run(*words, *more, server=server).report for more in ((), ("--cache-dir", "cold")))
    for part in ("readiness", "standing", "counts"):
        assert warm[part] == cold[part], part
    assert findings(warm)["approver", BEACON, "primary-reviewer"]["observed"] == 6


def test_new_name_is_said_once_in_the_text(run, server):
    out = run(LENNY, "--scope", LAMP, "--no-openings", server=server).out
    assert out.count("is called") == 1


def test_case_of_a_name_does_not_matter(ask):
    report = ask(RIA, "--scope", "Kubernetes-SIGs/KUEUE:pkg/scheduler", "--tier", "reviewer").report
    assert report["readiness"] == ask(RIA, "--scope", SCHEDULER, "--tier", "reviewer").report["readiness"]
    assert report["data"]["notes"] == []
