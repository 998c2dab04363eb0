"""Lists of issues, pull requests, repositories and labels: filtered, and in the order asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from standin.graphql_errors import NotImplementedByStandin
from standin.resolvers.values import Label
from standin.world import Issue, Item, Pull, Repo

Kind = TypeVar("Kind", bound=Item)


def ordered(items: Sequence[Item], order: dict[str, str] | None) -> Sequence[Item]:
    if order is None:
        return items
    keys: dict[str, Callable[[Item], Any]] = {
        "CREATED_AT": lambda i: (i.created, i.idx),
        "UPDATED_AT": lambda i: (i.updated, i.idx),
        "COMMENTS": lambda i: (len(i.comments), i.idx),
    }
    return sorted(items, key=keys[order["field"]], reverse=order["direction"] == "DESC")


def _filtered(items: Iterable[Kind], states: list[str] | None, labels: list[str] | None) -> list[Kind]:
    wanted = {label.lower() for label in labels or ()}
    found = [i for i in items if not states or i.state in states]
    return [i for i in found if not wanted or any(label.lower() in wanted for label in i.labels)]


def filtered_pulls(
    pulls: Sequence[Pull], states: list[str] | None, labels: list[str] | None, base: str | None,
    order: dict[str, str] | None,
) -> Sequence[Item]:  # fmt: skip
    found = _filtered(pulls, states, labels)
    return ordered([p for p in found if not base or p.base == base], order)


def filtered_issues(
    issues: Sequence[Issue], states: list[str] | None, labels: list[str] | None,
    filters: dict[str, Any] | None, order: dict[str, str] | None,
) -> Sequence[Item]:  # fmt: skip
    filters = dict(filters or {})
    filters.pop("viewerSubscribed", None)
    states = states or filters.pop("states", None)
    labels = labels or filters.pop("labels", None)
    creator, assignee = filters.pop("createdBy", None), filters.pop("assignee", None)
    since = filters.pop("since", None)
    if filters:
        raise NotImplementedByStandin(f"filterBy: {', '.join(sorted(filters))}")
    found = _filtered(issues, states, labels)
    if creator:
        found = [i for i in found if i.author and i.author.lower() == creator.lower()]
    if assignee:
        found = [i for i in found if assignee.lower() in {a.lower() for a in i.assignees}]
    if since:
        found = [i for i in found if i.updated >= since]
    return ordered(found, order)


def sorted_repos(order: dict[str, str] | None, repos: list[Repo]) -> list[Repo]:
    if order is None:
        return repos
    keys: dict[str, Callable[[Repo], Any]] = {
        "NAME": lambda r: r.name.lower(), "CREATED_AT": lambda r: r.created, "UPDATED_AT": lambda r: r.pushed,
        "PUSHED_AT": lambda r: r.pushed, "STARGAZERS": lambda r: 0,
    }  # fmt: skip
    return sorted(repos, key=keys[order["field"]], reverse=order["direction"] == "DESC")


def labels_of(repo: Repo, names: Sequence[str], order: dict[str, str] | None) -> list[Label]:
    labels = [Label(repo, n) for n in names]
    if order and order["field"] == "NAME":
        labels.sort(key=lambda x: x.name.lower())
    return labels[::-1] if order and order["direction"] == "DESC" else labels
