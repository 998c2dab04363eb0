"""What real GitHub does that a polite model does not: wrong answers that look right, and refusals that pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from standin import World, running_standin
from standin.faults import FaultError, make_fault
from standin.testing import Client, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standin.server import StandinServer

ROBIN, AKI = "ready-robin", "approver-aki"
SEARCH = 'search(type:ISSUE_ADVANCED,query:"is:pr %s",first:%d){issueCount nodes{... on PullRequest{number reviews(first:5){totalCount nodes{state}} totalCommentsCount}}}'
WORDS = "(org:a OR org:b OR org:kubernetes OR org:c OR org:d)"


def hits(server: StandinServer) -> int:
    return int(server.standin.faults.describe()[0]["hits"])


# -- operators of a search ----------------------------------------------------------------------------


@pytest.fixture(params=["error", "zero"])
def strict(request: pytest.FixtureRequest, world: World) -> Iterator[tuple[str, Client]]:
    with running_standin(world, count_minus=True, over_operators=request.param) as server:
        yield request.param, Client(server)


def test_a_minus_counts_for_a_not(strict: tuple[str, Client]) -> None:
    kind, client = strict
    five = client.data(
        "{" + SEARCH % (f"author:{ROBIN} (org:a OR org:kubernetes) -author:{AKI} -label:x -is:draft", 5) + "}"
    )
    assert five["search"]["issueCount"] > 0
    six = f"author:{ROBIN} {WORDS} -author:{AKI} -label:x"
    body = client.graphql(f'{{first:{SEARCH % (six, 5)} user(login:"{ROBIN}"){{login}}}}')
    if kind == "zero":
        assert body == {"data": {"first": {"issueCount": 0, "nodes": []}, "user": {"login": ROBIN}}}
    else:
        assert body["data"] is None
        assert body["errors"][0]["type"] == "UNPROCESSABLE"
        assert body["errors"][0]["path"] == ["first"]
        assert body["errors"][0]["message"] == "More than five AND / OR / NOT operators were used."
    answer = client.get("/search/issues", params={"q": f"is:pr {six}", "advanced_search": "true"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"].startswith("More than five")


def test_without_the_option_a_minus_is_free(client: Client) -> None:
    assert client.data("{" + SEARCH % (f"author:{ROBIN} {WORDS} -author:{AKI} -label:x", 5) + "}")["search"][
        "issueCount"
    ]


# -- fields that fail ---------------------------------------------------------------------------------

TWO = f'{{viewer{{login}} user(login:"{ROBIN}"){{login company pullRequests{{totalCount}}}} a:search(type:ISSUE,query:"is:pr",first:2){{issueCount}}}}'


def test_a_non_null_field_takes_its_parent_with_it(world: World) -> None:
    fault = {
        "at": r"user\.pullRequests",
        "type": "RESOURCE_LIMITS_EXCEEDED",
        "message": "Resource limits for this query exceeded.",
    }
    with on(world, "field_error", **fault) as server:
        body = Client(server).graphql(TWO)
        assert body["data"]["user"] is None
        assert body["data"]["viewer"] == {"login": "member-mira"}
        assert body["data"]["a"]["issueCount"] > 0
        assert [(e["type"], e["path"]) for e in body["errors"]] == [
            ("RESOURCE_LIMITS_EXCEEDED", ["user", "pullRequests"])
        ]
        assert Client(server).data("{viewer{login}}")  # a document that does not ask for the field is not hit
        assert hits(server) == 1


@pytest.mark.parametrize("at", ["a", r"Query\.search", "viewer"])
def test_a_non_null_field_of_the_root_takes_everything(world: World, at: str) -> None:
    with on(world, "field_error", at=at) as server:
        body = Client(server).graphql(TWO)
        assert body["data"] is None
        assert [e["path"] for e in body["errors"]] == [["viewer" if at == "viewer" else "a"]]


def test_a_nullable_field_is_null_alone_and_in_one_record(world: World) -> None:
    ask = "{" + SEARCH % (f"author:{ROBIN}", 3) + "}"
    with on(world, "field_error", at=r"PullRequest\.reviews", record=1) as server:
        body = Client(server).graphql(ask)
        assert [n["reviews"] is None for n in body["data"]["search"]["nodes"]] == [False, True, False]
        assert body["errors"][0]["path"] == ["search", "nodes", 1, "reviews"]


def test_what_a_field_error_wants() -> None:
    for wrong in ({"kind": "field_error"}, {"kind": "pathless_error", "policy": "mood"}):
        with pytest.raises(FaultError):
            make_fault(wrong)


@pytest.mark.parametrize("data", ["null", "partial", "zero", "whole"])
def test_errors_without_a_path(world: World, data: str) -> None:
    with on(world, "pathless_error", policy="ip_allow_list", org="kubernetes", data=data) as server:
        body = Client(server).graphql(TWO)
        assert [set(error) for error in body["errors"]] == [{"type", "message"}]
        assert "`kubernetes` organization has an IP allow list enabled" in body["errors"][0]["message"]
        found = body["data"]
        if data == "null":
            assert found is None
        elif data == "partial":
            assert found["user"] is None
            assert found["a"]["issueCount"] > 0
        else:
            counts = found["user"]["pullRequests"]["totalCount"], found["a"]["issueCount"]
            assert counts == (0, 0) if data == "zero" else all(counts)


# -- documents that are too large ---------------------------------------------------------------------


def wide(aliases: int) -> str:
    return "{" + " ".join(f"p{n}:{SEARCH % (f'author:{ROBIN}', 5)}" for n in range(aliases)) + "}"


def test_connections_shrink_in_a_broad_document(world: World) -> None:
    with on(world, "shrunk_connections") as server:
        client = Client(server)
        for aliases, whole in ((11, True), (12, False)):  # five records each
            nodes = [node for found in client.data(wide(aliases)).values() for node in found["nodes"]]
            assert len(nodes) == 5 * aliases
            assert any(node["reviews"]["totalCount"] for node in nodes) == whole
            assert any(node["reviews"]["nodes"] for node in nodes) == whole
            assert any(node["totalCommentsCount"] for node in nodes)  # the second witness
        assert server.standin.stats()["faults"] == {"shrunk_connections": 1}


def test_some_records_may_stay_and_some_connections_be_spared(world: World) -> None:
    with on(world, "shrunk_connections", width=1, keep=1, at=r"PullRequest\.reviews") as server:
        nodes = Client(server).data(wide(1))["p0"]["nodes"]
        assert {node["reviews"]["totalCount"] for node in nodes} <= {0, 1}
        assert any(len(node["reviews"]["nodes"]) == 1 for node in nodes)


def test_the_width_of_a_document_counts_ids_and_aliases(world: World) -> None:
    ids = [n["id"] for n in some_ids(world)]
    with on(world, "heavy_limit", width=len(ids)) as server:
        client = Client(server)
        ask = "query($ids:[ID!]!){nodes(ids:$ids){id}}"
        assert client.data(ask, ids=ids[1:])
        assert client.errors(ask, ids=ids)[0]["type"] == "RATE_LIMIT"
        alone = " ".join(
            f'n{n}:node(id:"{one}"){{... on PullRequest{{reviews(first:100){{totalCount}}}}}}'
            for n, one in enumerate(ids)
        )
        assert client.errors(f"{{{alone}}}")[0]["type"] == "RATE_LIMIT"
        assert client.data(f"{{{alone.partition(' n3')[0]}}}")  # what is below a record makes no document broad
        files = " ".join(f'f{n}:object(expression:"HEAD:{n}"){{__typename}}' for n in range(len(ids)))
        assert client.errors(f'{{repository(owner:"kubernetes",name:"org"){{{files}}}}}')[0]["type"] == "RATE_LIMIT"


def some_ids(world: World) -> list[dict[str, str]]:
    with running_standin(world) as server:
        ask = f'{{search(type:ISSUE,query:"is:pr author:{ROBIN}",first:4){{nodes{{... on PullRequest{{id}}}}}}}}'
        found: list[dict[str, str]] = Client(server).data(ask)["search"]["nodes"]
        return found


def test_a_rate_limit_with_points_left_passes_when_less_is_asked(world: World) -> None:
    with on(world, "heavy_limit", width=None, nodes=100) as server:
        client = Client(server)
        response = client.post(wide(5))
        assert response.status_code == 200
        assert int(response.headers["X-RateLimit-Remaining"]) > 4000
        error = response.json()["errors"][0]
        assert (error["type"], error["code"]) == ("RATE_LIMIT", "graphql_rate_limit")
        assert "data" not in response.json()
        assert client.data(wide(1))


def test_a_validation_time_out_passes_when_less_is_asked(world: World) -> None:
    with on(world, "validation_timeout", characters=2000) as server:
        client = Client(server)
        assert client.graphql(wide(20)) == {"data": None, "errors": [{"message": "Timeout on validation of query"}]}
        assert client.data(wide(5))
        assert server.standin.stats()["faults"] == {"validation_timeout": 1}
        assert [(row["width"], row["characters"]) for row in server.standin.log()] == [
            (100, len(wide(20))),
            (25, len(wide(5))),
        ]


# -- people and organizations that are not shown ------------------------------------------------------


@pytest.mark.parametrize("totals", ["zero", "real"])
def test_a_hidden_profile(world: World, totals: str) -> None:
    with on(world, "hidden_user", logins=[ROBIN.upper()], totals=totals) as server:
        client = Client(server)
        searches = " ".join(
            f'{key.replace("-", "")}:search(type:ISSUE_ADVANCED,query:"is:pr {key}:{ROBIN}"){{issueCount}}'
            for key in ("author", "commenter", "reviewed-by")
        )
        found = client.data(f'{{user(login:"{ROBIN}"){{login pullRequests{{totalCount}}}} {searches}}}')
        assert {found[key]["issueCount"] for key in ("author", "commenter", "reviewedby")} == {0}
        assert found["user"]["login"] == ROBIN
        assert bool(found["user"]["pullRequests"]["totalCount"]) == (totals == "real")
        answer = client.get("/search/issues", params={"q": f"is:pr author:{ROBIN}"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["message"] == (
            "The listed users cannot be searched either because the users do not exist "
            "or you do not have permission to view the users."
        )
        both = client.get("/search/issues", params={"q": f"is:pr author:{ROBIN} author:{AKI}"})
        assert both.status_code == 422
        assert client.get("/search/issues", params={"q": f"is:pr author:{AKI}"}).json()["total_count"]


def test_saml_leaves_null_records_with_a_path(world: World) -> None:
    with on(world, "barred_org", orgs=["kubernetes-sigs"]) as server:
        client = Client(server)
        response = client.post(
            '{repository(owner:"kubernetes-sigs",name:"lantern"){name} search(type:ISSUE,query:"is:pr",first:100){issueCount nodes{... on PullRequest{repository{owner{login}}}} edges{node{__typename}}}}'
        )
        body = response.json()
        assert body["data"]["repository"] is None
        nodes = body["data"]["search"]["nodes"]
        assert {n["repository"]["owner"]["login"] for n in nodes if n} == {"kubernetes"}
        assert None in nodes
        assert len(nodes) == body["data"]["search"]["issueCount"]
        assert all(e["type"] == "FORBIDDEN" and e["extensions"] == {"saml_failure": True} for e in body["errors"])
        assert ["search", "nodes", nodes.index(None)] in [e["path"] for e in body["errors"]]
        ident = world.orgs["kubernetes-sigs"].id
        assert response.headers["X-GitHub-SSO"] == f"partial-results; organizations={ident}"
        listed = client.get("/search/issues?q=is:pr&per_page=100")
        assert listed.headers["X-GitHub-SSO"] == f"partial-results; organizations={ident}"
        assert not any("kubernetes-sigs" in hit["repository_url"] for hit in listed.json()["items"])
        refused = client.get("/repos/kubernetes-sigs/lantern")
        assert refused.status_code == 403
        assert refused.headers["X-GitHub-SSO"].startswith("required; url=https://github.com/orgs/kubernetes-sigs/sso")


def test_an_organization_that_takes_no_classic_token(world: World) -> None:
    with on(world, "barred_org", orgs=["kubernetes-sigs"], saml=False) as server:
        response = Client(server).post('{repository(owner:"kubernetes-sigs",name:"lantern"){name}}')
        error = response.json()["errors"][0]
        assert error["type"] == "FORBIDDEN"
        assert "forbids access via a personal access token (classic)" in error["message"]
        assert "extensions" not in error
        assert "X-GitHub-SSO" not in response.headers
