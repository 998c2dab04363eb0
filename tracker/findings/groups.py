"""Groups that fit somebody's work, things to pick up in them, and what to read."""

from datetime import date, datetime

from tracker.record import record


@record
class Reason:
    """Why something is suggested: a sentence, and a link that shows it."""

    text: str
    url: str


@record
class NextMeeting:
    """When a regular meeting takes place next, in UTC. ``text`` is how the group announces it, ``url`` where it meets.

    ``name`` tells it apart from others of the group, where there are others.
    """

    name: str = ""
    text: str
    at: datetime
    url: str | None = None


@record
class GroupSuggestion:
    """A SIG or working group that fits: why, and how to find it.

    ``why`` is what it has to do with AI and machine learning, ``about`` what it is for, in its own words, ``related``
    how it stands to other groups, and ``repositories`` those in which its work happens, as far as the guide says.
    ``slack`` is a channel, ``meetings`` are as they were written and ``meetings_url`` shows their times;
    ``next_meetings`` are those of which sigs.yaml says without doubt when they take place, the soonest first.
    ``chances`` are places short of owners.
    """

    id: str
    name: str
    title: str
    kind: str
    ai_ml: bool
    why: str | None = None
    about: str | None = None
    reasons: tuple[Reason, ...]
    related: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    slack: str | None = None
    slack_url: str | None = None
    mailing_list: str | None = None
    meetings: tuple[str, ...] = ()
    meetings_url: str | None = None
    next_meetings: tuple[NextMeeting, ...] = ()
    leads: tuple[str, ...] = ()
    liaison: str | None = None
    url: str
    issues_url: str | None = None
    first_step: str | None = None
    chances: tuple[Reason, ...] = ()


@record
class ArchivedGroup:
    """A group that ended and that people still read about: since when, where its work went, and who does it now."""

    id: str
    name: str
    archived_on: date | None
    url: str | None = None
    successors: tuple[Reason, ...] = ()
    now_in: tuple[str, ...] = ()


@record
class Initiative:
    """A larger piece of work to follow: how far it is, and its enhancement proposals."""

    title: str
    url: str
    repository: str
    state: str
    keps: tuple[Reason, ...] = ()


@record
class GroupAdvice:
    """The groups that fit, the best first, those that are no more, and what to follow.

    ``note`` is why nothing in the work leads to a group.
    """

    suggested: tuple[GroupSuggestion, ...] = ()
    archived: tuple[ArchivedGroup, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    note: str | None = None


@record
class Opening:
    """An open issue to pick up, or an open pull request that waits for a reviewer."""

    title: str
    url: str
    repo: str
    labels: tuple[str, ...]
    updated_at: datetime
    why: str


@record
class Resource:
    """Something to read, watch or join on the way to a tier.

    ``id`` is what an attestation ticks, where one can; ``done`` is True where it is attested, or all of its parts are.
    """

    title: str
    url: str
    note: str | None = None
    id: str | None = None
    done: bool = False
    parts: tuple["Resource", ...] = ()


NO_GROUPS = GroupAdvice()
