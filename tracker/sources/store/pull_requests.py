"""Pull requests with their conversations: read once, for everybody who took part in them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sqlite3 import Row

from tracker.facts.activity import FileChange, Review
from tracker.facts.commands import Command
from tracker.facts.people import Login
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import OTHERWISE_MEANT
from tracker.sources.store.store import Store, Transaction
from tracker.sources.store.tables import (
    CHILDREN,
    COMMANDS,
    COUNTED,
    CURSORS,
    FILES,
    OF_PULL_REQUESTS,
    PULL_REQUESTS,
    REVIEWS,
    Table,
    Values,
)
from tracker.sources.store.values import Value, login
from tracker.sources.talk import Talk, TalkCursor
from tracker.sources.threads import Item

#: Pull requests loaded at once.
AT_ONCE = 500
_LOAD = (
    f"{PULL_REQUESTS.select} WHERE id IN (SELECT value FROM json_each(?))",
    *(
        f"{t.select} WHERE pull_request IN (SELECT value FROM json_each(?)) ORDER BY pull_request, rowid"
        for t in CHILDREN
    ),
)
_FILE = RecordColumns(FileChange)
_REVIEW = RecordColumns(Review, called={"by": "login"})
_COMMAND = RecordColumns(Command, called={"by": "login"})
_CURSOR = RecordColumns(TalkCursor)
#: The rows that belong to a pull request, by table.
Children = Mapping[Table, Sequence[Row]]


class PullRequests:
    """The pull requests of a store. What was read in this run is also at hand, however the store fares."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._at_hand: dict[str, Item] = {}

    def get(self, ids: Iterable[str]) -> dict[str, Item]:
        """Those of these that are known, by id."""
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._at_hand]
        for start in range(0, len(missing), AT_ONCE):
            self._at_hand |= {item.id: item for item in self.load(missing[start : start + AT_ONCE])}
        return {id_: self._at_hand[id_] for id_ in wanted if id_ in self._at_hand}

    def keep(self, transaction: Transaction, items: Iterable[Item]) -> None:
        """Write these, with what was known of them before where they have not changed since."""
        fresh = list(items)
        known = self.get(item.id for item in fresh)
        merged = [item.with_earlier(known[item.id]) if item.id in known else item for item in fresh]
        self._at_hand |= {item.id: item for item in merged}
        _write(transaction, [item for item in merged if item is not known.get(item.id)])

    def drop(self, transaction: Transaction, ids: Iterable[str]) -> None:
        """Take these away: they are not true any more."""
        gone = list(ids)
        for id_ in gone:
            self._at_hand.pop(id_, None)
        _delete(transaction, gone)

    def drop_details(self, transaction: Transaction, ids: Collection[str], people: Collection[Login]) -> None:
        """Take away what was read of these for some people; what others' work leads to stays as read for them."""
        values = json.dumps(list(ids)), json.dumps([one.key for one in people])
        others = {row[0] for row in transaction.execute(_OF_OTHERS, values)}
        shared = {id_: item.without_details_of(people) for id_, item in self.get(others).items()}
        self.drop(transaction, ids)
        self.keep(transaction, shared.values())

    def load(self, ids: Sequence[str]) -> Iterator[Item]:
        """Those of these that are in the store, and are as they were written; damaged ones are dropped."""
        wanted = (json.dumps(ids),)
        rows, *parts = self._store.read_together(*((query, wanted) for query in _LOAD))
        children = {table: _grouped(found) for table, found in zip(CHILDREN, parts, strict=True)}
        for row in rows:
            own = {table: found.get(row["id"], ()) for table, found in children.items()}
            try:
                yield _item(row, own)
            except OTHERWISE_MEANT:
                self._drop_damaged(row["id"])

    def _drop_damaged(self, id_: str) -> None:
        gone = (*(f"DELETE FROM {table.name} WHERE pull_request = ?" for table in CHILDREN), _DELETE_ONE)
        self._store.drop(f"pull request {id_}", *((statement, (id_,)) for statement in gone))


_OF_OTHERS = """
    SELECT DISTINCT pull_request FROM found
    WHERE pull_request IN (SELECT value FROM json_each(?)) AND login NOT IN (SELECT value FROM json_each(?))
"""
_DELETE_ONE = "DELETE FROM pull_requests WHERE id = ?"


def _grouped(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["pull_request"]].append(row)
    return found


def _item(row: Row, children: Children) -> Item:
    """Raises ValueError, TypeError where this is not what was written, or meant something else then."""
    if not PULL_REQUESTS.sound(row, *_covered([[tuple(child) for child in children[table]] for table in CHILDREN])):
        raise ValueError("it is damaged")
    commands = [_COMMAND.read(child) for child in children[COMMANDS]]
    return Item(
        pull_request=OF_PULL_REQUESTS.read(row, files=tuple(_FILE.read(child) for child in children[FILES])),
        files_after=row["files_after"],
        talk=Talk(
            reviews={child["url"]: _REVIEW.read(child) for child in children[REVIEWS]},
            commands={(one.url, one.kind): one for one in commands},
            reviews_left=row["reviews_left"],
            remarks_left=row["remarks_left"],
        ),
        cursor=next((_CURSOR.read(child) for child in children[CURSORS]), TalkCursor()),
        counted=frozenset(login(child["login"]) for child in children[COUNTED]),
    )


def _covered(parts: Sequence[list[Values]]) -> Sequence[list[Values]]:
    """What a pull request's checksum covers: rows that were written before there were cursors have none."""
    return parts if parts[-1] else parts[:-1]


def _write(transaction: Transaction, items: Sequence[Item]) -> None:
    _delete(transaction, [item.id for item in items])
    parts = [_parts(item) for item in items]
    rows = [PULL_REQUESTS.sealed(_row(item), *_covered(own)) for item, own in zip(items, parts, strict=True)]
    transaction.executemany(PULL_REQUESTS.insert, rows)
    for place, table in enumerate(CHILDREN):
        transaction.executemany(table.insert, [values for own in parts for values in own[place]])


def _delete(transaction: Transaction, ids: Sequence[str]) -> None:
    """Also what belongs to none of them, and is in their name: their rows would be taken for theirs."""
    named = (json.dumps(ids),)
    for table in CHILDREN:
        transaction.execute(f"DELETE FROM {table.name} WHERE pull_request IN (SELECT value FROM json_each(?))", named)
    transaction.execute("DELETE FROM pull_requests WHERE id IN (SELECT value FROM json_each(?))", named)


def _row(item: Item) -> Mapping[str, Value]:
    left = {"reviews_left": item.talk.reviews_left, "remarks_left": item.talk.remarks_left}
    return {**OF_PULL_REQUESTS.values(item.pull_request), "files_after": item.files_after, **left}


def _parts(item: Item) -> Sequence[list[Values]]:
    """The values of what belongs to a pull request, for each table."""
    rows: Sequence[Iterable[Mapping[str, Value]]] = (
        map(_FILE.values, item.pull_request.files),
        map(_REVIEW.values, item.talk.reviews.values()),
        map(_COMMAND.values, item.talk.commands.values()),
        ({"login": one.name} for one in item.counted),
        map(_CURSOR.values, [item.cursor] if item.read_in_part else []),
    )
    named = {"pull_request": item.id}
    return [[table.values({**named, **row}) for row in own] for table, own in zip(CHILDREN, rows, strict=True)]
