"""What search says of one person's work within a time: each answer is looked at before it counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tracker.facts.contributions import Activity, ActivityQuery, Contribution
from tracker.facts.people import Login
from tracker.record import positional_record, record
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.question import Result
from tracker.sources.github.records import Json, moment


@positional_record
class _Item:
    """Something that somebody opened; ``counts`` is False where it is in a repository that does not count."""

    by: Login | None
    one: Contribution
    counts: bool


@record
class _Thread:
    """One thread: what the person did there within the time, and whether there may be more than is shown."""

    url: str
    found: tuple[Contribution, ...]
    partly: bool


@dataclass(kw_only=True)
class Person:
    """What is known of one person so far; ``name`` is the login that search is asked for."""

    login: Login
    name: Login
    query: ActivityQuery
    opened: int = 0
    counted_opened: int = 0
    last: Contribution | None = None
    said: dict[str, Contribution] = field(default_factory=dict)
    threads: dict[str, _Thread] = field(default_factory=dict)
    joined: dict[str, int] = field(default_factory=dict)
    after: dict[str, str | None] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)
    #: Whether search finds more of them in other places than in these organizations.
    moves_elsewhere: bool = False

    @property
    def least(self) -> int:
        """How many contributions were seen."""
        return self.opened + len(self.said)

    @property
    def has_enough(self) -> bool:
        """Whether no more need be looked for."""
        return self.least >= self.query.enough

    def activity(self) -> Activity:
        """The fact."""
        return Activity(
            login=self.login,
            least=self.least,
            last=self.last,
            called=None if self.name == self.login else self.name,
            doubts=tuple(dict.fromkeys(self.doubts)),
            looked_at=(*self._looked_at(), *self.looked_at),
        )

    def _looked_at(self) -> Iterator[str]:
        counts = "" if self.opened or not self.counted_opened else " where nothing counts"
        yield f"{self.counted_opened} opened{counts}"
        if self.joined:
            threads = sum(self.joined.values())
            yield f"{len(self.threads)} of {threads} changed threads read" if threads else "no changed threads"

    def rename(self, name: Login) -> None:
        """Begin anew under the name that the account has now."""
        self.name = name
        self.threads, self.joined, self.after, self.counted_opened = {}, {}, {}, 0
        self.looked_at.append(f"the account as {name}")

    def take_opened(self, result: Result) -> None:
        """What they opened.

        One is enough for who needs one; else as many as search counts, if all that it shows is theirs.
        """
        found = understood(partial(self._items, result)) if result.failed is None else None
        if found is None or not result.whole:
            self.doubts.append(f"what they opened could not be searched for: {result.reason}")
            return
        count, items = found
        own = [item for item in items if item.by == self.name and self._in_time(item.one)]
        counted = [item.one for item in own if item.counts]
        self.counted_opened += count
        if count > len(items) and not counted:
            self.doubts.append(f"search finds {count} items that they opened and shows {len(items)}")
        if len(own) < len(items):
            self.doubts.append("search shows items of others as theirs")
        self._remember(counted)
        whole = self.query.enough > 1 and len(own) == len(items) >= min(count, 1)
        self.opened += count if whole else min(self.query.enough, len(counted))

    def _items(self, result: Result) -> tuple[int, list[_Item]]:
        """How many there are, and those that are shown."""
        data: Any = result.data
        return int(data["issueCount"]), [self._item(node) for node in data["nodes"] if node]

    def _item(self, node: Json) -> _Item:
        by = Login.maybe(node["author"]["login"]) if node["author"] else None
        what = "opened a pull request" if "/pull/" in node["url"] else "opened an issue"
        one = Contribution(at=moment(node["createdAt"]), what=what, url=node["url"])
        return _Item(by, one, node["repository"]["nameWithOwner"].casefold() not in self.query.excluded)

    def _in_time(self, one: Contribution) -> bool:
        return self.query.since <= one.at <= self.query.until

    def _remember(self, found: Iterable[Contribution]) -> None:
        self.last = max([*found, *([self.last] if self.last else [])], key=lambda one: one.at, default=None)

    def take_off(self, result: Result) -> None:
        """What they opened where nothing counts; where that is not known, nothing that they opened counts."""
        self.opened = 0 if result.count is None else max(0, self.opened - result.count)

    def take_threads(self, text: str, result: Result) -> None:
        """A page of the threads that a search finds."""
        read = partial(_threads_in, result, self.name, self.query)
        found = understood(read) if result.failed is None and result.data else None
        self.after[text] = None
        if found is None or not result.whole:
            self.doubts.append(f"threads that they took part in could not be searched for: {result.reason}")
            return
        self.joined[text], self.after[text], threads = found
        self.threads |= {thread.url: thread for thread in threads}
        self.said |= {one.url: one for thread in threads for one in thread.found}
        self._remember(one for thread in threads for one in thread.found)

    def tell_threads(self) -> None:
        """Doubt what is in the threads that were not looked at, or in part."""
        total, seen = sum(self.joined.values()), len(self.threads)
        if any(self.after.values()) or seen < total:
            self.doubts.append(f"{total - seen} of {total} threads that they took part in were not looked at")
        if short := sum(thread.partly for thread in self.threads.values()):
            self.doubts.append(f"{short} threads that they took part in were looked at in part")

    def differs(self, opened: int, roles: Iterable[Sequence[int]]) -> list[str]:
        """Why other searches, each without operators, doubt what was found; ``roles``: commented, reviewed threads."""
        counts = list(roles)
        low, high, joined = sum(map(max, counts)), sum(map(sum, counts)), sum(self.joined.values())
        found = []
        if opened != self.counted_opened:
            found.append(
                f"search counts {self.counted_opened} items that they opened in all organizations, else {opened}"
            )
        if not low <= joined <= high:
            found.append(f"search counts {joined} threads that they took part in in all organizations, else {high}")
        return found


def _threads_in(result: Result, login: Login, query: ActivityQuery) -> tuple[int, str | None, list[_Thread]]:
    """How many threads a search finds, where it goes on, and those on its page."""
    data: Any = result.data
    info = data["pageInfo"]
    after = info["endCursor"] if info["hasNextPage"] else None
    return int(data["issueCount"]), after, [_thread(node, login, query) for node in data["nodes"] if node]


def _thread(node: Json, login: Login, query: ActivityQuery) -> _Thread:
    """What a thread shows of somebody; nothing of what is in repositories that do not count."""
    repository = node["repository"]
    if repository["isPrivate"] or repository["nameWithOwner"].casefold() in query.excluded:
        return _Thread(url=node["url"], found=(), partly=False)
    reviews = [("reviewed", "submittedAt", "reviewed")] if "reviewed" in node else []
    lists = [("said", "createdAt", "commented"), *reviews]
    own = [one for name, at, what in lists for by, one in _records(node, name, at, what) if by == login]
    found = tuple(one for one in own if query.since <= one.at <= query.until)
    short = any(_is_short(node, name, at, query.since) for name, at, _ in lists)
    # Search finds it for what they said there: where all is shown, that has to be among it.
    contradicts = not own and all(_is_whole(node, name) for name, _, _ in lists)
    return _Thread(url=node["url"], found=found, partly=short or contradicts)


def _records(node: Json, name: str, at: str, what: str) -> Iterator[tuple[Login | None, Contribution]]:
    for one in (node.get(name) or {}).get("nodes") or ():
        if one and one[at]:
            by = Login.maybe(one["author"]["login"]) if one["author"] else None
            yield by, Contribution(at=moment(one[at]), what=what, url=one["url"])


def _is_short(node: Json, name: str, at: str, since: datetime) -> bool:
    """Whether records of the time may be among those that are not shown: the newest are."""
    if _is_whole(node, name):
        return False
    shown = [one for one in (node.get(name) or {}).get("nodes") or () if one]
    return all(moment(one[at]) >= since for one in shown if one[at])


def _is_whole(node: Json, name: str) -> bool:
    """Whether all records of a list are shown."""
    connection = node.get(name)
    if connection is None or connection.get("nodes") is None:
        return False
    return len([one for one in connection["nodes"] if one]) >= int(connection["totalCount"])
