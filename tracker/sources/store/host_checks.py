"""What a GitHub was found to do with questions of ours, for as long as that is taken as it is."""

import json
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from tracker.sources.store.records import read_one
from tracker.sources.store.store import Store
from tracker.sources.store.tables import HOST_CHECKS
from tracker.sources.store.values import moment


class HostChecks:
    """The checks of the GitHub of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def found(self, name: str, since: datetime) -> Sequence[str]:
        """What a check found, not before a moment; empty where it was not made since."""
        where = "name = ? AND checked_at >= ?"
        return read_one(self._store, HOST_CHECKS, _found, where, name, moment(since)) or ()

    def keep(self, name: str, found: Sequence[str], at: datetime) -> None:
        """Write what a check found."""
        row = {"name": name, "found": json.dumps(list(found)), "checked_at": moment(at)}
        with self._store.transaction() as transaction:
            HOST_CHECKS.write(transaction, [row])


def _found(row: Row) -> Sequence[str]:
    return tuple(str(value) for value in json.loads(row["found"]))
