"""The REST routes: each takes a request and gives a result; the server does headers, limits and faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlencode

from standin.options import Options
from standin.ratelimit import RateLimiter
from standin.resolvers import filter_commits
from standin.rest_json import JSON, Shaper
from standin.search import MAX_RESULTS, IssueSearch, SearchError, search_repos, search_users
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
_ROUTES: list[tuple[re.Pattern[str], Handler]] = []


def route(pattern: str) -> Callable[[Handler], Handler]:
    """Register a path pattern: {name} is one segment, {name*} the rest."""
    regex = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
    regex = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.*)", regex)
    compiled = re.compile(regex + r"\Z")

    def keep(handler: Handler) -> Handler:
        _ROUTES.append((compiled, handler))
        return handler

    return keep


class Rest:
    def __init__(self, world: World, search: IssueSearch, limiter: RateLimiter, options: Options) -> None:
        self.world = world
        self.search = search
        self.limiter = limiter
        self.options = options

    def handle(self, request: Request) -> Result:
        for pattern, handler in _ROUTES:
            match = pattern.match(request.path)
            if match:
                if request.method not in ("GET", "HEAD"):
                    break
                return handler(self, request, {k: unquote(v) for k, v in match.groupdict().items()})
        # 400, not 501: clients retry what begins with 5
        raise HttpError(400, f"stand-in: {request.method} {request.path} not implemented")

    # -- lookups ---------------------------------------------------------------------------------

    def repo(self, request: Request, args: dict[str, str]) -> Repo:
        repo = self.world.repo(args["owner"], args["repo"])
        if repo is None:
            new = self.options.renames.get(args["owner"])
            moved = self.world.repo(new, args["repo"]) if new else None
            if moved:
                raise redirect(request, f"{request.base}/repositories/{moved.id}")
            raise not_found()
        return repo

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

    def org(self, args: dict[str, str]) -> Org:
        org = self.world.org(args["org"])
        if org is None:
            raise not_found()
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
    return HttpError(301, "Moved Permanently", url=location, headers={"Location": location})


# -- accounts ----------------------------------------------------------------------------------------


@route("/")
def root(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    base = request.base
    return Result(
        body={
            "current_user_url": f"{base}/user",
            "rate_limit_url": f"{base}/rate_limit",
            "user_url": f"{base}/users/{{user}}",
        }
    )


@route("/rate_limit")
def rate_limit(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    resources = {name: rest.limiter.bucket(request.who, name).json() for name in ("core", "search", "graphql")}
    return Result(body={"resources": resources, "rate": resources["core"]})


@route("/user")
def viewer(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if request.viewer is None:
        raise HttpError(401, "Requires authentication")
    return Result(body=request.shaper.private_user(request.viewer), modified=request.viewer.created)


@route("/user/orgs")
def viewer_orgs(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if request.viewer is None:
        raise HttpError(401, "Requires authentication")
    return rest.listing(request, rest.world.orgs_of(request.viewer.login), request.shaper.org)


@route("/user/memberships/orgs/{org}")
def viewer_membership(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if request.viewer is None:
        raise HttpError(401, "Requires authentication")
    found = rest.org(args)
    if request.viewer.key not in found.members:
        raise not_found()
    return Result(body=request.shaper.membership(found, request.viewer))


@route("/user/{id}")
def user_by_id(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    user = rest.world.users_by_id.get(int(args["id"])) if args["id"].isdigit() else None
    if user is None:
        raise not_found()
    return Result(body=request.shaper.full_user(user), modified=user.created)


def _user(rest: Rest, request: Request, login: str) -> User:
    user = rest.world.user(login)
    if user is None or user.key in request.shaper.distortion.ghosts:
        new = rest.options.renames.get(login)
        renamed = rest.world.user(new) if new else None
        if renamed:
            raise redirect(request, f"{request.base}/user/{renamed.id}")
        raise not_found()
    return user


@route("/users/{login}")
def user(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = _user(rest, request, args["login"])
    return Result(body=request.shaper.full_user(found), modified=found.created)


@route("/users/{login}/orgs")
def user_orgs(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = _user(rest, request, args["login"])
    return rest.listing(
        request, [o for o in rest.world.orgs_of(found.login) if found.key in o.public], request.shaper.org
    )


@route("/users/{login}/repos")
def user_repos(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = _user(rest, request, args["login"])
    return rest.listing(request, [r for r in rest.world.repos.values() if r.owner is found], request.shaper.repo)


@route("/orgs/{org}")
def org(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(args)
    return Result(body=request.shaper.full_org(found), modified=found.account.created)


@route("/orgs/{org}/repos")
def org_repos(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    owner = rest.org(args).account
    repos = [r for r in rest.world.repos.values() if r.owner is owner]
    kind = request.query.get("type", "all")
    if kind in ("forks", "sources"):
        repos = [r for r in repos if r.fork == (kind == "forks")]
    elif kind in ("private", "internal"):
        repos = []
    key: Callable[[Repo], Any] = {
        "full_name": lambda r: r.key, "pushed": lambda r: r.pushed, "updated": lambda r: r.pushed
    }.get(request.query.get("sort", "created"), lambda r: r.created)  # fmt: skip
    default = "asc" if request.query.get("sort") == "full_name" else "desc"
    repos.sort(key=key, reverse=request.query.get("direction", default) == "desc")
    return rest.listing(request, repos, request.shaper.repo)


def _members_allowed(rest: Rest, org: Org) -> None:
    if org.login.lower() in {o.lower() for o in rest.options.forbidden_orgs}:
        raise HttpError(
            403,
            f"Although you appear to have the correct authorization credentials, the `{org.login}` organization has "
            "enabled OAuth App access restrictions, meaning that data access to third-parties is limited.",
        )


@route("/orgs/{org}/members")
def members(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(args)
    _members_allowed(rest, found)
    if request.query.get("filter") == "2fa_disabled":
        raise HttpError(422, "Only owners can use this filter.")
    people = rest.world.visible_members(found, request.viewer)
    if request.query.get("role") == "admin":
        people = []
    return rest.listing(request, sorted(people, key=lambda u: u.id), request.shaper.user)


@route("/orgs/{org}/members/{login}")
def member(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(args)
    _members_allowed(rest, found)
    if not rest.world.sees_members(found, request.viewer):
        location = f"{request.base}/orgs/{found.login}/public_members/{args['login']}"
        return Result(302, headers={"Location": location})
    if args["login"].lower() in found.members:
        return Result(204)
    raise HttpError(404, "User does not exist or is not a member of the organization")


@route("/orgs/{org}/public_members")
def public_members(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(args)
    return rest.listing(request, [rest.world.users[k] for k in found.public], request.shaper.user)


@route("/orgs/{org}/public_members/{login}")
def public_member(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if args["login"].lower() in rest.org(args).public:
        return Result(204)
    raise not_found()


@route("/orgs/{org}/memberships/{login}")
def membership(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.org(args)
    if not rest.world.sees_members(found, request.viewer):
        raise HttpError(403, "You must be a member to see membership information for the organization.")
    user = rest.world.user(args["login"])
    if user is None or user.key not in found.members:
        raise not_found()
    return Result(body=request.shaper.membership(found, user))


# -- search ------------------------------------------------------------------------------------------


def _search(rest: Rest, request: Request, found: Sequence[Any], shape: Callable[[Any], JSON]) -> Result:
    size = min(100, max(1, request.number("per_page", 30)))
    page = max(1, request.number("page", 1))
    if (page - 1) * size >= MAX_RESULTS:
        raise HttpError(422, "Only the first 1000 search results are available", "https://docs.github.com/v3/search/")
    rows, headers = rest.page(request, found, shape, MAX_RESULTS)
    incomplete = request.shaper.distortion.incomplete
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
        )
    except SearchError as error:
        raise _refused(error) from None
    result = _search(rest, request, found, request.shaper.search_hit)
    result.body["search_type"] = "lexical"
    return result


@route("/search/users")
def search_accounts(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    try:
        found = search_users(rest.world, request.query.get("q", ""))
    except SearchError as error:
        raise _refused(error) from None
    return _search(rest, request, found, lambda u: {**request.shaper.user(u), "score": 1.0})


@route("/search/repositories")
def search_repositories(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    try:
        found = search_repos(rest.world, request.query.get("q", ""))
    except SearchError as error:
        raise _refused(error) from None
    return _search(rest, request, found, lambda r: {**request.shaper.repo(r), "score": 1.0})


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


@route("/repos/{owner}/{repo}/labels")
def labels(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    return rest.listing(request, list(repo.labels.values()), lambda name: request.shaper.label(repo, name))


@route("/repos/{owner}/{repo}/labels/{name}")
def label(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    if args["name"].lower() not in repo.labels:
        raise not_found()
    return Result(body=request.shaper.label(repo, repo.labels[args["name"].lower()]))


def _by_state(items: Sequence[Item], request: Request) -> list[Item]:
    state = request.query.get("state", "open")
    if state not in ("open", "closed", "all"):
        raise HttpError(422, "Validation Failed", errors=[{"resource": "Issue", "field": "state", "code": "invalid"}])
    return [i for i in items if state == "all" or (i.state == "OPEN") == (state == "open")]


def _sorted(items: list[Item], request: Request) -> list[Item]:
    sort = request.query.get("sort", "created")
    keys: dict[str, Callable[[Item], Any]] = {
        "created": lambda i: (i.created, i.idx), "updated": lambda i: (i.updated, i.idx),
        "comments": lambda i: (len(i.comments), i.idx), "popularity": lambda i: (len(i.comments), i.idx),
    }  # fmt: skip
    if sort not in keys:
        raise HttpError(400, f"stand-in: sort {sort} not implemented")
    return sorted(items, key=keys[sort], reverse=request.query.get("direction", "desc") != "asc")


@route("/repos/{owner}/{repo}/pulls")
def pulls(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    found = _by_state(repo.pulls, request)
    if "base" in request.query:
        found = [p for p in found if isinstance(p, Pull) and p.base == request.query["base"]]
    if "head" in request.query:
        owner, _, ref = request.query["head"].partition(":")
        found = [
            p for p in found if p.author and p.author.lower() == owner.lower() and ref in ("", f"patch-{p.number}")
        ]
    return rest.listing(request, _sorted(found, request), request.shaper.pull)


@route("/repos/{owner}/{repo}/pulls/{number}")
def pull(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return Result(body=request.shaper.full_pull(found), modified=found.updated)


@route("/repos/{owner}/{repo}/pulls/{number}/reviews")
def reviews(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    return rest.listing(request, rest.pull(request, args).reviews, request.shaper.review)


@route("/repos/{owner}/{repo}/pulls/{number}/reviews/{id}")
def review(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    for found in rest.pull(request, args).reviews:
        if str(found.id) == args["id"]:
            return Result(body=request.shaper.review(found))
    raise not_found()


@route("/repos/{owner}/{repo}/pulls/{number}/files")
def files(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return rest.listing(request, found.files[:3000], lambda f: request.shaper.changed_file(found, f))


@route("/repos/{owner}/{repo}/pulls/{number}/comments")
def review_comments(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return rest.listing(request, [c for r in found.reviews for c in r.comments], request.shaper.review_comment)


@route("/repos/{owner}/{repo}/pulls/{number}/commits")
def pull_commits(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return rest.listing(request, range(min(250, found.commit_count)), lambda n: request.shaper.commit(found.commit(n)))


@route("/repos/{owner}/{repo}/pulls/{number}/requested_reviewers")
def requested_reviewers(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.pull(request, args)
    return Result(body={"users": request.shaper.people(found.review_requests), "teams": []})


@route("/repos/{owner}/{repo}/pulls/{number}/merge")
def is_merged(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    if rest.pull(request, args).merged:
        return Result(204)
    raise not_found()


@route("/repos/{owner}/{repo}/issues")
def issues(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    query = request.query
    found = _by_state(list(repo.items.values()), request)
    for wanted in filter(None, query.get("labels", "").lower().split(",")):
        found = [i for i in found if any(label.lower() == wanted for label in i.labels)]
    if query.get("creator"):
        found = [i for i in found if i.author and i.author.lower() == query["creator"].lower()]
    if query.get("assignee") not in (None, "*", "none"):
        found = [i for i in found if query["assignee"].lower() in {a.lower() for a in i.assignees}]
    elif query.get("assignee"):
        found = [i for i in found if bool(i.assignees) == (query["assignee"] == "*")]
    if query.get("mentioned"):
        mentioned = {i.idx for i in rest.world.by_mention.get(query["mentioned"].lower(), ())}
        found = [i for i in found if i.idx in mentioned]
    since = date_of(request, "since")
    if since:
        found = [i for i in found if i.updated >= since]
    return rest.listing(request, _sorted(found, request), request.shaper.issue)


@route("/repos/{owner}/{repo}/issues/{number}")
def issue(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.item(request, args)
    return Result(body=request.shaper.full_issue(found), modified=found.updated)


@route("/repos/{owner}/{repo}/issues/{number}/comments")
def issue_comments(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = list(rest.item(request, args).comments)
    since = date_of(request, "since")
    if since:
        found = [c for c in found if c.created >= since]
    return rest.listing(request, found, request.shaper.comment)


@route("/repos/{owner}/{repo}/issues/comments/{id}")
def issue_comment(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    found = rest.world.comment_by_id(int(args["id"])) if args["id"].isdigit() else None
    if found is None or found.item.repo is not repo:
        raise not_found()
    return Result(body=request.shaper.comment(found), modified=found.created)


@route("/repos/{owner}/{repo}/pulls/comments/{id}")
def review_comment(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    found = rest.world.review_comment_by_id(int(args["id"])) if args["id"].isdigit() else None
    if found is None or found.review.item.repo is not repo:
        raise not_found()
    return Result(body=request.shaper.review_comment(found), modified=found.created)


@route("/repos/{owner}/{repo}/issues/{number}/labels")
def issue_labels(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.item(request, args)
    return rest.listing(request, found.labels, lambda name: request.shaper.label(found.repo, name))


def _events(shaper: Shaper, item: Item) -> list[JSON]:
    found = [shaper.event(item, "labeled", item.author, item.created, n, None) for n, _ in enumerate(item.labels)]
    for row, name in zip(found, item.labels):
        row["label"] = {"name": name, "color": shaper.label(item.repo, name)["color"]}
    if isinstance(item, Pull) and item.merged:
        found.append(shaper.event(item, "merged", item.merged_by, item.merged, 8, item.merge_oid()))
    if item.closed:
        closer = item.merged_by if isinstance(item, Pull) else item.author
        event = shaper.event(item, "closed", closer, item.closed, 9, None)
        event["state_reason"] = item.state_reason.lower() if item.state_reason else None
        found.append(event)
    return found


@route("/repos/{owner}/{repo}/issues/{number}/events")
def issue_events(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    return rest.listing(request, _events(request.shaper, rest.item(request, args)), lambda e: e)


@route("/repos/{owner}/{repo}/issues/{number}/timeline")
def issue_timeline(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    item = rest.item(request, args)
    shaper = request.shaper
    rows = [(e["created_at"], e) for e in _events(shaper, item)]
    for comment in item.comments:
        body = shaper.comment(comment)
        rows.append((comment.created, {**body, "event": "commented", "actor": body["user"]}))
    if isinstance(item, Pull):
        rows += [
            (r.submitted, {**shaper.review(r), "state": r.state.lower(), "event": "reviewed"}) for r in item.reviews
        ]
    rows.sort(key=lambda r: r[0])
    return rest.listing(request, [e for _, e in rows], lambda e: e)


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


@route("/repos/{owner}/{repo}/branches/{branch}")
def branch(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    if args["branch"] != repo.default_branch:
        raise HttpError(404, "Branch not found")
    url = f"{request.shaper.repo_url(repo)}/branches/{repo.default_branch}"
    protection = {
        "enabled": False,
        "required_status_checks": {"enforcement_level": "off", "contexts": [], "checks": []},
    }
    return Result(
        body={
            "name": repo.default_branch, "commit": request.shaper.commit(repo.head), "protected": False,
            "_links": {"self": url, "html": f"https://github.com/{repo.full}/tree/{repo.default_branch}"},
            "protection": protection, "protection_url": f"{url}/protection",
        }
    )  # fmt: skip


@route("/repos/{owner}/{repo}/commits")
def commits(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    query = request.query
    upto = _commit_at(repo, query.get("sha") or repo.default_branch)
    author = query.get("author")
    login, emails = (None, [author]) if author and "@" in author else (author, None)
    found = filter_commits(
        repo, upto, query.get("path"), login, emails, date_of(request, "since"), date_of(request, "until")
    )
    return rest.listing(request, found, request.shaper.commit)


@route("/repos/{owner}/{repo}/commits/{ref}")
def commit(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    repo = rest.repo(request, args)
    found = repo.commit_at(args["ref"])
    if found is None:
        raise HttpError(422, f"No commit found for SHA: {args['ref']}")
    body = request.shaper.commit(found)
    body["stats"] = {"total": 0, "additions": 0, "deletions": 0}
    body["files"] = [
        {
            "sha": repo.files[path].oid, "filename": path, "status": "modified", "additions": 0, "deletions": 0,
            "changes": 0, "blob_url": f"https://github.com/{repo.full}/blob/{found.oid}/{quote(path)}",
            "raw_url": f"https://github.com/{repo.full}/raw/{found.oid}/{quote(path)}",
            "contents_url": f"{request.shaper.repo_url(repo)}/contents/{quote(path)}?ref={found.oid}",
        }
        for path in found.paths
    ]  # fmt: skip
    return Result(body=body, modified=found.date)


def raw_file(world: World, shaper: Shaper, path: str) -> Result:
    """The raw file host: {owner}/{repo}/{ref}/{path}."""
    parts = unquote(path).strip("/").split("/")
    plain = "text/plain; charset=utf-8"
    repo = world.repo(parts[0], parts[1]) if len(parts) > 3 else None
    if repo:
        rest = parts[2:]
        if rest[:2] == ["refs", "heads"]:
            rest = rest[2:]
        if repo.commit_at(rest[0]):
            file = repo.files.get("/".join(rest[1:]))
            if file:
                return Result(body=shaper.text(file), content_type=plain)
    return Result(404, b"404: Not Found", content_type=plain)
