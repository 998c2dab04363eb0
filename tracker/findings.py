"""What was found: outcomes with their evidence, the tiers held, what is ready, what to do next.

A report is finished here: totals, order, verdicts and words are in it, and a format only lays it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tracker.facts.gaps import Gap, Need
from tracker.facts.gathered import NO_COST, Cost
from tracker.facts.people import UNKNOWN_SINCE, Contributor, Login, Since
from tracker.facts.scopes import Scope


class Outcome(StrEnum):
    """What can be said of a criterion. There is no fifth answer, and none of them is a number."""

    MET = "met"
    NOT_YET = "not_yet"
    NEEDS_PERSON = "needs_person"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return {"met": "met", "not_yet": "not yet", "needs_person": "needs a person", "unknown": "unknown"}[self]


class Basis(StrEnum):
    """What an outcome rests on.

    ``decided``: public data proves it. ``counted``: we counted by a stated definition, and a sponsor or approver
    judges. ``attested``: a person said so in a file.
    """

    DECIDED = "decided"
    COUNTED = "counted"
    ATTESTED = "attested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that can be opened and looked at."""

    title: str
    url: str
    at: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule is written."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One criterion, judged.

    ``required`` and ``observed`` are numbers of ``unit`` where the criterion counts, else None;
    ``observed_is_at_least`` is True where more may exist that was not read. ``missing`` says in words what is not
    there yet, ``reason`` why it is unknown or who has to judge. ``evidence`` holds the newest few of
    ``evidence_total``. ``needs`` names what the source could still read to settle it. ``parts`` are the findings
    that an ``all_of`` or ``any_of`` joins. ``ready_on`` is the day on which time alone will have met it; ``who`` names, in words, the people
    who have to judge it; ``under_review`` says that the rule's source has changed since the rule was written down.
    """

    id: str
    title: str
    outcome: Outcome
    basis: Basis
    source: Citation
    required: int | None = None
    observed: int | None = None
    observed_is_at_least: bool = False
    unit: str | None = None
    missing: str | None = None
    reason: str | None = None
    check_url: str | None = None
    evidence: tuple[Evidence, ...] = ()
    evidence_total: int = 0
    next_step: str | None = None
    next_step_url: str | None = None
    ready_on: date | None = None
    who: str | None = None
    under_review: str | None = None
    needs: frozenset[Need] = frozenset()
    parts: tuple["Finding", ...] = ()


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of criteria that must all be met.

    What is known not to be there decides; then what is not known; then what only a person can say.
    """
    return _first(outcomes, (Outcome.NOT_YET, Outcome.UNKNOWN, Outcome.NEEDS_PERSON), Outcome.MET)


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of criteria of which one is enough: the best that is known."""
    return _first(outcomes, (Outcome.MET, Outcome.UNKNOWN, Outcome.NEEDS_PERSON), Outcome.NOT_YET)


def _first(outcomes: Iterable[Outcome], order: tuple[Outcome, ...], otherwise: Outcome) -> Outcome:
    seen = set(outcomes)
    return next((outcome for outcome in order if outcome in seen), otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierResult:
    """How ready somebody is for a tier in a scope: its findings, in the ladder's order."""

    tier: str
    title: str
    scope: Scope
    criteria: tuple[Finding, ...]
    source: Citation
    notes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Over all criteria, those that need a person included."""
        return all_of(finding.outcome for finding in self.criteria)

    @property
    def machine(self) -> tuple[Finding, ...]:
        """The criteria that a program can check."""
        return tuple(finding for finding in self.criteria if finding.outcome is not Outcome.NEEDS_PERSON)

    @property
    def persons(self) -> tuple[Finding, ...]:
        """The criteria that only a person can tell."""
        return tuple(finding for finding in self.criteria if finding.outcome is Outcome.NEEDS_PERSON)

    def count(self, outcome: Outcome) -> int:
        return sum(finding.outcome is outcome for finding in self.criteria)

    @property
    def summary(self) -> str:
        """In words: ``7 of 8 machine checks met, 1 unknown, 2 need a person``."""
        parts = [f"{self.count(Outcome.MET)} of {len(self.machine)} machine checks met"] if self.machine else []
        if unknown := self.count(Outcome.UNKNOWN):
            parts.append(f"{unknown} unknown")
        if persons := self.count(Outcome.NEEDS_PERSON):
            parts.append(f"{persons} {'needs' if persons == 1 else 'need'} a person")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A tier that somebody holds, with the entry that proves it; or, as emeritus, held once."""

    tier: str
    title: str
    scope: Scope
    since: Since = UNKNOWN_SINCE
    via: str | None = None
    proof: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LastActivity:
    """When somebody was last seen. ``inactive`` is None where that is not known.

    ``inactive_on`` is the day on which inactivity would begin if nothing more happened.
    """

    last_at: datetime | None = None
    last_url: str | None = None
    inactive: bool | None = None
    inactive_on: date | None = None
    reason: str | None = None


NO_ACTIVITY = LastActivity()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One tier of the ladder in a person's picture: held, next (looked at), or above."""

    tier: str
    title: str
    held: int = 0
    looked_at: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The tiers held, each with its scope, and those held once."""

    headline: str
    headline_title: str
    held: tuple[Held, ...] = ()
    emeritus: tuple[Held, ...] = ()
    activity: LastActivity = NO_ACTIVITY
    unknown: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of pull requests over the active organizations; ``at_least`` where more may exist."""

    total: int
    at_least: bool
    by_repo: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.total}+" if self.at_least else str(self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted, by the ladder's definitions."""

    authored_merged: Count
    reviewed: Count
    lgtm_given: Count
    primary_reviewer: Count
    substantial: Count
    reviewed_or_merged: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedScope:
    """A place that a possible sponsor reviews or approves."""

    repo: str
    path: str
    role: str


class Answer(StrEnum):
    """Yes, no, or not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorCheck:
    """A sponsor that a request names: eligible or not and why, the company where stated, the confirmation."""

    login: Login
    eligible: Answer
    why: tuple[str, ...] = ()
    company: str | None = None
    company_from: str | None = None
    confirmed: bool = False
    confirmed_url: str | None = None
    proof: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAudit:
    """A membership request, checked.

    ``also`` are those who confirmed without being named. ``granted`` is what the organizations' files say, never that the issue is closed. ``unread`` are lines that name a
    sponsor nobody could read; ``complete`` is False where a part of the thread was not read.
    """

    number: int
    url: str
    title: str = ""
    applicant: Login | None = None
    state: str
    orgs: tuple[str, ...]
    opened_at: datetime
    sponsors: tuple[SponsorCheck, ...]
    also: tuple[SponsorCheck, ...] = ()
    different_companies: Answer
    granted: Answer = Answer.UNKNOWN
    granted_on: date | None = None
    unread: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedSponsor:
    """Somebody who could be asked, with the work that links the two."""

    login: Login
    company: str | None
    interactions: int
    owners: tuple[OwnedScope, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsors:
    """The request that was made, if any, and who could be asked."""

    request: RequestAudit | None = None
    suggested: tuple[SuggestedSponsor, ...] = ()


NO_SPONSORS = Sponsors()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do, and where."""

    text: str
    url: str
    tier: str | None = None
    criterion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRef:
    """Which rules were used. ``source`` is ``built-in`` or the file's name."""

    id: str
    name: str
    rules_as_of: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """How the facts came about."""

    gaps: tuple[Gap, ...]
    source: str
    host: str
    fetched_at: datetime
    cost: Cost

    @property
    def complete(self) -> bool:
        return not self.gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that can be said of one person on one ladder."""

    ladder: LadderRef
    as_of: datetime
    contributor: Contributor
    standing: Standing
    counts: Counts
    readiness: tuple[TierResult, ...]
    sponsors: Sponsors = NO_SPONSORS
    next_steps: tuple[NextStep, ...] = ()
    data: Data

    @property
    def nearest(self) -> tuple[TierResult, ...]:
        """The readiness in the order in which a person climbs: the lowest tier first."""
        order = [rung.tier for rung in self.standing.ladder]
        return tuple(sorted(self.readiness, key=lambda result: order.index(result.tier)))

    @property
    def everybody(self) -> tuple["Report", ...]:
        """The reports in a report: one. A cohort has several."""
        return (self,)

    @property
    def complete(self) -> bool:
        return self.data.complete

    @property
    def cost(self) -> Cost:
        return self.data.cost

    @property
    def needs(self) -> frozenset[Need]:
        """What the source could still read to settle what is unknown."""
        findings = (finding for result in self.readiness for finding in result.criteria)
        return frozenset(need for finding in findings for need in finding.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Somebody who could not be checked, and why."""

    login: str
    error: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Several people, checked with one view of the community."""

    as_of: datetime
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()
    cost: Cost = NO_COST

    @property
    def everybody(self) -> tuple[Report, ...]:
        return self.reports

    @property
    def complete(self) -> bool:
        """Whether everybody was checked, and read in full."""
        return not self.failures and all(report.data.complete for report in self.reports)


#: What a format can lay out.
Result = Report | Cohort | RequestAudit
