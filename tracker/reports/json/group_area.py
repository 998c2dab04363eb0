"""How all that a group owns is looked after: ``ladder-check.area/v1`` of a group."""

from typing import Literal

from pydantic import Field

from tracker.reports.json.area import FileChange
from tracker.reports.json.document import Data, LadderRef, Tool
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url
from tracker.reports.json.person import Scope


class OwnersRow(Model):
    """Numbers are null where they are not known, and lower bounds where ``unknown`` says why."""

    subproject: Text
    scope: Scope
    url: Url
    reviewers: int | None
    approvers: int | None
    active: int | None
    merged: int | None
    thin: bool | None
    unknown: Maybe


class Disagreement(Model):
    file: Text
    place: Text
    missing: tuple[Text, ...]
    surplus: tuple[Text, ...]
    change: FileChange


class GroupArea(Model):
    """``ladder-check.area/v1`` of a group."""

    schema_: Literal["ladder-check.area/v1"] = Field(default="ladder-check.area/v1", alias="schema")
    tool: Tool = Tool()
    ladder: LadderRef
    as_of: Moment
    since: Moment
    group: Text
    title: Text
    url: Url
    leads: tuple[Text, ...]
    rows: tuple[OwnersRow, ...]
    disagreements: tuple[Disagreement, ...]
    not_compared: tuple[Text, ...]
    in_part: bool
    data: Data
