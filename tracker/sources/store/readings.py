"""How far each person's work was read, and what search found of it."""

import json
import sqlite3
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.facts.people import Contributor, Login
from tracker.sources.store.database import Row, Store
from tracker.sources.store.people import People, keep_accounts
from tracker.sources.store.values import moment, number, read_moment, text
from tracker.sources.threads import Item

#: GitHub tells of so many records at once.
_REPOSITORIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pull request that search found for a person."""

    id: str
    repo: str
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a person's work in one family: what was found, by id, and how far the searches were followed."""

    found: Mapping[str, Found] = field(default_factory=dict)
    trails: tuple[Trail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """When somebody was last read, and what is known of them beside their work; ``requests`` is JSON.

    ``plan`` (JSON) is what a run begins with, and is kept until it is done with the person.
    """

    contributor: Contributor
    read_at: datetime
    involved: int | None
    requests: str | None
    plan: str | None = None


class Readings:
    """The readings of a store, for the organizations of one ladder."""

    def __init__(self, store: Store, orgs: Sequence[str]) -> None:
        self._store = store
        self._orgs = ",".join(sorted(org.casefold() for org in orgs))

    def known(self, login: Login, family: str) -> Known:
        """What is known of a person's work in a family."""
        rows = self._store.read(
            "SELECT pull_request, repo, created_at FROM found WHERE login = ? AND family = ?", (login.key, family)
        )
        trails = self._store.read(
            "SELECT scope, terms, watermark, down_to, done, total FROM readings "
            "WHERE login = ? AND orgs = ? AND family = ?",
            (login.key, self._orgs, family),
        )
        found = {str(id_): Found(id=str(id_), repo=sys.intern(str(repo)), created_at=str(at)) for id_, repo, at in rows}
        return Known(found=found, trails=tuple(_trail(row) for row in trails))

    def last_check(self, login: Login) -> LastCheck | None:
        """When a person was last read, or None."""
        account = People(self._store).known([login]).get(login)
        query = "SELECT read_at, involved, requests, plan FROM checks WHERE login = ? AND orgs = ?"
        rows = self._store.read(query, (login.key, self._orgs))
        if not (account and rows):
            return None
        read_at, involved, requests, plan = rows[0]
        return LastCheck(
            contributor=account,
            read_at=read_moment(read_at),
            involved=None if involved is None else number(involved),
            requests=text(requests),
            plan=text(plan),
        )

    def one_of_each_repository(self, login: Login) -> dict[str, str]:
        """The newest pull request of each repository in which something was found for a person: repositories by id."""
        query = "SELECT pull_request, repo, max(created_at) FROM found WHERE login = ? GROUP BY repo ORDER BY 3 DESC LIMIT ?"
        return {str(id_): str(repo) for id_, repo, _ in self._store.read(query, (login.key, _REPOSITORIES))}

    def repositories(self, ids: Collection[str]) -> list[str]:
        """The repositories of pull requests that were found."""
        query = "SELECT DISTINCT repo FROM found WHERE pull_request IN (SELECT value FROM json_each(?))"
        return [str(repo) for (repo,) in self._store.read(query, (json.dumps(list(ids)),))]

    def found_in(self, repos: Sequence[str]) -> list[str]:
        """The ids of everything that was found, for anybody, in repositories."""
        query = "SELECT DISTINCT pull_request FROM found WHERE repo IN (SELECT value FROM json_each(?))"
        return [str(id_) for (id_,) in self._store.read(query, (json.dumps(repos),))]

    def forget_repositories(self, db: sqlite3.Connection, repos: Sequence[str]) -> None:
        named = (json.dumps(repos),)
        db.execute("DELETE FROM found WHERE repo IN (SELECT value FROM json_each(?))", named)
        db.execute("DELETE FROM readings WHERE scope IN (SELECT value FROM json_each(?))", named)
        db.execute("DELETE FROM paths WHERE repo IN (SELECT value FROM json_each(?))", named)

    def keep_found(self, db: sqlite3.Connection, login: Login, family: str, found: Iterable[Found]) -> None:
        rows = ((login.key, family, one.id, one.repo, one.created_at) for one in found)
        db.executemany("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?, ?)", rows)

    def keep_trails(self, db: sqlite3.Connection, login: Login, family: str, trails: Iterable[Trail]) -> None:
        """Write how far somebody was read, in place of what was known before: one reader's word, never two mixed."""
        db.execute("DELETE FROM readings WHERE login = ? AND orgs = ? AND family = ?", (login.key, self._orgs, family))
        rows = ((login.key, self._orgs, family, *_row(trail)) for trail in trails)
        db.executemany("INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def forget_found(self, db: sqlite3.Connection, login: Login, family: str) -> None:
        """What was found is not true any more."""
        db.execute("DELETE FROM found WHERE login = ? AND family = ?", (login.key, family))
        db.execute("DELETE FROM readings WHERE login = ? AND family = ?", (login.key, family))

    def keep_check(self, db: sqlite3.Connection, check: LastCheck) -> None:
        keep_accounts(db, {check.contributor.login: check.contributor}, check.read_at)
        key = check.contributor.login.key
        values = (key, self._orgs, moment(check.read_at), check.involved, check.requests, check.plan)
        db.execute("INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?, ?, ?)", values)

    def done_with(self, db: sqlite3.Connection, logins: Iterable[Login]) -> None:
        """A run is done with these people: the next one asks about them anew.

        What it learned of an earlier day beside their work is not as it is now, and goes with its plan.
        """
        named = (self._orgs, json.dumps([login.key for login in logins]))
        where = "WHERE orgs = ? AND login IN (SELECT value FROM json_each(?))"
        earlier = "AND json_extract(plan, '$.asked.until') IS NOT NULL"
        db.execute(f"UPDATE checks SET involved = NULL, requests = NULL {where} {earlier}", named)  # noqa: S608 - ours
        db.execute(f"UPDATE checks SET plan = NULL {where}", named)  # noqa: S608 - see above


def found_of(item: Item) -> Found:
    """What is noted of a pull request that search found."""
    return Found(id=item.id, repo=item.repo, created_at=moment(item.pull_request.created_at))


def _trail(row: Row) -> Trail:
    scope, terms, watermark, down_to, done, total = row
    return Trail(
        scope=str(scope),
        terms=str(terms),
        watermark=read_moment(watermark),
        down_to=text(down_to),
        done=bool(done),
        total=number(total),
    )


def _row(trail: Trail) -> Row:
    return (trail.scope, trail.terms, moment(trail.watermark), trail.down_to, trail.done, trail.total)
