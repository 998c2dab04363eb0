"""A request, its result, and errors in GitHub's shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from standin.rest.shaper import Shaper
from standin.world import User, normal_date

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
