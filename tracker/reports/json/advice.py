"""Sponsors, openings and next steps: what somebody could do."""

from datetime import date

from tracker.findings.outlook import Ahead
from tracker.findings.sponsors import Answer, Granting
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url
from tracker.reports.json.person import Evidence, Scope
from tracker.reports.json.readiness import Citation


class Sponsor(Model):
    """``doubted``: whether a ``confirmed`` one's answer is not plain, or may be taken back: it counts as not known."""

    login: Text
    eligible: Answer
    why: tuple[Text, ...]
    company: Maybe
    company_from: Maybe
    confirmed: bool
    confirmed_url: Url
    proof: tuple[Evidence, ...]
    doubted: bool = False


class RequestedOrg(Model):
    """``on``: the day on which it was granted."""

    org: Text
    outcome: Granting
    on: date | None


class NoSponsors(Model):
    """A membership that makes sponsors needless; ``perhaps``: of these it is not known."""

    member_of: tuple[Text, ...]
    perhaps: tuple[Text, ...]
    source: Citation


class Request(Model):
    number: int
    url: Url
    title: Maybe
    applicant: Maybe
    state: Text
    orgs: tuple[Text, ...]
    opened_at: Moment
    sponsors: tuple[Sponsor, ...]
    also: tuple[Sponsor, ...]
    different_companies: Answer
    granted: Answer
    granted_on: date | None
    organizations: tuple[RequestedOrg, ...] = ()
    no_sponsors: NoSponsors | None = None
    unread: tuple[Text, ...]
    unticked: tuple[Text, ...]
    complete: bool


class Owned(Model):
    repo: Text
    path: Text
    role: Text


class SuggestedSponsor(Model):
    login: Text
    company: Maybe
    interactions: int
    owners: tuple[Owned, ...]
    evidence: tuple[Evidence, ...]


class Sponsors(Model):
    request: Request | None
    suggested: tuple[SuggestedSponsor, ...]


class NextStep(Model):
    text: Text
    url: Url
    tier: Maybe
    criterion: Maybe
    command: Maybe = None


class Next(Model):
    """What comes next. ``tier`` and ``scope`` where it is a tier; ``text`` says it in a sentence or two."""

    kind: Ahead
    text: Text
    tier: Maybe = None
    scope: Scope | None = None


class Opening(Model):
    title: Text
    url: Url
    repo: Text
    labels: tuple[Text, ...]
    updated_at: Moment | None
    why: Maybe
