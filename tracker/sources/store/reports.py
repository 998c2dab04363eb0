"""What reports said, for the changes since."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from sqlite3 import Row

from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.outcomes import Outcome
from tracker.findings.snapshot import Snapshot
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import ListReader
from tracker.sources.store.store import Store
from tracker.sources.store.tables import REPORTS
from tracker.sources.store.values import Value, moment, read_moment

_THEIRS = "WHERE cohort = ? AND ladder = ? AND login = ?"
#: Of all reports on a person, without what they said: that is large, and only that of the last one is asked for.
_ALL = f"SELECT checksum FROM reports INDEXED BY reports_by_checksum {_THEIRS}"
_SCOPE = RecordColumns(Scope)
_LAST = f"{REPORTS.select} {_THEIRS} AND as_of < ? ORDER BY as_of DESC LIMIT 1"


class Reports:
    """The reports of one cohort (its name, or empty) by one ladder."""

    def __init__(self, store: Store, cohort: str, ladder: str) -> None:
        self._store = store
        self._cohort = cohort
        self._ladder = ladder

    def before(self, login: Login, as_of: datetime) -> tuple[datetime, Snapshot] | None:
        """What the last report before a moment said of somebody, and of when it is."""
        reader = ListReader(REPORTS, login.key, (self._cohort, self._ladder), _report)
        theirs = (self._cohort, self._ladder, login.key)
        queries = (reader.head, (_ALL, theirs), (_LAST, (*theirs, moment(as_of))))
        head, every, last = self._store.read_together(*queries)
        return next(iter(reader.some(self._store, head, every, last) or ()), None)

    def held_before(self, login: Login, as_of: datetime) -> Sequence[Scope]:
        """The directories in which that report saw somebody hold a role."""
        found = self.before(login, as_of)
        return [scope for _, scope in found[1].held if scope.kind is ScopeKind.DIRECTORY] if found else []

    def keep(self, said: Iterable[tuple[Login, Snapshot]], as_of: datetime) -> None:
        """Write what reports say now."""
        of = {"cohort": self._cohort, "ladder": self._ladder, "as_of": moment(as_of)}
        texts = {login.key: _text(one) for login, one in said}
        with self._store.transaction() as transaction:
            for login in texts:
                REPORTS.begin(transaction, login, self._cohort, self._ladder)
            rows = ({**of, "login": login, "said": text} for login, text in texts.items())
            REPORTS.write(transaction, rows)


def _report(row: Row) -> tuple[datetime, Snapshot]:
    return read_moment(row["as_of"]), _snapshot(row["said"])


def _text(said: Snapshot) -> str:
    held = [{"tier": tier, "scope": _written(scope), "title": title} for (tier, scope), title in said.held.items()]
    outcomes = [
        {"tier": tier, "scope": _written(scope), "criterion": criterion, "outcome": outcome}
        for (tier, scope, criterion), outcome in said.outcomes.items()
    ]
    return json.dumps({"held": held, "outcomes": outcomes, "unread": sorted(said.unread)})


@lru_cache(maxsize=1_000)  # all criteria of a tier are judged in the same few places
def _written(scope: Scope) -> Mapping[str, Value]:
    return _SCOPE.values(scope)


def _snapshot(text: str) -> Snapshot:
    said = json.loads(text)
    return Snapshot(
        held={(one["tier"], _SCOPE.read(one["scope"])): one["title"] for one in said["held"]},
        outcomes={
            (one["tier"], _SCOPE.read(one["scope"]), one["criterion"]): Outcome(one["outcome"])
            for one in said["outcomes"]
        },
        unread=frozenset(map(Kind, said.get("unread", Kind))),
    )
