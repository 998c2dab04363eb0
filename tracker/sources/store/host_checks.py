"""What a GitHub was found to do with questions of ours, for as long as that is taken as it is."""

import json
from collections.abc import Sequence
from datetime import datetime

from tracker.sources.store.database import Store
from tracker.sources.store.values import moment


class HostChecks:
    """The checks of the GitHub of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def found(self, name: str, since: datetime) -> Sequence[str]:
        """What a check found, not before a moment; empty where it was not made since, or what it says cannot be read."""
        query = "SELECT found FROM host_checks WHERE name = ? AND checked_at >= ?"
        for (text,) in self._store.read(query, (name, moment(since))):
            try:
                values = json.loads(str(text))
            except ValueError:
                return ()
            return tuple(str(value) for value in values) if isinstance(values, list) else ()
        return ()

    def keep(self, name: str, found: Sequence[str], at: datetime) -> None:
        """Write what a check found."""
        row = (name, json.dumps(list(found)), moment(at))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO host_checks VALUES (?, ?, ?)", row))
