"""The HTTP side: one thread a connection, HTTP/1.1 with keep-alive, and all that surrounds a request.

Order of a request: concurrency, faults, User-Agent, credentials, secondary limit, primary limit, answer, validators
(ETag), latency, log.
"""

from __future__ import annotations

import base64
import calendar
import contextlib
import hashlib
import json
import secrets
import socket
import struct
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from standin import rest_comments  # noqa: F401 - its routes
from standin.faults import Fault, FaultError, Faults, Verdict
from standin.githttp import DUMB, RECEIVE, UPLOAD, GitAnswer, GitHost, GitRoute, git_route, operation, plain_answer
from standin.graphql_engine import GraphQLEngine, Plan
from standin.graphql_fields import Context, QueryTimeout
from standin.latency import BASE
from standin.names import find_repo, moved_repo, renamed
from standin.options import Options
from standin.ratelimit import Bucket, RateLimiter
from standin.rest import DOCS, HttpError, Request, Rest, Result, raw_file
from standin.rest_json import Shaper
from standin.search import IssueSearch
from standin.tokens import token_headers, token_kind
from standin.world import User, World, WorldError, load_world

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


@dataclass
class Record:
    """What the access log keeps of a request."""

    method: str
    path: str
    host: str
    time: float = field(default_factory=time.time)
    query: str = ""
    operation: str | None = None
    variables: str | None = None
    status: int = 0
    cost: int = 0
    nodes: int = 0
    width: int = 0
    characters: int = 0
    ms: float = 0.0
    #: Seconds that GitHub would take by what was set, slept or not.
    simulated: float = 0.0
    etag_hit: bool = False
    authorization: str | None = None
    token_kind: str | None = None
    api_version: str | None = None
    resource: str | None = None
    bytes: int = 0
    errors: list[str] = field(default_factory=list)
    fault: str | None = None


class Standin:
    """A world, its limits and its faults, independent of how requests arrive."""

    def __init__(self, world: World, options: Options) -> None:
        self.world = world
        self.options = options
        viewer = world.user(options.viewer) if options.viewer else world.viewer
        if viewer is None:
            raise WorldError(f"the viewer {options.viewer!r} is no account of this world")
        self.viewer = viewer
        self.engine = GraphQLEngine(options.deprecated, options.dropped)
        self.search = IssueSearch(world, viewer, options)
        self.limiter = RateLimiter(options)
        self.rest = Rest(world, self.search, self.limiter, options)
        self.faults = Faults(options.faults)
        self.git = GitHost(options.git_root, self._default_branch) if options.git_root else None
        self._lock = threading.Lock()
        self._log: deque[Record] = deque(maxlen=200_000)
        self._log_file = Path(options.log).open("a", encoding="utf-8") if options.log else None
        self.in_flight = 0
        self.peak = 0

    def _default_branch(self, owner: str, name: str) -> str | None:
        repo = find_repo(self.world, self.options.renames, owner, name)
        return repo.default_branch if repo else None

    def close(self) -> None:
        if self.git:
            self.git.close()
        with self._lock:
            if self._log_file:
                self._log_file.close()
                self._log_file = None

    # -- bookkeeping -----------------------------------------------------------------------------

    @contextlib.contextmanager
    def flight(self) -> Iterator[int]:
        with self._lock:
            self.in_flight += 1
            self.peak = max(self.peak, self.in_flight)
            now = self.in_flight
        try:
            yield now
        finally:
            with self._lock:
                self.in_flight -= 1

    def note(self, record: Record) -> None:
        with self._lock:
            self._log.append(record)
            if self._log_file:
                self._log_file.write(json.dumps(vars(record)) + "\n")
                self._log_file.flush()

    def log(self) -> list[dict[str, Any]]:
        with self._lock:
            return [dict(vars(r)) for r in self._log]

    def stats(self) -> dict[str, Any]:
        with self._lock:
            rows = list(self._log)
            peak = self.peak
        return {
            "requests": len(rows),
            "graphql_requests": sum(r.resource == "graphql" for r in rows),
            "rest_requests": sum(r.resource in ("core", "search") for r in rows),
            "git_requests": sum(r.resource == "git" for r in rows),
            "search_calls": sum(r.resource == "search" for r in rows),
            "graphql_points": sum(r.cost for r in rows if r.resource == "graphql"),
            "core_points": sum(r.cost for r in rows if r.resource == "core"),
            "nodes": sum(r.nodes for r in rows),
            "simulated_seconds": sum(r.simulated for r in rows if r.resource != "git"),
            "slowest_seconds": max((r.simulated for r in rows if r.resource != "git"), default=0.0),
            "etag_hits": sum(r.etag_hit for r in rows),
            "bytes": sum(r.bytes for r in rows),
            "by_status": dict(Counter(str(r.status) for r in rows)),
            "faults": dict(Counter(r.fault for r in rows if r.fault)),
            "peak_concurrency": peak,
            "world": self.world.counts,
        }

    def reset(self) -> None:
        """Forget the log, the limits' counters and the faults."""
        with self._lock:
            self._log.clear()
            self.peak = self.in_flight
        self.limiter.reset()
        self.faults.replace([])

    # -- credentials -----------------------------------------------------------------------------

    def token_ok(self, token: str) -> bool:
        if self.options.tokens:
            return token in self.options.tokens
        refused = token.startswith(("bad", "expired", "revoked")) or token_kind(token) == "refresh"
        return bool(token) and not refused


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


class Exchange:
    """One request and its answer."""

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

    # -- the outer shell -------------------------------------------------------------------------

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The status, headers and body to send; raises Dropped for a cut connection."""
        started = time.perf_counter()
        try:
            with self.standin.flight() as concurrent:
                status, headers, data = self._guarded(concurrent)
                pause = self._simulated()
                if pause > self.options.timeout_seconds:
                    pause = self.options.timeout_seconds
                    error = self._gateway(502, self.options.timeout_body)
                    status, headers, data = self._failed(error)
                slow = self.verdict.find("slow")
                if slow:
                    self.record.fault = "slow"
                    pause += float(slow.settings["seconds"])
                self.record.simulated = pause
                rest = pause * self.options.slept - (time.perf_counter() - started)
                if rest > 0:
                    time.sleep(rest)
            self.record.status, self.record.bytes = status, len(data)
            return status, headers, data
        finally:
            self.record.ms = round((time.perf_counter() - started) * 1000, 3)
            self.standin.note(self.record)

    def _simulated(self) -> float:
        """How long GitHub would take, in seconds."""
        base = BASE if self.options.published_latency else 0.0
        return (
            base + self.record.simulated + (self.options.latency_ms + self.options.node_ms * self.record.nodes) / 1000
        )

    def _guarded(self, concurrent: int) -> tuple[int, dict[str, str], bytes]:
        try:
            self.verdict = self.standin.faults.judge(self.method, self.path)
            raw = self.path.startswith("/raw/")
            if not raw:
                self.bucket = self.standin.limiter.bucket(self.who, self._resource())
            self._transport_faults()
            if raw:
                result = raw_file(self.standin.rest, self._shaper(None), self.path.removeprefix("/raw"))
                return self._finish(result, limited=False)
            if self.options.secondary_limits and concurrent > self.options.max_concurrent:
                raise self._secondary()
            if self.options.require_user_agent and not self.headers.get("user-agent"):
                raise HttpError(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header "
                    "(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). "
                    "Check https://developer.github.com for other possible causes.",
                )
            viewer = self._viewer()
            if self.path == "/graphql":
                return self._graphql(viewer)
            return self._rest(viewer)
        except HttpError as error:
            return self._failed(error)
        except Dropped:
            raise
        except Exception as error:  # a defect of the stand-in must not look like GitHub
            traceback.print_exc()
            return self._failed(HttpError(500, f"stand-in defect: {type(error).__name__}: {error}"))

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

    # -- git -------------------------------------------------------------------------------------

    def git(self, host: GitHost, route: GitRoute) -> GitAnswer:
        """The answer to a git client, with the faults that hit it; raises Dropped for a cut connection."""
        self.record.resource = "git"
        self.record.operation = operation(route.rest, self.query, self.headers, self.body)
        try:
            self.verdict = self.standin.faults.judge(self.method, self.path, git=True)
            slow = self.verdict.find("slow")
            if slow:
                self.record.fault = "slow"
            time.sleep(self.options.latency_ms / 1000 + (float(slow.settings["seconds"]) if slow else 0))
            if self.method != "POST" or not self.verdict.find("reset"):  # a reset POST is cut in mid-answer
                self._transport_faults()
            return self._git(host, route)
        except HttpError as error:
            status, headers, data = self._failed(error)
            return GitAnswer(status, headers, iter([data]))
        except Dropped:
            raise
        except Exception as error:  # a defect of the stand-in must not look like GitHub
            traceback.print_exc()
            return plain_answer(500, f"stand-in defect: {type(error).__name__}: {error}\n")

    def _git(self, host: GitHost, route: GitRoute) -> GitAnswer:
        owner, name, rest = route
        if self.token is not None and not self.standin.token_ok(self.token):
            message = "Invalid username or token. Password authentication is not supported for Git operations."
            return plain_answer(401, message, WWW_Authenticate='Basic realm="GitHub"')
        repository = host.find(owner, name)
        if repository is None:
            new = self._moved(owner, name)
            if host.find(*new):
                query = f"?{self.record.query}" if self.record.query else ""
                return plain_answer(301, "", Location=f"{self.base}/{'/'.join(new)}.git/{rest}{query}")
            if self.token is None:  # it might be private: GitHub asks who wants to know
                return plain_answer(401, "Repository not found.", WWW_Authenticate='Basic realm="GitHub"')
            return plain_answer(404, "Repository not found.")
        service = self.query.get("service") if rest == "info/refs" else rest
        if service == RECEIVE:
            return plain_answer(403, "stand-in: repositories are read only.")
        if rest == "info/refs" and service is None:
            return plain_answer(403, DUMB)
        if service != UPLOAD:
            return plain_answer(404, "Not Found")
        if self.method not in (("POST",) if rest == UPLOAD else ("GET", "HEAD")):
            return plain_answer(405, "Method Not Allowed")
        return host.serve(repository, rest, self.method, self.record.query, self.headers, self.body)

    def _moved(self, owner: str, name: str) -> tuple[str, str]:
        repo = moved_repo(self.standin.world, self.options.renames, owner, name)
        return (repo.owner.login, repo.name) if repo else (renamed(self.options.renames, owner) or owner, name)

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

    # -- REST ------------------------------------------------------------------------------------

    def _rest(self, viewer: User | None) -> tuple[int, dict[str, str], bytes]:
        limiter = self.standin.limiter
        resource = self._resource()
        self.record.resource = "git" if git_route(self.path) else resource  # a git client where no git is served
        self.bucket = limiter.bucket(self.who, resource)
        version = self.record.api_version
        if version is not None and version not in self.options.api_versions:
            raise HttpError(400, "The version you specified is not a supported version.", errors=f"{version!r} is none")
        free = self.path == "/rate_limit"
        if not free:
            if limiter.secondary(self.who, "rest"):
                raise self._secondary()
            held, self.bucket = limiter.charge(self.who, resource, 1)
            if not held:
                raise self._exhausted(viewer)
            self.record.cost = 1
        request = Request(
            self.method, self.path, self.query, self.headers, self.base, self.who, viewer, self._shaper(viewer),
            self.body,
        )  # fmt: skip
        if viewer is not None and self.path.startswith("/orgs/") and "/members" in self.path:
            scopes = self.options.scopes
            if not {"read:org", "write:org", "admin:org"} & set(scopes):
                request.viewer = None  # without the scope only public members are seen
        result = self.standin.rest.handle(request)
        self.record.nodes = result.nodes
        return self._finish(result, limited=not free)

    def _finish(self, result: Result, limited: bool) -> tuple[int, dict[str, str], bytes]:
        raw = isinstance(result.body, bytes)
        data = b"" if result.body is None else result.body if raw else json.dumps(result.body).encode()
        headers = self._headers(result.headers)
        if result.body is not None:
            headers["Content-Type"] = result.content_type
        if result.status == 200:
            etag = f'W/"{hashlib.sha256(data).hexdigest()}"'
            headers["ETag"] = etag
            headers["Cache-Control"] = "private, max-age=60, s-maxage=60"
            headers["Vary"] = "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With"
            if result.modified:
                stamp = time.strptime(result.modified, "%Y-%m-%dT%H:%M:%SZ")
                headers["Last-Modified"] = formatdate(calendar.timegm(stamp), usegmt=True)
            if self._unchanged(etag, headers.get("Last-Modified")):
                self.record.etag_hit = True
                if limited and self.who and self.bucket:  # only authorised requests are free
                    self.standin.limiter.refund(self.who, self.bucket.resource, 1)
                    self.record.cost = 0
                    headers.update(self.bucket.headers())
                headers.pop("Content-Type", None)
                return 304, headers, b""
        return self._damaged(result.status, headers, data)

    def _unchanged(self, etag: str, modified: str | None) -> bool:
        wanted = self.headers.get("if-none-match")
        if wanted is not None:
            plain = etag.removeprefix("W/")
            return any(tag.strip().removeprefix("W/") == plain for tag in wanted.split(",")) or wanted.strip() == "*"
        return modified is not None and self.headers.get("if-modified-since") == modified

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

    # -- GraphQL ---------------------------------------------------------------------------------

    def _graphql_request(self) -> tuple[str, dict[str, Any], str | None]:
        docs = "https://docs.github.com/graphql"
        if self.method != "POST":
            raise HttpError(404, "Not Found", docs)
        try:
            payload = json.loads(self.body)
        except ValueError:
            raise HttpError(400, "Problems parsing JSON", docs) from None
        if not isinstance(payload, dict):
            raise HttpError(400, "Body should be a JSON object", docs)
        query, variables = payload.get("query"), payload.get("variables")
        if not isinstance(query, str):
            raise HttpError(400, "A query attribute must be specified and must be a string.", docs)
        if variables is not None and not isinstance(variables, dict):
            raise HttpError(400, "Variables must be a JSON object.", docs)
        variables = variables or {}
        name = payload.get("operationName")
        self.record.variables = hashlib.sha256(json.dumps(variables, sort_keys=True).encode()).hexdigest()[:12]
        return query, variables, name or None

    def _graphql(self, viewer: User | None) -> tuple[int, dict[str, str], bytes]:
        assert viewer is not None
        limiter = self.standin.limiter
        self.record.resource = "graphql"
        self.bucket = limiter.bucket(self.who, "graphql")
        if limiter.secondary(self.who, "graphql"):
            raise self._secondary()
        query, variables, name = self._graphql_request()
        plan = self.standin.engine.plan(query, variables, name)
        self.record.operation = plan.name or name
        self.record.width, self.record.characters = plan.cost.width, len(query)
        points = plan.cost.points
        held, self.bucket = limiter.charge(self.who, "graphql", points)
        if not held:
            message = f"API rate limit already exceeded for user ID {viewer.id}."
            return self._graphql_answer({"errors": [{"type": "RATE_LIMITED", "message": message}]})
        self.record.cost = points
        self.verdict = self.standin.faults.judge_document(self.verdict, self.path, plan.cost, len(query))
        refused = self._refused(viewer)
        if refused:
            return self._graphql_answer(refused)
        if plan.errors:
            body: dict[str, Any] = {"errors": plan.errors}
            if any(e.get("type") == "MAX_NODE_LIMIT_EXCEEDED" for e in plan.errors):
                body = {"data": None, **body}
            return self._graphql_answer(body)
        return self._execute(plan, variables, viewer)

    def _refused(self, viewer: User) -> dict[str, Any] | None:
        """What GitHub answers to a document that it does not run, because of a fault."""
        pathless = self.verdict.find("pathless_error")
        if self.verdict.find("validation_timeout"):
            self.record.fault = "validation_timeout"
            return {"data": None, "errors": [{"message": "Timeout on validation of query"}]}
        if self.verdict.find("heavy_limit"):
            self.record.fault = "heavy_limit"
            message = f"API rate limit already exceeded for user ID {viewer.id}."
            return {"errors": [{"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": message}]}
        if pathless and pathless.settings["data"] == "null":
            self.record.fault = "pathless_error"
            return {"data": None, "errors": [pathless_error(pathless)]}
        return None

    def _execute(self, plan: Plan, variables: dict[str, Any], viewer: User) -> tuple[int, dict[str, str], bytes]:
        assert self.bucket is not None
        context = Context(
            self.standin.world, viewer, self.standin.search, self.options, plan.cost, self.bucket.json(),
            self.verdict.distortion,
        )  # fmt: skip
        try:
            body = self.standin.engine.run(plan, variables, context)
        except QueryTimeout:
            self.record.nodes = context.nodes
            raise self._gateway(502, self.options.timeout_body) from None
        self.record.nodes, self.record.simulated = context.nodes, context.seconds
        for kind in ("field_error", "shrunk_connections", "pathless_error"):
            self.record.fault = kind if self.verdict.find(kind) else self.record.fault
        pathless = self.verdict.find("pathless_error")
        if pathless:
            body["errors"] = [*body.get("errors", []), pathless_error(pathless)]
        fault = self.verdict.find("graphql_error")
        data = body.get("data") or {}
        key = fault and (fault.settings["field"] or next(iter(data), None))
        if fault and key in data:  # GitHub has no errors about what nobody asked for
            self.record.fault = "graphql_error"
            data[key] = None
            message = str(fault.settings["message"])
            body.setdefault("errors", []).append({"path": [key], "message": message})
        return self._graphql_answer(body)

    def _graphql_answer(self, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        self.record.errors = [str(e.get("type") or e.get("message")) for e in body.get("errors", [])][:10]
        headers = self._headers({"X-GitHub-Media-Type": "github.v4; format=json"})
        headers["Content-Type"] = "application/json; charset=utf-8"
        return self._damaged(200, headers, json.dumps(body).encode())


def pathless_error(fault: Fault) -> dict[str, Any]:
    kind = fault.settings["type"]
    return {**({"type": kind} if kind else {}), "message": str(fault.settings["message"])}


class _HtmlError(HttpError):
    """A gateway's error page, which is not JSON."""

    def __init__(self, status: int, page: str) -> None:
        super().__init__(status, "gateway")
        self.page = page


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "github.com"
    sys_version = ""
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True
    server: StandinServer

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(self.server.standin.options.now() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _send(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(data)
        self.wfile.flush()

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":  # as git sends what is long
            parts = []
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return b"".join(parts)
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if length else b""

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _serve(self) -> None:
        body = self._body()
        path = urlsplit(self.path).path
        standin = self.server.standin
        if path.startswith("/_standin"):
            status, answer = control(standin, self.command, path, body)
            self._send(status, {"Content-Type": "application/json"}, json.dumps(answer).encode())
            return
        exchange = Exchange(standin, self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        route = git_route(exchange.path) if standin.git else None
        try:
            if standin.git and route:
                self._serve_git(standin.git, exchange, route)
                return
            status, headers, data = exchange.answer()
        except Dropped:
            self._cut()
            return
        self._send(status, headers, data)

    def _serve_git(self, host: GitHost, exchange: Exchange, route: GitRoute) -> None:
        started = time.perf_counter()
        record = exchange.record
        try:
            answer = exchange.git(host, route)
            try:
                record.status = answer.status
                end = self._stream(answer, exchange)
            finally:
                answer.close()
        finally:
            record.ms = round((time.perf_counter() - started) * 1000, 3)
            exchange.standin.note(record)
        self.wfile.write(end)  # not before it is noted: who has the whole answer finds it in the log
        self.wfile.flush()

    def _stream(self, answer: GitAnswer, exchange: Exchange) -> bytes:
        """Send an answer piece by piece but for its end, which is given back.

        With the faults ``truncate`` and ``reset`` its first half is sent, and then nothing.
        """
        chunks = answer.chunks
        cut = exchange.verdict.find("reset") or exchange.verdict.find("truncate")
        if cut:
            exchange.record.fault = cut.kind
            data = b"".join(chunks)
            chunks = iter([data[: len(data) // 2]])
        chunked = self.request_version != "HTTP/1.0"
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("X-GitHub-Request-Id", exchange.request_id)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.close_connection = self.close_connection or cut is not None or not chunked
        self.end_headers()
        if self.command == "HEAD":
            return b""
        for chunk in chunks:
            if chunk:
                exchange.record.bytes += len(chunk)
                self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if chunked else chunk)
        if cut and cut.kind == "reset":
            self.wfile.flush()
            raise Dropped
        return b"0\r\n\r\n" if chunked and not cut else b""

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve


def control(standin: Standin, method: str, path: str, body: bytes) -> tuple[int, Any]:
    """The control endpoints: /_standin/log, /stats, /reset, /faults."""
    name = path.removeprefix("/_standin").strip("/")
    if name == "log":
        return 200, standin.log()
    if name == "stats":
        return 200, standin.stats()
    if name == "reset" and method == "POST":
        standin.reset()
        return 200, {"reset": True}
    if name == "faults":
        if method == "GET":
            return 200, standin.faults.describe()
        try:
            records = json.loads(body) if body and method != "DELETE" else []
            records = records.get("faults", [records]) if isinstance(records, dict) else records
            if method == "POST":
                standin.faults.add(records)
            else:
                standin.faults.replace(records)
        except ValueError as error:  # FaultError included
            return 400, {"message": str(error)}
        return 200, standin.faults.describe()
    return 404, {
        "message": "stand-in: log, stats, reset (POST) and faults (GET, POST adds, PUT replaces, DELETE) exist"
    }


class StandinServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    allow_reuse_address = True

    def __init__(self, standin: Standin, port: int = 0) -> None:
        self.standin = standin
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def server_close(self) -> None:
        super().server_close()
        self.standin.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError, ValueError)):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def with_git(world: World, options: Options, wanted: bool) -> Iterator[Options]:
    """The options with a ``git_root``; if one is wanted and none is given, it is made of the world for the time being."""
    if not wanted or options.git_root:
        yield options
        return
    from standin.gitrepo import make_repos  # here, so that it can be run as a module

    with tempfile.TemporaryDirectory(prefix="standin-repos-") as root:
        make_repos(world, Path(root))
        yield replace(options, git_root=root)


@contextlib.contextmanager
def running_standin(
    world: str | Path | World, *, port: int = 0, git: bool = False, **options: Any
) -> Iterator[StandinServer]:
    """Run a stand-in in a thread. Yields the server: its ``base_url``, and its ``standin`` to look into.

    ``world`` is a directory (or ``"sample-world"``) or a loaded World; the options are those of ``Options``. With
    ``git`` and without a ``git_root``, the repositories whose files have commits are made for git to clone.
    """
    loaded = world if isinstance(world, World) else load_world(world_path(world))
    with with_git(loaded, Options(**options), git) as made:
        server = StandinServer(Standin(loaded, made), port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=5)


def world_path(name: str | Path) -> Path:
    """A world directory; the name ``sample-world`` stands for the one that comes with the package."""
    if str(name) == "sample-world" and not Path(name).exists():
        return Path(__file__).parent / "data" / "sample-world"
    return Path(name)


__all__ = ["FaultError", "Standin", "StandinServer", "running_standin", "with_git", "world_path"]
