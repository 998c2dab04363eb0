"""Answers of the REST API, with validators."""

from __future__ import annotations

import calendar
import hashlib
import json
import time
from email.utils import formatdate

from standin.exchange.answering import Answering
from standin.githttp import git_route
from standin.rest.answers import HttpError, Request, Result
from standin.world import User


class RestAnswers(Answering):
    """REST, and raw files."""

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
