"""Opens a store for who works on the file itself, after every record was looked at and damaged ones were dropped."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Row

from tracker.facts.people import Login
from tracker.sources.store.damage import Warn
from tracker.sources.store.database import StoreError
from tracker.sources.store.left_out import leave_out
from tracker.sources.store.pull_requests import AT_ONCE, PullRequests
from tracker.sources.store.records import ListReader, deletion, read_alone
from tracker.sources.store.store import Store, open_file
from tracker.sources.store.tables import ALONE, CHILDREN, LISTS, ListTable, quoted


@contextmanager
def swept(path: Path, warn: Warn, left_out: Collection[Login] = ()) -> Iterator[Store]:
    """What is left of a store, without people who are ``left_out``. A damaged file is set aside, and a new one begun.

    Raises:
        StoreError: the file is not there, or cannot be used.
    """
    if not path.is_file():
        raise StoreError(f"there is no store {path}")
    store = open_file(path, warn)
    try:
        _sweep(store)
        leave_out(store, left_out)
        yield store
    finally:
        store.close()


def _sweep(store: Store) -> None:
    for table in ALONE:
        read_alone(store, table, lambda row: row, "TRUE")
    for lists in LISTS:
        _sweep_lists(store, lists)
    _sweep_pull_requests(store)


def _sweep_lists(store: Store, table: ListTable) -> None:
    every = ("SELECT login, key, began, checksum FROM lists WHERE of = ?", (table.name,))
    heads, rows = store.read_together(every, (table.select, ()))
    kept = {(head["login"], head["key"]): head for head in heads}
    for (login, key), found in _grouped(table, rows).items():
        head = kept.pop((login, quoted(*key)), None)
        ListReader(table, login, key, lambda row: row).found(store, [head] if head else [], found)
    for login, key in (name for name, head in kept.items() if head["checksum"] != 0):
        store.drop(f"{table.what} {login} {key}", deletion("lists", {"of": table.name, "login": login, "key": key}))


def _grouped(table: ListTable, rows: Sequence[Row]) -> Mapping[tuple[str, tuple[str, ...]], list[Row]]:
    found: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in rows:
        login = row["login"] if "login" in table.parts else ""
        found[login, tuple(str(row[column]) for column in table.key)].append(row)
    return found


def _sweep_pull_requests(store: Store) -> None:
    pull_requests = PullRequests(store)
    ids = [row["id"] for row in store.read("SELECT id FROM pull_requests")]
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        read = {item.id for item in pull_requests.load(chunk)}
        for id_ in set(chunk) - read:
            store.drop(f"pull request {id_}", deletion("pull_requests", {"id": id_}))
    with store.transaction() as transaction:
        for table in CHILDREN:
            transaction.execute(f"DELETE FROM {table.name} WHERE pull_request NOT IN (SELECT id FROM pull_requests)")
