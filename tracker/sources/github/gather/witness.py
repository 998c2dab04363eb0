"""Whether an answer contradicts itself: search says that somebody took part, and nothing in the pull request shows it.

With very many records in one question GitHub may answer nested lists shorter than they are, their totals with them and
without an error (reported by makers of other tools). So each hit has to show the trace that made it one.
"""

from collections.abc import Collection
from typing import Any

from tracker.facts.people import Login
from tracker.sources.github.records import Json


def untraced(node: Json, people: Collection[Login]) -> frozenset[Login]:
    """Those of these people who left no review and no comment in a pull request as it was answered.

    ``node`` holds somebody's own reviews under the alias ``m0`` and so on, in the order of ``people``.
    """
    said = {one["author"]["login"].casefold() for name in ("reviews", "comments") for one in _nodes(node, name)}
    own = {login for place, login in enumerate(people) if (node.get(f"m{place}") or {}).get("totalCount")}
    return frozenset(login for login in people if login.key not in said and login not in own)


def is_short(node: Json) -> bool:
    """Whether a pull request counts comments and shows none, nor any review."""
    shown = sum((node.get(name) or {}).get("totalCount") or 0 for name in ("reviews", "comments"))
    return bool(node.get("totalCommentsCount")) and not shown


def held(node: Json) -> dict[str, int]:
    """How much an answer holds of a pull request, by list."""
    totals = {
        name: found["totalCount"] for name, found in node.items() if isinstance(found, dict) and "totalCount" in found
    }
    return totals | {name: len((node.get(name) or {}).get("nodes") or ()) for name in ("files", "labels")}


def fullness(node: Json) -> int:
    """How much there is to lose in an answer about a pull request."""
    return int(node.get("totalCommentsCount") or 0) + sum(held(node).values())


def _nodes(node: Json, name: str) -> list[Any]:
    return [one for one in (node.get(name) or {}).get("nodes") or () if one and one["author"]]
