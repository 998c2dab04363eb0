"""Accounts are looked up many at a time and once each."""

import pytest
from standin import running_standin
from unit.sources.github.sharing import GRAPHQL, TOKEN, client_of, faults

from tracker.facts.people import Contributor, Login
from tracker.sources.github.accounts import Accounts
from tracker.sources.github.anonymous.source import AnonymousSource
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store
from tracker.sources.store.people import People


def logins(*names):
    return [Login.parse(name) for name in names]


NELL, ROBIN, LUMI, NOBODY = logins("newcomer-nell", "ready-robin", "lead-lumi", "nobody-of-this-name")
MANY = logins(*(f"nobody-{n}" for n in range(100)))


@pytest.fixture
def client(standin, watch):
    return client_of(standin, watch)


def test_one_request_for_all(source, standin):
    found = source.profiles([NELL, *logins("Lead-Lumi"), NELL])
    assert list(found) == [NELL, LUMI]
    lumi = found[LUMI]
    assert isinstance(lumi, Contributor)
    assert (lumi.login, lumi.company, lumi.url) == (LUMI, "Foxglove", "https://github.com/lead-lumi")
    assert lumi.created_at
    assert (source.cost.requests, source.cost.points) == (1, 1)
    assert [row["operation"] for row in standin.standin.log()] == ["Accounts"]


def test_nobody_costs_nothing(source):
    assert source.profiles([]) == {}
    assert source.cost.requests == 0


def test_each_is_looked_up_once(source):
    source.profiles([NELL, NOBODY])
    assert list(source.profiles([NOBODY, LUMI, NELL])) == [LUMI, NELL]
    assert source.cost.requests == 2
    source.profiles([NELL, NOBODY, LUMI])
    assert source.cost.requests == 2


def test_who_does_not_exist_hides_nobody(source):
    assert list(source.profiles(logins("nobody-of-this-name", "kubernetes", "ready-robin"))) == [ROBIN]


def test_many_take_several_requests(client):
    assert list(Accounts(client).read([*MANY, NELL])) == [NELL]
    assert client.cost.requests == 3


def test_what_is_too_heavy_is_halved(standin, client):
    faults(standin, {"kind": "http_error", "status": 502, "times": 2})
    found = Accounts(client)
    assert list(found.read([NELL, ROBIN, LUMI])) == [NELL, ROBIN, LUMI]
    assert client.cost.requests == 2 + 3
    found.read(MANY[:2])
    assert client.cost.requests == 5 + 2


def test_who_is_too_heavy_alone_is_left_out(standin, client):
    faults(standin, {"kind": "http_error", "status": 502, "times": 4})
    found = Accounts(client)
    assert list(found.read([NELL, ROBIN])) == [ROBIN]
    assert list(found.read([NELL])) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "token_expired"},
        {"kind": "http_error", "status": 503},
        {"kind": "reset"},
    ],
)
def test_a_failure_is_nobody_s_and_not_remembered(standin, client, fault):
    faults(standin, fault)
    found = Accounts(client)
    assert found.read([NELL]) == {}
    standin.standin.reset()
    assert list(found.read([NELL])) == [NELL]


@pytest.mark.parametrize(
    "errors",
    [
        [{"message": "Timeout on validation of query"}],
        [{"message": "An IP allow list forbids it"}],
        [{"message": "no", "type": "FORBIDDEN", "path": ["u"]}],
        [{"message": "Could not resolve", "type": "NOT_FOUND", "path": ["u"]}, {"message": "a policy"}],
        [{"message": "Something went wrong while executing your query", "path": ["u"]}],
    ],
)
def test_only_what_github_says_does_not_exist_is_kept_as_absent(hub, watch, errors):
    store = open_store(None)
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy()))
    hub.post(GRAPHQL, json={"data": {"u": None}, "errors": errors})
    assert Accounts(client, store).read([NELL]) == {}
    assert People(store).known([NELL]) == {}
    absent = {"message": "Could not resolve", "type": "NOT_FOUND", "path": ["u"]}
    hub.replace("POST", GRAPHQL, json={"data": {"u": None}, "errors": [absent]})
    assert Accounts(client, store).read([NELL]) == {}
    assert People(store).known([NELL]) == {NELL: None}


def test_an_account_that_is_not_in_its_form_takes_no_other_along(hub, watch):
    user = {
        "id": "U_1",
        "name": None,
        "company": None,
        "url": "https://github.com/x",
        "createdAt": "2020-01-01T00:00:00Z",
    }
    hub.post(
        GRAPHQL,
        json={"data": {"u": {**user, "login": "newcomer-nell", "url": []}, "u_2": {**user, "login": "lead-lumi"}}},
    )
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy()))
    assert list(Accounts(client).read([NELL, LUMI])) == [LUMI]


def test_an_accident_is_asked_again_once(standin, client, watch):
    faults(standin, {"kind": "graphql_error", "field": "u", "times": 1})
    assert list(Accounts(client).read([NELL, LUMI])) == [NELL, LUMI]
    faults(standin, {"kind": "graphql_error", "field": "u"})
    assert list(Accounts(client_of(standin, watch)).read([NELL, LUMI])) == [LUMI]


def test_an_odd_answer_is_nobody_s(client, monkeypatch):
    monkeypatch.setattr("tracker.sources.github.api.answers.moment", int)
    assert Accounts(client).read([NELL]) == {}


def test_a_renamed_account_is_found_under_its_old_login(sample_world, watch):
    with running_standin(sample_world, renames={"aki-as-was": "approver-aki"}) as server:
        (old,) = logins("aki-as-was")
        found = GitHubSource(client_of(server, watch)).profiles([old])
    assert found[old].login == Login.parse("approver-aki")


def test_without_a_token_nobody_is_looked_up(standin, watch):
    source = AnonymousSource(client_of(standin, watch, token=None))
    assert source.profiles([NELL]) == {}
    assert source.cost.requests == 0
