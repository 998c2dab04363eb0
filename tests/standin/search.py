"""GitHub's search syntax for issues and pull requests: parsing, validation, execution.

Two dialects exist. The legacy one has no parentheses and ORs several ``repo:``/``org:``/``user:`` qualifiers;
the advanced one (``ISSUE_ADVANCED``, ``advanced_search=true``) has AND, OR, NOT and parentheses, and there a
space between such qualifiers means AND, so that two of them find nothing.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from standin.names import find_repo
from standin.options import Options
from standin.world import Item, Pull, User, World, item_texts, normal_date

MAX_RESULTS = 1000
MAX_LENGTH = 256
MAX_OPERATORS = 5
ORDERS = {"created", "updated", "comments", "reactions", "interactions", "best-match", ""}

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<paren>[()])
    | (?P<neg>-)?(?P<key>[A-Za-z][A-Za-z-]*):(?P<val>(?:"[^"]*"|[^\s()",]+)(?:,(?:"[^"]*"|[^\s()",]+))*)
    | (?P<negq>-)?"(?P<quoted>[^"]*)"
    | (?P<word>[^\s()]+)
    )""",
    re.VERBOSE,
)
_PEOPLE = {
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
_DATES = {"created", "updated", "closed", "merged"}
_KNOWN = (
    _PEOPLE | _SCOPES | _DATES
    | {"is", "type", "state", "label", "in", "sort", "draft", "no", "base", "comments", "archived", "review", "reason"}
)  # fmt: skip
#: Real qualifiers that the stand-in refuses rather than misreads.
_REFUSED = {
    "team", "milestone", "head", "status", "language", "project", "linked", "interactions", "reactions", "has",
    "team-review-requested", "app", "stars", "size", "parent-issue", "sub-issue", "closes",
}  # fmt: skip
_WORDS = re.compile(r"\w+", re.UNICODE)


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
        if key in _PEOPLE:
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


# -- dates -----------------------------------------------------------------------------------------

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_YEAR_MONTH = re.compile(r"\d{4}(-\d\d)?\Z")


def _bounds(text: str) -> tuple[str, str]:
    """The first and last second that a date in a query stands for."""
    if _DATE.match(text):
        normal_date(text)
        return f"{text}T00:00:00Z", f"{text}T23:59:59Z"
    if _YEAR_MONTH.match(text):
        low = text + "-01" * (3 - len(text.split("-")))
        return f"{low}T00:00:00Z", f"{text}-31T23:59:59Z" if len(text) == 7 else f"{text}-12-31T23:59:59Z"
    value = normal_date(text.replace(" ", "+"))
    assert value
    return value, value


def date_range(text: str) -> tuple[str, str]:
    """The inclusive bounds of a date qualifier's value."""
    low, high = "0000", "9999"
    try:
        if ".." in text:
            first, last = text.split("..", 1)
            if first not in ("*", ""):
                low = _bounds(first)[0]
            if last not in ("*", ""):
                high = _bounds(last)[1]
        elif text.startswith(">="):
            low = _bounds(text[2:])[0]
        elif text.startswith("<="):
            high = _bounds(text[2:])[1]
        elif text.startswith(">"):
            low = _bounds(text[1:])[1] + "~"
        elif text.startswith("<"):
            high = _bounds(text[1:])[0][:-1]
        else:
            low, high = _bounds(text)
    except (ValueError, AssertionError):
        raise SearchError(
            f"'{text}' is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as YYYY-MM-DD."
        ) from None
    return low, high


def _number_test(text: str) -> Callable[[int], bool]:
    match = re.fullmatch(r"(>=|<=|>|<)?(\d+)|(\d+|\*)\.\.(\d+|\*)", text)
    if not match:
        raise SearchError(f"'{text}' is not a number.")
    if match[2] is None:
        low = 0 if match[3] == "*" else int(match[3])
        high = 10**9 if match[4] == "*" else int(match[4])
        return lambda n: low <= n <= high
    bound = int(match[2])
    sign = match[1]
    if sign == ">=":
        return lambda n: n >= bound
    if sign == "<=":
        return lambda n: n <= bound
    if sign == ">":
        return lambda n: n > bound
    if sign == "<":
        return lambda n: n < bound
    return lambda n: n == bound


# -- execution -------------------------------------------------------------------------------------

Test = Callable[[Item], bool]
_EMPTY: list[Item] = []


def _phrase(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


class IssueSearch:
    """Runs issue searches over one world; results of recent queries are kept, so that paging is cheap."""

    def __init__(self, world: World, viewer: User, options: Options | None = None) -> None:
        self.world = world
        self.viewer = viewer
        self.options = options or Options()
        self._cache: OrderedDict[tuple[Any, ...], Sequence[Item]] = OrderedDict()
        self._lock = Lock()

    def run(
        self, text: str, *, advanced: bool = False, sort: str | None = None, order: str | None = None,
        strict_names: bool = True, require_kind: bool = False, hidden: frozenset[str] = frozenset(),
    ) -> Sequence[Item]:  # fmt: skip
        """All matches, in order. Unknown and hidden names are an error (REST) or find nothing (GraphQL)."""
        key = (text, advanced, sort, order, strict_names, require_kind, hidden)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        query = parse(text, advanced, self.options.limit_search_length, self.options.count_minus)
        if require_kind and not query.kinds:
            raise SearchError("Query must include 'is:issue' or 'is:pull-request'")
        found: Sequence[Item] = _EMPTY
        if self._names_exist(query, strict_names, hidden):
            query.tree = _without(query.tree, hidden)
            found = self._execute(query)
            found = self._sorted(found, sort or query.sort, order or query.order)
        with self._lock:
            self._cache[key] = found
            while len(self._cache) > 128:
                self._cache.popitem(last=False)
        return found

    def _names_exist(self, query: Query, strict: bool, hidden: frozenset[str]) -> bool:
        world = self.world
        missing_people = [p for p in query.people if p.lower() not in world.users or p.lower() in hidden]
        missing_scopes = [
            v for k, v in query.scopes
            if (self._repo_key(v) not in world.repos if k == "repo" else v.lower() not in world.users)
        ]  # fmt: skip
        if not strict:
            return True
        if missing_people:
            raise SearchError(
                "The listed users cannot be searched either because the users do not exist "
                "or you do not have permission to view the users."
            )
        if missing_scopes and len(missing_scopes) == len(query.scopes):
            raise SearchError(
                "The listed users and repositories cannot be searched either because the resources do not exist "
                "or you do not have permission to view them."
            )
        return True

    def _execute(self, query: Query) -> list[Item]:
        candidates = self._candidates(query.tree)
        test = self._test(query.tree, query.fields)
        pool = self.world.items if candidates is None else candidates
        return [item for item in pool if test(item)]

    def _sorted(self, items: Sequence[Item], sort: str, order: str) -> Sequence[Item]:
        if sort not in ORDERS:
            raise SearchError(f"stand-in: sort {sort} not implemented", "sort")
        descending = order != "asc"
        if sort == "updated":
            return sorted(items, key=lambda i: (i.updated, i.idx), reverse=descending)
        if sort == "comments":
            return sorted(items, key=lambda i: (len(i.comments), i.idx), reverse=descending)
        # creation order is the order of the indexes; best match without text is newest first
        return list(reversed(items)) if descending else items

    def _login(self, value: str) -> str:
        return self.viewer.key if value == "@me" else value.lower()

    def _repo_key(self, value: str) -> str:
        """The key of the repository that has or had this name."""
        owner, slash, name = value.partition("/")
        repo = find_repo(self.world, self.options.renames, owner, name) if slash else None
        return repo.key if repo else value.lower()

    def _index(self, node: Qualifier) -> list[Item] | None:
        world, value = self.world, node.value.lower()
        if value == "*":
            return None
        if node.key == "author":
            return world.by_author.get(self._login(value), _EMPTY)
        if node.key == "reviewed-by":
            return world.by_reviewer.get(self._login(value), _EMPTY)
        if node.key == "commenter":
            return world.by_commenter.get(self._login(value), _EMPTY)
        if node.key == "assignee":
            return world.by_assignee.get(self._login(value), _EMPTY)
        if node.key == "mentions":
            return world.by_mention.get(self._login(value), _EMPTY)
        if node.key == "involves":
            login = self._login(value)
            return _union(
                [
                    world.by_author.get(login, _EMPTY), world.by_commenter.get(login, _EMPTY),
                    world.by_assignee.get(login, _EMPTY), world.by_mention.get(login, _EMPTY),
                ]
            )  # fmt: skip
        if node.key in ("org", "user"):
            return world.by_owner.get(self._login(value), _EMPTY)
        if node.key == "repo":
            return world.by_repo.get(self._repo_key(value), _EMPTY)
        if node.key == "label":
            return world.by_label.get(value, _EMPTY)
        return None

    def _candidates(self, node: Node) -> list[Item] | None:
        """A superset of the matches in creation order, or None if no index helps."""
        if isinstance(node, Qualifier):
            return self._index(node)
        if isinstance(node, And):
            lists = [c for c in (self._candidates(child) for child in node.children) if c is not None]
            return min(lists, key=len) if lists else None
        if isinstance(node, Or):
            parts = [self._candidates(child) for child in node.children]
            return _union([p for p in parts if p is not None]) if all(p is not None for p in parts) else None
        return None

    def _test(self, node: Node, fields: frozenset[str]) -> Test:
        if isinstance(node, And):
            tests = [self._test(c, fields) for c in node.children]
            return lambda item: all(t(item) for t in tests)
        if isinstance(node, Or):
            tests = [self._test(c, fields) for c in node.children]
            return lambda item: any(t(item) for t in tests)
        if isinstance(node, Not):
            inner = self._test(node.child, fields)
            return lambda item: not inner(item)
        if isinstance(node, Text):
            return self._text_test(node.phrase, fields)
        return self._qualifier_test(node.key, node.value)

    def _text_test(self, text: str, fields: frozenset[str]) -> Test:
        phrase = _phrase(text)
        if not phrase:
            return lambda item: True
        first = phrase.split(" ", 1)[0]
        wanted = f" {phrase} "

        def holds(content: str) -> bool:
            return first in content.lower() and wanted in f" {_phrase(content)} "

        def test(item: Item) -> bool:
            if "title" in fields and holds(item.title):
                return True
            if "body" in fields and holds(item.body):
                return True
            return "comments" in fields and any(holds(t) for t in list(item_texts(item))[2:])

        return test

    def _qualifier_test(self, key: str, value: str) -> Test:
        lower = value.lower()
        if key in ("author", "assignee", "reviewed-by", "commenter", "mentions", "involves"):
            if key == "assignee" and value == "*":
                return lambda item: bool(item.assignees)
            if key == "author":
                login = self._login(lower)
                return lambda item: item.author is not None and item.author.lower() == login
            index = self._index(Qualifier(key, value)) or _EMPTY
            members = {i.idx for i in index}
            return lambda item: item.idx in members
        if key in ("review-requested", "user-review-requested"):
            login = self._login(lower)
            return lambda item: isinstance(item, Pull) and login in {r.lower() for r in item.review_requests}
        if key in ("org", "user"):
            owner = self._login(lower)
            return lambda item: item.repo.owner.key == owner
        if key == "repo":
            wanted = self._repo_key(value)
            return lambda item: item.repo.key == wanted
        if key == "label":
            return lambda item: any(label.lower() == lower for label in item.labels)
        if key in _DATES:
            return self._date_test(key, value)
        if key in ("is", "type", "state"):
            return self._state_test(key, lower)
        if key == "draft":
            return lambda item: isinstance(item, Pull) and item.draft == (lower == "true")
        if key == "archived":
            return lambda item: item.repo.archived == (lower == "true")
        if key == "base":
            return lambda item: isinstance(item, Pull) and item.base == value
        if key == "comments":
            number = _number_test(value)
            return lambda item: number(len(item.comments))
        if key == "reason":
            return lambda item: (
                (item.state_reason or "").lower().replace("_", " ") == lower.replace("_", " ").replace("-", " ")
            )
        if key == "no":
            if lower == "label":
                return lambda item: not item.labels
            if lower == "assignee":
                return lambda item: not item.assignees
            if lower in ("milestone", "project"):
                return lambda item: True
        if key == "review":
            return self._review_test(lower)
        raise SearchError(f"stand-in: search qualifier {key}:{value} not implemented")

    def _date_test(self, key: str, value: str) -> Test:
        low, high = date_range(value)
        if key == "created":
            return lambda item: low <= item.created <= high
        if key == "updated":
            return lambda item: low <= item.updated <= high
        if key == "closed":
            return lambda item: item.closed is not None and low <= item.closed <= high
        return lambda item: isinstance(item, Pull) and item.merged is not None and low <= item.merged <= high

    def _state_test(self, key: str, value: str) -> Test:
        if value in ("pr", "pull-request"):
            return lambda item: item.is_pull
        if value == "issue":
            return lambda item: not item.is_pull
        if value == "open":
            return lambda item: item.state == "OPEN"
        if value == "closed":
            return lambda item: item.state != "OPEN"
        if value == "merged":
            return lambda item: item.state == "MERGED"
        if value == "unmerged":
            return lambda item: item.is_pull and item.state == "CLOSED"
        if value == "draft":
            return lambda item: isinstance(item, Pull) and item.draft
        if value == "public":
            return lambda item: True
        if value in ("private", "locked"):
            return lambda item: False
        if value == "unlocked":
            return lambda item: True
        raise SearchError(f"stand-in: search qualifier {key}:{value} not implemented")

    def _review_test(self, value: str) -> Test:
        decision = {"approved": "APPROVED", "changes_requested": "CHANGES_REQUESTED"}.get(value)
        if value not in ("none", "required", "approved", "changes_requested"):
            raise SearchError(f"stand-in: search qualifier review:{value} not implemented")

        def test(item: Item) -> bool:
            if not isinstance(item, Pull):
                return False
            latest = {r.author: r.state for r in item.reviews if r.state in ("APPROVED", "CHANGES_REQUESTED")}
            if value == "none":
                return not item.reviews
            if value == "required":
                return "APPROVED" not in latest.values()
            if decision == "APPROVED":
                return "APPROVED" in latest.values() and "CHANGES_REQUESTED" not in latest.values()
            return "CHANGES_REQUESTED" in latest.values()

        return test


def _without(node: Node, hidden: frozenset[str]) -> Node:
    """A query in which nobody has the login of somebody hidden."""
    if isinstance(node, Qualifier):
        return Qualifier(node.key, "") if node.key in _PEOPLE and node.value.lower() in hidden else node
    if isinstance(node, Not):
        return Not(_without(node.child, hidden))
    if isinstance(node, (And, Or)):
        return type(node)(tuple(_without(child, hidden) for child in node.children))
    return node


def _union(lists: list[list[Item]]) -> list[Item]:
    if len(lists) == 1:
        return lists[0]
    merged = {item.idx: item for part in lists for item in part}
    return [merged[idx] for idx in sorted(merged)]


# -- users and repositories ------------------------------------------------------------------------
