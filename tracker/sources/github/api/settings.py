"""How to reach a GitHub, and how much to ask of it."""

from dataclasses import field
from datetime import UTC, datetime

from tracker.errors import LadderCheckError
from tracker.record import record
from tracker.sources.github.api.endpoints import Endpoints, endpoints, is_loopback, token_variable
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.limits import Limits
from tracker.sources.redaction import redact
from tracker.visible import Message


@record
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

    def redact(self, text: str) -> str:
        """The text without the token."""
        return redact(text, self.token)

    def shown(self, error: LadderCheckError) -> LadderCheckError:
        """An error as a person may see it: without the token, with the name of the variable that holds it."""
        error.message = Message(self.redact(error.message))
        host = self.endpoints.api_host
        if not is_loopback(host):
            error.hint = Message(error.hint.replace("GH_TOKEN", token_variable(host)))
        error.args = (error.message,)
        return error
