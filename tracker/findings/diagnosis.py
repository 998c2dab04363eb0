"""What was found out about a GitHub: whether it answers as this program relies on. No work of anybody is in it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from tracker.facts import Cost
from tracker.record import record


class CheckOutcome(StrEnum):
    """``warning``: reports are right, but cost more or will not stay so; ``problem``: something in them is missing."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    NOT_CHECKED = "not_checked"


@record
class Check:
    """One check: what was ``seen``, and where something is wrong what to do, and a page about it."""

    id: str
    title: str
    outcome: CheckOutcome
    seen: str
    to_do: str | None = None
    url: str | None = None


@record
class Installation:
    """What runs here; ``store_schema`` is the version of the stores that it makes."""

    version: str
    python: str
    platform: str
    store_schema: int


@record
class Diagnosis:
    """All checks of one GitHub, for one ladder (its id); ``checked_at`` is the time of this machine."""

    installation: Installation
    host: str
    ladder: str
    checked_at: datetime
    checks: tuple[Check, ...]
    cost: Cost

    @property
    def healthy(self) -> bool:
        """Whether nothing is a problem."""
        return all(check.outcome is not CheckOutcome.PROBLEM for check in self.checks)

    @property
    def counts(self) -> Mapping[CheckOutcome, int]:
        """How many checks ended how."""
        return {outcome: sum(check.outcome is outcome for check in self.checks) for outcome in CheckOutcome}
