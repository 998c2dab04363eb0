"""REST, seen raw: statuses, headers, media types, conditional requests, limits."""

from __future__ import annotations

import base64
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from standin import World, running_standin
from standin.testing import Client

if TYPE_CHECKING:
    from standin.server import StandinServer

LANTERN = "/repos/kubernetes-sigs/lantern"


def test_credentials(shared: StandinServer) -> None:
    url = shared.base_url
    agent = {"User-Agent": "t"}
    assert requests.get(f"{url}/user", headers=agent).status_code == 401
    for header in ("token good", "Bearer good", "Basic " + base64.b64encode(b"me:good").decode()):
        assert requests.get(f"{url}/user", headers={**agent, "Authorization": header}).json()["login"] == "member-mira"
    bad = requests.get(f"{url}/users/ready-robin", headers={**agent, "Authorization": "token bad-one"})
    assert bad.status_code == 401
    assert bad.json() == {
        "message": "Bad credentials",
        "documentation_url": "https://docs.github.com/rest",
        "status": "401",
    }
    anonymous = requests.post(f"{url}/graphql", json={"query": "{viewer{login}}"}, headers=agent)
    assert anonymous.status_code == 401
    assert "requires you to be authenticated" in anonymous.json()["message"]
    assert requests.get(f"{url}/users/ready-robin", headers={"User-Agent": ""}).status_code == 403


def test_accepted_tokens_can_be_listed(world: World) -> None:
    with running_standin(world, tokens=("one",)) as server:
        assert Client(server, "one").get("/user").status_code == 200
        assert Client(server, "two").get("/user").status_code == 401


def test_missing_things(client: Client) -> None:
    for path in (
        "/users/nobody",
        "/repos/kubernetes/none",
        f"{LANTERN}/pulls/9999",
        "/orgs/none",
        f"{LANTERN}/contents/none",
        f"{LANTERN}/git/blobs/{'0' * 40}",
    ):
        response = client.get(path)
        assert response.status_code == 404, path
        assert response.json()["message"] == "Not Found", path
        assert response.json()["status"] == "404", path
    assert "No commit found for the ref nope" in client.get(f"{LANTERN}/contents/OWNERS?ref=nope").json()["message"]
    response = client.get(f"{LANTERN}/releases")
    assert response.status_code == 400
    assert response.json()["message"] == f"stand-in: GET {LANTERN}/releases not implemented"
    assert "POST" in client.session.post(client.server.base_url + f"{LANTERN}/issues", json={}).json()["message"]


def test_rate_limit_headers_and_buckets(world: World) -> None:
    with running_standin(world) as server:
        client = Client(server)
        first = client.get("/users/ready-robin").headers
        assert (
            first["X-RateLimit-Limit"],
            first["X-RateLimit-Remaining"],
            first["X-RateLimit-Used"],
            first["X-RateLimit-Resource"],
        ) == ("5000", "4999", "1", "core")
        assert client.get("/search/issues?q=is:pr").headers["X-RateLimit-Remaining"] == "29"
        assert client.post("{viewer{login}}").headers["X-RateLimit-Resource"] == "graphql"
        resources = client.get("/rate_limit").json()["resources"]
        assert {k: v["used"] for k, v in resources.items()} == {"core": 1, "search": 1, "graphql": 1}
        anonymous = requests.get(server.base_url + "/users/ready-robin", headers={"User-Agent": "t"}).headers
        assert anonymous["X-RateLimit-Limit"] == "60"
        assert first["X-GitHub-Request-Id"] != client.get("/users/ready-robin").headers["X-GitHub-Request-Id"]
        assert first["X-OAuth-Scopes"] == "public_repo, read:org, read:user"


def test_an_exhausted_bucket(world: World) -> None:
    with running_standin(world, search_limit=2, graphql_limit=3) as server:
        client = Client(server)
        for _ in range(2):
            assert client.get("/search/issues?q=is:pr").status_code == 200
        refused = client.get("/search/issues?q=is:pr")
        assert refused.status_code == 403
        assert refused.headers["X-RateLimit-Remaining"] == "0"
        assert refused.json()["message"].startswith("API rate limit exceeded for user ID")
        assert client.get("/users/ready-robin").status_code == 200, "the other buckets are untouched"
        for _ in range(3):
            client.data("{viewer{login}}")
        response = client.post("{viewer{login}}")
        assert response.status_code == 200
        assert response.json()["errors"][0]["type"] == "RATE_LIMITED"


def test_conditional_requests_are_free(world: World) -> None:
    with running_standin(world) as server:
        client = Client(server)
        first = client.get("/users/ready-robin")
        again = client.get("/users/ready-robin", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert not again.content
        assert again.headers["X-RateLimit-Used"] == "1"
        assert "Last-Modified" in first.headers
        dated = client.get("/users/ready-robin", headers={"If-Modified-Since": first.headers["Last-Modified"]})
        assert dated.status_code == 304
        assert client.get("/users/ready-robin", headers={"If-None-Match": '"other"'}).status_code == 200
        assert server.standin.stats()["etag_hits"] == 2


def test_link_headers(client: Client) -> None:
    response = client.get("/search/issues?q=is:pr+org:kubernetes&per_page=10&page=2")
    assert set(response.links) == {"prev", "next", "last", "first"}
    query = parse_qs(urlsplit(response.links["next"]["url"]).query)
    assert query == {"q": ["is:pr org:kubernetes"], "per_page": ["10"], "page": ["3"]}
    members = "/orgs/kubernetes-sigs/members"
    seen, url = [], f"{client.server.base_url}{members}?per_page=2"
    while url:
        page = client.session.get(url)
        seen += [m["login"] for m in page.json()]
        url = page.links.get("next", {}).get("url", "")
    assert len(seen) == len(set(seen)) == 5
    assert "Link" not in client.get(f"{members}?per_page=5").headers
    assert client.get(f"{members}?page=99").json() == []
    assert len(client.get(f"{members}?per_page=1000").json()) == 5


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/search/issues?q=", None),
        ("/search/issues?q=author:ready-robin", "Query must include 'is:issue' or 'is:pull-request'"),
        ("/search/issues?q=is:pr+author:nobody-at-all", "The listed users cannot be searched"),
        ("/search/issues?q=is:pr+repo:kubernetes/none", "The listed users and repositories cannot be searched"),
        ("/search/issues?q=is:pr+" + "y" * 256, "The search is longer than 256 characters."),
        (
            "/search/issues?q=is:pr+a+OR+b+OR+c+OR+d+OR+e+OR+f+OR+g",
            "More than five AND / OR / NOT operators were used.",
        ),
    ],
)
def test_search_refusals(client: Client, path: str, message: str | None) -> None:
    response = client.get(path)
    assert response.status_code == 422
    body = response.json()
    assert body["message"] == "Validation Failed"
    assert body["errors"][0]["resource"] == "Search"
    assert body["errors"][0].get("message", "").startswith(message or "")


def test_search_ends_at_a_thousand(client: Client) -> None:
    assert client.get("/search/issues?q=is:pr&per_page=100&page=10").status_code == 200
    response = client.get("/search/issues?q=is:pr&per_page=100&page=11")
    assert response.status_code == 422
    assert response.json()["message"] == "Only the first 1000 search results are available"


def test_search_answers(client: Client) -> None:
    body = client.get(
        "/search/issues",
        params={
            "q": 'is:issue repo:kubernetes/org label:"area/github-membership" "New membership for ready-robin" in:title'
        },
    ).json()
    assert body["total_count"] == 1
    assert body["incomplete_results"] is False
    hit = body["items"][0]
    assert hit["number"] == 105
    assert hit["state"] == "open"
    assert "pull_request" not in hit
    pulls = client.get("/search/issues?q=is:pr+author:ready-robin+is:merged").json()["items"]
    assert all(p["pull_request"]["merged_at"] for p in pulls)


def test_contents_and_raw_files(client: Client) -> None:
    path = "/repos/kubernetes/org/contents/config/kubernetes/org.yaml"
    body = client.get(path).json()
    text = base64.b64decode(body["content"]).decode()
    assert body["encoding"] == "base64"
    assert text.startswith("admins:")
    assert body["size"] == len(text)
    raw = client.get(path, headers={"Accept": "application/vnd.github.raw+json"})
    assert raw.text == text
    assert raw.headers["Content-Type"].startswith("application/vnd.github")
    assert client.session.get(body["download_url"]).text == text
    assert client.get("/raw/kubernetes/org/refs/heads/main/config/kubernetes/org.yaml").text == text
    missing = client.get("/raw/kubernetes/org/main/none.yaml")
    assert missing.status_code == 404
    assert missing.text == "404: Not Found"
    assert client.session.get(body["git_url"]).json()["sha"] == body["sha"]
    listing = client.get("/repos/kubernetes/org/contents/config").json()
    orgs = ("etcd-io", "kubernetes", "kubernetes-client", "kubernetes-csi", "kubernetes-sigs")
    assert {(e["name"], e["type"]) for e in listing} == {(org, "dir") for org in orgs}


def test_trees_may_be_truncated(world: World) -> None:
    with running_standin(world, tree_limit=2) as server:
        body = Client(server).get("/repos/kubernetes/kubernetes/git/trees/master?recursive=1").json()
        assert body["truncated"] is True
        assert len(body["tree"]) == 2
        assert Client(server).get("/repos/kubernetes/kubernetes/git/trees/HEAD").json()["truncated"] is True


def test_membership_statuses(client: Client) -> None:
    def status(path: str) -> int:
        return client.get(path, allow_redirects=False).status_code

    assert status("/orgs/kubernetes-sigs/members/reviewer-rosa") == 204
    assert status("/orgs/kubernetes-sigs/members/ready-robin") == 404
    moved = client.get("/orgs/kubernetes/members/reviewer-rosa", allow_redirects=False)
    assert moved.status_code == 302
    assert moved.headers["Location"].endswith("/orgs/kubernetes/public_members/reviewer-rosa")
    assert client.get("/orgs/kubernetes/members/reviewer-rosa").status_code == 404, (
        "a private member, seen from outside"
    )
    assert client.get("/orgs/kubernetes/members/lead-lumi").status_code == 204


def test_the_enterprise_prefix(client: Client) -> None:
    body = client.get("/api/v3/users/ready-robin").json()
    assert body["url"] == f"{client.server.base_url}/api/v3/users/ready-robin"
    assert client.session.get(body["url"]).json()["id"] == body["id"]
    assert client.post("{viewer{login}}", path="/api/graphql").json()["data"]["viewer"]["login"] == "member-mira"


def test_a_deleted_author_is_ghost(client: Client) -> None:
    hit = client.get("/search/issues", params={"q": 'is:pr in:title "Drop a widget flag"'}).json()["items"][0]
    assert hit["user"]["login"] == "ghost"
    assert hit["user"]["id"] == 10137


def test_a_pull_requests_parts(client: Client) -> None:
    pull = client.get(f"{LANTERN}/pulls/110").json()
    assert pull["merged"] is True
    assert pull["user"]["login"] == "member-mira"
    for name, count in (("reviews", 2), ("files", 2), ("comments", 1)):
        rows = client.get(f"{LANTERN}/pulls/110/{name}").json()
        assert len(rows) == count
    said = client.session.get(pull["comments_url"]).json()
    assert [c["body"] for c in said if c["user"]["login"] != "k8s-ci-robot"] == ["Thanks!\n\n/lgtm", "/approve"]
    assert client.session.get(pull["user"]["url"]).json()["id"] == pull["user"]["id"]
    issue = client.session.get(pull["issue_url"]).json()
    assert client.session.get(issue["pull_request"]["url"]).json()["id"] == pull["id"]


def test_keep_alive_and_head(client: Client) -> None:
    connection = HTTPConnection("127.0.0.1", client.server.server_address[1], timeout=20)
    headers = {"Authorization": "token x", "User-Agent": "t"}
    with closing(connection):
        ports = set()
        for method in ("GET", "HEAD", "GET"):
            connection.request(method, "/users/ready-robin", headers=headers)
            ports.add(connection.sock.getsockname()[1])
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.headers["ETag"]
            assert bool(answer.read()) == (method == "GET")
    assert len(ports) == 1, "the later requests reuse the connection"
