"""A world with its limits and its faults, and what was asked of it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standin.faults import Faults
from standin.githttp import GitHost
from standin.graphql_engine import GraphQLEngine
from standin.names import find_repo
from standin.options import Options
from standin.ratelimit import RateLimiter
from standin.rest.routes import Rest
from standin.search import IssueSearch
from standin.tokens import token_kind
from standin.world import World, WorldError

if TYPE_CHECKING:
    from standin.request_log import Record


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
