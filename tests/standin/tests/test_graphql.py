"""GraphQL: the real schema, and GitHub's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType
from standin.graphql_fields import FIELDS
from standin.schema import github_schema
from standin.testing import Client

if TYPE_CHECKING:
    pass

ALL_PULLS = "query($q:String!,$after:String){search(type:ISSUE,query:$q,first:7,after:$after){issueCount nodes{... on PullRequest{id number}} pageInfo{hasNextPage endCursor}}}"


def test_every_resolver_is_of_the_schema() -> None:
    schema = github_schema()
    for type_name, fields in FIELDS.items():
        kind = schema.type_map[type_name]
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        for name, entry in fields.items():
            assert name in kind.fields, f"{type_name}.{name}"
            foreign = entry.accepts - set(kind.fields[name].args)
            assert all(a.startswith("_") for a in foreign), f"{type_name}.{name}: {foreign}"


# -- validation ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message", "code", "path"),
    [
        ('{user(login:"a"){foo}}', "Field 'foo' doesn't exist on type 'User'", "undefinedField", ["query", "user", "foo"]),
        ("query Q{viewer{login(x:1)}}", "Field 'login' doesn't accept argument 'x'", "argumentNotAccepted", ["query Q", "viewer", "login", "x"]),
        ("{user{login}}", "Field 'user' is missing required arguments: login", "missingRequiredArguments", ["query", "user"]),
        ("{viewer}", "Field must have selections (field 'viewer' returns User but has no selections. Did you mean 'viewer { ... }'?)", "selectionMismatch", ["query", "viewer"]),
        ("query($a:Int){viewer{login}}", "Variable $a is declared by anonymous query but not used", "variableNotUsed", ["query"]),
        ('{search(type:ISSUE,query:"a",first:1){nodes{title}}}', "Selections can't be made directly on unions (see selections on SearchResultItem)", "selectionMismatch", ["query", "search", "nodes", "title"]),
        ("{...F} fragment F on Query{viewer{nope}}", "Field 'nope' doesn't exist on type 'User'", "undefinedField", ["fragment F", "viewer", "nope"]),
    ],
)  # fmt: skip
def test_the_schema_is_enforced_in_githubs_words(
    client: Client, query: str, message: str, code: str, path: list[str]
) -> None:
    response = client.post(query)
    assert response.status_code == 200
    body = response.json()
    assert "data" not in body
    error = body["errors"][0]
    assert (error["message"], error["extensions"]["code"], error["path"]) == (message, code, path)
    assert error["locations"]


def test_bad_requests(client: Client) -> None:
    url = client.server.base_url + "/graphql"
    assert client.session.post(url, data="{").json()["message"] == "Problems parsing JSON"
    assert client.session.post(url, json={}).status_code == 400
    assert "Syntax Error" in client.errors("{")[0]["message"]
    assert (
        client.errors("query A{viewer{login}} query B{viewer{login}}")[0]["message"] == "An operation name is required"
    )
    assert "was provided invalid value" in client.errors("query($l:String!){user(login:$l){login}}")[0]["message"]
    assert "DateTime" in str(
        client.errors('{repository(owner:"a",name:"b"){issues(first:1,filterBy:{since:"soon"}){totalCount}}}')
    )


def test_introspection_works(client: Client) -> None:
    data = client.data('{__type(name:"SearchType"){enumValues{name}}}')
    assert "ISSUE_ADVANCED" in {v["name"] for v in data["__type"]["enumValues"]}


def test_what_is_not_implemented_says_so(client: Client) -> None:
    body = client.graphql("{viewer{login hasSponsorsListing following(first:1){totalCount}}}")
    assert body["data"] is None  # both are non-null fields, up to the root
    assert any(e["message"].startswith("stand-in: field User.") for e in body["errors"])
    error = client.errors(
        '{repository(owner:"kubernetes",name:"org"){pullRequests(first:1,headRefName:"x"){totalCount}}}'
    )[0]
    assert error["message"] == "stand-in: argument Repository.pullRequests(headRefName:) not implemented"
    error = client.errors('{search(type:USER,query:"o",first:1){userCount}}')[0]
    assert error["message"] == "stand-in: search type USER not implemented"
    error = client.errors('{search(type:ISSUE,query:"o",first:1){userCount}}')[0]
    assert error["message"] == "stand-in: field SearchResultItemConnection.userCount not implemented"


def test_what_is_outside_of_the_slice_is_refused(client: Client) -> None:
    error = client.errors('{repository(owner:"kubernetes",name:"org"){issue(number:101){timelineItems{totalCount}}}}')[
        0
    ]
    assert error["message"] == "Field 'timelineItems' doesn't exist on type 'Issue'"


# -- pagination and cost -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ("", "MISSING_PAGINATION_BOUNDARIES", "You must provide a `first` or `last` value to properly paginate the `pullRequests` connection."),
        ("(first:101)", "EXCESSIVE_PAGINATION", "Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records."),
        ("(last:500)", "EXCESSIVE_PAGINATION", "Requesting 500 records on the `pullRequests` connection exceeds the `last` limit of 100 records."),
        ("(first:0)", "INVALID_PAGINATION_BOUNDARIES", "`first` on the `pullRequests` connection cannot be less than one."),
        ("(first:1,last:1)", "INVALID_PAGINATION_BOUNDARIES", "Passing both `first` and `last` to paginate the `pullRequests` connection is not supported."),
        ('(first:1,after:"zzz")', "INVALID_CURSOR_ARGUMENTS", "`zzz` does not appear to be a valid cursor."),
    ],
)  # fmt: skip
def test_pagination_rules(client: Client, arguments: str, kind: str, message: str) -> None:
    query = '{rateLimit{limit} user(login:"ready-robin"){pullRequests ARGUMENTS{nodes{number}}}}'
    body = client.graphql(query.replace("ARGUMENTS", arguments))
    assert body["data"]["user"] is None
    assert body["data"]["rateLimit"] == {"limit": 5000}
    assert body["errors"][0]["type"] == kind
    assert body["errors"][0]["message"] == message
    assert body["errors"][0]["path"] == ["user", "pullRequests"]


def test_counts_need_no_bounds(client: Client) -> None:
    data = client.data(
        '{user(login:"ready-robin"){pullRequests{totalCount}} search(type:ISSUE,query:"is:pr author:ready-robin"){issueCount}}'
    )
    assert data == {"user": {"pullRequests": {"totalCount": 6}}, "search": {"issueCount": 6}}


def test_pages_join_up_forwards_and_backwards(client: Client) -> None:
    seen: list[int] = []
    after = None
    while True:
        page = client.data(ALL_PULLS, q="repo:kubernetes-sigs/lantern is:pr", after=after)["search"]
        seen += [n["number"] for n in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == page["issueCount"] == 20
    query = 'query($b:String){repository(owner:"kubernetes-sigs",name:"lantern"){pullRequests(last:6,before:$b){edges{cursor node{number}} pageInfo{hasPreviousPage startCursor}}}}'
    back: list[int] = []
    before = None
    while True:
        found = client.data(query, b=before)["repository"]["pullRequests"]
        back = [e["node"]["number"] for e in found["edges"]] + back
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            break
    assert back == sorted(seen)


def test_cursors_belong_to_their_connection(client: Client) -> None:
    data = client.data('{user(login:"ready-robin"){pullRequests(first:1){pageInfo{endCursor}}}}')
    cursor = data["user"]["pullRequests"]["pageInfo"]["endCursor"]
    query = 'query($c:String){user(login:"ready-robin"){issues(first:1,after:$c){nodes{number}}}}'
    assert client.errors(query, c=cursor)[0]["type"] == "INVALID_CURSOR_ARGUMENTS"


def test_cost_is_as_published(client: Client) -> None:
    # the worked example of GitHub's documentation, with other fields: 1 + 100 + 5000 requests -> 51 points
    query = """{rateLimit{cost nodeCount} viewer{repositories(first:100){nodes{
        issues(first:50){nodes{labels(first:60){nodes{name}}}}}}}}"""
    data = client.data(query)
    assert data["rateLimit"] == {"cost": 51, "nodeCount": 100 + 100 * 50 + 100 * 50 * 60}


def test_the_node_limit(client: Client) -> None:
    query = """{viewer{repositories(first:100){nodes{issues(first:100){nodes{comments(first:60){nodes{id}}}}}}}}"""
    body = client.graphql(query)
    assert body["data"] is None
    assert body["errors"][0]["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    assert "up to 610,100 possible nodes which exceeds the maximum limit of 500,000" in body["errors"][0]["message"]


def test_cost_follows_fragments_variables_and_directives(client: Client) -> None:
    query = """query($n:Int!,$more:Boolean!){rateLimit{cost nodeCount} viewer{...U}}
      fragment U on User{pullRequests(first:$n){nodes{reviews(first:10) @include(if:$more){nodes{id}}}}}"""
    assert client.data(query, n=40, more=True)["rateLimit"] == {"cost": 1, "nodeCount": 440}
    assert client.data(query, n=40, more=False)["rateLimit"] == {"cost": 1, "nodeCount": 40}


# -- answers -------------------------------------------------------------------------------------------
