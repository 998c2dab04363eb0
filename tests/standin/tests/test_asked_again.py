"""What was answered before is not worked out anew, which shows nowhere but in the time that it takes."""

from __future__ import annotations

from copy import deepcopy

from standin import SAMPLE_WORLD, load_world, running_standin
from standin.testing import Client

QUERY = 'query { user(login: "almost-anders") { name pullRequests(first: 1) { totalCount nodes { title } } } rateLimit { used remaining } }'


def test_the_same_but_for_what_remains() -> None:
    with running_standin(SAMPLE_WORLD) as server:
        client = Client(server)
        first, second = client.data(QUERY), client.data(QUERY)
    assert first["user"] == second["user"]
    assert second["rateLimit"]["used"] == first["rateLimit"]["used"] + 1
    assert second["rateLimit"]["remaining"] == first["rateLimit"]["remaining"] - 1


def test_with_other_options_and_with_a_fault_it_is_another_question() -> None:
    world = load_world(SAMPLE_WORLD)
    everything = {}
    for name, options in {
        "plain": {},
        "hidden": {"faults": [{"kind": "hidden_user", "logins": ["almost-anders"], "totals": "zero"}]},
        "ghost": {"faults": [{"kind": "deleted_user", "logins": ["almost-anders"]}]},
        "limited": {"resource_limit_nodes": 0},
        "again": {},
    }.items():
        with running_standin(world, **options) as server:
            everything[name] = Client(server).graphql(QUERY)
    user = {name: (answer.get("data") or {}).get("user") for name, answer in everything.items()}
    assert user["again"] == user["plain"]
    assert user["plain"]["pullRequests"]["totalCount"] > 0
    assert user["hidden"]["pullRequests"]["totalCount"] == 0
    assert user["ghost"] is None
    assert everything["limited"]["errors"][0]["type"] == "RESOURCE_LIMITS_EXCEEDED"


def test_an_error_put_into_an_answer_is_in_no_other() -> None:
    world = load_world(SAMPLE_WORLD)
    with running_standin(world, faults=[{"kind": "graphql_error", "message": "no", "times": 1}]) as server:
        client = Client(server)
        broken, whole = client.graphql(QUERY), client.graphql(QUERY)
    assert broken["data"]["user"] is None
    assert "errors" not in whole
    assert whole["data"]["user"]["name"]


def test_an_option_that_changes_is_heeded() -> None:
    query = 'query { repository(owner: "kubernetes", name: "kubernetes") { isPrivate visibility } }'
    with running_standin(SAMPLE_WORLD) as server:
        client = Client(server)
        before = client.data(query)["repository"]
        server.standin.options.private = ("kubernetes/kubernetes",)
        after = client.data(query)["repository"]
    assert (before, after) == (
        {"isPrivate": False, "visibility": "PUBLIC"},
        {"isPrivate": True, "visibility": "PRIVATE"},
    )


def test_a_copy_of_a_world_is_another_one() -> None:
    world = load_world(SAMPLE_WORLD)
    with running_standin(world) as server:
        before = Client(server).data(QUERY)["user"]["name"]
    copied = deepcopy(world)
    copied.users["almost-anders"].name = "Somebody Else"
    with running_standin(copied) as server:
        assert Client(server).data(QUERY)["user"]["name"] == "Somebody Else"
    with running_standin(world) as server:
        assert Client(server).data(QUERY)["user"]["name"] == before
