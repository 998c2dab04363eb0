"""Membership requests, made of the issues in which people asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tracker.facts import Gap, Kind
from tracker.facts.confirmations import Comment
from tracker.facts.people import Login
from tracker.facts.prose import visible, without_addresses
from tracker.facts.request_list import RequestListQuery
from tracker.facts.requests import MembershipRequest, RequestState, current, parse_request
from tracker.record import positional_record
from tracker.sources.github.records import Json, Reader, moment
from tracker.sources.store.issues import StoredIssue

#: A report of no longer ago shows what is there now.
LIVE = timedelta(minutes=10)


def membership_requests_in(found: Json | None, reader: Reader) -> tuple[MembershipRequest, ...] | None:
    """The public requests that a search found, newest first; None where GitHub left it out.

    Beside much else in one question GitHub may show fewer comments than there are, without an error. So the threads
    that matter are not known in full before each is asked for alone.
    """
    if not found or found["nodes"] is None:
        return None
    requests = [
        request_in(node, reader)
        for node in found["nodes"]
        if node and not node["repository"]["isPrivate"] and reader.until(node["createdAt"])
    ]
    alone = {one.number for one in threads_of(requests)}
    return tuple(replace(one, comments_complete=False) if one.number in alone else one for one in requests)


def threads_of(requests: Sequence[MembershipRequest] | None, *, member: bool = False) -> list[MembershipRequest]:
    """The requests whose threads matter: those that are open, and the last one where it lacks an answer.

    In what is not shown somebody may answer, or take an answer back. To a ``member`` closed ones matter no more.
    """
    last = current(requests or ())
    return [
        one
        for one in requests or ()
        if one.state is RequestState.OPEN or (one is last and lacks_answers(one) and not member)
    ]


def lacks_answers(request: MembershipRequest) -> bool:
    """Whether a sponsor has not answered, or it is not known who one is."""
    return bool(request.unread_sponsors) or any(sponsor.confirmed is None for sponsor in request.sponsors)


def is_private(node: Json) -> bool:
    """Whether an issue is in a repository that not everybody may read."""
    repository = node.get("repository")
    return bool(repository and repository["isPrivate"])


def is_whole(node: Json, at_least: int = 0) -> bool:
    """Whether all of an issue's thread came, which has so many comments at least."""
    comments = node["comments"]
    return bool(comments) and len([one for one in comments["nodes"] if one]) >= max(comments["totalCount"], at_least)


def request_in(node: Json, reader: Reader, *, whole: bool = True) -> MembershipRequest:
    """The request in an issue, as it stood at the reader's moment; without ``whole`` there may be more comments."""
    comments = node["comments"] or {"nodes": (), "totalCount": 1}
    shown = [comment for comment in comments["nodes"] if comment]
    closed_at = reader.until(node["closedAt"])
    return parse_request(
        number=node["number"],
        url=node["url"],
        title=node["title"],
        body=node["body"],
        author=_author(node),
        state=RequestState.CLOSED if closed_at else RequestState.OPEN,
        opened_at=moment(node["createdAt"]),
        closed_at=closed_at,
        comments=[_comment(comment, reader) for comment in shown if reader.until(comment["createdAt"])],
        comments_complete=whole and len(shown) >= comments["totalCount"] and not _edited_later(shown, reader),
        bots=reader.bots,
        edited_at=moment(edited) if (edited := node.get("lastEditedAt")) else None,
    )


def _edited_later(comments: Iterable[Json], reader: Reader) -> bool:
    """Whether somebody changed a comment since the reader's moment: what it said then is not known."""
    edited = (one["lastEditedAt"] for one in comments if reader.until(one["createdAt"]))
    return any(at and not reader.until(at) for at in edited)


def _comment(node: Json, reader: Reader) -> Comment:
    return Comment(
        by=_author(node),
        at=moment(node["createdAt"]),
        url=node["url"],
        text=node["body"],
        bot=reader.is_bot(node["author"]),
    )


def _author(node: Json) -> Login | None:
    return Login.maybe(node["author"]["login"]) if node["author"] else None


# -- what is stored, and what a list shows ----------------------------------------------------------


def kept_as(node: Json, now: datetime, *, changed: datetime | None = None) -> StoredIssue:
    """What the store keeps of an issue read with all of its thread; ``changed`` is when a list says it last did.

    Raises:
        KeyError, TypeError, ValueError: it is not in the form of GitHub's answers.
    """
    updated_at = moment(node["updatedAt"])
    said = [one and {**one, "body": _kept_text(one["body"])} for one in node["comments"]["nodes"]]
    texts = {"title": _kept_text(node["title"]), "body": _kept_text(node["body"])}
    issue = {**node, **texts, "comments": {**node["comments"], "nodes": said}}
    return StoredIssue(
        number=node["number"],
        comments=len(said),
        updated_at=min(updated_at, changed or updated_at),
        issue=issue,
        read_at=now,
    )


def _kept_text(text: str) -> str:
    """What can be seen of a text that somebody wrote, line by line, without e-mail addresses."""
    return without_addresses(visible(text))


@positional_record
class Listed:
    """An issue on a list: when it last changed, and how many comments it had then."""

    number: int
    url: str
    comments: int
    updated_at: datetime

    def stored(self, known: StoredIssue, reader: Reader) -> MembershipRequest:
        """What an earlier run kept of the issue: all of it only where that is as new as the list.

        Raises:
            KeyError, TypeError, ValueError: it is not in the form of GitHub's answers.
        """
        whole = known.updated_at >= self.updated_at and known.comments >= self.comments
        return request_in(known.issue, reader, whole=whole)


def listed(node: Json, query: RequestListQuery, as_of: datetime) -> Listed | None:
    """An issue on the list; None where its dates alone show that it is not wanted."""
    made, closed = moment(node["createdAt"]), node["closedAt"]
    late = made > as_of or bool(query.since and made < query.since)
    over = query.state is RequestState.OPEN and bool(closed) and moment(closed) <= as_of
    if late or over:
        return None
    said = (node["said"] or {}).get("totalCount", 0)
    return Listed(node["number"], node["url"], said, moment(node["updatedAt"]))


def gap(reason: str) -> Gap:
    """Why requests may be missing from the list."""
    return Gap(kind=Kind.REQUESTS, reason=reason, effect="requests may be missing from the list")
