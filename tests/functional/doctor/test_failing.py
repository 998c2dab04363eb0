"""What ``ladder doctor`` finds out where nothing answers, or something else than was asked for."""

import pytest
from functional.running import CANARY

ASKED = ("schema", "operators", "operator-limit", "canary", "tree", "blame", "names", "cost")


def test_nothing_answers(doctor, pauses):
    ran = doctor("--api-url", "http://127.0.0.1:9", token="github_pat_any")
    assert ran.code == 4
    assert ran.out.splitlines()[3].split()[:2] == ["problem", "Connection"]
    assert "1 problem, 12 not checked" in ran.out
    assert len(pauses) == 1


def test_a_limit_that_is_used_up(examine):
    found = examine(graphql_limit=2)
    assert found.code == 4
    assert found.outcomes["schema"] == "ok"
    assert "a limit is used up" in found.outcome("tree")[1]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_message_that_acts(doctor, serve, format_):
    message = f"\x1b[31mred\x07\u202e\n::error::no {CANARY} \x9b1m\ud800"
    server = serve(faults=[{"kind": "field_error", "at": r".*\.blame", "message": message}])
    ran = doctor("--format", format_, server=server)
    assert ran.code == 4
    assert not [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]


ANY_FAULT = [
    {"kind": "http_error", "status": 502},
    {"kind": "reset"},
    {"kind": "truncate"},
    {"kind": "secondary_limit", "retry_after": 90},
    {"kind": "pathless_error", "policy": "ip_allow_list"},
    {"kind": "pathless_error", "policy": "token_lifetime", "data": "partial"},
    {"kind": "pathless_error", "policy": "enterprise", "data": "zero"},
    {"kind": "field_error", "at": r"Query\.\w+"},
    {"kind": "field_error", "at": r"\w+\.nodes", "type": "FORBIDDEN", "message": "no"},
    {"kind": "heavy_limit", "width": 10},
    {"kind": "validation_timeout", "characters": 1000},
]


@pytest.mark.parametrize("fault", ANY_FAULT, ids=lambda fault: " ".join(map(str, fault.values())))
@pytest.mark.parametrize("after", [0, 4, 8])
def test_whatever_fails_is_named_and_the_rest_is_checked(examine, fault, after):
    found = examine(faults=[{**fault, "after": after}])
    assert set(ASKED) < set(found.outcomes)
    assert all(check["seen"] for check in found.checks.values())
    assert found.requests <= 20


@pytest.mark.parametrize("fault", ANY_FAULT[4:9], ids=lambda fault: " ".join(map(str, fault.values())))
def test_what_fails_each_time_is_not_called_well(examine, fault):
    found = examine(faults=[fault])
    assert found.code == 4
    assert found.outcomes["canary"] != "ok"
    assert found.outcomes["operators"] != "ok"
