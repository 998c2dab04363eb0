"""The history that git gives, and a search that misses hits."""

import pytest
from functional.comparing import assert_incomplete, findings, held
from functional.faults.given import AT_ONCE, FAULTS, kinds, reasons, said
from functional.running import AKI, ANDERS, IVO, MIRA, ROSA

HISTORY = {"path": r"kubernetes/org\.git"}


# -- the history that git gives ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "http_error"},
        {"kind": "http_error", "status": 503, "after": 1},
        {"kind": "reset"},
        {"kind": "reset", "after": 2},
        {"kind": "truncate"},
        {"kind": "truncate", "after": 2},
    ],
    ids=lambda fault: " ".join(map(str, fault.values())),
)
def test_a_history_that_cannot_be_fetched(check, truth, fault):
    ran = check(ANDERS, faults=[{**fault, **HISTORY}])
    assert ran.code == 5
    assert "member_since" in kinds(ran.report)
    assert "the history of kubernetes/org was not read: git" in reasons(ran.report)
    assert held(truth(ANDERS))["member", "kubernetes"]["since_is"] == "exact"
    assert held(ran.report)["member", "kubernetes"]["since_is"] != "exact"
    assert ran.report["counts"] == truth(ANDERS)["counts"]


@pytest.mark.parametrize("who", [MIRA, ROSA, AKI, IVO])
def test_nobody_is_a_newcomer_for_want_of_a_history(check, who):
    ran = check(who, faults=[{"kind": "http_error", **HISTORY}])
    tenures = [finding for key, finding in findings(ran.report).items() if key[-1].endswith("tenure")]
    assert ran.code == 5
    assert {finding["outcome"] for finding in tenures} <= {"met", "unknown"}


def test_a_slow_history(check, usual):
    ran = check(ANDERS, faults=[{"kind": "slow", "seconds": 0.2, **HISTORY}])
    assert ran.code == 0
    assert said(ran.report) == said(usual(ANDERS))


# -- a search that misses hits: only without a token ------------------------------------------------


def test_results_that_github_calls_incomplete(check):
    ran = check(ANDERS, token=None, faults=[{"kind": "incomplete_results"}])
    assert ran.code == 5
    assert "GitHub says that its results are incomplete" in reasons(ran.report)
    assert ran.report["standing"]["activity"]["inactive"] == "no"


@pytest.mark.parametrize("after", [0, 2])
def test_incomplete_results_do_not_make_anybody_inactive(check, after):
    ran = check(IVO, token=None, faults=[{"kind": "incomplete_results", "path": "search/issues", "after": after}])
    assert ran.report["standing"]["activity"]["inactive"] == "unknown"


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "revoked token"])
def test_without_a_token_too(check, name):
    fault, reason = FAULTS[name]
    ran = check(IVO, *AT_ONCE, token=None, faults=[{**fault, "after": 2}])
    assert ran.code == 5
    assert_incomplete(ran.report)
    assert reason.removeprefix("hourly ") in reasons(ran.report)  # the first that is used up is that of searches
