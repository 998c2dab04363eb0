"""What audits saw of people's contributions, so that the next run goes on where the last one ended."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from sqlite3 import Row

from tracker.facts.contributions import Activity, ActivityQuery, Contribution
from tracker.facts.people import Login
from tracker.sources.store.records import read_alone
from tracker.sources.store.store import Store
from tracker.sources.store.tables import ACTIVITY
from tracker.sources.store.values import Value, login, moment, orgs_key, read_moment

_WHERE = "orgs = ? AND login IN (SELECT value FROM json_each(?))"
#: For so long it is believed that somebody did too little: they may do something at any time.
_FRESH = timedelta(days=1)


class ActivityRecords:
    """The contributions that a store knows of, for one query."""

    def __init__(self, store: Store, query: ActivityQuery) -> None:
        self._store = store
        self._query = query
        self._orgs = orgs_key(query.orgs)

    def known(self, logins: Sequence[Login]) -> dict[Login, Activity]:
        """What still answers the query.

        That is somebody's contribution within its time, or a look at the same time that had no doubts.
        """
        keys = json.dumps([one.key for one in logins])
        records = read_alone(self._store, ACTIVITY, _record, _WHERE, self._orgs, keys)
        found: dict[Login, Activity] = {}
        for record in records:
            if answer := self._answer(*record):
                found[answer.login] = answer
        return found

    def last_until(self) -> datetime | None:
        """The last moment until which somebody's contributions were looked at, not after the query's time."""
        where = "orgs = ? AND enough = ? AND until <= ?"
        records = read_alone(
            self._store, ACTIVITY, _record, where, self._orgs, self._query.enough, moment(self._query.until)
        )
        return max((until for _, until, _, _ in records), default=None)

    def _answer(self, since: datetime, until: datetime, enough: int, activity: Activity) -> Activity | None:
        query, last = self._query, activity.last
        if query.enough == 1 and last and query.since <= last.at <= query.until:
            return activity
        # Nothing from outside the time is counted: an earlier look at it began no earlier, and ended no later.
        same = query.since <= since < query.since + _FRESH and query.until - _FRESH < until <= query.until
        nothing = not activity.least and since <= query.since and until <= query.until < until + _FRESH
        return activity if (same or nothing) and enough == query.enough and not activity.doubts else None

    def keep(self, activities: Sequence[Activity]) -> None:
        """Write what was seen; not of accounts that have another name by now, and not what is doubted."""
        rows = [self._row(one) for one in activities if not (one.called or one.doubts)]
        with self._store.transaction() as transaction:
            ACTIVITY.write(transaction, rows)

    def _row(self, one: Activity) -> Mapping[str, Value]:
        last = one.last and {"at": moment(one.last.at), "what": one.last.what, "url": one.last.url}
        return {
            "login": one.login.key,
            "orgs": self._orgs,
            "since": moment(self._query.since),
            "until": moment(self._query.until),
            "enough": self._query.enough,
            "found": json.dumps({"least": one.least, "last": last, "looked_at": one.looked_at}),
        }


def _record(row: Row) -> tuple[datetime, datetime, int, Activity]:
    found = json.loads(row["found"])
    last = found["last"]
    activity = Activity(
        login=login(row["login"]),
        least=int(found["least"]),
        last=last and Contribution(at=read_moment(last["at"]), what=str(last["what"]), url=str(last["url"])),
        looked_at=tuple(map(str, found["looked_at"])),
    )
    return read_moment(row["since"]), read_moment(row["until"]), row["enough"], activity
