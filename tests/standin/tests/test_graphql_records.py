"""GraphQL's answers about the sample world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from standin import World, running_standin
from standin.testing import Client, write_world

if TYPE_CHECKING:
    from pathlib import Path


ALL_PULLS = "query($q:String!,$after:String){search(type:ISSUE,query:$q,first:7,after:$after){issueCount nodes{... on PullRequest{id number}} pageInfo{hasNextPage endCursor}}}"


def test_a_pull_request_in_full(client: Client) -> None:
    number = client.data('{user(login:"ready-robin"){pullRequests(last:1){nodes{number}}}}')["user"]["pullRequests"][
        "nodes"
    ][0]["number"]
    query = """query($n:Int!){repository(owner:"kubernetes",name:"kubernetes"){pullRequest(number:$n){
      author{__typename login ... on User{name}} title body url number state merged mergedAt createdAt closedAt updatedAt isDraft
      mergedBy{login} additions deletions changedFiles baseRefName authorAssociation
      labels(first:10){nodes{name}} assignees(first:5){nodes{login}} reviewRequests(first:5){totalCount}
      files(first:10){totalCount nodes{path additions changeType}}
      reviews(first:10){totalCount nodes{author{login} state submittedAt body comments(first:5){totalCount nodes{path body}}}}
      mine: reviews(first:10,author:"APPROVER-AKI",states:[APPROVED]){totalCount}
      comments(first:10){totalCount nodes{author{login} body createdAt}}
      repository{nameWithOwner isArchived isPrivate isFork}
    }}}"""
    pull = client.data(query, n=number)["repository"]["pullRequest"]
    assert pull["title"] == "Count widgets once"
    assert pull["state"] == "MERGED"
    assert pull["merged"] is True
    assert pull["author"] == {"__typename": "User", "login": "ready-robin", "name": "Robin Ready"}
    assert pull["mergedBy"] == {"login": "k8s-ci-robot"}
    assert [(r["author"]["login"], r["state"]) for r in pull["reviews"]["nodes"]] == [
        ("almost-anders", "COMMENTED"), ("ready-robin", "COMMENTED"), ("approver-aki", "APPROVED"),
    ]  # fmt: skip
    assert pull["reviews"]["nodes"][0]["comments"]["totalCount"] == 1
    assert pull["mine"]["totalCount"] == 1
    assert pull["comments"]["totalCount"] == 3
    assert pull["authorAssociation"] == "CONTRIBUTOR"
    assert pull["files"]["totalCount"] == pull["changedFiles"] == 2


def test_the_whole_world_is_reachable_by_node_id(client: Client, world: World) -> None:
    query = "query($q:String!){search(type:ISSUE,query:$q,first:100){nodes{... on PullRequest{id} ... on Issue{id}}}}"
    ids = [
        n["id"]
        for org in ("kubernetes", "kubernetes-sigs")
        for n in client.data(query, q=f"org:{org}")["search"]["nodes"]
    ]
    assert len(ids) == len(set(ids)) == len(world.items)
    nodes = client.data("query($i:[ID!]!){nodes(ids:$i){id __typename}}", i=ids[:100])["nodes"]
    assert [n["id"] for n in nodes] == ids[:100]
    body = client.graphql("query($i:[ID!]!){nodes(ids:$i){id}}", i=[ids[0], "PR_none"])
    assert body["data"]["nodes"] == [{"id": ids[0]}, None]
    assert body["errors"][0]["type"] == "NOT_FOUND"
    assert body["errors"][0]["path"] == ["nodes", 1]


def test_other_nodes_are_found_by_id_too(client: Client) -> None:
    data = client.data("""{viewer{id} organization(login:"kubernetes"){id} repository(owner:"kubernetes",name:"org"){id
      label(name:"lgtm"){id} defaultBranchRef{target{id}} object(expression:"HEAD:config"){id}
      issue(number:101){id comments(first:1){nodes{id}}}}
      search(type:ISSUE,query:"is:pr author:ready-robin",first:1){nodes{... on PullRequest{reviews(first:1){nodes{id comments(first:1){nodes{id}}}}}}}}""")
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(v for k, v in value.items() if k == "id")
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                collect(item)

    collect(data)
    assert len(found) == 10
    for ident in found:
        assert client.data("query($i:ID!){node(id:$i){id}}", i=ident)["node"]["id"] == ident


def test_not_found_is_partial(client: Client) -> None:
    body = client.graphql(
        '{viewer{login} user(login:"nobody"){login} organization(login:"none"){login} repository(owner:"kubernetes",name:"no"){id}}'
    )
    assert body["data"] == {"viewer": {"login": "member-mira"}, "user": None, "organization": None, "repository": None}
    assert [(e["type"], e["path"]) for e in body["errors"]] == [
        ("NOT_FOUND", ["user"]),
        ("NOT_FOUND", ["organization"]),
        ("NOT_FOUND", ["repository"]),
    ]
    assert body["errors"][0]["message"] == "Could not resolve to a User with the login of 'nobody'."
    assert body["errors"][2]["message"] == "Could not resolve to a Repository with the name 'kubernetes/no'."
    issue = client.errors('{repository(owner:"kubernetes",name:"org"){pullRequest(number:101){id}}}')[0]
    assert issue["message"] == "Could not resolve to a PullRequest with the number of 101."


def test_bots_and_deleted_accounts(client: Client) -> None:
    data = client.data("""{bot:search(type:ISSUE,query:"is:pr author:dependabot[bot]",first:1){nodes{... on PullRequest{author{__typename login}}}}
      ghost:search(type:ISSUE,query:"is:pr in:title \\"Drop a widget flag\\"",first:1){nodes{... on PullRequest{author{login} authorAssociation}}}}""")
    assert data["bot"]["nodes"][0]["author"] == {"__typename": "Bot", "login": "dependabot"}
    assert data["ghost"]["nodes"][0] == {"author": None, "authorAssociation": "NONE"}


def test_files_blame_and_history(client: Client) -> None:
    data = client.data("""{repository(owner:"kubernetes",name:"org"){
      object(expression:"main:config/kubernetes/org.yaml"){__typename ... on Blob{text byteSize oid isBinary}}
      tree:object(expression:"HEAD:config"){... on Tree{entries{name type object{... on Tree{entries{path}}}}}}
      none:object(expression:"HEAD:nope"){oid}
      defaultBranchRef{name target{... on Commit{oid
        blame(path:"config/kubernetes/org.yaml"){ranges{startingLine endingLine commit{message committedDate author{user{login}}}}}
        history(first:2,path:"config/kubernetes/org.yaml"){totalCount nodes{messageHeadline}}}}}}}""")["repository"]
    assert data["object"]["text"].startswith("admins:\n")
    assert data["object"]["byteSize"] == len(data["object"]["text"])
    assert [e["name"] for e in data["tree"]["entries"]] == [
        "etcd-io",
        "kubernetes-client",
        "kubernetes-csi",
        "kubernetes-sigs",
        "kubernetes",
    ]  # git's order: directories count with their slash
    assert data["none"] is None
    commit = data["defaultBranchRef"]["target"]
    lines = data["object"]["text"].splitlines()
    added = {}
    for part in commit["blame"]["ranges"]:
        for line in range(part["startingLine"], part["endingLine"] + 1):
            added[lines[line - 1]] = part["commit"]
    assert added["- almost-anders"]["committedDate"] == "2025-01-14T09:00:00Z"
    assert added["- almost-anders"]["author"]["user"]["login"] == "lead-lumi"
    assert commit["history"] == {
        "totalCount": 10,
        "nodes": [
            {"messageHeadline": "Add almost-anders to kubernetes"},
            {"messageHeadline": "Sort the members of kubernetes without regard to case"},
        ],
    }


def test_commits_name_the_pull_requests_of_their_messages(tmp_path: Path) -> None:
    pull = {
        "repo": "acme/app",
        "number": 7,
        "author": "bo",
        "title": "T",
        "state": "OPEN",
        "createdAt": "2025-01-01T00:00:00Z",
    }
    said = ["Merge pull request #7 from bo/patch-7", "Change a line (#7)", "Change #7", "Change all (#8)"]
    commits = [{"oid": f"{n:040x}", "date": f"2025-01-0{n + 2}T00:00:00Z", "message": m} for n, m in enumerate(said)]
    files = [{"repo": "acme/app", "path": "a", "text": "a", "commits": commits}]
    query = """{repository(owner:"acme",name:"app"){defaultBranchRef{target{... on Commit{
      history(first:4){nodes{associatedPullRequests(first:1){nodes{number}}}}}}}}}"""
    with running_standin(write_world(tmp_path / "w", pulls=[pull], files=files)) as server:
        target = Client(server).data(query)["repository"]["defaultBranchRef"]["target"]
    found = [[p["number"] for p in c["associatedPullRequests"]["nodes"]] for c in target["history"]["nodes"]]
    assert found == [[], [], [7], [7]]


def test_advanced_search(client: Client) -> None:
    query = "query($q:String!,$t:SearchType!){search(type:$t,query:$q,first:1){issueCount}}"
    both = "is:pr author:ready-robin repo:kubernetes/kubernetes repo:kubernetes-sigs/lantern"
    assert client.data(query, q=both, t="ISSUE")["search"]["issueCount"] == 6
    assert client.data(query, q=both, t="ISSUE_ADVANCED")["search"]["issueCount"] == 0
    either = "is:pr author:ready-robin (repo:kubernetes/kubernetes OR repo:kubernetes-sigs/lantern)"
    assert client.data(query, q=either, t="ISSUE_ADVANCED")["search"]["issueCount"] == 6


# -- who may see what ----------------------------------------------------------------------------------

MEMBERS = '{organization(login:"%s"){viewerIsAMember membersWithRole(first:50){totalCount nodes{login}}}}'


def test_members_are_seen_by_members_only(client: Client) -> None:
    inside = client.data(MEMBERS % "kubernetes-sigs")["organization"]
    assert inside["viewerIsAMember"]
    assert inside["membersWithRole"]["totalCount"] == 5
    outside = client.data(MEMBERS % "kubernetes")["organization"]["membersWithRole"]
    assert {n["login"] for n in outside["nodes"]} == {"approver-aki", "lead-lumi"}
    orgs = client.data('{user(login:"Reviewer-Rosa"){organizations(first:5){nodes{login}}}}')["user"]["organizations"][
        "nodes"
    ]
    assert orgs == [{"login": "kubernetes-sigs"}], "private memberships of other organisations are hidden"


def test_scopes_and_forbidden_organisations(world: World) -> None:
    with running_standin(world, scopes=("public_repo",)) as server:
        error = Client(server).errors(MEMBERS % "kubernetes")[0]
        assert error["type"] == "INSUFFICIENT_SCOPES"
        assert "'membersWithRole' field requires one of the following scopes: ['read:org']" in error["message"]
    with running_standin(world, forbidden_orgs=("Kubernetes",)) as server:
        body = Client(server).graphql(MEMBERS % "kubernetes")
        assert body["errors"][0]["type"] == "FORBIDDEN"
        assert body["data"]["organization"] is None
        assert Client(server).get("/orgs/kubernetes/members").status_code == 403


def test_renamed_accounts(world: World) -> None:
    with running_standin(world, renames={"robin-before": "ready-robin"}) as server:
        client = Client(server)
        assert client.data('{user(login:"robin-before"){login}}')["user"]["login"] == "ready-robin"
        response = client.get("/users/robin-before")
        assert response.json()["login"] == "ready-robin"
        assert response.history[0].status_code == 301


# -- queries that are too much -------------------------------------------------------------------------

HEAVY = '{viewer{login} search(type:ISSUE,query:"org:kubernetes is:pr",first:50){issueCount nodes{... on PullRequest{number reviews(first:10){nodes{id}}}}}}'


def test_resource_limit_gives_partial_data(world: World) -> None:
    with running_standin(world, resource_limit_nodes=60) as server:
        body = Client(server).graphql(HEAVY)
        assert body["data"]["viewer"] == {"login": "member-mira"}
        assert body["errors"][0]["type"] == "RESOURCE_LIMITS_EXCEEDED"
        assert body["errors"][0]["message"] == "Resource limits for this query exceeded."
        nodes = body["data"]["search"]["nodes"]
        assert nodes[0]["reviews"]
        assert nodes[-1]["reviews"] is None


@pytest.mark.parametrize("kind", ["html", "json"])
def test_timeout_gives_502(world: World, kind: str) -> None:
    with running_standin(world, timeout_nodes=60, timeout_body=kind) as server:
        response = Client(server).post(HEAVY)
        assert response.status_code == 502
        if kind == "html":
            assert "502 Bad Gateway" in response.text
            assert response.headers["Content-Type"] == "text/html"
        else:
            assert "This may be the result of a timeout" in response.json()["errors"][0]["message"]
        assert Client(server).post("{viewer{login}}").status_code == 200
