"""The REST routes: each takes a request and gives a result; the server does headers, limits and faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlencode

from standin.desk import Desk
from standin.graphql_fields import owner_key
from standin.names import find_repo, moved_repo, renamed
from standin.options import Options
from standin.ratelimit import RateLimiter
from standin.rest_json import JSON, SITE, Shaper
from standin.search import MAX_RESULTS, IssueSearch, SearchError
from standin.world import Commit, File, Item, Org, Pull, Repo, Tree, User, World, normal_date

DOCS = "https://docs.github.com/rest"


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # lower-case names
    base: str  # address of the API, without a slash at its end
    who: str  # hash of the token, empty for none
    viewer: User | None
    shaper: Shaper
    body: bytes = b""

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.query.get(name, default))
        except ValueError:
            return default


@dataclass
class Result:
    status: int = 200
    body: Any = None  # JSON, or bytes
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    modified: str | None = None
    nodes: int = 1


class HttpError(Exception):
    """An error answer with a body of GitHub's shape."""

    def __init__(self, status: int, message: str, docs: str = DOCS, **extra: Any) -> None:
        super().__init__(message)
        self.status = status
        self.headers: dict[str, str] = extra.pop("headers", {})
        self.body = {"message": message, **extra, "documentation_url": docs, "status": str(status)}


def not_found() -> HttpError:
    return HttpError(404, "Not Found")


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


def date_of(request: Request, name: str) -> str | None:
    """A date among the query's parameters."""
    try:
        return normal_date(request.query[name].replace(" ", "+")) if request.query.get(name) else None
    except ValueError:
        raise HttpError(422, "Validation Failed", errors=[{"field": name, "code": "invalid"}]) from None


def redirect(request: Request, location: str) -> HttpError:
    """GitHub's answer to a former name: by id, with the query as it was."""
    location += f"?{urlencode(request.query)}" if request.query else ""
    return HttpError(301, "Moved Permanently", url=location, headers={"Location": location})


# -- accounts ----------------------------------------------------------------------------------------


@route("/rate_limit")
def rate_limit(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    resources = {name: rest.limiter.bucket(request.who, name).json() for name in ("core", "search", "graphql")}
    return Result(body={"resources": resources, "rate": resources["core"]})


@route("/user")
def viewer(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if request.viewer is None:
        raise HttpError(401, "Requires authentication")
    return Result(body=request.shaper.private_user(request.viewer), modified=request.viewer.created)


@route("/user/{id}")
def user_by_id(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    user = rest.world.users_by_id.get(int(args["id"])) if args["id"].isdigit() else None
    if user is None:
        raise not_found()
    return Result(body=request.shaper.full_user(user), modified=user.created)


def _user(rest: Rest, request: Request, login: str) -> User:
    user = rest.world.user(login)
    if user is None or user.key in request.shaper.distortion.ghosts:
        new = renamed(rest.options.renames, login)
        successor = rest.world.user(new) if new else None
        if successor:
            raise redirect(request, f"{request.base}/user/{successor.id}")
        raise not_found()
    return user


@route("/users/{login}")
def user(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = _user(rest, request, args["login"])
    return Result(body=request.shaper.full_user(found), modified=found.created)


@route("/orgs/{org}")
def org(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(request, args)
    return Result(body=request.shaper.full_org(found), modified=found.account.created)


def _members_allowed(rest: Rest, org: Org) -> None:
    if org.login.lower() in {o.lower() for o in rest.options.forbidden_orgs}:
        raise HttpError(
            403,
            f"Although you appear to have the correct authorization credentials, the `{org.login}` organization has "
            "enabled OAuth App access restrictions, meaning that data access to third-parties is limited.",
        )


@route("/orgs/{org}/members")
def members(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(request, args)
    _members_allowed(rest, found)
    if request.query.get("filter") == "2fa_disabled":
        raise HttpError(422, "Only owners can use this filter.")
    people = rest.world.visible_members(found, request.viewer)
    if request.query.get("role") == "admin":
        people = []
    return rest.listing(request, sorted(people, key=lambda u: u.id), request.shaper.user)


@route("/orgs/{org}/members/{login}")
def member(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(request, args)
    _members_allowed(rest, found)
    if not rest.world.sees_members(found, request.viewer):
        location = f"{request.base}/orgs/{found.login}/public_members/{args['login']}"
        return Result(302, headers={"Location": location})
    if args["login"].lower() in found.members:
        return Result(204)
    raise HttpError(404, "User does not exist or is not a member of the organization")


@route("/orgs/{org}/public_members")
def public_members(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(request, args)
    return rest.listing(request, [rest.world.users[k] for k in found.public], request.shaper.user)


@route("/orgs/{org}/public_members/{login}")
def public_member(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if args["login"].lower() in rest.org(request, args).public:
        return Result(204)
    raise not_found()


# -- search ------------------------------------------------------------------------------------------


def _search(rest: Rest, request: Request, found: Sequence[Any], shape: Callable[[Any], JSON]) -> Result:
    size = min(100, max(1, request.number("per_page", 30)))
    page = max(1, request.number("page", 1))
    if (page - 1) * size >= MAX_RESULTS:
        raise HttpError(422, "Only the first 1000 search results are available", "https://docs.github.com/v3/search/")
    distortion = request.shaper.distortion
    barred = distortion.barred
    found = [item for item in found if owner_key(item) not in barred.orgs] if barred else found
    rows, headers = rest.page(request, found[distortion.lag :], shape, MAX_RESULTS)
    incomplete = distortion.incomplete
    if incomplete:
        rows = rows[: max(0, len(rows) - 1)]
    return Result(
        body={"total_count": len(found), "incomplete_results": incomplete, "items": rows},
        headers=headers,
        nodes=len(rows),
    )


def _refused(error: SearchError) -> HttpError:
    detail = {"message": error.message, "resource": "Search", "field": error.field, "code": error.code}
    if error.code == "missing":
        del detail["message"]
    return HttpError(422, "Validation Failed", "https://docs.github.com/v3/search/", errors=[detail])


@route("/search/issues")
def search_issues(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if request.query.get("search_type", "lexical") != "lexical":
        raise HttpError(400, "stand-in: semantic and hybrid search not implemented")
    wanted = request.query.get("advanced_search")
    advanced = rest.options.advanced_search_default if wanted is None else wanted == "true"
    try:
        found = rest.search.run(
            request.query.get("q", ""),
            advanced=advanced,
            sort=request.query.get("sort"),
            order=request.query.get("order"),
            require_kind=rest.options.require_search_kind,
            hidden=request.shaper.distortion.unsearchable,
        )
    except SearchError as error:
        raise _refused(error) from None
    result = _search(rest, request, found, request.shaper.search_hit)
    result.body["search_type"] = "lexical"
    return result


# -- repositories ------------------------------------------------------------------------------------


@route("/repos/{owner}/{repo}")
def repository(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    return Result(body=request.shaper.full_repo(repo), modified=repo.pushed)


@route("/repositories/{id}")
def repository_by_id(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.world.repos_by_id.get(int(args["id"])) if args["id"].isdigit() else None
    if repo is None:
        raise not_found()
    return Result(body=request.shaper.full_repo(repo), modified=repo.pushed)


@route("/repos/{owner}/{repo}/pulls/{number}")
def pull(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return Result(body=request.shaper.full_pull(found), modified=found.updated)


@route("/repos/{owner}/{repo}/pulls/{number}/reviews")
def reviews(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    return rest.listing(request, rest.pull(request, args).reviews, request.shaper.review)


@route("/repos/{owner}/{repo}/pulls/{number}/files")
def files(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return rest.listing(request, found.files[:3000], lambda f: request.shaper.changed_file(found, f))


@route("/repos/{owner}/{repo}/pulls/{number}/comments")
def review_comments(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return rest.listing(request, [c for r in found.reviews for c in r.comments], request.shaper.review_comment)


@route("/repos/{owner}/{repo}/issues/{number}")
def issue(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.item(request, args)
    return Result(body=request.shaper.full_issue(found), modified=found.updated)


# -- git ---------------------------------------------------------------------------------------------


def _commit_at(repo: Repo, ref: str) -> Commit:
    commit = repo.commit_at(ref)
    if commit is None:
        raise HttpError(404, f"No commit found for the ref {ref}", "https://docs.github.com/v3/repos/contents/")
    return commit


@route("/repos/{owner}/{repo}/contents")
def contents_root(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    return contents(rest, request, {**args, "path": ""})


@route("/repos/{owner}/{repo}/contents/{path*}")
def contents(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    ref = request.query.get("ref") or repo.default_branch
    _commit_at(repo, ref)
    path = args["path"].strip("/")
    node = repo.lookup(path) if path else repo.root
    if node is None:
        raise not_found()
    accept = request.headers.get("accept", "")
    if isinstance(node, File) and node.is_link:
        node = repo.followed(node) or node
    if isinstance(node, Tree):
        prefix = f"{path}/" if path else ""
        rows = [request.shaper.content(n, prefix + name, ref, listed=True) for name, n in node.entries]
        return Result(body=rows, nodes=len(rows))
    if re.search(r"application/vnd\.github(\.v3)?\.raw", accept):
        return Result(
            body=request.shaper.text(node), content_type="application/vnd.github.v3.raw; charset=utf-8",
            modified=node.commits[-1].date,
        )  # fmt: skip
    return Result(body=request.shaper.content(node, path, ref), modified=node.commits[-1].date)


@route("/repos/{owner}/{repo}/git/trees/{sha*}")
def git_tree(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    node: Any = repo.root if repo.commit_at(args["sha"]) else repo.objects.get(args["sha"])
    if not isinstance(node, Tree):
        raise not_found()
    body = request.shaper.tree(node, "recursive" in request.query, rest.options.tree_limit)
    return Result(body=body, nodes=len(body["tree"]))


@route("/repos/{owner}/{repo}/git/blobs/{sha}")
def git_blob(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    node = rest.repo(request, args).objects.get(args["sha"])
    if not isinstance(node, File):
        raise not_found()
    if "raw" in request.headers.get("accept", ""):
        return Result(body=request.shaper.text(node), content_type="application/vnd.github.v3.raw; charset=utf-8")
    return Result(body=request.shaper.blob(node))


def raw_file(rest: Rest, shaper: Shaper, path: str) -> Result:
    """The raw file host: {owner}/{repo}/{ref}/{path}."""
    parts = unquote(path).strip("/").split("/")
    plain = "text/plain; charset=utf-8"
    repo = find_repo(rest.world, rest.options.renames, parts[0], parts[1]) if len(parts) > 3 else None
    if repo:
        below = parts[2:]
        if below[:2] == ["refs", "heads"]:
            below = below[2:]
        if repo.commit_at(below[0]):
            file = repo.files.get("/".join(below[1:]))
            if file and not file.is_submodule:
                return Result(body=shaper.text(file), content_type=plain)
    return Result(404, b"404: Not Found", content_type=plain)
