"""Groups that fit and groups that ended, what to follow in them, what to read."""

from datetime import date

from tracker.reports.json.fields import Maybe, Model, Moment, Text, Url


class Link(Model):
    text: Text
    url: Url


class NextMeeting(Model):
    """``text`` is the meeting as the group announces it; ``at`` is when it takes place next after ``as_of``, in UTC.

    ``name`` is null where the group has one meeting.
    """

    name: Maybe
    text: Text
    at: Moment
    url: Url


class Group(Model):
    """``state`` is ``active``: sigs.yaml lists the group. Meetings are as they were written there, ``about`` as well.

    ``next_meetings`` are those of which it says without doubt when they take place, the soonest first.
    """

    id: Text
    name: Text
    title: Text
    kind: Text
    state: Text = "active"
    ai_ml: bool
    why: Maybe
    about: Maybe
    reasons: tuple[Link, ...]
    related: tuple[Text, ...]
    repositories: tuple[Text, ...]
    slack: Maybe
    slack_url: Url
    mailing_list: Maybe
    meetings: tuple[Text, ...]
    meetings_url: Url
    next_meetings: tuple[NextMeeting, ...]
    leads: tuple[Text, ...]
    liaison: Maybe
    url: Url
    issues_url: Url
    first_step: Maybe
    chances: tuple[Link, ...]


class ArchivedGroup(Model):
    id: Text
    name: Text
    archived_on: date | None
    url: Url
    successors: tuple[Link, ...]
    now_in: tuple[Text, ...]


class Initiative(Model):
    title: Text
    url: Url
    repository: Text
    state: Text
    keps: tuple[Link, ...]


class Groups(Model):
    """``note`` says why nothing in the work leads to a group; what is suggested then welcomes newcomers."""

    suggested: tuple[Group, ...] = ()
    archived: tuple[ArchivedGroup, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    note: Maybe = None


class Resource(Model):
    """``id`` is what an attestation ticks, where one can."""

    title: Text
    url: Url
    note: Maybe
    id: Maybe
    done: bool
    parts: tuple["Resource", ...]
