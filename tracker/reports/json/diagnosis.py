"""What was found out about a GitHub: ``ladder-check.doctor/v1``."""

from typing import Literal

from pydantic import Field

from tracker.findings.diagnosis import CheckOutcome
from tracker.reports.json.document import Cost
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url


class Check(Model):
    """One check: what was seen; what to do, and a page about it, where something is to be done."""

    id: Text
    title: Text
    outcome: CheckOutcome
    seen: Text
    to_do: Maybe
    url: Url


class Installation(Model):
    """What ran it; ``store_schema`` is the version of the stores that it makes."""

    version: Text
    python: Text
    platform: Text
    store_schema: int


class Diagnosis(Model):
    """``ladder-check.doctor/v1``: no login is in it, and no token. ``healthy``: nothing is a problem."""

    schema_: Literal["ladder-check.doctor/v1"] = Field(default="ladder-check.doctor/v1", alias="schema")
    installation: Installation
    host: Text
    ladder: Text
    checked_at: Moment
    healthy: bool
    checks: tuple[Check, ...]
    cost: Cost
