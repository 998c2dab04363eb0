"""The slice of GitHub's schema: valid, enough, and nothing in it that the whole schema does not say too."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    DocumentNode,
    EnumTypeDefinitionNode,
    GraphQLSchema,
    InputObjectTypeDefinitionNode,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    build_schema,
    parse,
    print_ast,
    validate,
    validate_schema,
)
from standin.schema import SCHEMA_FILE
from standin.tools.slice_schema import VARIABLE, Slicer, full_schema_file, parts, read_schema

#: What the tool asks for today or may ask for tomorrow; answered or not, GitHub has it and so must the slice.
ASKED = """
query ($login: String!, $type: SearchType!, $q: String!, $ids: [ID!]!, $id: ID!, $after: String) {
  user(login: $login) {
    __typename id databaseId login name company createdAt url
    pullRequests(first: 9, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) { totalCount nodes { ...P } }
    issueComments(first: 9, orderBy: {field: UPDATED_AT, direction: DESC}) {
      totalCount nodes { id url body createdAt updatedAt lastEditedAt authorAssociation
        repository { nameWithOwner isPrivate } pullRequest { id number author { login } } issue { number } }
    }
    organizations(first: 9) { nodes { login } }
  }
  repositoryOwner(login: $login) { __typename id login url }
  organization(login: $login) {
    id databaseId login name
    repositories(first: 9, after: $after, orderBy: {field: NAME, direction: ASC}) {
      totalCount pageInfo { hasNextPage endCursor } nodes { nameWithOwner isArchived isFork }
    }
    membersWithRole(first: 9) { nodes { login } }
  }
  search(type: $type, query: $q, first: 9, after: $after) {
    issueCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { __typename ...P ...I }
  }
  node(id: $id) { ...P }
  nodes(ids: $ids) { id ...P ...I }
  repository(owner: "o", name: "n") {
    nameWithOwner isArchived isPrivate isFork
    pullRequests(first: 9, orderBy: {field: UPDATED_AT, direction: DESC}, states: [OPEN]) { totalCount nodes { ...P } }
    issues(first: 9, filterBy: {createdBy: "a"}, states: [OPEN], labels: ["b"]) { nodes { ...I } }
    pullRequest(number: 1) { id }
    issue(number: 1) { id }
    object(expression: "HEAD:a") {
      __typename ... on Blob { oid byteSize isTruncated isBinary text } ... on Tree { entries { name path type oid object { oid } } }
    }
    defaultBranchRef { name target { oid ... on Commit {
      history(first: 9, path: "a", author: {id: $id}, since: "2020-01-01T00:00:00Z") {
        totalCount nodes { oid committedDate additions deletions }
      }
      blame(path: "a") { ranges { startingLine endingLine age commit {
        oid committedDate messageHeadline author { name email date user { login } }
        associatedPullRequests(first: 1) { nodes { number url mergedAt } }
      } } }
    } } }
  }
  rateLimit { cost remaining resetAt nodeCount used limit }
}
fragment P on PullRequest {
  id fullDatabaseId number url title body pullState: state isDraft createdAt mergedAt closedAt updatedAt merged baseRefName
  additions deletions changedFiles author { login __typename } authorAssociation mergedBy { login }
  repository { nameWithOwner isArchived isPrivate isFork }
  labels(first: 9) { totalCount nodes { name } } assignees(first: 9) { nodes { login } }
  reviews(author: $login, first: 9, states: [APPROVED]) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id state submittedAt url body authorAssociation author { login }
      comments(first: 9) { totalCount nodes { body createdAt url path author { login } } } }
  }
  comments(last: 9, before: $after) { totalCount nodes { id author { login } body createdAt url authorAssociation } }
  files(first: 9) { totalCount pageInfo { hasNextPage endCursor } nodes { path additions deletions changeType } }
  reviewRequests(first: 9) { nodes { requestedReviewer { __typename ... on User { login } } } }
}
fragment I on Issue {
  id fullDatabaseId number title body url issueState: state stateReason createdAt closedAt updatedAt author { login } repository { nameWithOwner }
  labels(first: 9) { nodes { name } } assignees(first: 9) { nodes { login } }
  comments(first: 9) { totalCount pageInfo { hasNextPage endCursor } nodes { author { login } body createdAt url lastEditedAt } }
}
"""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SCHEMA_FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def whole() -> DocumentNode:
    file = full_schema_file()
    if file is None:
        pytest.skip(f"GitHub's whole schema is not on this machine; name its file in {VARIABLE} to compare with it")
    return read_schema(file)


def test_the_slice_is_valid(schema: GraphQLSchema) -> None:
    assert validate_schema(schema) == []


def test_the_slice_has_all_that_is_asked_for(schema: GraphQLSchema) -> None:
    assert validate(schema, parse(ASKED)) == []


def types_of(document: DocumentNode) -> dict[str, TypeDefinitionNode]:
    return {d.name.value: d for d in document.definitions if isinstance(d, TypeDefinitionNode)}


def printed(node: Any, name: str) -> dict[str, str]:
    return {key: print_ast(part) for key, part in parts(node, name).items()}


def test_nothing_differs_from_the_whole_schema(whole: DocumentNode) -> None:
    known = types_of(whole)
    for name, mine in types_of(parse(SCHEMA_FILE.read_text("utf-8"))).items():
        theirs = known[name]
        assert type(mine) is type(theirs), name
        if isinstance(mine, (EnumTypeDefinitionNode, InputObjectTypeDefinitionNode)):
            assert print_ast(mine) == print_ast(theirs)
        elif isinstance(mine, UnionTypeDefinitionNode):
            assert printed(mine, "types").keys() <= printed(theirs, "types").keys(), name
        else:  # a field is printed with its arguments, their types and defaults, and its type
            assert printed(mine, "fields").items() <= printed(theirs, "fields").items(), name
            assert printed(mine, "interfaces").keys() <= printed(theirs, "interfaces").keys(), name


def test_the_slice_is_what_the_script_cuts(whole: DocumentNode) -> None:
    assert print_ast(Slicer(whole).run()) == print_ast(parse(SCHEMA_FILE.read_text("utf-8")))
