"""How to reach a GitHub, and how much to ask of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tracker.sources.github.api.endpoints import Endpoints, endpoints
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to reach a GitHub. Without a token only REST answers.

    ``timeout`` is seconds, ``attempts`` for each question; ``most`` bounds all requests together, ``limits`` each
    answer.
    """

    endpoints: Endpoints = field(default_factory=endpoints)
    token: str | None = field(default=None, repr=False)
    retry_policy: RetryPolicy = field(default_factory=RetryPolicy)
    attempts: int = 4
    timeout: int = 30
    most: int | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def now(self) -> datetime:
        """The present moment."""
        return datetime.fromtimestamp(self.retry_policy.now(), tz=UTC)
