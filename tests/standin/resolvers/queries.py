"""The fields of Query: whom and what a document begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from standin.graphql_errors import GitHubError, NotImplementedByStandin
from standin.graphql_fields import Actor, Connection, Context, Info, owner_key, paginate, resolver, shown, simple
from standin.names import find_repo, renamed
from standin.search import MAX_RESULTS, SearchError, TooManyOperators
from standin.world import Item, Org, Repo, User


@resolver("Query", "viewer")
def _viewer(_: Any, info: Info) -> User:
    user: User = info.context.viewer
    return user


def find_user(context: Context, login: str) -> User | None:
    """The user with this login; renamed accounts are found under their new login too."""
    login = renamed(context.options.renames, login) or login
    if login.lower() in context.distortion.ghosts:
        return None
    return context.world.user(login)


@resolver("Query", "user")
def _user(_: Any, info: Info, login: str) -> User:
    user = find_user(info.context, login)
    if user is None or user.type != "User":
        raise GitHubError("NOT_FOUND", f"Could not resolve to a User with the login of '{login}'.")
    return user


@resolver("Query User", "organization")
def _organization(source: Any, info: Info, login: str) -> Org | None:
    org: Org | None = info.context.world.org(login)
    if isinstance(source, User):
        context: Context = info.context
        seen = org is not None and (source.key in org.public or context.world.sees_members(org, context.viewer))
        return org if org and seen and source.key in org.members else None
    if org is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to an Organization with the login of '{login}'.")
    return org


@resolver("Query", "repositoryOwner")
def _repository_owner(_: Any, info: Info, login: str) -> Actor | None:
    found: Actor | None = info.context.actor(login)
    return found


@resolver("Query", "repository")
def repository(_: Any, info: Info, owner: str, name: str, followRenames: bool = True) -> Repo:
    context: Context = info.context
    renames = context.options.renames
    repo = find_repo(context.world, renames, owner, name) if followRenames else context.world.repo(owner, name)
    if repo is None:
        raise GitHubError("NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return repo


@resolver("Query", "rateLimit")
def _rate_limit(_: Any, info: Info, dryRun: bool = False) -> dict[str, Any]:
    context: Context = info.context
    reset = datetime.fromtimestamp(context.rate["reset"], tz=UTC)
    return {
        "cost": context.cost.points, "limit": context.rate["limit"], "nodeCount": context.cost.nodes,
        "remaining": context.rate["remaining"], "used": context.rate["used"],
        "resetAt": reset.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }  # fmt: skip


for _name in ("cost", "limit", "nodeCount", "remaining", "resetAt", "used"):
    simple("RateLimit", **{_name: lambda source, _n=_name: source[_n]})


@resolver("Query", "search")
def _search(
    _: Any, info: Info, query: str, type: str, first: int | None = None, last: int | None = None,
    after: str | None = None, before: str | None = None,
) -> Connection:  # fmt: skip
    context: Context = info.context
    paging = {"first": first, "last": last, "after": after, "before": before}
    if type not in ("ISSUE", "ISSUE_ADVANCED"):
        raise NotImplementedByStandin(f"search type {type}")
    found: Sequence[Item] = []
    try:
        if query.strip():
            found = context.search.run(
                query, advanced=type == "ISSUE_ADVANCED", strict_names=False, hidden=context.distortion.unsearchable
            )
    except TooManyOperators as error:
        if context.options.over_operators == "error":
            raise GitHubError("UNPROCESSABLE", error.message) from None
    except SearchError as error:
        raise GitHubError("INVALID", error.message or "The search query is empty.") from None
    barred = context.distortion.barred
    found = [one for one in shown(found, info) if not (barred and barred.silent and owner_key(one) in barred.orgs)]
    page = paginate(found[context.distortion.lag :], info, paging, MAX_RESULTS)
    page.extra["issueCount"] = len(found)
    return page
