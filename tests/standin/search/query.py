"""A query as a tree, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass, field


class SearchError(Exception):
    """The query is refused: what GitHub answers with 422."""

    def __init__(self, message: str, field_name: str = "q", code: str = "invalid") -> None:
        super().__init__(message)
        self.message = message
        self.field = field_name
        self.code = code


class TooManyOperators(SearchError):
    """More than five of AND, OR and NOT."""


@dataclass(frozen=True)
class Qualifier:
    key: str
    value: str


@dataclass(frozen=True)
class Text:
    phrase: str


@dataclass(frozen=True)
class Not:
    child: Node


@dataclass(frozen=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    children: tuple[Node, ...]


Node = Qualifier | Text | Not | And | Or


@dataclass
class Query:
    tree: Node
    fields: frozenset[str] = frozenset({"title", "body", "comments"})
    sort: str = ""
    order: str = "desc"
    kinds: frozenset[str] = frozenset()
    people: list[str] = field(default_factory=list)
    scopes: list[tuple[str, str]] = field(default_factory=list)
