"""Faults: what clients must live through, from the command line's spelling to what arrives."""

from __future__ import annotations

import time
from typing import Any

import github
import pytest
import requests
import yaml
from standin import World, running_standin
from standin.faults import FaultError, Faults, make_fault, parse_fault
from standin.testing import Client

SEARCH = '{search(type:ISSUE,query:"is:pr repo:kubernetes-sigs/lantern",first:5%s){nodes{... on PullRequest{number}} pageInfo{endCursor}}}'


def on(world: World, **fault: Any) -> Any:
    return running_standin(world, faults=[fault])


def test_spelling() -> None:
    assert parse_fault("kind=http_error,status=503,every=4,path=/graphql") == {
        "kind": "http_error",
        "status": 503,
        "every": 4,
        "path": "/graphql",
    }
    assert parse_fault("kind=deleted_user,logins=a+b")["logins"] == ["a", "b"]
    for wrong in ({"kind": "flood"}, {"kind": "reset", "size": 1}, {"kind": "reset", "every": 0}, {"status": 500}):
        with pytest.raises(FaultError):
            make_fault(wrong)


def test_choice_of_requests() -> None:
    faults = Faults([{"kind": "reset", "every": 3, "after": 2, "times": 2, "path": "^/a", "method": "GET"}])
    hits = [bool(faults.judge("GET", "/a").response) for _ in range(14)]
    assert [n for n, hit in enumerate(hits, 1) if hit] == [5, 8]
    assert not faults.judge("POST", "/a").response
    assert not faults.judge("GET", "/b").response


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_gateway_errors(world: World, status: int) -> None:
    with on(world, kind="http_error", status=status, every=2) as server:
        client = Client(server)
        assert [client.get("/user").status_code for _ in range(4)] == [200, status] * 2
        assert server.standin.stats()["faults"] == {"http_error": 2}


def test_reset_slow_and_truncated(world: World) -> None:
    with on(world, kind="reset", times=1) as server:
        with pytest.raises(requests.ConnectionError):
            Client(server).get("/user")
        assert Client(server).get("/user").status_code == 200
    with on(world, kind="slow", seconds=0.1) as server:
        started = time.perf_counter()
        Client(server).get("/user")
        assert time.perf_counter() - started >= 0.1
    with on(world, kind="truncate") as server:
        for response in (Client(server).get("/user"), Client(server).post("{viewer{login}}")):
            assert response.status_code == 200
            with pytest.raises(ValueError):
                response.json()


@pytest.mark.parametrize("status", [403, 429])
def test_secondary_limit(world: World, status: int) -> None:
    with on(world, kind="secondary_limit", status=status, retry_after=7, times=1) as server:
        response = Client(server).get("/user")
        assert response.status_code == status
        assert response.headers["Retry-After"] == "7"
        assert "secondary rate limit" in response.json()["message"]
        assert int(response.headers["X-RateLimit-Remaining"]) > 0


def test_primary_limit(world: World) -> None:
    with on(world, kind="primary_limit", reset_in=60, times=1) as server:
        client = Client(server)
        response = client.get("/user")
        assert response.status_code == 403
        assert response.headers["X-RateLimit-Remaining"] == "0"
        assert 0 < int(response.headers["X-RateLimit-Reset"]) - time.time() <= 60
        assert client.get("/user").status_code == 403
        for resource in server.standin.limiter._buckets.values():
            resource.reset -= 60  # as if the time were over
        assert client.get("/user").status_code == 200


def test_graphql_errors_beside_data(world: World) -> None:
    with on(world, kind="graphql_error", message="Something went wrong", field="user") as server:
        body = Client(server).graphql('{viewer{login} user(login:"ready-robin"){login}}')
        assert body["data"] == {"viewer": {"login": "member-mira"}, "user": None}
        assert body["errors"] == [{"path": ["user"], "message": "Something went wrong"}]


def test_incomplete_results(world: World) -> None:
    with on(world, kind="incomplete_results") as server:
        body = Client(server).get("/search/issues?q=is:pr+author:ready-robin").json()
        assert body["incomplete_results"] is True
        assert len(body["items"]) < body["total_count"]


@pytest.mark.parametrize(("by", "expected"), [(-1, "repeats"), (1, "skips")])
def test_pages_that_shift(world: World, by: int, expected: str) -> None:
    with on(world, kind="page_shift", by=by) as server:
        client = Client(server)
        numbers = [
            i["number"]
            for p in (1, 2)
            for i in client.get(f"/search/issues?q=is:pr+org:kubernetes&per_page=5&page={p}").json()["items"]
        ]
        assert len(numbers) == 10
        assert (len(set(numbers)) == 9) == (expected == "repeats")
        first = client.data(SEARCH % "")["search"]
        second = client.data(SEARCH % f',after:"{first["pageInfo"]["endCursor"]}"')["search"]
        overlap = {n["number"] for n in first["nodes"]} & {n["number"] for n in second["nodes"]}
        assert bool(overlap) == (expected == "repeats")


def test_malformed_yaml(world: World) -> None:
    with on(world, kind="malformed_yaml") as server:
        client = Client(server)
        texts = [client.get("/raw/kubernetes/org/main/config/kubernetes/org.yaml").text]
        texts.append(
            client.data(
                '{repository(owner:"kubernetes",name:"kubernetes"){object(expression:"HEAD:OWNERS"){... on Blob{text}}}}'
            )["repository"]["object"]["text"]
        )
        for text in texts:
            with pytest.raises(yaml.YAMLError):
                yaml.safe_load(text)


def test_deleted_user(world: World) -> None:
    with on(world, kind="deleted_user", logins=["approver-aki"]) as server:
        client = Client(server)
        query = '{search(type:ISSUE,query:"is:pr author:ready-robin",first:1){nodes{... on PullRequest{reviews(last:1){nodes{author{login} state}}}}}}'
        assert client.data(query)["search"]["nodes"][0]["reviews"]["nodes"] == [{"author": None, "state": "APPROVED"}]
        assert client.get("/users/approver-aki").status_code == 404
        assert client.errors('{user(login:"approver-aki"){login}}')[0]["type"] == "NOT_FOUND"


def test_a_token_that_expires_midway(world: World) -> None:
    with on(world, kind="token_expired", after=2) as server:
        assert [Client(server).get("/user").status_code for _ in range(4)] == [200, 200, 401, 401]


def test_the_control_endpoint(world: World) -> None:
    with running_standin(world) as server:
        client = Client(server)
        url = server.base_url + "/_standin/faults"
        assert client.session.post(url, json={"kind": "http_error", "times": 1}).json()[0]["status"] == 502
        assert client.session.post(url, json={"kind": "flood"}).status_code == 400
        assert client.get("/user").status_code == 502
        assert client.get("/user").status_code == 200
        assert client.session.put(url, json=[]).json() == []


def test_pygithub_retries_through_faults(world: World) -> None:
    faults = [
        {"kind": "http_error", "status": 502, "every": 2},
        {"kind": "secondary_limit", "retry_after": 1, "every": 7},
    ]
    with running_standin(world, faults=faults) as server:
        retry = github.GithubRetry(total=6, backoff_factor=0, secondary_rate_wait=1)
        hub = github.Github(
            auth=github.Auth.Token("x"),
            base_url=server.base_url,
            retry=retry,
            seconds_between_requests=None,
            per_page=5,
        )
        assert len(list(hub.search_issues("is:pr author:ready-robin"))) == 6
        assert hub.get_user("ready-robin").login == "ready-robin"
        stats = server.standin.stats()
        assert stats["faults"]["http_error"] >= 2
