"""The five laws of reading, on generated worlds; ``pytest tests/functional/laws --laws 20`` tries them on more of these.

Alone is together, cold is warm, less is never other, a zero has a witness, and offline adds nothing.
"""

from datetime import timedelta

import pytest
from functional.comparing import assert_nothing_wrong, findings
from functional.laws.checking import Machine, said
from functional.laws.conftest import serving
from functional.laws.worlds import NOW, ORGS, PEOPLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=2, deadline=timedelta(minutes=5), suppress_health_check=list(HealthCheck))
SOME = settings(FEW, max_examples=4)


@pytest.fixture
def alone(calm):
    """What is said of each alone, on a machine of their own."""
    return lambda who: said(calm(who))


# -- 1. alone is together ----------------------------------------------------------------------------


@FEW
@given(order=st.permutations(PEOPLE), before=st.sampled_from([(), PEOPLE[:1], PEOPLE[2:]]))
def test_alone_as_together_whoever_was_read_before(server, alone, order, before):
    machine = Machine(server)
    if before:
        machine.reports(*before)
    together = machine.reports(*order[:3])
    assert {who: said(one) for who, one in together.items()} == {who: alone(who) for who in order[:3]}


def test_alone_as_together_in_full(server, seed):
    if seed % 4 == 2:
        pytest.skip("everything of the largest world is read by other laws")
    machine = Machine(server)
    together = machine.reports(*PEOPLE, full=True)
    for who in PEOPLE[:2]:
        assert said(Machine(server).report(who, full=True)) == said(together[who])


#: Files that not everybody's directories are near to.
SOMEWHERE = r"^(pkg/gadget|pkg/widget/queue|docs|test/e2e)/OWNERS$"


@pytest.mark.parametrize(
    "fault", [{"kind": "malformed_yaml", "files": SOMEWHERE}, {"kind": "http_error", "path": "git/trees"}]
)
def test_alone_as_together_where_files_of_others_are_broken(world, fault):
    with serving(world, faults=[fault]) as server:
        together = Machine(server).reports(*PEOPLE)
        for who in PEOPLE:
            assert said(Machine(server).report(who)) == said(together[who])


# -- 2. cold is warm, resumed and refreshed ----------------------------------------------------------


@FEW
@given(who=st.sampled_from(PEOPLE))
def test_warm_and_refreshed_as_cold(server, alone, who):
    machine = Machine(server)
    machine.reports(*PEOPLE)
    assert said(machine.report(who)) == alone(who)
    machine.report(who, full=True)
    machine.drop_index()
    assert said(machine.report(who)) == alone(who)
    assert said(machine.report(who, refresh=True)) == alone(who)


@SOME
@given(who=st.sampled_from(PEOPLE), dies=st.integers(0, 8), most=st.integers(1, 8))
def test_resumed_as_cold(server, alone, who, dies, most):
    killed = Machine(server)
    killed.reports(who, PEOPLE[1], dies=dies)
    assert said(killed.report(who)) == alone(who)
    limited = Machine(server)
    limited.reports(who, PEOPLE[1], most=most)
    assert said(limited.report(who)) == alone(who)


# -- 3. less is never other, and 4. a zero has a witness ---------------------------------------------


@SOME
@given(who=st.sampled_from(PEOPLE), most=st.integers(1, 8))
def test_a_limit_makes_nothing_wrong(server, calm, who, most):
    report = Machine(server).report(who, most=most)
    if report:
        assert_nothing_wrong(report, who, calm)


GRAPHQL = {"path": "graphql$"}
REFUSED = {"type": "UNPROCESSABLE", "message": "More than five AND / OR / NOT operators were used."}
HEAVY = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
INTERNAL = {"type": "INTERNAL", "message": "Something went wrong."}
#: What may go wrong, by a name of it: options of the stand-in.
FAULTS = {
    "a silent zero beyond three operators": {"count_minus": True, "over_operators": "zero"},
    "too many operators": {"count_minus": True},
    "no joined searches": {"faults": [{"kind": "field_error", "at": r"Query\.search", "every": 3, **REFUSED}]},
    "reviews left out": {"faults": [{"kind": "field_error", "at": r"PullRequest\.reviews", "record": 2, **INTERNAL}]},
    "files left out": {"faults": [{"kind": "field_error", "at": r"PullRequest\.files", "every": 2, **INTERNAL}]},
    "a search left out": {"faults": [{"kind": "field_error", "at": r"Query\.search", "every": 2, **INTERNAL}]},
    "a profile too large": {"faults": [{"kind": "field_error", "at": r"User\.pullRequests", **HEAVY}]},
    "shrunk connections": {"faults": [{"kind": "shrunk_connections", "width": 10}]},
    "shrunk without a trace": {"faults": [{"kind": "shrunk_connections", "width": 10, "at": r"PullRequest\.(reviews|comments)"}]},
    "a policy beside zeros": {"faults": [{"kind": "pathless_error", "policy": "ip_allow_list", "data": "zero", "every": 2}]},
    "a policy beside a part": {"faults": [{"kind": "pathless_error", "policy": "token_lifetime", "org": ORGS[1], "data": "partial"}]},
    "a policy beside all": {"faults": [{"kind": "pathless_error", "policy": "oauth_restrictions", "org": ORGS[0], "data": "whole"}]},
    "a hidden profile": {"faults": [{"kind": "hidden_user", "logins": list(PEOPLE)}]},
    "a hidden profile with totals": {"faults": [{"kind": "hidden_user", "logins": list(PEOPLE), "totals": "real"}]},
    "an index behind": {"faults": [{"kind": "index_lag", "by": 1}]},
    "heavy questions limited": {"faults": [{"kind": "heavy_limit", "width": 40}]},
    "validation that times out": {"faults": [{"kind": "validation_timeout", "characters": 6000}]},
    "nodes that time out": {"timeout_nodes": 300},
    "an organization barred": {"faults": [{"kind": "barred_org", "orgs": [ORGS[1]], "saml": True}]},
    "single sign-on without a word": {"faults": [{"kind": "barred_org", "orgs": [ORGS[0], ORGS[4]], "silent": True}]},
    "single sign-on now and then": {"faults": [{"kind": "barred_org", "orgs": list(ORGS), "silent": True, "every": 2}]},
    "a gateway that fails": {"faults": [{"kind": "http_error", "status": 502, "every": 3, **GRAPHQL}]},
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_makes_nothing_wrong_and_a_zero_has_a_witness(world, calm, seed, fault):
    who = PEOPLE[(seed + list(FAULTS).index(fault)) % 3]
    with serving(world, **FAULTS[fault]) as disturbed:
        machine = Machine(disturbed)
        if report := machine.report(who):
            assert_nothing_wrong(report, who, calm)
        offline = machine.report(who, offline=True)
        if offline:
            assert_nothing_wrong(offline, who, calm)


# -- 5. offline adds nothing -------------------------------------------------------------------------


@SOME
@given(who=st.sampled_from(PEOPLE), most=st.sampled_from([3, 5, 7, None]))
def test_offline_adds_nothing(server, who, most):
    machine = Machine(server)
    last = machine.report(who, most=most)
    assert_less(machine.report(who, offline=True), last)


@SOME
@given(who=st.sampled_from(PEOPLE), most=st.sampled_from([1, 2, 3, 5]), after=st.sampled_from([20, 30, 500]))
def test_offline_adds_nothing_of_an_earlier_run(server, who, most, after):
    machine, later = Machine(server), NOW + timedelta(hours=after)
    machine.reports(*PEOPLE)
    if last := machine.report(who, most=most, at=later):
        assert_less(machine.report(who, offline=True, at=later), last)


def assert_less(offline, last):
    """Nothing is said offline that the last run did not say."""
    if offline is None:
        return
    assert last is not None
    for key, found in findings(offline).items():
        if key in findings(last):
            assert found["outcome"] in {findings(last)[key]["outcome"], "unknown"}, key
    for name, count in offline["counts"].items():
        assert count["total"] <= last["counts"][name]["total"], name
        assert count["at_least"] or not last["counts"][name]["at_least"], name


def test_offline_says_what_the_last_run_said(server, alone):
    machine = Machine(server)
    machine.reports(*PEOPLE)
    for who in PEOPLE:
        offline = said(machine.report(who, offline=True))
        assert offline["counts"] == alone(who)["counts"]
        assert offline["readiness"] == alone(who)["readiness"]
