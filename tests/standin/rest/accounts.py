"""Routes of accounts, organisations and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standin.names import renamed
from standin.rest.answers import HttpError, Result, not_found, redirect
from standin.rest.routes import route
from standin.world import Org, User

if TYPE_CHECKING:
    from standin.rest.answers import Request
    from standin.rest.routes import Rest


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
