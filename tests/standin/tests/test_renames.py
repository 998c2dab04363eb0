"""Repositories that were renamed or moved: GraphQL and searches follow, REST redirects, git too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from standin import World, load_world, running_standin
from standin.testing import Client, write_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMER = {"owner": "kubernetes-sigs", "name": "flashlight"}
RENAMES = {
    "kubernetes-sigs/flashlight": "kubernetes-sigs/lantern",
    "octo-light": "kubernetes-sigs",
    "kubernetes/organization": "kubernetes/org",
}
ASK = "query($owner:String!,$name:String!,$follow:Boolean!){repository(owner:$owner,name:$name,followRenames:$follow){nameWithOwner pullRequests(first:1){nodes{repository{nameWithOwner}}}}}"


@pytest.fixture(scope="module")
def moved(world: World) -> Iterator[Client]:
    with running_standin(world, renames=RENAMES) as server:
        yield Client(server)


@pytest.mark.parametrize("name", [FORMER, {"owner": "Octo-Light", "name": "lantern"}])
def test_graphql_follows_and_answers_the_new_name(moved: Client, name: dict[str, str]) -> None:
    found = moved.data(ASK, **name, follow=True)["repository"]
    assert found["nameWithOwner"] == "kubernetes-sigs/lantern"
    assert found["pullRequests"]["nodes"] == [{"repository": {"nameWithOwner": "kubernetes-sigs/lantern"}}]


def test_graphql_need_not_follow(moved: Client) -> None:
    assert moved.errors(ASK, **FORMER, follow=False)[0]["type"] == "NOT_FOUND"


def test_a_search_knows_both_names(moved: Client) -> None:
    def numbers(repo: str) -> list[tuple[int, str]]:
        answer = moved.get(f"/search/issues?q=is:pr+repo:{repo}+archived:false").json()
        assert all(hit["repository_url"].endswith("/repos/kubernetes-sigs/lantern") for hit in answer["items"])
        return [hit["number"] for hit in answer["items"]]

    assert numbers("kubernetes-sigs/flashlight") == numbers("kubernetes-sigs/lantern") != []


@pytest.mark.parametrize(
    ("path", "below"),
    [("", ""), ("/git/trees/HEAD?recursive=1", "/git/trees/HEAD?recursive=1"), ("/contents/docs%20old", "/contents/docs%20old")],
)  # fmt: skip
def test_rest_redirects_to_the_id_and_keeps_the_query(moved: Client, world: World, path: str, below: str) -> None:
    answer = moved.get(f"/repos/kubernetes-sigs/flashlight{path}", allow_redirects=False)
    ident = world.repos["kubernetes-sigs/lantern"].id
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{moved.server.base_url}/repositories/{ident}{below}"
    assert answer.json()["url"] == answer.headers["Location"]
    assert answer.json()["message"] == "Moved Permanently"


def test_what_lies_below_an_id_is_served_with_the_query(moved: Client) -> None:
    tree = moved.get("/repos/kubernetes/organization/git/trees/HEAD?recursive=1").json()
    assert any("/" in entry["path"] for entry in tree["tree"])
    top = moved.get(tree["url"].removeprefix(moved.server.base_url)).json()
    assert not any("/" in entry["path"] for entry in top["tree"])
    assert not top["truncated"]


def test_git_is_redirected_and_raw_files_follow(world: World) -> None:
    with running_standin(world, renames={"kubernetes/organization": "kubernetes/org"}, git=True) as server:
        client = Client(server)
        place = "info/refs?service=git-upload-pack"
        answer = client.get(f"/kubernetes/organization.git/{place}", allow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            f"{server.base_url}/kubernetes/org.git/{place}",
        )
        assert client.get("/raw/kubernetes/organization/HEAD/config/kubernetes/org.yaml").status_code == 200


def test_a_world_says_what_a_repository_was_called_and_a_name_may_be_given_anew(tmp_path: Path) -> None:
    def numbers(client: Client) -> Any:
        ask = 'query{repository(owner:"acme",name:"old"){nameWithOwner}}'
        return client.data(ask)["repository"]["nameWithOwner"]

    new = {"owner": "acme", "name": "new", "formerNames": ["acme/old"]}
    for repos, expected in (([new], "acme/new"), ([new, {"owner": "acme", "name": "old"}], "acme/old")):
        with running_standin(load_world(write_world(tmp_path / expected, repos=repos))) as server:
            assert numbers(Client(server)) == expected
