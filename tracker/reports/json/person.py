"""Who somebody is, where they stand, what was counted."""

from collections.abc import Mapping
from datetime import date

from pydantic import model_validator

from tracker.facts import scopes
from tracker.facts.people import DatePrecision, Since
from tracker.facts.scopes import ScopeKind
from tracker.findings.standing import Held as FoundHeld
from tracker.reports.json.fields import Known, Maybe, Model, Moment, Text, Url


class Contributor(Model):
    login: Text
    name: Maybe
    company: Maybe
    url: Url
    created_at: Moment | None
    bot: bool


class Scope(Model):
    kind: ScopeKind
    org: Maybe
    repo: Maybe
    path: Text | None
    subproject: Maybe
    group: Maybe

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        # The empty path is a repository's root; where there is no directory, there is no path either.
        if not isinstance(value, scopes.Scope):
            return value
        path = value.path if value.kind is ScopeKind.DIRECTORY else None
        return {name: getattr(value, name) for name in cls.model_fields} | {"path": path}


class Evidence(Model):
    title: Text
    url: Url
    at: Moment | None
    note: Maybe


def dated(value: object, model: type[Model], since: Since, name: str = "since") -> dict[str, object]:
    """A record's fields, with what it says of its day in fields of their own, whose names begin with one name."""
    days = {name: since.day, f"{name}_is": since.precision, f"{name}_url": since.url, f"{name}_note": since.note}
    return {name: getattr(value, name) for name in model.model_fields if name not in days} | days


class Held(Model):
    tier: Text
    title: Text
    scope: Scope
    since: date | None
    since_is: DatePrecision
    since_url: Url
    since_note: Maybe
    via: Maybe
    proof: tuple[Evidence, ...]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return dated(value, cls, value.since) if isinstance(value, FoundHeld) else value


class Activity(Model):
    last_at: Moment | None
    last_url: Url
    inactive: Known
    inactive_on: date | None
    reason: Maybe


class Rung(Model):
    tier: Text
    title: Text
    held: int
    looked_at: bool


class Standing(Model):
    headline: Text
    headline_title: Text
    held: tuple[Held, ...]
    emeritus: tuple[Held, ...]
    activity: Activity
    unknown: tuple[Text, ...]
    ladder: tuple[Rung, ...]


class Count(Model):
    total: int
    at_least: bool
    by_repo: Mapping[str, int]


class Counts(Model):
    authored_merged: Count
    reviewed: Count
    lgtm_given: Count
    primary_reviewer: Count
    substantial: Count
    reviewed_or_merged: Count
