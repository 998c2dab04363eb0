"""Outcomes of criteria, with their evidence. There are four, and none of them is a number."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from tracker.facts.gaps import Need
from tracker.facts.people import UNKNOWN_SINCE, Since
from tracker.record import record


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


@record
class Evidence:
    """Something that can be opened and looked at."""

    title: str
    url: str
    at: datetime | None = None
    note: str | None = None


@record
class Citation:
    """Where a rule is written."""

    title: str
    url: str


@record
class Verdict:
    """A criterion's answer, before it is given the criterion's own words.

    ``required`` and ``observed`` are numbers of ``unit`` where the criterion counts, else None;
    ``observed_is_at_least`` is True where more may exist that was not read. ``missing`` says in words what is not there
    yet, ``reason`` why it is unknown or who has to judge. ``evidence`` holds the newest few of ``evidence_total``
    (None: all of it). ``needs`` names what the source could still read to settle it. ``parts`` are the findings that an
    ``all_of`` or ``any_of`` joins. ``ready_on`` is the day on which time alone will have met it; ``met_since`` says of
    one that is met on which day the last fact that it takes came, with that fact's address, as far as the facts tell;
    ``who`` names, in words, the people who have to judge it.
    """

    outcome: Outcome
    basis: Basis = Basis.DECIDED
    required: int | None = None
    observed: int | None = None
    observed_is_at_least: bool = False
    unit: str | None = None
    missing: str | None = None
    reason: str | None = None
    check_url: str | None = None
    evidence: tuple[Evidence, ...] = ()
    evidence_total: int | None = None
    ready_on: date | None = None
    met_since: Since = UNKNOWN_SINCE
    who: str | None = None
    needs: frozenset[Need] = frozenset()
    parts: tuple["Finding", ...] = ()


@record
class Finding(Verdict):
    """One criterion, judged. ``under_review`` says that the rule's source changed since the rule was written down."""

    id: str
    title: str
    source: Citation
    evidence_total: int = 0
    next_step: str | None = None
    next_step_url: str | None = None
    under_review: str | None = None


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
