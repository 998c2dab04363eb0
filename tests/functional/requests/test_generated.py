"""`ladder requests` on worlds drawn by lot: what it says is what is true, and under faults never more than that."""

import pytest
from functional.requests.generated import DAY, make
from standin import load_world, running_standin

SAYS = {"ready": {"ready"}, "missing": {"waits"}, "perhaps": {"unknown"}, "member": {"needless"}}
#: What may be said where something could not be read: less, and nothing else.
UNDER_FAULTS = {"ready": {"ready", "unknown"}, "missing": {"waits", "unknown"}, "perhaps": {"unknown"}, "member": {"needless", "unknown"}}  # fmt: skip
FAULTS = {
    "an error in every third answer": [{"kind": "http_error", "status": 502, "every": 3}],
    "threads that come short": [{"kind": "shrunk_connections", "keep": 0, "at": "Issue.comments"}],
    "threads that are left out": [{"kind": "field_error", "at": "Issue.comments", "record": 3}],
    "a policy in the way": [{"kind": "pathless_error", "policy": "ip_allow_list", "org": "kubernetes", "after": 2}],
    "files that are broken": [{"kind": "malformed_yaml", "files": "OWNERS"}],
    "an organization's file that is broken": [{"kind": "malformed_yaml", "files": "org.yaml"}],
    "accounts that are left out": [{"kind": "field_error", "at": "user"}],
    "an order of issues that shifts": [{"kind": "page_shift", "by": 1}],
    "an order of issues that shifts back": [{"kind": "page_shift", "by": -1}],
}


@pytest.fixture(scope="module", params=[1, 2, 5])
def drawn(request, tmp_path_factory):
    world, requests = make(tmp_path_factory.mktemp("drawn"), request.param)
    return load_world(world), requests


@pytest.fixture(scope="module")
def sixty(tmp_path_factory):
    world, requests = make(tmp_path_factory.mktemp("sixty"), 7, number=60)
    return load_world(world), requests


def said(run, server, *words):
    ran = run("requests", "--format", "json", "--as-of", DAY, *words, program="ladder", server=server)
    assert ran.code == 0, ran.err
    return ran.report


def test_every_verdict_is_true_in_at_most_sixty_requests(drawn, run):
    world, requests = drawn
    with running_standin(world, git=True, secondary_limits=False) as server:
        desk = said(run, server)
        assert server.standin.stats()["requests"] <= 60
    found = {one["request"]["number"]: one["triage"]["verdict"] for one in desk["requests"]}
    assert found.keys() == {one.number for one in requests}
    assert {one.truth for one in requests} == SAYS.keys()
    wrong = [(one, found[one.number]) for one in requests if found[one.number] not in SAYS[one.truth]]
    assert wrong == []


@pytest.mark.parametrize("fault", FAULTS)
def test_under_faults_nothing_untrue_is_said(fault, run, sixty, pauses):
    world, requests = sixty
    with running_standin(world, git=True, secondary_limits=False, faults=FAULTS[fault]) as server:
        ran = run("requests", "--format", "json", "--as-of", DAY, program="ladder", server=server)
    assert ran.code in {0, 4}
    if ran.code == 4:
        return
    desk = ran.report
    found = {one["request"]["number"]: one["triage"]["verdict"] for one in desk["requests"]}
    unread = {one["number"] for one in desk["unread"]}
    missing = {one.number for one in requests} - found.keys() - unread
    assert not missing or desk["gaps"]
    wrong = [
        (one, found[one.number]) for one in requests if found.get(one.number, "unknown") not in UNDER_FAULTS[one.truth]
    ]
    assert wrong == []


def test_a_limit_ends_with_what_is_known(run, tmp_path):
    world, requests = make(tmp_path / "drawn", 7, number=30)
    with running_standin(world, git=True, secondary_limits=False) as server:
        for most in (2, 3, 4, 6):
            ran = run("requests", "--max-requests", str(most), "--format", "json", "--as-of", DAY, program="ladder", server=server)  # fmt: skip
            if ran.code == 0:
                found = {one["request"]["number"]: one["triage"]["verdict"] for one in ran.report["requests"]}
                wrong = [one for one in requests if found.get(one.number, "unknown") not in UNDER_FAULTS[one.truth]]
                assert wrong == []
                assert ran.report["complete"] is False or len(found) == len(requests)
            else:
                assert ran.code == 4
