"""Which files make the index of roles; their texts are those of all files that were read."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from tracker.record import record
from tracker.sources.base import FileRef
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import read_one
from tracker.sources.store.store import Store
from tracker.sources.store.tables import ROLE_INDEX
from tracker.sources.store.values import orgs_key


@record
class IndexRecord:
    """What was read for an index, and when; ``unread`` and ``names`` as in ``RoleIndex``."""

    files: tuple[FileRef, ...]
    unread: Mapping[str, str]
    names: Mapping[str, str]
    read_at: datetime


_RECORD = RecordColumns(IndexRecord, kept_apart=frozenset({"files"}))


class IndexRecords:
    """The indices of a store, by the file that names the repositories and the organizations that count."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, groups_file: str, orgs: Sequence[str]) -> IndexRecord | None:
        """The last index that was built."""
        where = "groups_file = ? AND orgs = ?"
        return read_one(self._store, ROLE_INDEX, _record, where, groups_file, orgs_key(orgs))

    def keep(self, groups_file: str, orgs: Sequence[str], record: IndexRecord) -> None:
        """Write an index in place of the last one."""
        row = {
            "groups_file": groups_file,
            "orgs": orgs_key(orgs),
            "files": json.dumps([(ref.repo, ref.path) for ref in record.files]),
            **_RECORD.values(record),
        }
        with self._store.transaction() as transaction:
            ROLE_INDEX.write(transaction, [row])


def _record(row: Row) -> IndexRecord:
    return _RECORD.read(row, files=tuple(FileRef(repo, path) for repo, path in json.loads(row["files"])))
