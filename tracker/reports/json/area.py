"""How a place, or all that a group owns, is looked after: ``ladder-check.area/v1``."""

from datetime import date
from typing import Literal

from pydantic import Field

from tracker.reports.json.candidates import Candidates
from tracker.reports.json.document import Data, LadderRef, Tool
from tracker.reports.json.fields import Maybe, Model, Moment, Names, Text, Url
from tracker.reports.json.person import Scope


class Deeds(Model):
    """Distinct pull requests within the time; ``at_least`` where some may lie there of which that is not known."""

    reviews: int
    approvals: int
    merged: int
    at_least: bool
    last: Moment | None
    last_url: Url


class Entered(Model):
    login: Text
    url: Url
    role: Text
    alias: Maybe
    filter: Maybe
    deeds: Deeds


class OwnedPlace(Model):
    """``active`` are those named here who did something here; ``above`` how many named further up did.

    ``thin`` is null where more may be active than was read; ``counted_in``: a directory below that
    has no OWNERS of its own.
    """

    scope: Scope
    counted_in: Scope | None
    url: Url
    entries: tuple[Entered, ...]
    active: Names
    above: int
    thin: bool | None
    changes: int
    changes_at_least: bool


class Excepted(Model):
    login: Text
    place: Scope
    reason: Text
    until: date


class Quiet(Model):
    login: Text
    url: Url
    places: tuple[Scope, ...]
    excepted: Excepted | None


class FileChange(Model):
    path: Text
    diff: Text | None
    by_hand: Maybe


class ByHand(Model):
    login: Text
    place: Scope
    why: Text


class EmeritusChange(Model):
    """``diff`` is that of all files together, for ``git apply``."""

    files: tuple[FileChange, ...]
    by_hand: tuple[ByHand, ...]
    diff: Text


class Counted(Model):
    """Numbers over all of the project, approximated; null where not known, for the reason ``unknown``."""

    login: Text
    url: Url
    contributions: int | None
    comments: int | None
    check_url: Url
    unknown: Maybe


class Waiting(Model):
    number: int
    title: Text
    url: Url
    author: Text | None
    opened_at: Moment
    days: int
    waits_for: Maybe
    certain: bool


class Area(Model):
    """``ladder-check.area/v1`` of a repository or directory. ``quiet`` null: not known, for ``quiet_unknown``."""

    schema_: Literal["ladder-check.area/v1"] = Field(default="ladder-check.area/v1", alias="schema")
    tool: Tool = Tool()
    ladder: LadderRef
    as_of: Moment
    since: Moment
    scope: Scope
    places: tuple[OwnedPlace, ...]
    quiet: tuple[Quiet, ...] | None
    quiet_unknown: Maybe
    change: EmeritusChange
    below: tuple[Counted, ...]
    expired: tuple[Excepted, ...]
    waiting: tuple[Waiting, ...]
    candidates: Candidates | None
    read: int
    found: int
    in_part: bool
    data: Data


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
