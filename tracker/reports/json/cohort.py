"""Several people: what a report of a cohort says beside each person's own report."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from tracker.facts.people import DatePrecision
from tracker.findings.attention import Topic
from tracker.findings.cohort import Cohort as FoundCohort
from tracker.findings.cohort import Shift
from tracker.findings.outcomes import Basis, Outcome
from tracker.findings.reminders import Party
from tracker.findings.term import Milestone as FoundMilestone
from tracker.reports.json import person
from tracker.reports.json.document import Cost, Report, Tool
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url
from tracker.reports.json.person import Evidence, Scope


class Failure(Model):
    login: Text
    error: Text
    hint: Maybe


class Member(Model):
    """What the cohort's file says of a person."""

    login: Text
    tier: Maybe
    scopes: tuple[Scope, ...]
    mentor: Text | None
    notes: Maybe
    since: date | None


class Column(Model):
    tier: Text
    tier_title: Text
    criterion: Text
    title: Text


class Cell(Model):
    outcome: Outcome
    basis: Basis
    scope: Scope
    observed: int | None
    required: int | None
    observed_is_at_least: bool


class Row(Model):
    """``cells`` are one for each column; null where the criterion was not looked at."""

    login: Text
    headline: Text
    headline_title: Text
    cells: tuple[Cell | None, ...]


class Matrix(Model):
    """People by criteria: columns in the ladder's order, rows by login."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()


class Sponsorship(Model):
    """Who could sponsor which of these people; ``inside`` where they are of the cohort themselves."""

    sponsor: Text
    company: Maybe
    inside: bool
    people: tuple[Text, ...]


class Change(Model):
    """What is different from the run before.

    ``criterion`` null: a tier was taken up, given up, or is newly known to be held.
    """

    login: Text
    kind: Shift
    tier: Text
    scope: Text
    criterion: Maybe
    title: Text
    before: Outcome | None
    after: Outcome


class Attention(Model):
    """What a mentor looks at first: ``text`` says what, ``then`` what follows from it, ``url`` shows it."""

    topic: Topic
    login: Text
    text: Text
    then: Maybe
    url: Url


class Checkpoint(Model):
    """A day on which the programme asks how far everybody is."""

    name: Text
    on: date = Field(serialization_alias="date")


class Term(Model):
    """A programme's term, as the cohort's file has it. Its weeks count from the first day on."""

    from_: date = Field(validation_alias="start", serialization_alias="from")
    to: date = Field(validation_alias="end")
    checkpoints: tuple[Checkpoint, ...]


class Milestone(Model):
    """What somebody met in the term; ``criterion`` null: a tier was taken up.

    ``week`` is null where the day is not known, or may have been before the term: ``since_is`` and ``since_note`` say.
    """

    login: Text
    tier: Text
    scope: Text
    place: Text
    criterion: Maybe
    title: Text
    basis: Basis
    week: int | None
    since: date | None
    since_is: DatePrecision
    since_url: Url
    since_note: Maybe
    evidence: tuple[Evidence, ...]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return person.dated(value, cls, value.since) if isinstance(value, FoundMilestone) else value


class Reminder(Model):
    """What waits for whom, of the person ``login``; ``who`` are those who are known by name."""

    party: Party
    login: Text
    who: tuple[Text, ...]
    text: Text
    url: Url


class CohortData(Model):
    """``complete``: everybody was read in full. ``finished``: everybody was checked, and no verdict waits for more."""

    complete: bool
    finished: bool = False
    cost: Cost


class Cohort(Model):
    """``ladder-check.cohort/v1``. Changes are those since ``previous``, which is null where there was no run before."""

    schema_: Literal["ladder-check.cohort/v1"] = Field(default="ladder-check.cohort/v1", alias="schema")
    tool: Tool = Tool()
    name: Maybe = None
    as_of: Moment
    previous: Moment | None = None
    members: tuple[Member, ...] = ()
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    matrix: Matrix = Matrix()
    sponsorships: tuple[Sponsorship, ...] = ()
    changes: tuple[Change, ...] = ()
    attention: tuple[Attention, ...] = ()
    term: Term | None = None
    milestones: tuple[Milestone, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    data: CohortData

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, FoundCohort):
            return value
        own = ("data", "members", "schema_", "tool")
        read = {name: getattr(value, name) for name in cls.model_fields if name not in own}
        data = {"complete": value.complete, "finished": value.finished, "cost": value.cost}
        members = sorted(value.members.values(), key=lambda member: member.login)
        return read | {"members": members, "data": data}
