"""Documents that ask the same kinds of things are validated once, and no mistake slips through."""

from __future__ import annotations

import pytest
from graphql import parse, validate
from standin import graphql_mistakes
from standin.graphql_mistakes import mistakes
from standin.schema import github_schema

ONE = "query Q($a: String!) { x: user(login: $a) { ...P } } fragment P on User { name }"
TWO = "query Q($a: String!, $b: String!) { x: user(login: $a) { ...P } y: user(login: $b) { ...P } } fragment P on User { name }"


@pytest.fixture
def counted(monkeypatch) -> list[str]:
    """What was really validated."""
    seen: list[str] = []

    def noted(schema, document):
        seen.append(document.loc.source.body)
        return validate(schema, document)

    monkeypatch.setattr(graphql_mistakes, "validate", noted)
    monkeypatch.setattr(graphql_mistakes, "_SOUND", set())
    return seen


def found(text: str) -> list[str]:
    return [error.message for error in mistakes(github_schema(), parse(text))]


def test_more_of_the_same_is_alike(counted) -> None:
    assert found(ONE) == found(TWO) == []
    assert counted == [ONE]


def changed(old: str, new: str) -> str:
    assert old in TWO
    return TWO.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        changed("y: user", "x: user"),  # one name for two fields
        changed("login: $b", "login: $a"),  # a variable that nothing uses
        changed("login: $b", "login: $c"),  # one that is not declared
        changed("$b: String!", "$b: String"),  # one that may be null where nothing may be
        changed("$b: String!", "$a: String!"),  # one that is declared twice
        changed("y: user(login: $b) { ...P }", "y: user(login: $b)"),
        changed("y: user(login: $b) { ...P }", "y: user(login: $b) { ...P nothing }"),
        changed("{ name }", "{ nothing }"),
        changed("{ name }", "{ name } fragment R on User { name }"),  # a fragment that nothing uses
        changed("$b: String!)", "$b: String!) @nothing"),
        changed("{ ...P } }", "{ ...P } ... on Query { nothing } }"),
    ],
)
def test_whatever_is_wrong_is_found_beside_what_is_sound(counted, text) -> None:
    assert found(ONE) == found(TWO) == []
    assert found(text) == [error.message for error in validate(github_schema(), parse(text))]
    assert found(text)
