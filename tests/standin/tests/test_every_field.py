"""Every field that has a resolver is asked for once, in queries written by walking the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
)
from standin.graphql_fields import FIELDS
from standin.schema import github_schema

if TYPE_CHECKING:
    from standin.testing import Client

SCHEMA = github_schema()
#: Arguments for the fields that need some.
ARGUMENTS = {
    "Commit.blame": '(path:"config/kubernetes/org.yaml")',
    "Commit.file": '(path:"config/kubernetes/org.yaml")',
    "Repository.object": '(expression:"HEAD:config")',
    "Repository.ref": '(qualifiedName:"refs/heads/main")',
    "Repository.issue": "(number:101)",
    "Repository.issueOrPullRequest": "(number:101)",
    "Repository.label": '(name:"lgtm")',
    "User.organization": '(login:"kubernetes-sigs")',
    "User.repository": None,
    "Organization.repository": '(name:"org")',
    "Repository.pullRequest": None,
    "IssueComment.issue": None,
}
ROOTS = {
    "PullRequest": 'repository(owner:"kubernetes-sigs",name:"lantern"){pullRequest(number:110){%s}}',
    "Issue": 'repository(owner:"kubernetes",name:"org"){issue(number:101){%s}}',
    "User": 'user(login:"ready-robin"){%s}',
    "Organization": 'organization(login:"kubernetes"){%s}',
    "Repository": 'repository(owner:"kubernetes",name:"org"){%s}',
    "RateLimit": "rateLimit{%s}",
}
asked: set[str] = set()


def select(kind: GraphQLObjectType, depth: int, seen: tuple[str, ...]) -> str:
    parts = ["__typename"]
    for name in FIELDS.get(kind.name, {}):
        field = kind.fields[name]
        key = f"{kind.name}.{name}"
        result = get_named_type(field.type)
        arguments = ARGUMENTS.get(key, "")
        if arguments is None:
            continue
        required = [n for n, a in field.args.items() if isinstance(a.type, GraphQLNonNull) and a.default_value is None]
        if not arguments and required and key not in ARGUMENTS:
            continue
        alias = f"{kind.name}_{name}"  # so that fields of unlike types can stand beside one another
        if isinstance(result, (GraphQLScalarType, GraphQLEnumType)):
            asked.add(key)
            parts.append(f"{alias}:{name}{arguments}")
        elif depth and seen.count(result.name) < 1:
            inner = nested(result, depth - 1, (*seen, result.name))
            if result.name.endswith("Connection") and not arguments:
                arguments = "(first:2)"
            asked.add(key)
            parts.append(f"{alias}:{name}{arguments}{{{inner}}}")
    return " ".join(parts)


def nested(kind: object, depth: int, seen: tuple[str, ...]) -> str:
    if isinstance(kind, GraphQLObjectType) and kind.name.endswith("Connection"):
        node = get_named_type(kind.fields["nodes"].type)
        counts = " totalCount" if "totalCount" in kind.fields else ""
        page = "pageInfo{hasNextPage hasPreviousPage startCursor endCursor}"
        return f"{page}{counts} nodes{{{nested(node, depth, seen)}}} edges{{cursor node{{__typename}}}}"
    if is_abstract_type(kind) or isinstance(kind, GraphQLUnionType):
        options = [t for t in SCHEMA.get_possible_types(kind) if t.name in FIELDS]  # type: ignore[arg-type]
        inner = " ".join(
            f"... on {t.name}{{{select(t, depth, (*seen, t.name))}}}" for t in options if t.name not in seen
        )
        return f"__typename {inner}"
    assert isinstance(kind, GraphQLObjectType)
    return select(kind, depth, seen)


@pytest.mark.parametrize("root", ROOTS)
def test_walk(client: Client, root: str) -> None:
    kind = SCHEMA.type_map[root]
    assert isinstance(kind, GraphQLObjectType)
    query = "{" + ROOTS[root] % select(kind, 2, (root,)) + "}"
    body = client.graphql(query)
    # the arguments fit one repository only, so that elsewhere something is rightly not found
    wrong = [(e["message"], e.get("path")) for e in body.get("errors", []) if e.get("type") != "NOT_FOUND"]
    assert not wrong, wrong[:10]


def test_nearly_every_resolver_was_asked() -> None:
    if not asked:
        pytest.skip("the walk did not run")
    known = {f"{t}.{n}" for t, fields in FIELDS.items() for n in fields}
    missed = {m for m in known - asked if not m.startswith("Query.")}
    assert len(missed) < 0.1 * len(known), sorted(missed)
