"""Which path is answered by whom; and what handlers look up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, unquote, urlencode

from standin.desk import Desk
from standin.names import moved_repo
from standin.options import Options
from standin.ratelimit import RateLimiter
from standin.rest.answers import HttpError, Request, Result, not_found, redirect
from standin.rest.shape_accounts import SITE
from standin.search import IssueSearch
from standin.world import Item, Org, Pull, Repo, World

Handler = Callable[["Rest", Request, dict[str, str]], Result]
_READS = ("GET", "HEAD")
_ROUTES: list[tuple[re.Pattern[str], tuple[str, ...], Handler]] = []


def route(pattern: str, *methods: str) -> Callable[[Handler], Handler]:
    """Register a path pattern: {name} is one segment, {name*} the rest. Without methods it is read."""
    regex = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
    regex = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.*)", regex)
    compiled = re.compile(regex + r"\Z")

    def keep(handler: Handler) -> Handler:
        _ROUTES.append((compiled, methods or _READS, handler))
        return handler

    return keep


class Rest:
    def __init__(self, world: World, search: IssueSearch, limiter: RateLimiter, options: Options) -> None:
        self.world = world
        self.search = search
        self.limiter = limiter
        self.options = options
        self.desk = Desk()

    def handle(self, request: Request) -> Result:
        path = self._by_name(request.path)
        for pattern, methods, handler in _ROUTES:
            match = pattern.match(path)
            if match and request.method in methods:
                return handler(self, request, {k: unquote(v) for k, v in match.groupdict().items()})
        # 400, not 501: clients retry what begins with 5
        raise HttpError(400, f"stand-in: {request.method} {request.path} not implemented")

    def _by_name(self, path: str) -> str:
        """A path below a repository's id, to which renamed ones redirect, as the path below its name."""
        found = re.match(r"/repositories/(\d+)(/.+)", path)
        repo = self.world.repos_by_id.get(int(found[1])) if found else None
        return f"/repos/{repo.full}{found[2]}" if found and repo else path

    # -- lookups ---------------------------------------------------------------------------------

    def repo(self, request: Request, args: dict[str, str]) -> Repo:
        repo = self.world.repo(args["owner"], args["repo"])
        if repo is None:
            moved = moved_repo(self.world, self.options.renames, args["owner"], args["repo"])
            if moved:
                below = "".join(f"/{part}" for part in request.path.split("/")[4:])
                raise redirect(request, f"{request.base}/repositories/{moved.id}{below}")
            raise not_found()
        self.allow(request, repo.owner.login)
        return repo

    def allow(self, request: Request, owner: str) -> None:
        """Refuse what belongs to an organization that this token may not see."""
        barred = request.shaper.distortion.barred
        if barred and owner.lower() in barred.orgs:
            sso = f"required; url={SITE}/orgs/{owner}/sso?authorization_request=AAAA"
            raise HttpError(403, barred.message, headers={"X-GitHub-SSO": sso} if barred.saml else {})

    def item(self, request: Request, args: dict[str, str]) -> Item:
        repo = self.repo(request, args)
        item = repo.items.get(int(args["number"])) if args["number"].isdigit() else None
        if item is None:
            raise not_found()
        return item

    def pull(self, request: Request, args: dict[str, str]) -> Pull:
        item = self.item(request, args)
        if not isinstance(item, Pull):
            raise not_found()
        return item

    def org(self, request: Request, args: dict[str, str]) -> Org:
        org = self.world.org(args["org"])
        if org is None:
            raise not_found()
        self.allow(request, org.login)
        return org

    def page(
        self, request: Request, items: Sequence[Any], shape: Callable[[Any], Any], cap: int | None = None
    ) -> tuple[list[Any], dict[str, str]]:
        """One page of a list, and the Link header for its neighbours."""
        size = min(100, max(1, request.number("per_page", 30)))
        page = max(1, request.number("page", 1))
        total = len(items) if cap is None else min(cap, len(items))
        start = (page - 1) * size
        if page > 1 and request.shaper.distortion.shift:
            start = max(0, start + request.shaper.distortion.shift)
        rows = [shape(x) for x in items[start : min(start + size, total)]]
        pages = max(1, -(-total // size))
        links = []

        def link(number: int, rel: str) -> None:
            query = urlencode({**request.query, "page": number}, quote_via=quote)
            links.append(f'<{request.base}{request.path}?{query}>; rel="{rel}"')

        if page > 1:
            link(min(page - 1, pages), "prev")
        if page < pages:
            link(page + 1, "next")
            link(pages, "last")
        if page > 1:
            link(1, "first")
        return rows, {"Link": ", ".join(links)} if links else {}

    def listing(self, request: Request, items: Sequence[Any], shape: Callable[[Any], Any]) -> Result:
        rows, headers = self.page(request, items, shape)
        return Result(body=rows, headers=headers, nodes=len(rows))
