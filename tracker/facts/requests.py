"""Membership requests on kubernetes/org: what the issue says, and who of its sponsors has answered.

Source: kubernetes/community, ``community-membership.md`` (two sponsors, who reply ``+1``), and issues of kubernetes/org
since 2018. Nothing here says that a request was granted: closed is not granted, and only the organization's file
tells.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tracker.facts.handles import handles, mentions, plain, words
from tracker.facts.people import Login
from tracker.facts.prose import one_line, visible
from tracker.facts.request_form import Box, SponsorLine, Template, parse_form

_THUMB = r":\+1:|:thumbsup:|👍"
_CERTAIN = re.compile(rf"(?:\+1(?!\w|\.\d)|{_THUMB}|/(?:lgtm|approve)(?![\w-]))", re.IGNORECASE)
_PROBABLE = re.compile(rf"(?<![\w+.])\+1(?!\.?\d)|{_THUMB}", re.IGNORECASE)
# "I cannot +1 this" holds the sign and says the contrary.
_DENIAL = re.compile(r"\b(?:not|cannot|never|unable|withdraw)\b|n['\u2019]t\b", re.IGNORECASE)
_TAKES_BACK = re.compile(r"/(?:remove-(?:lgtm|approve)|(?:lgtm|approve)\s+cancel)(?![\w-])", re.IGNORECASE)
# What a sponsor says later may take the sign back without a command: only a person can tell.
_SECOND_THOUGHT = re.compile(
    rf"{_DENIAL.pattern}|(?<![\w+-])-1(?!\w|\.\d)|:-1:|👎|\b(?:hold|wait|retract|revoke|withdrawn?|sorry|instead)\b",
    re.IGNORECASE,
)
_EMPHASIS = "*_` "
_MEMBERSHIP_FOR = re.compile(r"\bmembership(?: request)? ?(?:for\b|:)[: ]*", re.IGNORECASE)
_FOR = re.compile(r"\bfor\b[: ]*", re.IGNORECASE)
_TITLE_NOTE = re.compile(r" ?[(,;:\[]| (?:[\u2013\u2014-]|to|in|into|as|for|on|at|from) ", re.IGNORECASE)


class RequestState(StrEnum):
    """Whether the issue is open. A closed request was granted, refused or forgotten."""

    OPEN = "open"
    CLOSED = "closed"


class Strength(StrEnum):
    """How plainly a comment confirms: at the start of a line, or somewhere in a sentence."""

    CERTAIN = "certain"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on the issue. ``by`` is None for a deleted account."""

    by: Login | None
    at: datetime
    url: str
    text: str
    bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A ``+1``. ``named`` is False where the request does not name its author as a sponsor.

    ``doubted`` is the address of a later comment by the same person that may take it back, in whatever words.
    """

    by: Login
    at: datetime
    url: str
    strength: Strength
    named: bool
    doubted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSponsor:
    """Somebody the request names as a sponsor, and the line ``raw`` that does.

    Accounts may be renamed, and a lone word may be no login: where GitHub knows none of that name, nothing is known
    of the sponsor.
    """

    login: Login
    raw: str
    confirmed: Confirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRequest:
    """A request for membership.

    ``applicant`` is who the form names, else who the title names, else the issue's author. ``orgs`` are in lower
    case, and may hold words that name none. ``raw_sponsors`` are the lines under the sponsors' headings, and
    ``unread_sponsors`` those of them from which no login could be read though their field holds no other: such a
    sponsor is unknown, not missing. ``confirmations`` has one for each login, the plainest, oldest first;
    ``comments_complete`` is False where a part of the thread was not read.
    """

    number: int
    url: str
    title: str = ""
    applicant: Login | None = None
    author: Login | None = None
    orgs: tuple[str, ...] = ()
    state: RequestState
    opened_at: datetime
    closed_at: datetime | None = None
    sponsors: tuple[NamedSponsor, ...] = ()
    raw_sponsors: tuple[str, ...] = ()
    unread_sponsors: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    contributions: str = ""
    template: Template = Template.UNKNOWN
    comments_complete: bool = True

    def asks(self, title: str | None) -> bool:
        """Whether the issue is a request: by its form, by an organization that it names, or by its title's words."""
        words = self.title.casefold()
        titled = bool(title and title.casefold() in words) or bool(_MEMBERSHIP_FOR.search(self.title))
        return titled or bool(self.orgs) or self.template is not Template.UNKNOWN

    @property
    def unticked(self) -> tuple[Box, ...]:
        """The boxes that the form requires and that are not ticked."""
        return tuple(box for box in self.boxes if not box.ticked and not box.optional)


def current(requests: Sequence[MembershipRequest]) -> MembershipRequest | None:
    """The request that counts: the newest open one, else the newest."""
    newest = sorted(requests, key=lambda request: request.opened_at, reverse=True)
    return next((request for request in newest if request.state is RequestState.OPEN), newest[0] if newest else None)


def parse_request(
    *,
    number: int,
    url: str,
    title: str,
    body: str,
    author: Login | None,
    state: RequestState,
    opened_at: datetime,
    closed_at: datetime | None = None,
    comments: Iterable[Comment] = (),
    comments_complete: bool = True,
    bots: frozenset[Login] = frozenset(),
) -> MembershipRequest:
    """The request in an issue and its thread: any text gives one. The applicant and bots cannot confirm it."""
    form = parse_form(body)
    applicant = form.username or title_login(title) or author
    said = _said(comments, ignored=bots | {applicant} if applicant else bots)
    others = (line for line in form.sponsors if line.logins or applicant is None or Login.maybe(line.raw) != applicant)
    lines = [_answered(line, said) for line in others]
    confirmations = _flagged(said, named={login for line in lines for login in line.logins})
    return MembershipRequest(
        number=number,
        url=url,
        title=one_line(title),
        applicant=applicant,
        author=author,
        orgs=form.orgs,
        state=state,
        opened_at=opened_at,
        closed_at=closed_at,
        sponsors=_sponsors(lines, confirmations),
        raw_sponsors=tuple(line.raw for line in lines),
        unread_sponsors=tuple(line.raw for line in lines if not line.logins and not line.note),
        boxes=form.boxes,
        confirmations=tuple(confirmations.values()),
        contributions=form.contributions,
        template=form.template,
        comments_complete=comments_complete,
    )


def title_login(title: str) -> Login | None:
    """The login in a request's title; None where the placeholder stands there still, or a name of several words.

    Forms: ``REQUEST: New membership for x``, ``… for @x``, ``… for x (what for)``, ``… for @x(https://…)``.
    """
    line = plain(title)
    said = _MEMBERSHIP_FOR.search(line) or _FOR.search(line)
    after = line[said.end() :] if said else ""
    found = handles(_TITLE_NOTE.split(after, maxsplit=1)[0]) or handles(after) or mentions(line)
    return found[0] if found else None


def _answered(line: SponsorLine, said: Container[Login]) -> SponsorLine:
    """A line of several words, which may be a name, a note or two logins, names those words that have answered."""
    if line.logins or line.note:
        return line
    return replace(line, logins=tuple(word for word in words(line.raw) if word in said))


def _sponsors(lines: Iterable[SponsorLine], confirmations: Mapping[Login, Confirmation]) -> tuple[NamedSponsor, ...]:
    """The named sponsors, each once, with the first line that names them."""
    named: dict[Login, str] = {}
    for line in lines:
        for login in line.logins:
            named.setdefault(login, line.raw)
    return tuple(NamedSponsor(login=login, raw=raw, confirmed=confirmations.get(login)) for login, raw in named.items())


def _flagged(said: Mapping[Login, Confirmation], *, named: Container[Login]) -> dict[Login, Confirmation]:
    """The confirmations that count, oldest first: those by others only where they are plain.

    Whoever looks after the requests may ask the sponsors for a ``+1``, which is none.
    """
    kept = (one for one in said.values() if one.by in named or one.strength is Strength.CERTAIN)
    return {one.by: replace(one, named=one.by in named) for one in sorted(kept, key=lambda one: one.at)}


def _said(comments: Iterable[Comment], *, ignored: frozenset[Login]) -> dict[Login, Confirmation]:
    """The plainest confirmation by each login, of those that it did not take back later."""
    said: dict[Login, Confirmation] = {}
    for comment in sorted(comments, key=lambda comment: comment.at):
        by = comment.by
        if by is None or comment.bot or by in ignored or by.key.endswith("[bot]"):
            continue
        lines = _unquoted(comment.text)
        strength = _strength(lines)
        if any(_TAKES_BACK.match(line) for line in lines):
            said.pop(by, None)
        elif strength and (by not in said or (strength, said[by].strength) == (Strength.CERTAIN, Strength.PROBABLE)):
            said[by] = Confirmation(by=by, at=comment.at, url=comment.url, strength=strength, named=False)
        elif by in said and any(map(_SECOND_THOUGHT.search, lines)):
            said[by] = replace(said[by], doubted=comment.url)
    return said


def _unquoted(text: str) -> list[str]:
    lines = (line.strip() for line in visible(text).splitlines())
    return [line for line in lines if line and not line.startswith(">")]


def _strength(lines: Iterable[str]) -> Strength | None:
    """How plainly lines that are no quotes confirm; None where they do not."""
    if any(_CERTAIN.match(line.lstrip(_EMPHASIS)) for line in lines):
        return Strength.CERTAIN
    probable = any(_PROBABLE.search(line) and not _DENIAL.search(line) for line in lines)
    return Strength.PROBABLE if probable else None
