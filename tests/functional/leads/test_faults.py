"""What GitHub does wrong while a repository is read: named, never taken for nothing."""

import pytest
from functional.leads.generated import REPO, WORDS


def found_by(run, server, *words):
    ran = run("candidates", REPO, *WORDS, *words, server=server, program="ladder")
    assert ran.code == 0, ran.err
    return ran.report


def reasons(found):
    return " ".join(gap["reason"] for gap in found["data"]["gaps"])


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "index_lag", "by": 3, "path": "graphql"}, "announced"),
        ({"kind": "field_error", "at": r"Query\.search", "message": "out of order"}, "out of order"),
        ({"kind": "http_error", "status": 502, "after": 9}, "502"),
        ({"kind": "barred_org", "orgs": ["kubernetes-sigs"], "silent": True}, "single sign-on"),
    ],
)
def test_a_fault_makes_a_part_of_it(run, server, fault, reason, pauses):
    server.standin.faults.add([fault])
    found = found_by(run, server, "--max-wait", "0")
    assert found["in_part"]
    assert reason in reasons(found)


def test_a_draft_claims_that_all_is_met_only_where_it_is(run, server):
    server.standin.faults.add([{"kind": "malformed_yaml", "files": "config/kubernetes-sigs/org.yaml"}])
    found = found_by(run, server)
    assert any(not one["missing"] for one in found["close"])
    claimed = {one["login"] for one in [*found["ready"], *found["close"]] if "You meet everything" in one["draft"]}
    assert claimed == {one["login"] for one in found["ready"]}


def test_after_a_fault_the_next_run_says_the_same_as_without_one(run, serve, world, pauses):
    calm = found_by(run, serve(world, secondary_limits=False, git=True), "--cache-dir", "calm")
    server = serve(world, secondary_limits=False, git=True)
    server.standin.faults.add([{"kind": "http_error", "status": 502, "after": 6}])
    assert found_by(run, server, "--cache-dir", "parts", "--max-wait", "0")["in_part"]
    server.standin.faults.replace([])
    again = found_by(run, server, "--cache-dir", "parts")
    assert not again["in_part"]
    assert [one["login"] for one in again["ready"]] == [one["login"] for one in calm["ready"]]
    assert (again["others"], again["read"]) == (calm["others"], calm["read"])


def test_nothing_at_all_is_an_error(run, serve, world, pauses):
    server = serve(world, secondary_limits=False, git=True)
    server.standin.faults.add([{"kind": "http_error", "status": 502, "after": 0}])
    ran = run("candidates", REPO, *WORDS, "--max-wait", "0", server=server, program="ladder")
    assert ran.code == 4
    assert "502" in ran.err


def test_a_refused_token_is_said(run, server):
    ran = run("candidates", REPO, server=server, program="ladder", token="bad-token")
    assert ran.code == 4
    assert "Hint:" in ran.err


def test_a_missing_token_is_said_once(run, server):
    ran = run("candidates", REPO, server=server, program="ladder", token="")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: a repository's pull requests cannot be read without a token\nHint: Sign in with")


def test_a_group_of_which_nothing_is_cached_says_why(run, server):
    ran = run("area", "sig-lanterns", *WORDS, "--offline", server=server, program="ladder")
    assert ran.code == 4
    assert "sigs.yaml could not be read: " in ran.err
    assert "without --offline" in ran.err
