"""How far each person's work was read, and what search found of it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from sqlite3 import Row

from tracker.facts.people import Contributor, Login
from tracker.record import record
from tracker.sources.store.people import People, keep_accounts
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import ListReader, read_alone, read_one
from tracker.sources.store.store import Store, Transaction
from tracker.sources.store.tables import CHECKS, FOUND, READINGS
from tracker.sources.store.values import Value, orgs_key

#: GitHub tells of so many records at once.
_REPOSITORIES = 100


@record
class Trail:
    """How far one search was followed.

    ``scope`` is the repository searched in, or empty for all organizations; ``terms`` is the search. Everything that it
    finds down to ``down_to`` (the creation of the oldest result so far), and everything that changed until
    ``watermark``, was found; ``done`` where there is nothing below. ``total`` is how much there was.
    """

    scope: str
    terms: str
    watermark: datetime
    down_to: str | None
    done: bool
    total: int


@record
class Found:
    """A pull request that search found for a person."""

    id: str
    repo: str
    created_at: str


@record
class Known:
    """What is known of a person's work in one family: what was found, by id, and how far the searches were followed."""

    found: Mapping[str, Found] = field(default_factory=dict)
    trails: tuple[Trail, ...] = ()


@record
class LastCheck:
    """When somebody was last read, and what is known of them beside their work; ``requests`` is JSON.

    ``plan`` (JSON) is what a run begins with, and is kept until it is done with the person.
    """

    contributor: Contributor
    read_at: datetime
    involved: int | None
    requests: str | None
    plan: str | None = None


_FOUND = RecordColumns(Found, called={"id": "pull_request"})
_TRAIL = RecordColumns(Trail)
_CHECK = RecordColumns(LastCheck, kept_apart=frozenset({"contributor"}))


class Readings:
    """The readings of a store, for the organizations of one ladder.

    How far a search was followed is said of a list of what was found, by the number that it began with: where that was
    dropped meanwhile, by this run or another one, nothing goes on from there.
    """

    def __init__(self, store: Store, orgs: Sequence[str]) -> None:
        self._store = store
        self._orgs = orgs_key(orgs)
        self._began: dict[tuple[Login, str], int] = {}

    def known(self, login: Login, family: str) -> Known:
        """What is known of a person's work in a family."""
        ids = ListReader(FOUND, login.key, (family,), _FOUND.read)
        trails = ListReader(READINGS, login.key, (self._orgs, family), _trail)
        head, rows, trails_head, trail_rows = self._store.read_together(*ids.queries, *trails.queries)
        found = ids.found(self._store, head, rows)
        if found.began is None:
            return Known()
        self._began.setdefault((login, family), found.began)
        followed = trails.found(self._store, trails_head, trail_rows)
        return Known(
            found={one.id: one for one in found.rows},
            trails=tuple(trail for trail, began in followed.rows if began == found.began),
        )

    def last_check(self, login: Login) -> LastCheck | None:
        """When a person was last read, or None."""
        account = People(self._store).known([login]).get(login)
        if account is None:
            return None
        where, of = "login = ? AND orgs = ?", (login.key, self._orgs)
        return read_one(self._store, CHECKS, lambda row: _CHECK.read(row, contributor=account), where, *of)

    def one_of_each_repository(self, login: Login) -> dict[str, str]:
        """The newest pull request of each repository in which something was found for a person: repositories by id."""
        query = (
            "SELECT pull_request, repo, max(created_at) FROM found WHERE login = ? "
            "GROUP BY repo ORDER BY 3 DESC LIMIT ?"
        )
        rows = self._store.read(query, (login.key, _REPOSITORIES))
        return {str(row["pull_request"]): str(row["repo"]) for row in rows}

    def repositories(self, ids: Collection[str]) -> list[str]:
        """The repositories of pull requests that were found."""
        query = "SELECT DISTINCT repo FROM found WHERE pull_request IN (SELECT value FROM json_each(?))"
        return [str(row["repo"]) for row in self._store.read(query, (json.dumps(list(ids)),))]

    def found_in(self, repos: Sequence[str]) -> list[str]:
        """The ids of everything that was found, for anybody, in repositories."""
        query = "SELECT DISTINCT pull_request FROM found WHERE repo IN (SELECT value FROM json_each(?))"
        return [str(row["pull_request"]) for row in self._store.read(query, (json.dumps(repos),))]

    def forget_repositories(self, transaction: Transaction, repos: Sequence[str]) -> None:
        """Nothing is known of these repositories."""
        named = (json.dumps(repos),)
        transaction.execute("DELETE FROM found WHERE repo IN (SELECT value FROM json_each(?))", named)
        transaction.execute("DELETE FROM readings WHERE scope IN (SELECT value FROM json_each(?))", named)
        transaction.execute("DELETE FROM paths WHERE repo IN (SELECT value FROM json_each(?))", named)

    def keep_found(self, transaction: Transaction, login: Login, family: str, found: Iterable[Found]) -> None:
        """Add to what was found for a person."""
        self._begin(transaction, login, family)
        rows = ({**_FOUND.values(one), "login": login.key, "family": str(family)} for one in found)
        FOUND.write(transaction, rows)

    def keep_trails(self, transaction: Transaction, login: Login, family: str, trails: Iterable[Trail]) -> None:
        """Write how far somebody was read, in place of what was known before: one reader's word, never two mixed."""
        if self._begin(transaction, login, family) != self._began[login, family]:
            return  # what was found on the way here was dropped meanwhile
        of = {"login": login.key, "orgs": self._orgs, "family": str(family)}
        READINGS.empty(transaction, *of.values())
        rows = ({**of, **_TRAIL.values(trail), "began": self._began[login, family]} for trail in trails)
        READINGS.write(transaction, rows)

    def _begin(self, transaction: Transaction, login: Login, family: str) -> int:
        """The number of the list as it is now; the first one is that which this run goes on with."""
        began = FOUND.begin(transaction, login.key, family)
        self._began.setdefault((login, family), began)
        return began

    def forget_found(self, transaction: Transaction, login: Login, family: str) -> None:
        """What was found is not true any more."""
        transaction.execute("DELETE FROM found WHERE login = ? AND family = ?", (login.key, family))
        transaction.execute("DELETE FROM readings WHERE login = ? AND family = ?", (login.key, family))
        FOUND.forget(transaction, login.key, family)
        self._began.pop((login, family), None)

    def keep_check(self, transaction: Transaction, check: LastCheck) -> None:
        """Write what is known of a person beside their work."""
        keep_accounts(transaction, {check.contributor.login: check.contributor}, check.read_at)
        of = {"login": check.contributor.login.key, "orgs": self._orgs}
        CHECKS.write(transaction, [{**of, **_CHECK.values(check)}])

    def done_with(self, transaction: Transaction, logins: Iterable[Login]) -> None:
        """A run is done with these people: the next one asks about them anew.

        What it learned of an earlier day beside their work is not as it is now, and goes with its plan.
        """
        where = "orgs = ? AND plan IS NOT NULL AND login IN (SELECT value FROM json_each(?))"
        named = (self._orgs, json.dumps([login.key for login in logins]))
        CHECKS.write(transaction, read_alone(self._store, CHECKS, _without_plan, where, *named))


def _trail(row: Row) -> tuple[Trail, int]:
    return _TRAIL.read(row), row["began"]


def _without_plan(row: Row) -> Mapping[str, Value]:
    """What stays of a check when a run is done; less of one that was of an earlier day."""
    earlier = json.loads(row["plan"])["asked"].get("until")
    return {**dict(row), "plan": None, **({"involved": None, "requests": None} if earlier else {})}
