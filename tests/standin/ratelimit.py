"""Primary rate limits (buckets by token and resource) and secondary limits (points a minute, concurrency)."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from threading import Lock

from standin.options import Options

WINDOWS = {"core": 3600, "search": 60, "graphql": 3600}


@dataclass
class Bucket:
    resource: str
    limit: int
    reset: int
    used: int = 0

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)

    def headers(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
            "X-RateLimit-Used": str(self.used),
            "X-RateLimit-Resource": self.resource,
        }

    def json(self) -> dict[str, int]:
        return {"limit": self.limit, "used": self.used, "remaining": self.remaining, "reset": self.reset}


class RateLimiter:
    def __init__(self, options: Options) -> None:
        self.options = options
        self._lock = Lock()
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._recent: dict[tuple[str, str], deque[tuple[float, int]]] = {}

    def reset(self) -> None:
        with self._lock:
            self._buckets.clear()
            self._recent.clear()

    def _limit(self, who: str, resource: str) -> int:
        o = self.options
        if who == "":
            return {"core": o.anonymous_core_limit, "search": o.anonymous_search_limit}.get(resource, 0)
        return {"core": o.core_limit, "search": o.search_limit, "graphql": o.graphql_limit}[resource]

    def bucket(self, who: str, resource: str) -> Bucket:
        """The bucket of a token (by hash; empty for no token), fresh if its window has passed."""
        with self._lock:
            return self._bucket(who, resource)

    def _bucket(self, who: str, resource: str) -> Bucket:
        now = int(self.options.now())
        bucket = self._buckets.get((who, resource))
        if bucket is None or bucket.reset <= now:
            bucket = Bucket(resource, self._limit(who, resource), now + WINDOWS[resource])
            self._buckets[(who, resource)] = bucket
        return bucket

    def charge(self, who: str, resource: str, points: int) -> tuple[bool, Bucket]:
        """Take points from a bucket; False if it does not hold them (then nothing is taken)."""
        with self._lock:
            bucket = self._bucket(who, resource)
            if bucket.remaining < points:
                return False, bucket
            bucket.used += points
            return True, bucket

    def refund(self, who: str, resource: str, points: int) -> None:
        with self._lock:
            bucket = self._bucket(who, resource)
            bucket.used = max(0, bucket.used - points)

    def exhaust(self, who: str, resource: str, reset_in: int) -> Bucket:
        with self._lock:
            bucket = self._bucket(who, resource)
            bucket.used = bucket.limit
            bucket.reset = int(self.options.now()) + reset_in
            return bucket

    def secondary(self, who: str, kind: str) -> bool:
        """Count a request's points for the minute; True if that passes the secondary limit."""
        if not self.options.secondary_limits:
            return False
        limit = self.options.graphql_points_per_minute if kind == "graphql" else self.options.rest_points_per_minute
        now = time.monotonic()
        with self._lock:
            recent = self._recent.setdefault((who, kind), deque())
            while recent and recent[0][0] < now - 60:
                recent.popleft()
            if len(recent) >= limit:
                return True
            recent.append((now, 1))
            return False
