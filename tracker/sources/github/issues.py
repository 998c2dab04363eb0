"""Membership requests as GitHub holds them: issues with their comments, for whoever reads what they say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.facts.people import Login
from tracker.sources.github.replies import Answer
from tracker.sources.github.translate import Json, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment on an issue. ``author`` is None for a deleted account."""

    author: Login | None
    body: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """An issue, with its comments oldest first; ``complete`` is False where there are more of them."""

    repo: str
    number: int
    url: str
    title: str
    body: str
    author: Login | None
    open: bool
    created_at: datetime
    closed_at: datetime | None
    labels: tuple[str, ...]
    remarks: tuple[Remark, ...]
    complete: bool


def issue_records(answer: Answer) -> tuple[IssueRecord, ...]:
    """The public issues of the field ``requests``, newest first."""
    found: Any = answer.data.get("requests") or {"nodes": ()}
    return tuple(_issue(node) for node in found["nodes"] if node and not node["repository"]["isPrivate"])


def _issue(node: Json) -> IssueRecord:
    comments = node["comments"] or {"nodes": (), "totalCount": 1}
    remarks = tuple(_remark(comment) for comment in comments["nodes"] if comment)
    return IssueRecord(
        repo=node["repository"]["nameWithOwner"],
        number=node["number"],
        url=node["url"],
        title=node["title"],
        body=node["body"],
        author=_author(node),
        open=node["state"] == "OPEN",
        created_at=moment(node["createdAt"]),
        closed_at=moment(node["closedAt"]) if node["closedAt"] else None,
        labels=tuple(label["name"] for label in (node["labels"] or {"nodes": ()})["nodes"]),
        remarks=remarks,
        complete=len(remarks) >= comments["totalCount"],
    )


def _remark(node: Json) -> Remark:
    return Remark(author=_author(node), body=node["body"], at=moment(node["createdAt"]), url=node["url"])


def _author(node: Json) -> Login | None:
    return Login.maybe(node["author"]["login"]) if node["author"] else None
