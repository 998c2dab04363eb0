"""Accounts that were looked up, those that do not exist among them."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.facts.people import Contributor, Login
from tracker.sources.store.database import Row, Store
from tracker.sources.store.values import maybe_moment, maybe_read_moment, moment, read_moment, text

_KNOWN = """
    SELECT login, id, url, name, company, created_at, read_at
    FROM people WHERE login COLLATE NOCASE IN (SELECT value FROM json_each(?))
"""


class People:
    """The accounts of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, logins: Sequence[Login], since: datetime | None = None) -> dict[Login, Contributor | None]:
        """The accounts of these logins that were read (not before ``since``); None for a login that nobody had."""
        rows = self._store.read(_KNOWN, (json.dumps([login.key for login in logins]),))
        recent = [row for row in rows if since is None or read_moment(row[6]) >= since]
        return {Login.parse(str(row[0])): _account(row) for row in recent}

    def keep(self, accounts: Mapping[Login, Contributor | None], read_at: datetime) -> None:
        self._store.write(lambda db: keep_accounts(db, accounts, read_at))


def keep_accounts(db: sqlite3.Connection, accounts: Mapping[Login, Contributor | None], read_at: datetime) -> None:
    """Write accounts as they were read."""
    rows = (_row(login, account, read_at) for login, account in accounts.items())
    db.executemany("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _row(login: Login, account: Contributor | None, read_at: datetime) -> Row:
    if account is None:
        return (login.key, None, None, None, None, None, moment(read_at))
    created_at = maybe_moment(account.created_at)
    name = account.login.name if account.login == login else login.name
    return (name, account.id, account.url, account.name, account.company, created_at, moment(read_at))


def _account(row: Row) -> Contributor | None:
    login, id_, url, name, company, created_at, _ = row
    if id_ is None:
        return None
    return Contributor(
        login=Login.parse(str(login)),
        id=str(id_),
        url=str(url),
        name=text(name),
        company=text(company),
        created_at=maybe_read_moment(created_at),
    )
