"""Users, bots and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standin.graphql_errors import GitHubError
from standin.graphql_fields import SITE, Actor, Context, Info, connection, resolver, simple
from standin.ids import node_id
from standin.resolvers.lists import filtered_issues, filtered_pulls, sorted_repos
from standin.resolvers.queries import repository
from standin.world import Comment, Issue, Item, Org, Pull, Repo, User, World


def _login(text: str) -> str:
    return text.removesuffix("[bot]")


def _account(source: Actor) -> User:
    return source.account if isinstance(source, Org) else source


def account_node_id(user: User) -> str:
    return node_id(user.type, user.id)


_ACCOUNTS = "User Bot Organization"
simple(
    _ACCOUNTS,
    id=lambda s: account_node_id(_account(s)),
    databaseId=lambda s: s.id,
    login=lambda s: _login(s.login) if _account(s).type == "Bot" else s.login,
    createdAt=lambda s: _account(s).created,
    updatedAt=lambda s: _account(s).created,
    url=lambda s: f"{SITE}/{'apps/' if _account(s).type == 'Bot' else ''}{_login(s.login)}",
    resourcePath=lambda s: f"/{'apps/' if _account(s).type == 'Bot' else ''}{_login(s.login)}",
)
simple(
    "User Organization",
    name=lambda s: _account(s).name,
    location=lambda s: _account(s).location,
    websiteUrl=lambda s: None,
)
simple(
    "User",
    company=lambda s: s.company,
    bio=lambda s: s.bio,
)
simple("Organization", description=lambda s: s.account.bio, isVerified=lambda s: False, email=lambda s: None)


@resolver(_ACCOUNTS, "avatarUrl")
def _avatar(source: Actor, info: Info, size: int | None = None) -> str:
    return f"https://avatars.githubusercontent.com/u/{source.id}?{f's={size}&' if size else ''}v=4"


@resolver("User", "isViewer")
def _is_viewer(source: User, info: Info) -> bool:
    return bool(source.key == info.context.viewer.key)


@resolver("User", "email")
def _email(source: User, info: Info) -> str:
    info.context.require_scope(info, "user:email", "read:user")
    return ""


@connection("User", "organizations")
def _organizations(source: User, info: Info) -> list[Org]:
    context: Context = info.context
    context.require_scope(info, "read:org")
    orgs = context.world.orgs_of(source.login)
    return [o for o in orgs if source.key in o.public or context.world.sees_members(o, context.viewer)]


def _authored(context: Context, user: User) -> Sequence[Item]:
    return () if user.key in context.distortion.without_totals else context.world.by_author.get(user.key, ())


@connection("User", "pullRequests")
def _user_pulls(
    source: User, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    baseRefName: str | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    pulls = [i for i in _authored(info.context, source) if isinstance(i, Pull)]
    return filtered_pulls(pulls, states, labels, baseRefName, orderBy)


@connection("User", "issues")
def _user_issues(
    source: User, info: Info, states: list[str] | None = None, labels: list[str] | None = None,
    filterBy: dict[str, Any] | None = None, orderBy: dict[str, str] | None = None,
) -> Sequence[Item]:  # fmt: skip
    issues = [i for i in _authored(info.context, source) if isinstance(i, Issue)]
    return filtered_issues(issues, states, labels, filterBy, orderBy)


@connection("User", "issueComments")
def _user_comments(source: User, info: Info, orderBy: dict[str, str] | None = None) -> list[Comment]:
    context: Context = info.context
    unseen = source.key in context.distortion.without_totals
    items = () if unseen else context.world.by_commenter.get(source.key, ())
    found = [c for i in items for c in i.comments if c.author and c.author.lower() == source.key]
    # GraphQL's IssueCommentOrder knows only UPDATED_AT
    return sorted(found, key=lambda c: (c.created, c.id), reverse=bool(orderBy and orderBy["direction"] == "DESC"))


def _repos_of(
    world: World, key: str, is_archived: bool | None, is_fork: bool | None, order: dict[str, str] | None
) -> list[Repo]:
    repos = [r for r in world.repos.values() if r.owner.key == key]
    if is_archived is not None:
        repos = [r for r in repos if r.archived == is_archived]
    if is_fork is not None:
        repos = [r for r in repos if r.fork == is_fork]
    return sorted_repos(order, repos)


@connection("User Organization", "repositories")
def _repositories(
    source: Actor, info: Info, isArchived: bool | None = None, isFork: bool | None = None,
    orderBy: dict[str, str] | None = None, privacy: str | None = None, visibility: str | None = None,
) -> list[Repo]:  # fmt: skip
    if "PRIVATE" in (privacy, visibility) or visibility == "INTERNAL":
        return []
    return _repos_of(info.context.world, _account(source).key, isArchived, isFork, orderBy)


@resolver("User Organization", "repository")
def _owned_repository(source: Actor, info: Info, name: str, followRenames: bool = True) -> Repo:
    return repository(None, info, _account(source).login, name, followRenames)  # type: ignore[no-any-return]


@connection("Organization", "membersWithRole")
def _members(source: Org, info: Info) -> list[User]:
    context: Context = info.context
    context.require_scope(info, "read:org")
    if source.login.lower() in {o.lower() for o in context.options.forbidden_orgs}:
        raise GitHubError(
            "FORBIDDEN",
            f"Although you appear to have the correct authorization credentials, the `{source.login}` organization has "
            "enabled OAuth App access restrictions, meaning that data access to third-parties is limited.",
        )
    return context.world.visible_members(source, context.viewer)


@resolver("Organization", "viewerIsAMember")
def _viewer_is_member(source: Org, info: Info) -> bool:
    return info.context.viewer.key in source.members
