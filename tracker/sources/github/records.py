"""GitHub's records, turned into our facts.

The types of GitHub's fields are in ``forms``. A field that GitHub left out (null beside an error, or missing) is never
taken for an empty one: what depends on it counts as not read.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from tracker.facts import Query
from tracker.facts.activity import FileChange, PullRequest, Review, ReviewState
from tracker.facts.commands import Command, answer_in, commands_in
from tracker.facts.people import Login
from tracker.record import record
from tracker.sources.talk import Talk
from tracker.sources.threads import Item

Json = Mapping[str, Any]

#: What GitHub shows in place of a deleted account.
GHOST = Login.parse("ghost")
_PENDING = "PENDING"


@record
class Reader:
    """For whom to read: whose work, in which organizations, as it was when, and which accounts are bots by name."""

    login: Login
    orgs: frozenset[str]
    as_of: datetime
    excluded_repos: frozenset[str] = frozenset()
    bots: frozenset[Login] = frozenset()

    def counts_in(self, repo: str) -> bool:
        """Whether pull requests of a repository may enter the facts."""
        name = repo.casefold()
        return name.partition("/")[0] in self.orgs and name not in self.excluded_repos

    def is_bot(self, actor: Json | None) -> bool:
        """Whether an account is a bot's, by its kind or by its name."""
        return actor is not None and (_is_bot(actor) or _login(actor["login"]) in self.bots)

    def until(self, text: str | None) -> datetime | None:
        """A time of the past; None where it is still to come at ``as_of``."""
        at = _maybe_moment(text)
        return at if at and at <= self.as_of else None


def reader_for(query: Query, login: Login) -> Reader:
    """The reader of a query's answers, for the login that GitHub gave."""
    return Reader(
        login=login,
        orgs=frozenset(org.casefold() for org in query.orgs),
        as_of=query.as_of,
        excluded_repos=frozenset(repo.casefold() for repo in query.excluded_repos),
        bots=query.bots,
    )


@lru_cache(maxsize=20_000)
def _login(name: str) -> Login | None:
    """A login that GitHub gave: the same record each time, since most of them come up again and again."""
    return Login.maybe(name)


def moment(text: str) -> datetime:
    """A time of GitHub's: ISO 8601 in UTC."""
    return datetime.fromisoformat(text)


def _maybe_moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _is_bot(actor: Json) -> bool:
    return actor["__typename"] == "Bot" or str(actor["login"]).endswith("[bot]")


def _pull_request(node: Json) -> PullRequest:
    author = node["author"]
    return PullRequest(
        id=node["id"],
        repo=sys.intern(node["repository"]["nameWithOwner"]),
        number=node["number"],
        url=node["url"],
        title=node["title"],
        author=_login(author["login"]) if author else None,
        author_is_bot=bool(author) and _is_bot(author),
        created_at=moment(node["createdAt"]),
        updated_at=moment(node["updatedAt"]),
        closed_at=_maybe_moment(node["closedAt"]),
        merged_at=_maybe_moment(node["mergedAt"]),
        draft=node["isDraft"],
        base=sys.intern(node["baseRefName"]),
        additions=node["additions"],
        deletions=node["deletions"],
        changed_files=node["changedFiles"],
        labels=tuple(sys.intern(label["name"]) for label in node["labels"]["nodes"] if label),
        files=changed_files(node),
    )


def files_after(node: Json) -> str | None:
    """Where a pull request's list of changed files goes on; empty for its beginning, None for nowhere."""
    if node["files"] is None:
        return ""
    info = node["files"]["pageInfo"]
    return str(info["endCursor"]) if info["hasNextPage"] else None


def changed_files(node: Json) -> tuple[FileChange, ...]:
    """The changed files that an answer holds of a pull request."""
    return tuple(
        FileChange(path=sys.intern(one["path"]), additions=one["additions"], deletions=one["deletions"])
        for one in _listed(node, "files")
    )


def item_of(node: Json) -> Item | None:
    """A public pull request as it stands, with the files that were read, for whoever looks; None for a private one.

    Of one that counts comments and shows none, no comment is known.
    """
    if node["repository"]["isPrivate"]:
        return None
    said = replace(talk(node), remarks_left=node["totalCommentsCount"]) if shows_none(node) else talk(node)
    return Item(pull_request=_pull_request(node), files_after=files_after(node), talk=said)


def shows_none(node: Json) -> bool:
    """Whether a pull request counts comments and shows none, nor any review."""
    shown = sum((node.get(name) or _NOTHING).get("totalCount") or 0 for name in ("reviews", "comments"))
    return bool(node.get("totalCommentsCount")) and not shown


def with_inline(item: Item, reviews: Json | None, login: Login) -> Item:
    """The same with somebody's inline comments; they count as known only where all of them were given."""
    counted = item.with_counts(talk({"reviews": reviews, "comments": _NOTHING}))
    left = reviews is None or reviews["totalCount"] > len(reviews["nodes"])
    # However many of one person's reviews were given, those that others wrote are as incomplete as before.
    whole = replace(counted.talk, reviews_left=item.talk.reviews_left)
    return replace(counted, talk=whole, counted=item.counted if left else item.counted | {login})


def seen(item: Item, reader: Reader) -> Item | None:
    """A pull request as it stood at ``as_of``, without bots; None where it does not count for the reader."""
    found = item.pull_request
    if not reader.counts_in(found.repo) or found.created_at > reader.as_of:
        return None
    return item.until(reader.as_of, reader.bots)


def talk(node: Json) -> Talk:
    """The reviews and commands of humans in a piece of a conversation, with how much it leaves out."""
    reviews: dict[str, Review] = {}
    commands: dict[tuple[str, str], Command] = {}
    for one in _listed(node, "reviews"):
        by = _human(one)
        if by and one["state"] != _PENDING and one["submittedAt"]:
            review = _review(one, by)
            reviews[review.url] = review
            _add(commands, _commands(one, by, review.at))
            for remark in _listed(one, "comments"):
                _add(commands, _commands(remark, by, moment(remark["createdAt"])))
    for remark in _listed(node, "comments"):
        by = _human(remark)
        if by:
            _add(commands, _commands(remark, by, moment(remark["createdAt"])))
        if answer := _answer(remark, commands.values()):
            _add(commands, [answer])
    return Talk(
        reviews=reviews, commands=commands, reviews_left=_left(node, "reviews"), remarks_left=_left(node, "comments")
    )


def sizes(node: Json) -> tuple[int, int]:
    """How many reviews and comments an answer holds."""
    return len(tuple(_listed(node, "reviews"))), len(tuple(_listed(node, "comments")))


_NOTHING: Json = {"nodes": [], "totalCount": 0}


def _listed(node: Json, name: str) -> Iterator[Json]:
    connection = node.get(name) or _NOTHING
    return (one for one in connection["nodes"] or () if one)


def _left(node: Json, name: str) -> int:
    """How many records a connection leaves out; at least one where GitHub left out the connection."""
    connection = node.get(name)
    if connection is None:
        return 1
    return max(0, int(connection["totalCount"]) - len(connection["nodes"] or ()))


def _human(node: Json) -> Login | None:
    author = node["author"]
    if author and _is_bot(author):
        return None
    return (_login(author["login"]) if author else None) or GHOST


def _review(node: Json, by: Login) -> Review:
    comments = node.get("comments")
    return Review(
        by=by,
        state=ReviewState(node["state"]),
        at=moment(node["submittedAt"]),
        url=node["url"],
        comments=comments["totalCount"] if comments else None,
    )


def _commands(node: Json, by: Login, at: datetime) -> tuple[Command, ...]:
    edited = node["lastEditedAt"] is not None
    return commands_in(node["body"], by=by, at=at, url=node["url"], edited=edited)


def _answer(node: Json, earlier: Iterable[Command]) -> Command | None:
    """What Prow's robot says in a comment; whether it is one that wrote it, is told apart later (``Talk.until``)."""
    author = node["author"]
    if not author:
        return None
    app = author["__typename"] == "Bot" and not author["login"].endswith("[bot]")
    by = _login(f"{author['login']}[bot]" if app else author["login"])
    return answer_in(node["body"], earlier, by=by, at=moment(node["createdAt"]), url=node["url"]) if by else None


def _add(known: dict[tuple[str, str], Command], commands: Iterable[Command]) -> None:
    known.update({(command.url, command.kind): command for command in commands})
