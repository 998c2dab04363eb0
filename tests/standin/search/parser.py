"""Queries as text become trees; what GitHub refuses is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from standin.search.query import And, Not, Or, Qualifier, Query, SearchError, Text, TooManyOperators

if TYPE_CHECKING:
    from standin.search.query import Node


MAX_LENGTH = 256
MAX_OPERATORS = 5


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<paren>[()])
    | (?P<neg>-)?(?P<key>[A-Za-z][A-Za-z-]*):(?P<val>(?:"[^"]*"|[^\s()",]+)(?:,(?:"[^"]*"|[^\s()",]+))*)
    | (?P<negq>-)?"(?P<quoted>[^"]*)"
    | (?P<word>[^\s()]+)
    )""",
    re.VERBOSE,
)
PEOPLE = {
    "author",
    "assignee",
    "mentions",
    "commenter",
    "involves",
    "reviewed-by",
    "review-requested",
    "user-review-requested",
}
_SCOPES = {"repo", "org", "user"}
DATES = {"created", "updated", "closed", "merged"}
_KNOWN = (
    PEOPLE | _SCOPES | DATES
    | {"is", "type", "state", "label", "in", "sort", "draft", "no", "base", "comments", "archived", "review", "reason"}
)  # fmt: skip
#: Real qualifiers that the stand-in refuses rather than misreads.
_REFUSED = {
    "team", "milestone", "head", "status", "language", "project", "linked", "interactions", "reactions", "has",
    "team-review-requested", "app", "stars", "size", "parent-issue", "sub-issue", "closes",
}  # fmt: skip


def _tokens(text: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:  # a lone quote or bracket: GitHub searches it as text, which matches nothing in particular
            at += 1
            continue
        at = match.end()
        if match["paren"]:
            found.append(("paren", match["paren"]))
        elif match["key"]:
            found.append(("qualifier", (bool(match["neg"]), match["key"].lower(), match["val"])))
        elif match["quoted"] is not None:
            found.append(("text", (bool(match["negq"]), match["quoted"])))
        elif match["word"] in ("AND", "OR", "NOT"):
            found.append(("operator", match["word"]))
        else:
            word = match["word"]
            negative = word.startswith("-") and len(word) > 1
            found.append(("text", (negative, word[1:] if negative else word)))
    return found


class _Parser:
    def __init__(self, text: str, advanced: bool, count_minus: bool = False) -> None:
        self.advanced = advanced
        self.tokens = _tokens(text)
        self.at = 0
        self.query = Query(And(()))
        operators = sum(1 for kind, _ in self.tokens if kind == "operator")
        if count_minus:
            operators += sum(1 for kind, value in self.tokens if kind in ("qualifier", "text") and value[0])
        if operators > MAX_OPERATORS:
            raise TooManyOperators("More than five AND / OR / NOT operators were used.")

    def parse(self) -> Query:
        if self.advanced:
            tree = self._or()
            if self.at < len(self.tokens):
                raise SearchError("The search query has unbalanced parentheses.")
        else:
            tree = self._legacy()
        self.query.tree = tree
        self.query.kinds = frozenset(_kinds(tree))
        return self.query

    def _legacy(self) -> Node:
        parts: list[Node] = []
        scopes: list[Node] = []
        negate = False
        alternative = False
        for kind, value in self.tokens:
            if kind == "operator":
                negate = value == "NOT"
                alternative = value == "OR"
                continue
            if kind == "paren":
                continue  # the legacy dialect does not know them
            node = self._leaf(kind, value)
            if node is not None:
                if negate:
                    node = Not(node)
                if isinstance(node, Qualifier) and node.key in _SCOPES:
                    scopes.append(node)
                elif alternative and parts and isinstance(node, Text):
                    parts[-1] = Or((parts[-1], node))
                else:
                    parts.append(node)
            negate = alternative = False
        if scopes:
            parts.append(Or(tuple(scopes)) if len(scopes) > 1 else scopes[0])
        return And(tuple(parts))

    def _peek(self) -> tuple[str, Any] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _or(self) -> Node:
        parts = [self._and()]
        while self._peek() == ("operator", "OR"):
            self.at += 1
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Node:
        parts: list[Node] = []
        while True:
            token = self._peek()
            if token is None or token in (("operator", "OR"), ("paren", ")")):
                return And(tuple(parts))
            self.at += 1
            if token == ("operator", "AND"):
                continue
            negate = token == ("operator", "NOT")
            if negate:
                token = self._peek()
                if token is None:
                    raise SearchError("The search query ends in an operator.")
                self.at += 1
            node: Node | None
            if token == ("paren", "("):
                node = self._or()
                if self._peek() != ("paren", ")"):
                    raise SearchError("The search query has unbalanced parentheses.")
                self.at += 1
            else:
                node = self._leaf(*token)
            if node is not None:
                parts.append(Not(node) if negate else node)

    def _leaf(self, kind: str, value: Any) -> Node | None:
        negative, *rest = value
        node: Node
        if kind == "text":
            node = Text(rest[0])
            return Not(node) if negative else node
        key, raw = rest
        if key in _REFUSED:
            raise SearchError(f"stand-in: search qualifier {key}: not implemented")
        if key not in _KNOWN:
            node = Text(f"{key}:{raw}".replace('"', ""))
            return Not(node) if negative else node
        values = [v.strip('"') for v in re.findall(r'"[^"]*"|[^,]+', raw)]
        if key == "in":
            self.query.fields = frozenset(v.lower() for v in values)
            return None
        if key == "sort":
            name, _, order = values[0].partition("-")
            self.query.sort, self.query.order = name, order or "desc"
            return None
        if key in PEOPLE:
            values = [_account(v) for v in values]
            if not negative:  # a name that does not exist is no reason to refuse its exclusion
                self.query.people.extend(v for v in values if v not in ("@me", "*"))
        elif key in _SCOPES:
            if not negative:
                self.query.scopes.extend((key, v) for v in values if v != "@me")
        elif key != "label" and len(values) > 1 and key not in ("is", "state", "no"):
            values = [raw]
        node = Or(tuple(Qualifier(key, v) for v in values)) if len(values) > 1 else Qualifier(key, values[0])
        return Not(node) if negative else node


def _account(value: str) -> str:
    """The login that a qualifier's value names: @me, @login, app/name or login."""
    if value.lower() == "@me":
        return "@me"
    if value.lower().startswith("app/"):
        return f"{value[4:]}[bot]"
    return value.lstrip("@")


def _kinds(node: Node) -> set[str]:
    """What is:/type: says about the kind of result, anywhere in the query."""
    if isinstance(node, Qualifier):
        value = node.value.lower()
        if node.key in ("is", "type"):
            return {"pr"} if value in ("pr", "pull-request") else {"issue"} if value == "issue" else set()
        return set()
    if isinstance(node, (And, Or)):
        return set().union(*(_kinds(c) for c in node.children)) if node.children else set()
    return set()


def parse(text: str, advanced: bool = False, limit_length: bool = True, count_minus: bool = False) -> Query:
    """Parse a query for issues, refusing what GitHub refuses."""
    if not text.strip():
        raise SearchError("", code="missing")
    if limit_length and len(text) > MAX_LENGTH:
        raise SearchError("The search is longer than 256 characters.")
    return _Parser(text, advanced, count_minus).parse()
