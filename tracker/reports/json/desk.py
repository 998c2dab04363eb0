"""All membership requests of a repository: ``ladder-check.requests/v1``."""

from typing import Literal

from pydantic import Field

from tracker.reports.json.advice import Request
from tracker.reports.json.document import Cost, Gap, Tool
from tracker.reports.json.fields import Model, Moment, Text, Url
from tracker.reports.json.triage import FileChange, OfRequest, Triage


class Triaged(OfRequest):
    """A request, and what it waits for."""

    request: Request
    triage: Triage


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
