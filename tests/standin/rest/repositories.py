"""Routes of repositories, issues and pull requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standin.rest.answers import Result, not_found
from standin.rest.routes import route

if TYPE_CHECKING:
    from standin.rest.answers import Request
    from standin.rest.routes import Rest


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
