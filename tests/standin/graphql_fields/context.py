"""What a query runs with: its world, its viewer, its limits and faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLResolveInfo

from standin.distortion import PLAIN, Distortion, Places
from standin.graphql_cost import Cost
from standin.graphql_errors import GitHubError
from standin.options import Options
from standin.search import IssueSearch
from standin.world import Org, Repo, User, World

SITE = "https://github.com"
Info = GraphQLResolveInfo
Actor = User | Org


def places_of(info: Info) -> Places:
    """Where a field is in the answer: by the names there, and by its type."""
    path = [str(key) for key in info.path.as_list() if isinstance(key, str)]
    return ".".join(path), f"{info.parent_type.name}.{info.field_name}"


def record_of(info: Info) -> int | None:
    """The place of the record that a field belongs to, in the list nearest to it."""
    return next((key for key in reversed(info.path.as_list()) if isinstance(key, int)), None)


def shown(items: Sequence[Any], info: Info) -> Sequence[Any]:
    """What a fault leaves of a connection's records, counts and all."""
    context: Context = info.context
    keep = context.distortion.keeps(places_of(info)) if context.distortion.withheld else None
    return items if keep is None else items[:keep]


class QueryTimeout(Exception):
    """The query touched so much that GitHub's front end gave up on it."""


@dataclass
class Context:
    """What one query runs with."""

    world: World
    viewer: User
    search: IssueSearch
    options: Options
    cost: Cost = field(default_factory=Cost)
    rate: dict[str, int] = field(default_factory=dict)
    distortion: Distortion = PLAIN
    nodes: int = 0
    seconds: float = 0.0
    timed_out: bool = False

    def touch(self, count: int) -> None:
        """Account for nodes that the answer holds; raises when a configured limit is passed."""
        self.nodes += count
        timeout, resources = self.options.timeout_nodes, self.options.resource_limit_nodes
        if timeout is not None and self.nodes > timeout:
            self.timed_out = True
            raise QueryTimeout
        if resources is not None and self.nodes > resources:
            raise GitHubError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")

    def actor(self, login: str | None) -> Actor | None:
        login = self.distortion.login(login)
        user = self.world.user(login)
        return self.world.orgs[user.key] if user and user.type == "Organization" else user

    def people(self, logins: Sequence[str]) -> list[User]:
        found = (self.world.user(self.distortion.login(login)) for login in logins)
        return [u for u in found if u is not None and u.type == "User"]

    def require_scope(self, info: Info, *scopes: str) -> None:
        held = self.options.scopes
        parents = {"read:org": ("admin:org", "write:org"), "read:user": ("user",), "user:email": ("user",)}
        if not any(s in held or any(p in held for p in parents.get(s, ())) for s in scopes):
            raise GitHubError(
                "INSUFFICIENT_SCOPES",
                "Your token has not been granted the required scopes to execute this query. "
                f"The '{info.field_name}' field requires one of the following scopes: {list(scopes)}, "
                f"but your token has only been granted the: {list(held)} scopes. "
                f"Please modify your token's scopes at: {SITE}/settings/tokens.",
            )


def owner_key(value: Any) -> str | None:
    """The login, in lower case, of the account that a value belongs to."""
    if isinstance(value, Org):
        return value.account.key
    if isinstance(value, Repo):
        return value.owner.key
    held = next(
        (found for name in ("repo", "item", "review") if (found := getattr(value, name, None)) is not None), None
    )
    return owner_key(held) if held is not None else None
