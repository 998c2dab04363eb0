"""Sponsors, groups, openings and next steps: what somebody could do."""

from datetime import date

from tracker.findings import Answer
from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url
from tracker.reports.json.person import Evidence


class Sponsor(Model):
    login: Text
    eligible: Answer
    why: tuple[Text, ...]
    company: Maybe
    company_from: Maybe
    confirmed: bool
    confirmed_url: Url
    proof: tuple[Evidence, ...]


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


class Link(Model):
    text: Text
    url: Url


class Group(Model):
    id: Text
    name: Text
    kind: Text
    state: Text
    ai_ml: bool
    reasons: tuple[Link, ...]
    slack: Maybe
    mailing_list: Maybe
    meetings: tuple[Text, ...]
    leads: tuple[Text, ...]
    url: Url
    first_step: Maybe


class ArchivedGroup(Model):
    id: Text
    name: Text
    archived_on: date | None
    successors: tuple[Link, ...]


class Groups(Model):
    suggested: tuple[Group, ...] = ()
    archived: tuple[ArchivedGroup, ...] = ()


class Opening(Model):
    title: Text
    url: Url
    repo: Text
    labels: tuple[Text, ...]
    updated_at: Moment | None
    why: Maybe
