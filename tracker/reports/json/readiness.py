"""How ready somebody is: tiers in scopes, and the criteria of each."""

from datetime import date

from pydantic import model_validator

from tracker.facts.people import DatePrecision
from tracker.findings.outcomes import Basis, Outcome
from tracker.findings.outcomes import Finding as FoundFinding
from tracker.findings.readiness import TierResult as FoundTierResult
from tracker.reports.json.fields import Maybe, Model, Text, Url
from tracker.reports.json.person import Evidence, Scope, dated


class Citation(Model):
    title: Text
    url: Url


class Criterion(Model):
    """A criterion, judged. ``met_since`` is the day on which the last fact came that it takes, where it is met."""

    id: Text
    title: Text
    outcome: Outcome
    basis: Basis
    required: int | None
    observed: int | None
    observed_is_at_least: bool
    unit: Maybe
    missing: Maybe
    reason: Maybe
    source: Citation
    check_url: Url
    evidence: tuple[Evidence, ...]
    evidence_total: int
    next_step: Maybe
    next_step_url: Url
    ready_on: date | None
    met_since: date | None = None
    met_since_is: DatePrecision = DatePrecision.UNKNOWN
    met_since_url: Url = None
    met_since_note: Maybe = None
    under_review: Maybe
    parts: tuple["Criterion", ...]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return dated(value, cls, value.met_since, "met_since") if isinstance(value, FoundFinding) else value


class Machine(Model):
    met: int
    of: int
    unknown: int


class Readiness(Model):
    tier: Text
    title: Text
    scope: Scope
    outcome: Outcome
    machine: Machine
    needs_person: int
    source: Citation
    notes: tuple[Text, ...]
    criteria: tuple[Criterion, ...]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, FoundTierResult):
            return value
        met, unknown = value.count(Outcome.MET), value.count(Outcome.UNKNOWN)
        numbers = {"met": met, "of": len(value.machine), "unknown": unknown}
        read = {name: getattr(value, name) for name in cls.model_fields if name != "needs_person"}
        return read | {"machine": numbers, "needs_person": len(value.persons)}
