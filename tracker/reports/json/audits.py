"""Audits of members and voters: ``ladder-check.members-audit/v1`` and ``ladder-check.voters-audit/v1``."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from tracker.facts.people import DatePrecision
from tracker.findings.audits import MemberGroup
from tracker.findings.sponsors import Answer
from tracker.reports.json.document import Cost, Gap, Tool
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url
from tracker.reports.json.person import Evidence
from tracker.reports.json.readiness import Citation


class Contribution(Model):
    at: Moment
    what: Text
    url: Url


class Since(Model):
    """``day``: null exactly where the precision is unknown."""

    day: date | None
    precision: DatePrecision
    url: Url
    note: Maybe


class AuditedMember(Model):
    """``doubts``: what was not looked at; ``called``: the account's login now, where it is another."""

    login: Text
    orgs: tuple[Text, ...]
    since: Since | None
    group: MemberGroup
    last: Contribution | None
    called: Maybe
    doubts: tuple[Text, ...]
    looked_at: tuple[Text, ...]
    roles: tuple[Evidence, ...]
    exception: Maybe


class MembersAudit(Model):
    """``ladder-check.members-audit/v1``: by login. ``ended``: why not everybody was looked at."""

    schema_: Literal["ladder-check.members-audit/v1"] = Field(default="ladder-check.members-audit/v1", alias="schema")
    tool: Tool = Tool()
    as_of: Moment
    since: Moment
    months: int
    rule: Citation
    quote: Maybe
    orgs: tuple[Text, ...]
    looked_in: tuple[Text, ...]
    members: tuple[AuditedMember, ...]
    left_out: int
    bots: int
    complete: bool
    ended: Maybe
    gaps: tuple[Gap, ...]
    notes: tuple[Text, ...]
    cost: Cost


class Voter(Model):
    """``least``: contributions that were counted; there may be more. ``appeal``: for the form for exceptions."""

    login: Text
    may_vote: Answer
    reasons_for: tuple[Text, ...] = Field(validation_alias="for_")
    reasons_against: tuple[Text, ...] = Field(validation_alias="against")
    orgs: tuple[Text, ...]
    least: int | None
    appeal: Maybe


class Rule(Model):
    source: Citation
    quote: Maybe

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return {"source": value[0], "quote": value[1]} if isinstance(value, tuple) else value


class VotersAudit(Model):
    """``ladder-check.voters-audit/v1``: by login. With ``everyone`` nothing is counted."""

    schema_: Literal["ladder-check.voters-audit/v1"] = Field(default="ladder-check.voters-audit/v1", alias="schema")
    tool: Tool = Tool()
    as_of: Moment
    election: Text
    title: Text
    contributions: int
    since: Moment
    snapshot: Moment
    everyone: bool
    rules: tuple[Rule, ...]
    exception_url: Url
    exception_due: date
    voters: tuple[Voter, ...]
    left_out: int
    bots: int
    complete: bool
    ended: Maybe
    gaps: tuple[Gap, ...]
    notes: tuple[Text, ...]
    cost: Cost
