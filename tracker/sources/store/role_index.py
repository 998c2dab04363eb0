"""Which files make the index of roles; their texts are those of all files that were read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.sources.base import FileRef
from tracker.sources.store.database import Store
from tracker.sources.store.values import moment, read_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRecord:
    """What was read for an index, and when; ``unread`` and ``names`` as in ``RoleIndex``."""

    files: tuple[FileRef, ...]
    unread: Mapping[str, str]
    names: Mapping[str, str]
    read_at: datetime


class IndexRecords:
    """The indices of a store, by the file that names the repositories and the organizations that count."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, groups_file: str, orgs: Sequence[str]) -> IndexRecord | None:
        """The last index that was built."""
        query = "SELECT files, unread, names, read_at FROM role_index WHERE groups_file = ? AND orgs = ?"
        rows = self._store.read(query, (groups_file, _joined(orgs)))
        if not rows:
            return None
        files, unread, names, read_at = rows[0]
        return IndexRecord(
            files=tuple(FileRef(repo, path) for repo, path in json.loads(str(files))),
            unread=json.loads(str(unread)),
            names=json.loads(str(names)),
            read_at=read_moment(read_at),
        )

    def keep(self, groups_file: str, orgs: Sequence[str], record: IndexRecord) -> None:
        """Write an index in place of the last one."""
        files = json.dumps([(ref.repo, ref.path) for ref in record.files])
        values = (files, json.dumps(dict(record.unread)), json.dumps(dict(record.names)), moment(record.read_at))
        row = (groups_file, _joined(orgs), *values)
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO role_index VALUES (?, ?, ?, ?, ?, ?)", row))


def _joined(orgs: Sequence[str]) -> str:
    return ",".join(sorted(org.casefold() for org in orgs))
