"""Bends one answer of GitHub: types swapped, keys dropped, depth, length, halves of characters, numbers, headers.

What is bent can be told from what GitHub gives. A value that could as well be true, such as a pull request that is not
merged, is no bent one: nobody can know.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from random import Random
from typing import Any

#: Nothing is a true value of these: a deleted account, a pull request that is open, no next page.
_MAY_BE_NULL = frozenset(
    [
        "author",
        "user",
        "mergedAt",
        "closedAt",
        "merged_at",
        "closed_at",
        "company",
        "name",
        "endCursor",
        "text",
        "body",
        "isBinary",
        "issue",
        "viewer",
        "repositoryOwner",
        "rateLimit",
        "draft",
        "pull_request",
        "defaultBranchRef",
        "target",
        "blame",
        "associatedPullRequests",
    ]
)
#: Any text is a true value of these, so that only its type is bent.
_FREE = frozenset(
    [
        "title",
        "body",
        "text",
        "path",
        "name",
        "company",
        "content",
        "message",
        "login",
        "id",
        "nameWithOwner",
        "endCursor",
    ]
)
_NUMBERS = (-1, -(10**9), 1e30, 1.5, 2**31, 2**63, 2**64, 10**400, "7", True, [7], float(2**53))
_TYPES: tuple[Any, ...] = ([], {}, [[]], {"a": {}}, 5, 1.5, True, "text", ["text"], [None], {"nodes": 5})
_HEADERS = {
    "retry-after": ("inf", "nan", "-1", "soon", "1e9", "9" * 400, "Mon, 99 Foo 2026", "\xff", ""),
    "x-ratelimit-reset": ("nan", "inf", "-inf", "9" * 400, "soon", "99999999999", "1e400", ""),
    "x-ratelimit-remaining": ("nan", "-1", "many", "1.5", ""),
    "x-ratelimit-limit": ("inf", "few"),
    "x-oauth-scopes": ("," * 50_000,),
    "content-encoding": ("br", "gzip, gzip", "identity"),
    "content-type": ("text/html; charset=utf-16", "\xff"),
    "location": ("https://elsewhere.example/", "//[", "x" * 5_000),
    "link": ("<" * 50_000,),
}
_DEEP = 5_000
_LONG = 300_000

Step = str | int
#: Names of fields, one in the other, and "[]" for a list.
Shape = tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An answer as it goes over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


def bent(given: Given, random: Random) -> Given:
    """The answer with one thing in it that GitHub does not give."""
    return random.choices(_BENDS, weights=[weight for weight, _ in _WEIGHED])[0](given, random)


def _value(given: Given, random: Random) -> Given:
    """One to three values in the body are of another type, gone, too deep, too long, or out of their range."""
    try:
        record = json.loads(given.body)
    except ValueError:
        return _whole(given, random)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        places = list(_places(record))
        if not places:
            break
        holder, step = random.choice(places)
        random.choice((_swap, _swap, _drop, _lengthen, _number, _halve))(holder, step, random)
    return replace(given, body=json.dumps(record).encode())


def _places(found: Any) -> Iterator[tuple[Any, Step]]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield found, name
            yield from _places(value)
    elif isinstance(found, list):
        for index, value in enumerate(found):
            yield found, index
            yield from _places(value)


def _swap(holder: Any, step: Step, random: Random) -> None:
    now = holder[step]
    others = [value for value in _TYPES if type(value) is not type(now)]
    if _never_null(holder, step):
        others.append(None)
    if now is None:  # whatever stands there may be true, but not this
        others = [value for value in others if value is not None]
    holder[step] = deepcopy(random.choice(others))


def _never_null(holder: Any, step: Step) -> bool:
    """Whether nothing in this place is nothing that GitHub gives without an error."""
    if not isinstance(step, str) or step in _MAY_BE_NULL:
        return False
    return step.islower() is False or step in {"url", "id", "number", "nodes", "title", "login", "files", "reviews"}


def _drop(holder: Any, step: Step, random: Random) -> None:
    if isinstance(step, str):
        del holder[step]
    else:
        _swap(holder, step, random)


def _lengthen(holder: Any, step: Step, random: Random) -> None:
    if random.random() < 0.5:
        holder[step] = _deep(random)
    elif not isinstance(holder[step], str) or step not in _FREE:
        holder[step] = "a" * _LONG
    else:
        holder[step] += random.choice(("a", "-", " ", "`", "/", "\n", "[", "*", ".")) * _LONG


def _deep(random: Random) -> Any:
    found: Any = []
    for _ in range(random.choice((150, 250))):  # json.dumps goes no deeper; see _nested
        found = [found] if random.random() < 0.5 else {"a": found}
    return found


def _number(holder: Any, step: Step, random: Random) -> None:
    if isinstance(holder[step], int) and not isinstance(holder[step], bool):
        holder[step] = deepcopy(random.choice([value for value in _NUMBERS if value is not holder[step]]))
    else:
        _swap(holder, step, random)


def _halve(holder: Any, step: Step, random: Random) -> None:
    if isinstance(holder[step], str):
        holder[step] += random.choice(("\ud800", "\udfff", "\udc00\ud800"))
    else:
        _swap(holder, step, random)


def _whole(given: Given, random: Random) -> Given:
    """The body as a whole is none."""
    bodies: tuple[Callable[[], bytes], ...] = (
        lambda: given.body[: random.randrange(len(given.body) or 1)],
        lambda: b"",
        lambda: b"null",
        lambda: b"[]",
        lambda: b"{}",
        lambda: b'"text"',
        lambda: b"<html>" + b"<p>" * 1_000,
        lambda: b"\xff\xfe" + given.body,
        lambda: b'{"data": ' + b"[" * _DEEP + b"]" * _DEEP + b"}",
        lambda: b'{"data": ' + b'{"a":' * _DEEP + b"1" + b"}" * _DEEP + b"}",
        lambda: b"[" * 100_000,
        lambda: b'{"data": NaN, "data": Infinity}',
        lambda: b"1" * 5_000,
    )
    return replace(given, body=random.choice(bodies)())


def _errors(given: Given, random: Random) -> Given:
    """Errors beside the data, or in its place."""
    try:
        record = json.loads(given.body)
    except ValueError:
        return _whole(given, random)
    if not isinstance(record, dict):
        return _whole(given, random)
    message = random.choice(
        (
            "Something went wrong while executing your query.",
            "Timeout on validation of query",
            "`octo-org` forbids access via a personal access token",
            "a" * _LONG,
            "An IP allow list forbids it",
            ["no"],
            None,
            5,
        )
    )
    error: Any = {"message": message}
    error |= random.choice(
        ({}, {"type": "FORBIDDEN"}, {"type": "INTERNAL"}, {"type": ["x"]}, {"type": "RESOURCE_LIMITS_EXCEEDED"})
    )
    error |= random.choice(({}, {"path": None}, {"path": 5}, {"path": [[]]}, {"path": ["q0"]}, {"path": ["nobody", 3]}))
    errors = random.choice(([error], [error] * 300, "text", [5, None, "x"], {"message": message}, error))
    data = record.get("data")
    if isinstance(data, dict) and random.random() < 0.5:
        data = random.choice((None, {}, dict.fromkeys(data), _emptied(data)))
    return replace(given, body=json.dumps({"data": data, "errors": errors}).encode())


def _emptied(found: Any) -> Any:
    """The same with zeros, and nothing in any list."""
    if isinstance(found, dict):
        return {name: _emptied(value) for name, value in found.items()}
    return [] if isinstance(found, list) else 0 if isinstance(found, int) and not isinstance(found, bool) else found


def _headers(given: Given, random: Random) -> Given:
    headers = dict(given.headers)
    for name in random.sample(sorted(_HEADERS), random.choice((1, 2, 3))):
        headers[name] = random.choice(_HEADERS[name])
    status = random.choice((given.status, given.status, 403, 429, 202, 301, 302, 304))
    return replace(given, status=status, headers=headers)


def _status(given: Given, random: Random) -> Given:
    body = given.body if random.random() < 0.5 else json.dumps({"message": "a" * _LONG}).encode()
    return replace(
        given, status=random.choice((200, 204, 300, 400, 401, 403, 404, 410, 422, 451, 500, 502, 503)), body=body
    )


def _packed(given: Given, random: Random) -> Given:
    packed = gzip.compress(given.body)
    body = random.choice(
        (packed, packed[:-9], packed[: len(packed) // 2], given.body, gzip.compress(packed), b"\x1f\x8b" + b"\0" * 99)
    )
    return replace(given, body=body, headers={**given.headers, "content-encoding": "gzip"})


def shapes(found: Any) -> set[Shape]:
    """The ways to the fields of an answer; what is in lists is one."""
    if isinstance(found, list):
        return {("[]", *rest) for one in found for rest in shapes(one)}
    if not isinstance(found, dict):
        return set()
    return {(name, *rest) for name, value in found.items() for rest in {(), *shapes(value)}}


def without(given: Given, shape: Shape) -> Given:
    """The answer without a field, wherever that is in it."""
    record = json.loads(given.body)
    _remove(record, shape)
    return replace(given, body=json.dumps(record).encode())


def _remove(found: Any, shape: Shape) -> None:
    if isinstance(found, list):
        for one in found:
            _remove(one, shape[1:])
    elif isinstance(found, dict) and len(shape) == 1:
        found.pop(shape[0], None)
    elif isinstance(found, dict):
        _remove(found.get(shape[0]), shape[1:])


_WEIGHED = ((14, _value), (2, _whole), (4, _errors), (2, _headers), (1, _status), (1, _packed))
_BENDS = [bend for _, bend in _WEIGHED]
