"""The REST routes of issues' comments, which can be written, too; and what GitHub says to who may not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from standin.rest.answers import HttpError, Request, Result, date_of, not_found
from standin.rest.routes import Rest, route

if TYPE_CHECKING:
    from standin.world import Comment, Item, User

_COMMENTS = "/repos/{owner}/{repo}/issues/{number}/comments"
_ONE = "/repos/{owner}/{repo}/issues/comments/{id}"
LONGEST = 65_536


def _shaped(rest: Rest, request: Request, comment: Comment) -> dict[str, Any]:
    return {**request.shaper.comment(comment), "body": rest.desk.text(comment)}


@route(_COMMENTS)
def comments(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    found = rest.desk.comments(rest.item(request, args))
    since = date_of(request, "since")
    if since:
        found = [c for c in found if c.created >= since]
    return rest.listing(request, found, lambda comment: _shaped(rest, request, comment))


@route(_COMMENTS, "POST")
def add_comment(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    author = _writer(rest, request)
    item = rest.item(request, args)
    _open(rest, item)
    comment = rest.desk.add(item, author, _body(request), rest.world.now)
    return Result(201, _shaped(rest, request, comment))


@route(_ONE, "PATCH")
def change_comment(rest: Rest, request: Request, args: dict[str, str]) -> Result:
    author = _writer(rest, request)
    repo = rest.repo(request, args)
    found = (c for item in repo.items.values() for c in rest.desk.comments(item) if str(c.id) == args["id"])
    comment = next(found, None)
    if comment is None:
        raise not_found()
    if (comment.author or "").lower() != author.login.lower():
        raise HttpError(403, "Must have admin rights to Repository.")
    _open(rest, comment.item)
    rest.desk.texts[comment.id] = _body(request)
    return Result(200, _shaped(rest, request, comment))


def _writer(rest: Rest, request: Request) -> User:
    if request.viewer is None:
        raise HttpError(401, "Requires authentication")
    if rest.options.read_only_token:
        raise HttpError(403, "Resource not accessible by integration")
    if not {"repo", "public_repo"} & set(rest.options.scopes):
        raise not_found()  # GitHub does not say that a scope is missing
    return request.viewer


def _open(rest: Rest, item: Item) -> None:
    if item.repo.archived:
        raise HttpError(403, "Repository was archived so is read-only.")
    place = f"{item.repo.full}#{item.number}"
    if place in rest.options.locked:
        raise HttpError(403, "Unable to create comment because issue is locked.")
    if item.repo.full in rest.options.without_issues:
        raise HttpError(410, "Issues are disabled for this repo")


def _body(request: Request) -> str:
    try:
        given = json.loads(request.body)
    except ValueError:
        raise HttpError(400, "Problems parsing JSON") from None
    body = given.get("body") if isinstance(given, dict) else None
    if not isinstance(body, str):
        raise HttpError(422, 'Invalid request.\n\n"body" wasn\'t supplied.')
    if not body.strip():
        raise _invalid("body cannot be blank")
    if len(body) > LONGEST:
        raise _invalid(f"Body is too long (maximum is {LONGEST} characters)")
    return body


def _invalid(message: str) -> HttpError:
    detail = {"resource": "IssueComment", "code": "unprocessable", "field": "data", "message": message}
    return HttpError(422, "Validation Failed", errors=[detail])
