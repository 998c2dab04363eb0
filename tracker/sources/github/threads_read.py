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
    said = _records(node, "said", "createdAt", "commented")
    reviewed = _records(node, "reviewed", "submittedAt", "reviewed") if "reviewed" in node else iter(())
    own = (one for by, one in (*said, *reviewed) if by == login and query.since <= one.at <= query.until)
    partly = _is_short(node, "said", "createdAt", query.since) or (
        "reviewed" in node and _is_short(node, "reviewed", "submittedAt", query.since)
    )
    return ThreadRead(url=node["url"], found=tuple(own), partly=partly)


def _records(node: Json, name: str, at: str, what: str) -> Iterator[tuple[Login | None, Contribution]]:
    for record in (node.get(name) or {}).get("nodes") or ():
        if record and record[at]:
            by = Login.maybe(record["author"]["login"]) if record["author"] else None
            yield by, Contribution(at=moment(record[at]), what=what, url=record["url"])


def _is_short(node: Json, name: str, at: str, since: datetime) -> bool:
    """Whether records of the time may be among those that are not shown: the newest are."""
    connection = node.get(name)
    if connection is None or connection.get("nodes") is None:
        return True
    shown = [record for record in connection["nodes"] if record]
    if len(shown) >= int(connection["totalCount"]):
        return False
    return all(moment(record[at]) >= since for record in shown if record[at])
