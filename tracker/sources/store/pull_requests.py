"""Pull requests with their conversations: read once, for everybody who took part in them."""

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tracker.facts.activity import FileChange, PullRequest, Review, ReviewState
from tracker.facts.commands import Command, CommandKind
from tracker.facts.people import Login
from tracker.sources.store.database import Row, Store, Value
from tracker.sources.store.values import (
    login,
    maybe_moment,
    maybe_read_moment,
    moment,
    number,
    read_moment,
    text,
)
from tracker.sources.threads import Item, Talk

#: Pull requests loaded at once.
_AT_ONCE = 500
_LOAD = """
    SELECT id, repo, number, url, title, author, author_is_bot, created_at, updated_at, closed_at, merged_at, draft,
        base, additions, deletions, changed_files, labels, files_after, reviews_left, remarks_left
    FROM pull_requests WHERE id IN (SELECT value FROM json_each(?))
"""
_LOAD_PARTS = {
    "files": "SELECT * FROM files WHERE pull_request IN (SELECT value FROM json_each(?))",
    "reviews": "SELECT * FROM reviews WHERE pull_request IN (SELECT value FROM json_each(?))",
    "commands": "SELECT * FROM commands WHERE pull_request IN (SELECT value FROM json_each(?))",
    "counted": "SELECT * FROM counted WHERE pull_request IN (SELECT value FROM json_each(?))",
}


class PullRequests:
    """The pull requests of a store. What was read in this run is also at hand, however the store fares."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._at_hand: dict[str, Item] = {}

    def get(self, ids: Iterable[str]) -> dict[str, Item]:
        """Those of these that are known, by id."""
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._at_hand]
        for start in range(0, len(missing), _AT_ONCE):
            self._at_hand |= {item.id: item for item in self._load(missing[start : start + _AT_ONCE])}
        return {id_: self._at_hand[id_] for id_ in wanted if id_ in self._at_hand}

    def keep(self, items: Iterable[Item]) -> Callable[[sqlite3.Connection], None]:
        """The change that writes these, with what was known of them before where they have not changed since."""
        fresh = list(items)
        known = self.get(item.id for item in fresh)
        merged = [item.with_earlier(known[item.id]) if item.id in known else item for item in fresh]
        self._at_hand |= {item.id: item for item in merged}
        return lambda db: _write(db, [item for item in merged if item is not known.get(item.id)])

    def drop(self, ids: Iterable[str]) -> Callable[[sqlite3.Connection], object]:
        """The change that takes these away: they are not true any more."""
        gone = [(id_,) for id_ in ids]
        for (id_,) in gone:
            self._at_hand.pop(id_, None)
        return lambda db: db.executemany("DELETE FROM pull_requests WHERE id = ?", gone)

    def _load(self, ids: Sequence[str]) -> Iterator[Item]:
        wanted = (json.dumps(ids),)
        rows = self._store.read(_LOAD, wanted)
        parts = {name: self._parts(query, wanted) for name, query in _LOAD_PARTS.items()} if rows else {}
        return (_item(row, {name: found.get(str(row[0]), ()) for name, found in parts.items()}) for row in rows)

    def _parts(self, query: str, wanted: Row) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._store.read(query, wanted):
            found[str(row[0])].append(row[1:])
        return found


def _item(row: Row, parts: Mapping[str, Sequence[Row]]) -> Item:
    commands = [_command(part) for part in parts["commands"]]
    return Item(
        pull_request=_pull_request(row, tuple(_file(part) for part in parts["files"])),
        files_after=text(row[17]),
        talk=Talk(
            reviews={str(part[0]): _review(part) for part in parts["reviews"]},
            commands={(one.url, one.kind): one for one in commands},
            reviews_left=number(row[18]),
            remarks_left=number(row[19]),
        ),
        counted=frozenset(login(str(part[0])) for part in parts["counted"]),
    )


def _pull_request(row: Row, files: tuple[FileChange, ...]) -> PullRequest:
    return PullRequest(
        id=str(row[0]),
        repo=sys.intern(str(row[1])),
        number=number(row[2]),
        url=str(row[3]),
        title=str(row[4]),
        author=_maybe_login(row[5]),
        author_is_bot=bool(row[6]),
        created_at=read_moment(row[7]),
        updated_at=read_moment(row[8]),
        closed_at=maybe_read_moment(row[9]),
        merged_at=maybe_read_moment(row[10]),
        draft=bool(row[11]),
        base=text(row[12]),
        additions=_maybe_number(row[13]),
        deletions=_maybe_number(row[14]),
        changed_files=_maybe_number(row[15]),
        labels=tuple(sys.intern(label) for label in json.loads(str(row[16]))),
        files=files,
    )


def _file(part: Row) -> FileChange:
    return FileChange(path=sys.intern(str(part[0])), additions=number(part[1]), deletions=number(part[2]))


def _review(part: Row) -> Review:
    url, by, state, at, comments = part
    return Review(
        by=login(str(by)),
        state=ReviewState(str(state)),
        at=read_moment(at),
        url=str(url),
        comments=_maybe_number(comments),
    )


def _command(part: Row) -> Command:
    url, by, kind, at = part
    return Command(kind=CommandKind(str(kind)), by=login(str(by)), at=read_moment(at), url=str(url))


def _maybe_login(value: Value) -> Login | None:
    return login(str(value)) if value else None


def _maybe_number(value: Value) -> int | None:
    return None if value is None else int(value)


def _write(db: sqlite3.Connection, items: Sequence[Item]) -> None:
    # Its files, reviews and commands go with the old row.
    db.executemany("DELETE FROM pull_requests WHERE id = ?", [(item.id,) for item in items])
    rows = [_row(item) for item in items]
    db.executemany("INSERT INTO pull_requests VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    db.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", _files(items))
    db.executemany("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?)", _reviews(items))
    db.executemany("INSERT INTO commands VALUES (?, ?, ?, ?, ?)", _commands(items))
    db.executemany("INSERT INTO counted VALUES (?, ?)", ((i.id, by.name) for i in items for by in i.counted))


def _row(item: Item) -> Row:
    found = item.pull_request
    return (
        found.id,
        found.repo,
        found.number,
        found.url,
        found.title,
        found.author.name if found.author else None,
        found.author_is_bot,
        moment(found.created_at),
        moment(found.updated_at),
        maybe_moment(found.closed_at),
        maybe_moment(found.merged_at),
        found.draft,
        found.base,
        found.additions,
        found.deletions,
        found.changed_files,
        json.dumps(found.labels),
        item.files_after,
        item.talk.reviews_left,
        item.talk.remarks_left,
    )


def _files(items: Iterable[Item]) -> Iterator[Row]:
    return ((i.id, f.path, f.additions, f.deletions) for i in items for f in i.pull_request.files)


def _reviews(items: Iterable[Item]) -> Iterator[Row]:
    return (
        (item.id, review.url, review.by.name, review.state.value, moment(review.at), review.comments)
        for item in items
        for review in item.talk.reviews.values()
    )


def _commands(items: Iterable[Item]) -> Iterator[Row]:
    return (
        (item.id, command.url, command.by.name, command.kind.value, moment(command.at))
        for item in items
        for command in item.talk.commands.values()
    )
