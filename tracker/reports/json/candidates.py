"""Who is ready for a role in a directory: ``ladder-check.candidates/v1``."""

from typing import Literal

from pydantic import Field

from tracker.reports.json.cohort import Failure
from tracker.reports.json.document import Data, LadderRef, Tool
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url
from tracker.reports.json.person import Scope
from tracker.reports.json.readiness import Readiness


class Companion(Model):
    login: Text
    shared: int


class RoleHolder(Model):
    """``last`` null: nothing of theirs there was found since the document's ``since``."""

    login: Text
    url: Url
    role: Text
    entered_in: Scope
    entry_url: Url
    alias: Maybe
    last: Moment | None
    last_url: Url


class Candidate(Model):
    """``result`` is what their own report says of the tier; ``emeritus`` is a role that they held there before."""

    login: Text
    url: Url
    ready: bool
    result: Readiness
    missing: tuple[Text, ...]
    unknown: tuple[Text, ...]
    authored: int
    reviewed: int
    months: int
    emeritus: Maybe
    companions: tuple[Companion, ...]
    commands: tuple[Text, ...]
    draft: Text


class Candidates(Model):
    """``ladder-check.candidates/v1``. ``others`` took part and are not judged; ``in_part``: not all was read."""

    schema_: Literal["ladder-check.candidates/v1"] = Field(default="ladder-check.candidates/v1", alias="schema")
    tool: Tool = Tool()
    ladder: LadderRef
    as_of: Moment
    since: Moment
    scope: Scope
    tier: Text
    tier_title: Text
    holders: tuple[RoleHolder, ...]
    ready: tuple[Candidate, ...]
    close: tuple[Candidate, ...]
    others: int
    read: int
    found: int
    in_part: bool
    failures: tuple[Failure, ...]
    data: Data
