"""What a GitHub is asked before it is believed, on the stand-in."""

import pytest
from unit.sources.github.sharing import client_of

from tracker.errors import SourceError
from tracker.facts.people import Login
from tracker.sources.github.diagnosis import comparisons
from tracker.sources.github.diagnosis.comparisons import (
    check_canary,
    check_limit,
    check_operators,
    find_witnesses,
    points_of_canary,
)
from tracker.sources.github.diagnosis.observations import BeyondLimit, Witnesses
from tracker.sources.github.first_contact import canary_in
from tracker.sources.github.searches import Dialect, Family

ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")


@pytest.fixture
def client(standin, watch):
    return client_of(standin, watch)


def test_witnesses_are_of_several_organizations(client, standin):
    found = find_witnesses(client, ORGS)
    assert len(found.ids) == len(set(found.ids)) == 20
    assert (client.cost.requests, client.cost.points) == (1, 1)
    assert not found.refused
    assert len(find_witnesses(client, ORGS[:1]).ids) == 25


def test_nothing_to_compare_with(client):
    assert find_witnesses(client, ("nobody-here",)) == Witnesses()


@pytest.mark.parametrize("number", [1, 5, 20])
def test_a_canary_costs_what_is_expected(client, number):
    found = find_witnesses(client, ORGS)
    before = client.cost.points
    canary = check_canary(client, Witnesses(ids=found.ids[:number]))
    assert client.cost.points - before == points_of_canary(number) + points_of_canary(1)
    assert canary.differing == ()
    assert canary.others == number - 1
    assert canary.alone["reviews"] + canary.alone["comments"] > 2


def test_the_reviewer_is_no_robot(client):
    found = find_witnesses(client, ORGS)
    first = check_canary(client, found).reviewer
    assert first
    assert check_canary(client, found, [first]).reviewer not in {None, first}


def test_a_canary_that_is_gone(client):
    with pytest.raises(SourceError):
        check_canary(client, Witnesses(ids=("PR_nothing",)))


@pytest.mark.parametrize("login", ["approver-aki", "newcomer-nell", "nobody-at-all"])
def test_joined_counts_are_the_sums_of_their_parts(client, login):
    found = check_operators(client, ORGS, Login.parse(login))
    assert found.differing == ()
    assert set(found.joined) == {Family.AUTHORED, Family.PARTICIPATION, Family.INVOLVED}
    assert client.cost.requests == 1


def test_a_dialect_that_joins_wrongly_is_found_out(client, monkeypatch):
    """The old search takes a parenthesis for nothing, so what is joined there finds something else."""
    monkeypatch.setattr(comparisons, "ADVANCED", Dialect(type="ISSUE", operators=True))
    found = check_operators(client, ORGS, Login.parse("approver-aki"))
    assert found.differing == (Family.INVOLVED,)


def test_six_operators(client):
    assert check_limit(client, "kubernetes") is BeyondLimit.REFUSED


def test_another_error_is_not_taken_for_the_limit(client, standin):
    standin.standin.faults.add([{"kind": "pathless_error", "policy": "ip_allow_list"}])
    with pytest.raises(SourceError, match="IP allow list"):
        check_limit(client, "kubernetes")


@pytest.mark.parametrize(
    "node", [{"id": "PR_1"}, {"id": "PR_1", "repository": None}, {"repository": {"isPrivate": False}}]
)
def test_a_hit_that_is_not_in_its_form_is_no_canary(node):
    known = {"id": "PR_2", "repository": {"isPrivate": False}}
    assert canary_in([{"nodes": [node, known]}, None]) == "PR_2"
