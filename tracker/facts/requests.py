"""Membership requests on kubernetes/org: what the issue says, and who of its sponsors has answered.

Source: kubernetes/community, ``community-membership.md`` (two sponsors, who reply ``+1``), and issues of kubernetes/org
since 2018. Nothing here says that a request was granted: closed is not granted, and only the organization's file
tells.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from tracker.facts.confirmations import Comment, Confirmation, confirmations_in, flagged
from tracker.facts.handles import handles, mentions, plain, words
from tracker.facts.people import Login
from tracker.facts.prose import one_line
from tracker.facts.request_form import Box, SponsorLine, Template, parse_form
from tracker.record import record

_MEMBERSHIP_FOR = re.compile(r"\bmembership(?: request)? ?(?:for\b|:)[: ]*", re.IGNORECASE)
_FOR = re.compile(r"\bfor\b[: ]*", re.IGNORECASE)
_TITLE_NOTE = re.compile(r" ?[(,;:\[]| (?:[\u2013\u2014-]|to|in|into|as|for|on|at|from) ", re.IGNORECASE)


class RequestState(StrEnum):
    """Whether the issue is open. A closed request was granted, refused or forgotten."""

    OPEN = "open"
    CLOSED = "closed"


@record
class NamedSponsor:
    """Somebody the request names as a sponsor, and the line ``raw`` that does.

    Accounts may be renamed, and a lone word may be no login: where GitHub knows none of that name, nothing is known
    of the sponsor.
    """

    login: Login
    raw: str
    confirmed: Confirmation | None = None


@record
class MembershipRequest:
    """A request for membership.

    ``applicant`` is who the form names, else who the title names, else the issue's author. ``orgs`` are in lower
    case, and may hold words that name none. ``raw_sponsors`` are the lines under the sponsors' headings, and
    ``unread_sponsors`` those of them from which no login could be read though their field holds no other: such a
    sponsor is unknown, not missing. ``confirmations`` has one for each login, the plainest, oldest first;
    ``comments_complete`` is False where a part of the thread was not read, or not as it was then; ``edited_at`` is when
    somebody last changed the text of the request.
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
    edited_at: datetime | None = None

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
    edited_at: datetime | None = None,
) -> MembershipRequest:
    """The request in an issue and its thread: any text gives one. The applicant and bots cannot confirm it."""
    form = parse_form(body)
    applicant = form.username or title_login(title) or author
    said = confirmations_in(comments, applicant=applicant, bots=bots)
    others = (line for line in form.sponsors if line.logins or applicant is None or Login.maybe(line.raw) != applicant)
    lines = [_answered(line, said) for line in others]
    confirmations = flagged(said, named={login for line in lines for login in line.logins})
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
        edited_at=edited_at,
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
