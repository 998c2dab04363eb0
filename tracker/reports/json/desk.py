"""All membership requests of a repository: ``ladder-check.requests/v1``."""

from typing import Literal

from pydantic import Field, model_validator

from tracker.findings.sponsors import RequestAudit
from tracker.reports.json.advice import Request
from tracker.reports.json.document import Cost, Gap, Tool
from tracker.reports.json.fields import Model, Moment, Text, Url
from tracker.reports.json.triage import FileChange, Triage


class Triaged(Model):
    """A request, and what it waits for."""

    request: Request
    triage: Triage

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return {"request": value, "triage": value.triage} if isinstance(value, RequestAudit) else value


class UnreadIssue(Model):
    """An issue that may be a request, and why it could not be read."""

    number: int
    url: Url
    reason: Text


class Desk(Model):
    """``ladder-check.requests/v1``: the oldest request first. ``left_out``: not shown at the applicants' own wish."""

    schema_: Literal["ladder-check.requests/v1"] = Field(default="ladder-check.requests/v1", alias="schema")
    tool: Tool = Tool()
    as_of: Moment
    repository: Text
    state: Text
    since: Moment | None
    requests: tuple[Triaged, ...]
    left_out: int
    changes: tuple[FileChange, ...]
    unread: tuple[UnreadIssue, ...]
    complete: bool
    gaps: tuple[Gap, ...]
    notes: tuple[Text, ...]
    cost: Cost
