"""What real GitHub does that a polite one does not: one test for each way, of what is claimed then.

Whatever it is, the report comes, claims nothing wrong (``check`` compares), and names what it does not know. By row:

1, 2 too many operators · 5 connections that shrink · 7 validation that times out · 8 an optional field · 9 errors without
a path · 10 private profiles · 11 single sign-on without a word · 14 an index behind: here.
3 renames · 4 redirects · 13 links: ``test_names_and_links.py``.
6 limits with points left · 11 refusals with a path · 12 tokens · 15 versions · 16 secondary limits: ``test_tokens_and_limits.py``.
"""

import pytest
from functional.comparing import findings
from functional.faults.given import reasons
from functional.running import AKI, ANDERS, NELL, ROBIN, ROSA

pytestmark = pytest.mark.usefixtures("history_read_once")

REVIEWS = r"PullRequest\.(reviews|comments)"
TOO_MANY = "More than five AND / OR / NOT operators were used."
EACH = [ROBIN, ANDERS, ROSA, AKI]


def counts(report):
    return {name: (one["total"], one["at_least"]) for name, one in report["counts"].items()}


@pytest.mark.parametrize("who", EACH)
@pytest.mark.parametrize("over", ["zero", "error"])
def test_operators_beyond_the_limit_lose_nothing(check, usual, who, over):
    """Rows 1 and 2: a minus counts, and too many find nothing, or take the whole answer with them."""
    ran = check(who, count_minus=True, over_operators=over)
    assert ran.code in {0, 5}
    assert counts(ran.report) == counts(usual(who))


@pytest.mark.parametrize("at", [r"participation\d+", r"authored\d+", r"involved\d+"])
def test_a_search_that_is_refused_takes_no_account_along(check, usual, at):
    """Row 2: ``search`` must not be null, so that the data of the whole answer are."""
    fault = {"kind": "field_error", "at": at, "type": "UNPROCESSABLE", "message": TOO_MANY, "times": 1}
    ran = check(ROBIN, faults=[fault])
    assert ran.code == 0
    assert counts(ran.report) == counts(usual(ROBIN))


def test_searches_that_are_always_refused_are_unknown_and_the_rest_is_reported(check):
    fault = {"kind": "field_error", "at": r"Query\.search", "type": "UNPROCESSABLE", "message": TOO_MANY}
    ran = check(ROBIN, faults=[fault])
    assert ran.code == 5
    assert ran.report["contributor"]["login"] == ROBIN
    assert all(one["at_least"] for one in ran.report["counts"].values())
    assert TOO_MANY in reasons(ran.report)


@pytest.mark.parametrize(("who", "width"), [*((who, 5) for who in EACH), (ROSA, 20), (AKI, 20)])
def test_connections_that_come_back_shorter_in_large_questions(check, usual, who, width):
    """Row 5: asked for in less, nothing is missing."""
    ran = check(who, faults=[{"kind": "shrunk_connections", "width": width, "at": REVIEWS}])
    assert ran.code in {0, 5}
    assert counts(ran.report) == counts(usual(who))


@pytest.mark.parametrize("who", [ANDERS, ROSA])
def test_a_hit_that_shows_no_trace_even_alone_is_unknown(check, who):
    """Row 5: search finds it by a review or a comment, and it has none."""
    ran = check(who, faults=[{"kind": "shrunk_connections", "width": 1, "at": REVIEWS}])
    assert ran.code == 5
    assert ran.report["counts"]["reviewed"] == {"total": 0, "at_least": True, "by_repo": {}}
    assert f"what {who} did in it is not there" in reasons(ran.report)


@pytest.mark.parametrize("kept", [0, 1])
def test_answers_to_a_request_that_a_large_question_leaves_out_are_asked_for_alone(check, kept):
    """Row 5: nothing in the issue tells that there are more."""
    ran = check(ROBIN, faults=[{"kind": "shrunk_connections", "width": 5, "keep": kept, "at": r"Issue\.comments"}])
    found = {key[-1]: one["outcome"] for key, one in findings(ran.report).items()}
    assert found["sponsors-confirmed"] == "met"


def test_a_request_whose_answers_cannot_be_asked_for_alone_is_unknown(check):
    shrunk = {"kind": "shrunk_connections", "width": 5, "at": r"Issue\.comments"}
    ran = check(
        ROBIN, faults=[shrunk, {"kind": "field_error", "at": "repository.issue", "type": "SERVICE_UNAVAILABLE"}]
    )
    found = {key[-1]: one["outcome"] for key, one in findings(ran.report).items()}
    assert found["sponsors-confirmed"] == "unknown"
    assert "not all comments on request #105 were read" in reasons(ran.report)


@pytest.mark.parametrize("characters", [2000, 3000])
@pytest.mark.parametrize("who", [ROBIN, ROSA])
def test_a_validation_that_times_out_is_halved(check, usual, who, characters):
    """Row 7: also accounts are not taken for none by it."""
    ran = check(who, faults=[{"kind": "validation_timeout", "characters": characters}])
    assert ran.code in {0, 5}
    assert counts(ran.report) == counts(usual(who))


def test_an_account_that_did_not_come_is_not_remembered_as_none(run, serve, home):
    """Row 7: the next run asks for it."""
    server = serve(secondary_limits=False)
    server.standin.faults.add([{"kind": "graphql_error", "field": "u", "message": "Timeout on validation of query"}])
    first = run(ANDERS, "--format", "json", "--as-of", "2026-06-01", server=server).report
    server.standin.faults.replace([])
    again = run(ANDERS, "--format", "json", "--as-of", "2026-06-01", server=server).report
    companies = [{one["login"]: one["company"] for one in report["sponsors"]["suggested"]} for report in (first, again)]
    assert companies[1].keys() >= companies[0].keys()


@pytest.mark.parametrize("who", EACH)
def test_one_optional_field_fails_alone(check, usual, who):
    """Row 8: it counts all pull requests of an account, which is too much for some."""
    fault = {
        "kind": "field_error", "at": r"user\.pullRequests", "type": "RESOURCE_LIMITS_EXCEEDED",
        "message": "Resource limits for this query exceeded.",
    }  # fmt: skip
    ran = check(who, faults=[fault])
    assert ran.code == 0
    assert counts(ran.report) == counts(usual(who))


@pytest.mark.parametrize("data", ["partial", "zero", "whole"])
@pytest.mark.parametrize("policy", ["ip_allow_list", "token_lifetime", "oauth_restrictions", "enterprise"])
def test_nothing_beside_an_error_without_a_path_is_a_zero(check, policy, data):
    """Row 9: ``check`` sees to it that no count is; a report that cannot be made says why."""
    fault = {"kind": "pathless_error", "policy": policy, "org": "kubernetes", "data": data}
    for more in ({}, {"every": 2}, {"after": 2}):
        ran = check(ROBIN, faults=[{**fault, **more}])
        assert ran.code in {0, 4, 5}
        if ran.code == 4:
            assert ran.err.startswith("Error: ")


@pytest.mark.parametrize("totals", ["zero", "real"])
@pytest.mark.parametrize("who", [ROBIN, ROSA])
def test_a_hidden_profile_is_unknown(check, who, totals):
    """Row 10: search finds nothing of theirs, and REST says that it cannot be searched for."""
    ran = check(who, faults=[{"kind": "hidden_user", "logins": [who], "totals": totals}])
    assert ran.code == 5
    assert all(one["at_least"] for one in ran.report["counts"].values())
    assert ran.report["standing"]["activity"]["inactive"] == "unknown"
    assert "search shows n" in reasons(ran.report)


def test_a_witness_that_ran_out_of_time_is_none(check):
    """Row 10: GraphQL shows nothing of somebody, and REST says that its results are not all."""
    hidden = {"kind": "hidden_user", "logins": [ROBIN], "path": "graphql$"}
    ran = check(ROBIN, faults=[hidden, {"kind": "incomplete_results", "path": "search/issues"}])
    assert ran.code == 5
    assert all(one["at_least"] for one in ran.report["counts"].values())
    assert "could not be confirmed: GitHub says that its results are incomplete" in reasons(ran.report)


def test_a_private_profile_is_unknown_in_a_cohort_too(serve, run):
    """Row 10: beside somebody of whom nothing is to be found, and whom search knows."""
    server = serve(faults=[{"kind": "hidden_user", "logins": [ROBIN, NELL]}])
    ran = run(ROBIN, NELL, ANDERS, "--format", "json", "--as-of", "2026-06-01", server=server)
    reports = {one["contributor"]["login"]: one for one in ran.report["reports"]}
    for who in (ROBIN, NELL):
        assert all(one["at_least"] for one in reports[who]["counts"].values())
        assert "profile may be private" in reasons(reports[who])
    assert "profile may be private" not in reasons(reports[ANDERS])


@pytest.mark.parametrize("who", EACH)
def test_an_index_behind_is_said(check, who):
    """Row 14: more is announced than can be shown."""
    ran = check(who, "--full", faults=[{"kind": "index_lag", "by": 1}])
    assert ran.code == 5
    assert "GitHub's search announced" in reasons(ran.report)


SIGN_ON = {"kind": "barred_org", "orgs": ["kubernetes", "kubernetes-sigs"], "silent": True}


@pytest.mark.parametrize("more", [{}, {"path": "graphql$", "times": 1}, {"path": "graphql$", "after": 1}])
@pytest.mark.parametrize("who", [NELL, *EACH])
def test_nothing_is_counted_where_single_sign_on_leaves_results_out(check, who, more):
    """Row 11: status 200 and no error; only the header says that counts and lists are shorter."""
    ran = check(who, faults=[{**SIGN_ON, **more}])
    assert ran.code == 5
    if "after" not in more:
        assert all(one["at_least"] for one in ran.report["counts"].values())
        assert "authorize the token for it" in reasons(ran.report)


def test_an_empty_answer_by_single_sign_on_is_no_zero(check):
    ran = check(ROBIN, faults=[{**SIGN_ON, "orgs": ["kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io"]}])  # fmt: skip
    assert ran.code == 5
    assert all(one["total"] == 0 and one["at_least"] for one in ran.report["counts"].values())
    assert ran.report["standing"]["activity"]["inactive"] == "unknown"
    assert "authorize the token for it" in reasons(ran.report)


@pytest.mark.parametrize("token", ["any", None])
def test_a_rest_search_that_single_sign_on_makes_shorter_proves_nothing(check, token):
    """Row 11: with a token it is asked whether search knows somebody of whom GraphQL shows nothing."""
    unseen = [{"kind": "hidden_user", "logins": [NELL], "path": "graphql$"}] if token else []
    ran = check(NELL, token=token, faults=[{**SIGN_ON, "path": "search/issues"}, *unseen])
    assert ran.code == 5
    assert all(one["at_least"] for one in ran.report["counts"].values())
    assert "authorize the token for it" in reasons(ran.report)
