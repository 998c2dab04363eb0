"""What somebody said within a time, in threads as search shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.facts.contributions import ActivityQuery, Contribution
from tracker.facts.people import Login
from tracker.sources.github.records import Json, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRead:
    """One thread: what the person did there within the time, and whether there may be more than is shown."""

    url: str
    found: tuple[Contribution, ...]
    partly: bool


def thread_read(node: Json, login: Login, query: ActivityQuery) -> ThreadRead:
    """What a thread shows of somebody; nothing of what is in repositories that do not count."""
    repository = node["repository"]
    if repository["isPrivate"] or repository["nameWithOwner"].casefold() in query.excluded:
        return ThreadRead(url=node["url"], found=(), partly=False)
    reviews = [("reviewed", "submittedAt", "reviewed")] if "reviewed" in node else []
    lists = [("said", "createdAt", "commented"), *reviews]
    own = [one for name, at, what in lists for by, one in _records(node, name, at, what) if by == login]
    found = tuple(one for one in own if query.since <= one.at <= query.until)
    short = any(_is_short(node, name, at, query.since) for name, at, _ in lists)
    # Search finds it for what they said there: where all is shown, that has to be among it.
    contradicts = not own and all(_is_whole(node, name) for name, _, _ in lists)
    return ThreadRead(url=node["url"], found=found, partly=short or contradicts)


def _records(node: Json, name: str, at: str, what: str) -> Iterator[tuple[Login | None, Contribution]]:
    for record in (node.get(name) or {}).get("nodes") or ():
        if record and record[at]:
            by = Login.maybe(record["author"]["login"]) if record["author"] else None
            yield by, Contribution(at=moment(record[at]), what=what, url=record["url"])


def _is_short(node: Json, name: str, at: str, since: datetime) -> bool:
    """Whether records of the time may be among those that are not shown: the newest are."""
    if _is_whole(node, name):
        return False
    shown = [record for record in (node.get(name) or {}).get("nodes") or () if record]
    return all(moment(record[at]) >= since for record in shown if record[at])


def _is_whole(node: Json, name: str) -> bool:
    """Whether all records of a list are shown."""
    connection = node.get(name)
    if connection is None or connection.get("nodes") is None:
        return False
    return len([record for record in connection["nodes"] if record]) >= int(connection["totalCount"])
