"""What all answers share: who asks, headers, errors, and the faults that hit any of them."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
from dataclasses import replace
from email.utils import formatdate
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from standin.faults import Fault, Verdict
from standin.ratelimit import Bucket
from standin.request_log import Record
from standin.rest.answers import DOCS, HttpError
from standin.rest.shaper import Shaper
from standin.tokens import token_headers, token_kind
from standin.world import User

if TYPE_CHECKING:
    from standin.hub import Standin


GATEWAY_HTML = (
    "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
GATEWAY_TITLES = {
    500: "500 Internal Server Error",
    502: "502 Bad Gateway",
    503: "503 Service Temporarily Unavailable",
    504: "504 Gateway Time-out",
}
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "If you reach out to GitHub Support for help, please include the request ID {id}."
)
EXPOSED = "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset, Warning"


def read_token(header: str | None) -> str | None:
    """The token in an Authorization header; empty if the header is not understood."""
    if header is None:
        return None
    scheme, _, value = header.partition(" ")
    if scheme.lower() in ("token", "bearer"):
        return value.strip()
    if scheme.lower() == "basic":
        with contextlib.suppress(ValueError):
            user, _, password = base64.b64decode(value).decode("utf-8", "replace").partition(":")
            return password if password and password != "x-oauth-basic" else user
    return ""


class Dropped(Exception):
    """The connection is to be cut without an answer."""


class _HtmlError(HttpError):
    """A gateway's error page, which is not JSON."""

    def __init__(self, status: int, page: str) -> None:
        super().__init__(status, "gateway")
        self.page = page


class Answering:
    """One request, and what every answer to it has."""

    def __init__(self, standin: Standin, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        self.standin = standin
        self.options = standin.options
        self.method = method
        self.headers = headers
        self.body = body
        parts = urlsplit(target)
        self.prefix = ""
        path = parts.path
        if path.startswith("/api/v3") and path[7:8] in ("", "/"):
            self.prefix, path = "/api/v3", path[7:] or "/"
        elif path == "/api/graphql":
            path = "/graphql"
        self.path = path if path == "/" else path.rstrip("/")
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        host = headers.get("host", "127.0.0.1")
        self.base = f"http://{host}{self.prefix}"
        token = read_token(headers.get("authorization"))
        digest = hashlib.sha256(token.encode()).hexdigest() if token is not None else None
        self.token = token
        self.who = digest[:16] if digest else ""
        self.record = Record(method, self.path, host, query=parts.query, authorization=digest[:12] if digest else None)
        self.record.token_kind = token_kind(token) if token else None
        self.record.api_version = headers.get("x-github-api-version")
        self.request_id = f"{secrets.token_hex(2)}:{secrets.token_hex(3)}:{secrets.token_hex(3)}:{secrets.token_hex(3)}:{secrets.token_hex(4)}".upper()
        self.bucket: Bucket | None = None
        self.verdict = Verdict()

    def _failed(self, error: HttpError) -> tuple[int, dict[str, str], bytes]:
        if isinstance(error, _HtmlError):
            return error.status, {"Content-Type": "text/html"}, error.page.encode()
        headers = self._headers(error.headers)
        headers["Content-Type"] = "application/json; charset=utf-8"
        return error.status, headers, json.dumps(error.body).encode()

    def _transport_faults(self) -> None:
        verdict = self.verdict
        if not verdict.response:
            return
        if verdict.find("reset"):
            self.record.fault = "reset"
            raise Dropped
        fault = verdict.find("http_error")
        if fault:
            self.record.fault = "http_error"
            raise self._gateway(int(fault.settings["status"]), str(fault.settings["body"]))
        fault = verdict.find("secondary_limit")
        if fault:
            self.record.fault = "secondary_limit"
            self._reset_told(fault)
            raise self._secondary(int(fault.settings["status"]), fault.settings["retry_after"], fault.settings["form"])
        if verdict.find("token_expired"):
            self.record.fault = "token_expired"
            raise HttpError(401, "Bad credentials")
        fault = verdict.find("primary_limit")
        if fault:
            self.record.fault = "primary_limit"
            self.standin.limiter.exhaust(self.who, self._resource(), int(fault.settings["reset_in"]))

    def _gateway(self, status: int, body: str) -> HttpError:
        if body == "json":
            message = (
                "Something went wrong while executing your query. This may be the result of a timeout, "
                f"or it could be a GitHub bug. Please include `{self.request_id}` when reporting this issue."
            )
            error = HttpError(status, message)
            error.body = (
                {"data": None, "errors": [{"message": message}]}
                if self.path == "/graphql"
                else {"message": "Server Error"}
            )
            return error
        return _HtmlError(status, GATEWAY_HTML.format(title=GATEWAY_TITLES.get(status, str(status))))

    def _reset_told(self, fault: Fault) -> None:
        """Let the headers of a secondary limit say what remains, and when the count begins anew."""
        if self.bucket and fault.settings["remaining"] is not None:
            self.bucket = replace(self.bucket, used=self.bucket.limit - int(fault.settings["remaining"]))
        if self.bucket and fault.settings["reset_in"] is not None:
            self.bucket = replace(self.bucket, reset=int(self.options.now() + fault.settings["reset_in"]))

    def _secondary(self, status: int = 403, retry_after: Any = None, form: str = "seconds") -> HttpError:
        wait = self.options.secondary_retry_after if retry_after is None else retry_after
        if form == "date" and wait != "none":
            wait = formatdate(self.options.now() + wait, usegmt=True)
        headers = {} if wait == "none" else {"Retry-After": str(wait)}
        return HttpError(
            status, SECONDARY.format(id=self.request_id),
            "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
            headers=headers,
        )  # fmt: skip

    # -- credentials and limits ------------------------------------------------------------------

    def _viewer(self) -> User | None:
        if self.token is None:
            if self.path == "/graphql":
                raise HttpError(
                    401,
                    "This endpoint requires you to be authenticated.",
                    "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql",
                )
            return None
        if not self.standin.token_ok(self.token):
            raise HttpError(401, "Bad credentials")
        return self.standin.viewer

    def _resource(self) -> str:
        return "graphql" if self.path == "/graphql" else "search" if self.path.startswith("/search/") else "core"

    def _shaper(self, viewer: User | None) -> Shaper:
        return Shaper(self.standin.world, self.base, viewer, self.verdict.distortion)

    def _exhausted(self, viewer: User | None) -> HttpError:
        if viewer is None:
            message = (
                "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher "
                "rate limit. Check out the documentation for more details.)"
            )
        else:
            message = (
                f"API rate limit exceeded for user ID {viewer.id}. If you reach out to GitHub Support for help, "
                f"please include the request ID {self.request_id}."
            )
        return HttpError(403, message, f"{DOCS}/overview/rate-limits-for-the-rest-api")

    def _damaged(self, status: int, headers: dict[str, str], data: bytes) -> tuple[int, dict[str, str], bytes]:
        if self.verdict.find("truncate") and len(data) > 1:
            self.record.fault = "truncate"
            data = data[: len(data) // 2]
        return status, headers, data

    def _headers(self, extra: dict[str, str]) -> dict[str, str]:
        headers = {
            "X-GitHub-Request-Id": self.request_id,
            "X-GitHub-Media-Type": "github.v3; format=json",
            "X-GitHub-Api-Version-Selected": self.record.api_version or self.options.api_versions[0],
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": EXPOSED,
        }
        if self.token:
            accepted = "repo" if self.path == "/graphql" else ""
            headers.update(token_headers(self.token, self.options.scopes, self.options.token_expires, accepted))
        if self.bucket:
            headers.update(self.bucket.headers())
        headers.update(self._partial())
        headers.update(extra)
        return headers

    def _partial(self) -> dict[str, str]:
        """The header of an answer that leaves out what an organization's single sign-on protects."""
        barred = self.verdict.distortion.barred
        if not barred or not barred.saml or not (self.path == "/graphql" or self.path.startswith("/search/")):
            return {}
        found = sorted(org.id for key, org in self.standin.world.orgs.items() if key in barred.orgs)
        return {"X-GitHub-SSO": f"partial-results; organizations={','.join(map(str, found))}"}
