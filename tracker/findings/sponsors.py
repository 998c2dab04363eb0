"""Sponsors: those that a membership request names, and those who could be asked."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.facts.addresses import reference
from tracker.facts.people import Login
from tracker.findings.outcomes import Citation, Evidence
from tracker.record import record

if TYPE_CHECKING:
    from tracker.findings.triage import Triage


@record
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


@record
class SponsorCheck:
    """A sponsor that a request names: eligible or not and why, the company where stated, the confirmation.

    It is ``doubted`` where it is not plain, or something that they said may take it back: only a person can tell.
    """

    login: Login
    eligible: Answer
    why: tuple[str, ...] = ()
    company: str | None = None
    company_from: str | None = None
    confirmed: bool = False
    confirmed_url: str | None = None
    proof: tuple[Evidence, ...] = ()
    doubted: bool = False

    @property
    def stands_by_it(self) -> bool:
        """Whether they confirmed plainly, and said nothing that raises doubt."""
        return self.confirmed and not self.doubted


class Granting(StrEnum):
    """What became of a request in one organization."""

    GRANTED = "granted"
    ALREADY = "already_member"
    NOT = "not_granted"
    UNKNOWN = "unknown"


@record
class RequestedOrg:
    """An organization that a request asks for, what became of it, and on which day it was granted."""

    org: str
    outcome: Granting
    on: date | None = None


@record
class NoSponsors:
    """By which rule a request needs no sponsors: the applicant is a member of these organizations already.

    ``perhaps`` are others of which it is not known.
    """

    member_of: tuple[str, ...]
    perhaps: tuple[str, ...]
    source: Citation


@record
class RequestAudit:
    """A membership request, checked.

    ``also`` are those who confirmed without being named. ``granted`` is what the organizations' files say, never that
    the issue is closed; ``organizations`` say it of each. ``no_sponsors`` is the rule by which none are needed, where
    one applies or may apply; else the rules ask for ``needed``. ``unread`` are lines that name a sponsor nobody could
    read; ``complete`` is False where a part of the thread was not read. ``triage`` is what it waits for, where that was
    asked for.
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
    organizations: tuple[RequestedOrg, ...] = ()
    no_sponsors: NoSponsors | None = None
    needed: int = 2
    unread: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()
    complete: bool = True
    triage: "Triage | None" = None

    @property
    def reference(self) -> str:
        """Its number with its repository, ``kubernetes/org#105``, where the address says it."""
        return reference(self.url) or f"#{self.number}"


@record
class SuggestedSponsor:
    """Somebody who could be asked, with the work that links the two."""

    login: Login
    company: str | None
    interactions: int
    owners: tuple[OwnedScope, ...]
    evidence: tuple[Evidence, ...]


@record
class Sponsors:
    """The request that was made, if any, and who could be asked."""

    request: RequestAudit | None = None
    suggested: tuple[SuggestedSponsor, ...] = ()


NO_SPONSORS = Sponsors()
