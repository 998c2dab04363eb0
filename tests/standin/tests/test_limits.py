"""Limits, latency, clocks, and what the log keeps of it all."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest
import requests
from standin import World, running_standin
from standin.latency import BASE, SECONDS
from standin.testing import Client, on

if TYPE_CHECKING:
    from pathlib import Path

ROBIN, AKI = "ready-robin", "approver-aki"
SEARCH = 'search(type:ISSUE_ADVANCED,query:"is:pr %s",first:%d){issueCount nodes{... on PullRequest{number reviews(first:5){totalCount nodes{state}} totalCommentsCount}}}'


def test_a_count_may_be_larger_than_what_is_shown(world: World) -> None:
    with on(world, "index_lag", by=2) as server:
        client = Client(server)
        found = client.data("{" + SEARCH % (f"author:{ROBIN}", 50) + "}")["search"]
        assert found["issueCount"] == len(found["nodes"]) + 2
        listed = client.get("/search/issues", params={"q": f"is:pr author:{ROBIN}"}).json()
        assert listed["total_count"] == len(listed["items"]) + 2


@pytest.mark.parametrize("path", ["/user", "/graphql"])
def test_a_secondary_limit_that_says_when_it_ends(world: World, path: str) -> None:
    with on(world, "secondary_limit", retry_after=90, form="date", remaining=0, reset_in=30, times=1) as server:
        client = Client(server)
        response = client.get(path) if path == "/user" else client.post("{viewer{login}}")
        assert response.status_code == 403
        assert 80 < parsedate_to_datetime(response.headers["Retry-After"]).timestamp() - time.time() <= 91
        assert response.headers["X-RateLimit-Remaining"] == "0"
        assert 20 < int(response.headers["X-RateLimit-Reset"]) - time.time() <= 30
        assert client.post("{viewer{login}}").status_code == 200  # it was no primary limit


def test_a_clock_that_is_ahead(world: World) -> None:
    with running_standin(world, clock_skew=3600) as server:
        response = Client(server).get("/rate_limit")
        ahead = parsedate_to_datetime(response.headers["Date"]).timestamp() - time.time()
        assert 3500 < ahead <= 3600
        assert response.json()["resources"]["core"]["reset"] - time.time() > 3600 + 3500


def test_secondary_limit_on_concurrency(world: World) -> None:
    with running_standin(world, max_concurrent=4, latency_ms=150) as server:

        def call(_: int) -> requests.Response:
            return Client(server).get("/users/ready-robin")

        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(call, range(12)))
        refused = [a for a in answers if a.status_code == 403]
        assert refused
        assert refused[0].headers["Retry-After"] == "60"
        assert "secondary rate limit" in refused[0].json()["message"]
        assert server.standin.stats()["peak_concurrency"] > 4


def test_secondary_limit_on_points_a_minute(world: World) -> None:
    with running_standin(world, rest_points_per_minute=5, graphql_points_per_minute=2) as server:
        client = Client(server)
        assert [client.get("/users/ready-robin").status_code for _ in range(6)] == [200] * 5 + [403]
        assert [client.post("{viewer{login}}").status_code for _ in range(3)] == [200, 200, 403]


def test_latency_grows_with_nodes(world: World) -> None:
    query = '{search(type:ISSUE,query:"is:pr",first:%d){nodes{... on PullRequest{number}}}}'
    with running_standin(world, latency_ms=20, node_ms=3) as server:
        client = Client(server)
        for size in (1, 50):
            client.data(query % size)
        small, large = (r["ms"] for r in server.standin.log())
        assert small >= 20
        assert large >= 20 + 50 * 3


def test_what_would_take_too_long_is_cut_off(world: World) -> None:
    with running_standin(world, node_ms=10, timeout_seconds=0.1) as server:
        assert Client(server).get("/user").status_code == 200
        response = Client(server).get("/search/issues?q=is:pr&per_page=50")
        assert response.status_code == 502
        assert "502 Bad Gateway" in response.text


def test_log_stats_and_reset(world: World, tmp_path: Path) -> None:
    with running_standin(world, log=f"{tmp_path}/log.jsonl") as server:
        client = Client(server, "secret-token")
        client.get("/users/ready-robin")
        client.post("query Who($n:Int!){viewer{pullRequests(first:$n){nodes{number}}}}", {"n": 2})
        rows = client.get("/_standin/log").json()
        assert [r["path"] for r in rows] == ["/users/ready-robin", "/graphql"]
        assert rows[1]["operation"] == "Who"
        assert rows[1]["nodes"] == 2
        assert rows[1]["cost"] == 1
        assert rows[1]["variables"]
        assert rows[0]["host"].startswith("127.0.0.1:")
        assert len(rows[0]["authorization"]) == 12
        text = (tmp_path / "log.jsonl").read_text()
        assert "secret-token" not in text
        assert len(text.splitlines()) == 2
        stats = client.get("/_standin/stats").json()
        assert stats["requests"] == 2
        assert stats["graphql_points"] == 1
        assert stats["by_status"] == {"200": 2}
        assert client.session.post(server.base_url + "/_standin/reset").json() == {"reset": True}
        assert client.get("/_standin/stats").json()["requests"] == 0


def test_published_latency_is_counted_without_being_slept(world: World) -> None:
    pulls = '{search(type:ISSUE,query:"is:pr",first:%d){nodes{... on PullRequest{files(first:1){totalCount}}}}}'
    with running_standin(world, published_latency=True, slept=0) as server:
        client = Client(server)
        client.data(pulls % 1)
        assert client.post(pulls % 90).status_code == 502
        one, many = (row["simulated"] for row in server.standin.log())
        assert one == pytest.approx(BASE + SECONDS["Query.search"] + SECONDS["PullRequest.files"])
        assert many == 10
        assert server.standin.stats()["simulated_seconds"] == pytest.approx(one + many)
        assert server.standin.stats()["slowest_seconds"] == 10
        assert sum(row["ms"] for row in server.standin.log()) < 9_000
