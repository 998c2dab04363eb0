"""What waits for somebody is looked for once in each repository, whoever asks."""

import pytest
from standin import load_world, running_standin
from standin.testing import write_world
from unit.sources.github.sharing import Prepared, Watch, client_of, faults, pulls_of

from tracker.errors import SourceError
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.github.api.responses import Answer, Problem
from tracker.sources.github.openings import MOST_REPOS, Openings
from tracker.sources.github.searches import ADVANCED, PLAIN

K8S, ORG = "kubernetes/kubernetes", "kubernetes/org"
OCTO, ANN = Login.parse("octo"), Login.parse("ann")
LABELS = ("good first issue", "help wanted")
MORE = {"createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-05-01T00:00:00Z", "body": "", "state": "OPEN"}


def waiting(number, author, repo=K8S, **more):
    (row,) = pulls_of(author, authored=1)
    still = {"state": "OPEN", "mergedAt": None, "closedAt": None, "updatedAt": f"2026-05-0{number}T00:00:00Z"}
    return {**row, **still, "repo": repo, "number": number, **more}


def issue(number, labels, repo=K8S, **more):
    return {
        **MORE,
        "repo": repo,
        "number": number,
        "author": "ann",
        "title": f"Issue {number}",
        "labels": labels,
        **more,
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    repos = [dict(zip(("owner", "name"), repo.split("/"), strict=True)) for repo in (K8S, ORG)]
    pulls = [waiting(1, "octo"), waiting(2, "ann"), waiting(3, "ann", repo=ORG), waiting(4, "ann", isDraft=True)]
    issues = [
        issue(11, ["good first issue"]),
        issue(12, ["help wanted", "kind/bug"], repo=ORG, updatedAt="2026-05-09T00:00:00Z"),
        issue(13, ["kind/bug"]),
        issue(14, ["help wanted"], state="CLOSED", closedAt="2026-05-01T00:00:00Z"),
        issue(15, ["help wanted"], assignees=["ann"]),
    ]
    users = [{"login": name} for name in ("vera", "ann", "octo")]
    folder = tmp_path_factory.mktemp("openings")
    return load_world(write_world(folder, users=users, repos=repos, pulls=pulls, issues=issues))


@pytest.fixture
def server(world):
    with running_standin(world, secondary_limits=False) as server:
        yield server


@pytest.fixture
def client(server):
    return client_of(server, Watch())


def asked(*repos, login=OCTO, **more):
    return OpeningsQuery(login=login, repos=repos or (K8S, ORG), **more)


def numbers(items):
    return [item.number for item in items]


def test_reviews_of_others_newest_first(client):
    found = Openings(client).read(ADVANCED, asked(reviews=True))
    assert numbers(found) == [3, 2]
    assert [item.repo for item in found] == [ORG, K8S]
    assert all(item.pull_request and item.author == ANN for item in found)
    assert found[0].paths == ("pkg/0.go",)
    assert (client.cost.requests, client.cost.points) == (1, 1)


def test_issues_for_newcomers(client):
    found = Openings(client).read(ADVANCED, asked(labels=LABELS))
    assert numbers(found) == [12, 11]
    assert found[0].labels == ("help wanted", "kind/bug")
    assert not any(item.pull_request or item.paths for item in found)


def test_both_with_one_request(client):
    assert numbers(Openings(client).read(ADVANCED, asked(labels=LABELS, reviews=True))) == [12, 3, 2, 11]
    assert client.cost.requests == 1


def test_a_repository_is_looked_into_once_for_everybody(client):
    found = Openings(client)
    found.read(ADVANCED, asked(K8S, reviews=True))
    assert numbers(found.read(ADVANCED, asked(ORG, K8S, login=ANN, reviews=True))) == [1]
    assert client.cost.requests == 2
    assert numbers(found.read(ADVANCED, asked(reviews=True))) == [3, 2]
    assert client.cost.requests == 2
    found.read(ADVANCED, asked(labels=LABELS))
    assert client.cost.requests == 3


def test_nobody_looks_nowhere(client):
    assert Openings(client).read(ADVANCED, OpeningsQuery(login=OCTO, repos=(), reviews=True)) == ()
    assert Openings(client).read(ADVANCED, asked()) == ()
    assert client.cost.requests == 0


def test_the_older_search_will_do(client):
    assert numbers(Openings(client).read(PLAIN, asked(reviews=True))) == [3, 2]


def test_only_the_first_repositories_are_looked_into():
    hub = Prepared(Answer(data={key: {"nodes": []} for key in ["s", "s_2", "s_3"]}))
    Openings(hub).read(ADVANCED, asked(*(f"octo-org/r{n}" for n in range(9)), reviews=True))
    (variables,) = hub.asked
    texts = [value for value in variables.values() if value and "repo:" in str(value)]
    assert len(texts) == MOST_REPOS
    assert all(text.count("repo:") == 1 and len(text) < 256 for text in texts)


def test_a_failure_is_raised_and_not_remembered(server, client):
    found = Openings(client)
    faults(server, {"kind": "http_error", "status": 503})
    with pytest.raises(SourceError, match="503"):
        found.read(ADVANCED, asked(reviews=True))
    faults(server)
    assert numbers(found.read(ADVANCED, asked(reviews=True))) == [3, 2]


def test_a_part_left_out_is_asked_for_again_once(server, client):
    faults(server, {"kind": "graphql_error", "field": "s_2", "times": 1})
    assert numbers(Openings(client).read(ADVANCED, asked(reviews=True))) == [3, 2]
    faults(server, {"kind": "graphql_error", "field": "s"})
    with pytest.raises(SourceError, match="left out a part"):
        Openings(client).read(ADVANCED, asked(reviews=True))


def test_a_refusal_is_not_asked_again():
    hub = Prepared(Answer(data={"s": None}, errors=(Problem(message="no", type="FORBIDDEN"),)))
    with pytest.raises(SourceError, match="left out a part of its answer: no"):
        Openings(hub).read(ADVANCED, asked(K8S, reviews=True))


def test_what_is_private_or_nobody_s():
    node = {
        "number": 1,
        "url": "https://github.com/p",
        "title": "T",
        "updatedAt": "2026-05-01T00:00:00Z",
        "author": None,
        "repository": {"nameWithOwner": K8S, "isPrivate": False},
        "labels": {"nodes": []},
    }
    secret = {**node, "repository": {"nameWithOwner": "kubernetes/secret", "isPrivate": True}}
    hub = Prepared(Answer(data={"s": {"nodes": [None, secret, node]}, "s_2": {"nodes": []}}))
    (item,) = Openings(hub).read(ADVANCED, asked(labels=LABELS))
    assert (item.repo, item.author) == (K8S, None)


def test_an_odd_answer_is_an_error():
    with pytest.raises(SourceError, match="not in its form"):
        Openings(Prepared(Answer(data={"s": {"nodes": [{"odd": True}]}}))).read(ADVANCED, asked(K8S, reviews=True))


@pytest.mark.parametrize("search", [None, {"nodes": None}])
def test_what_did_not_come_is_not_taken_for_nothing(search):
    hub = Prepared(Answer(data={"s": search}))
    with pytest.raises(SourceError, match="left out a part"):
        Openings(hub).read(ADVANCED, asked(K8S, reviews=True))


def test_what_came_beside_something_left_out_is_kept():
    refused = Problem(message="no", type="FORBIDDEN", path=("s",))
    hub = Prepared(Answer(data={"s": None, "s_2": {"nodes": []}}, errors=(refused,)), Answer(data={"s": {"nodes": []}}))
    found = Openings(hub)
    with pytest.raises(SourceError, match="left out a part"):
        found.read(ADVANCED, asked(K8S, ORG, reviews=True))
    assert found.read(ADVANCED, asked(K8S, ORG, reviews=True)) == ()
    assert not hub.answers
