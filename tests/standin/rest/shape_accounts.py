"""Accounts as REST shows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from standin.distortion import Distortion
from standin.ids import node_id
from standin.resolvers.accounts import account_node_id
from standin.world import Org, User, World

SITE = "https://github.com"
JSON = dict[str, Any]


GHOST_ID = 10137


class AccountShapes:
    """Makes bodies for one request: its base address, its viewer and its faults are known."""

    def __init__(self, world: World, base: str, viewer: User | None, distortion: Distortion) -> None:
        self.world = world
        self.base = base
        self.viewer = viewer
        self.distortion = distortion

    # -- accounts --------------------------------------------------------------------------------

    def _account(self, login: str, ident: int, node: str, kind: str) -> JSON:
        url = f"{self.base}/users/{quote(login)}"
        return {
            "login": login, "id": ident, "node_id": node,
            "avatar_url": f"https://avatars.githubusercontent.com/u/{ident}?v=4", "gravatar_id": "", "url": url,
            "html_url": f"{SITE}/{'apps/' if kind == 'Bot' else ''}{login.removesuffix('[bot]')}",
            "followers_url": f"{url}/followers", "following_url": f"{url}/following{{/other_user}}",
            "gists_url": f"{url}/gists{{/gist_id}}", "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
            "subscriptions_url": f"{url}/subscriptions", "organizations_url": f"{url}/orgs",
            "repos_url": f"{url}/repos", "events_url": f"{url}/events{{/privacy}}",
            "received_events_url": f"{url}/received_events", "type": kind, "user_view_type": "public",
            "site_admin": False,
        }  # fmt: skip

    def user(self, user: User) -> JSON:
        return self._account(user.login, user.id, account_node_id(user), user.type)

    def ghost(self) -> JSON:
        return self._account("ghost", GHOST_ID, node_id("User", GHOST_ID), "User")

    def person(self, login: str | None) -> JSON:
        """An author; deleted accounts show as ghost."""
        user = self.world.user(self.distortion.login(login))
        return self.user(user) if user else self.ghost()

    def people(self, logins: tuple[str, ...]) -> list[JSON]:
        return [self.user(u) for u in (self.world.user(self.distortion.login(x)) for x in logins) if u]

    def full_user(self, user: User) -> JSON:
        return {
            **self.user(user), "name": user.name, "company": user.company, "blog": "", "location": user.location,
            "email": None, "hireable": None, "bio": user.bio, "twitter_username": None,
            "public_repos": sum(1 for r in self.world.repos.values() if r.owner is user), "public_gists": 0,
            "followers": 0, "following": 0, "created_at": user.created, "updated_at": user.created,
        }  # fmt: skip

    def private_user(self, user: User) -> JSON:
        return {
            **self.full_user(user), "private_gists": 0, "total_private_repos": 0, "owned_private_repos": 0,
            "disk_usage": 0, "collaborators": 0, "two_factor_authentication": True, "notification_email": None,
            "plan": {"name": "free", "space": 976562499, "collaborators": 0, "private_repos": 10000},
        }  # fmt: skip

    def org(self, org: Org) -> JSON:
        url = f"{self.base}/orgs/{org.login}"
        return {
            "login": org.login, "id": org.id, "node_id": account_node_id(org.account), "url": url,
            "repos_url": f"{url}/repos", "events_url": f"{url}/events", "hooks_url": f"{url}/hooks",
            "issues_url": f"{url}/issues", "members_url": f"{url}/members{{/member}}",
            "public_members_url": f"{url}/public_members{{/member}}",
            "avatar_url": f"https://avatars.githubusercontent.com/u/{org.id}?v=4", "description": org.account.bio,
        }  # fmt: skip

    def full_org(self, org: Org) -> JSON:
        account = org.account
        return {
            **self.org(org), "name": account.name or account.login, "company": account.company, "blog": "",
            "location": account.location, "email": None, "twitter_username": None, "is_verified": False,
            "has_organization_projects": True, "has_repository_projects": True,
            "public_repos": sum(1 for r in self.world.repos.values() if r.owner is account), "public_gists": 0,
            "followers": 0, "following": 0, "html_url": f"{SITE}/{account.login}", "created_at": account.created,
            "updated_at": account.created, "archived_at": None, "type": "Organization",
        }  # fmt: skip
