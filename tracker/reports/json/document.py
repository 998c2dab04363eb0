"""The documents: the report of one person, and the audit of a membership request."""

from datetime import date
from typing import Literal

from pydantic import Field

from tracker import __version__
from tracker.facts.gaps import Kind
from tracker.reports.json.advice import Next, NextStep, Opening, Request, Sponsors
from tracker.reports.json.fields import Maybe, Model, Moment, Names, Text
from tracker.reports.json.groups import Groups, Resource
from tracker.reports.json.person import Contributor, Counts, Standing
from tracker.reports.json.readiness import Readiness
from tracker.reports.json.triage import OfRequest, Triage


class Tool(Model):
    version: Text = __version__


class LadderRef(Model):
    id: Text
    name: Text
    rules_as_of: date
    source: Text


class Gap(Model):
    """``repos`` null: everywhere; ``besides``: except there; ``option``: what on the command line reads more of it."""

    kind: Kind
    reason: Text
    effect: Text
    repos: Names | None
    besides: Names
    option: Maybe = None


class Cost(Model):
    requests: int
    points: int
    from_store: int


class Data(Model):
    complete: bool
    gaps: tuple[Gap, ...]
    source: Text
    host: Text
    fetched_at: Moment
    cost: Cost
    notes: tuple[Text, ...] = ()


class Month(Model):
    """Pull requests opened, merged or reviewed in a month, by its first day; ``at_least`` where not all was read."""

    first: date
    pieces: int
    at_least: bool


class Report(Model):
    """``ladder-check.report/v1``. Groups and openings are empty until they are looked for."""

    schema_: Literal["ladder-check.report/v1"] = Field(default="ladder-check.report/v1", alias="schema")
    tool: Tool = Tool()
    ladder: LadderRef
    as_of: Moment
    contributor: Contributor
    standing: Standing
    counts: Counts
    readiness: tuple[Readiness, ...]
    sponsors: Sponsors
    groups: Groups = Groups()
    openings: tuple[Opening, ...] = ()
    orientation: tuple[Resource, ...] = ()
    next: Next | None = None
    next_steps: tuple[NextStep, ...]
    months: tuple[Month, ...] = ()
    data: Data


class Audit(OfRequest):
    """``ladder-check.request/v1``. ``triage`` is what the request waits for."""

    schema_: Literal["ladder-check.request/v1"] = Field(default="ladder-check.request/v1", alias="schema")
    tool: Tool = Tool()
    request: Request
    triage: Triage | None = None
