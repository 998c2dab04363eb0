"""Groups that fit somebody's work, things to pick up in them, and what to read."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is suggested: a sentence, and a link that shows it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSuggestion:
    """A SIG or working group that fits: why, and how to find it. ``chances`` are places short of reviewers."""

    id: str
    name: str
    title: str
    kind: str
    ai_ml: bool
    reasons: tuple[Reason, ...]
    slack: str | None = None
    mailing_list: str | None = None
    meetings: tuple[str, ...] = ()
    meetings_url: str | None = None
    leads: tuple[str, ...] = ()
    liaison: str | None = None
    url: str
    issues_url: str | None = None
    first_step: str | None = None
    chances: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedGroup:
    """A group that people still read about and that is no more: since when, and where its work went."""

    id: str
    name: str
    archived_on: date | None
    successors: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAdvice:
    """The groups that fit, the best first, and those that are no more."""

    suggested: tuple[GroupSuggestion, ...] = ()
    archived: tuple[ArchivedGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An open issue to pick up, or an open pull request that waits for a reviewer."""

    title: str
    url: str
    repo: str
    labels: tuple[str, ...]
    updated_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something to read, watch or join on the way to a tier. ``done`` is True where it is attested."""

    title: str
    url: str
    note: str | None = None
    done: bool = False


NO_GROUPS = GroupAdvice()
