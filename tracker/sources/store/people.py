"""Accounts that were looked up, those that do not exist among them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from tracker.facts.people import Contributor, Login
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import read_alone
from tracker.sources.store.store import Store, Transaction
from tracker.sources.store.tables import PEOPLE
from tracker.sources.store.values import Value, login, moment, read_moment

_THESE = "login COLLATE NOCASE IN (SELECT value FROM json_each(?))"
_ACCOUNT = RecordColumns(Contributor, kept_apart=frozenset({"login", "bot"}))


class People:
    """The accounts of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, logins: Sequence[Login], since: datetime | None = None) -> dict[Login, Contributor | None]:
        """The accounts of these logins that were read (not before ``since``); None for a login that nobody had."""
        found = read_alone(self._store, PEOPLE, _account, _THESE, json.dumps([login.key for login in logins]))
        return {login: account for login, account, read_at in found if since is None or read_at >= since}

    def keep(self, accounts: Mapping[Login, Contributor | None], read_at: datetime) -> None:
        """Write accounts as they were read."""
        with self._store.transaction() as transaction:
            keep_accounts(transaction, accounts, read_at)


def keep_accounts(transaction: Transaction, accounts: Mapping[Login, Contributor | None], read_at: datetime) -> None:
    """Write accounts as they were read."""
    PEOPLE.write(transaction, (_row(login, account, read_at) for login, account in accounts.items()))


def _row(login: Login, account: Contributor | None, read_at: datetime) -> Mapping[str, Value]:
    read = {"login": login.key, "read_at": moment(read_at)}
    if account is None:
        return {**dict.fromkeys(PEOPLE.columns), **read}
    return {**read, "login": account.login.name if account.login == login else login.name, **_ACCOUNT.values(account)}


def _account(row: Row) -> tuple[Login, Contributor | None, datetime]:
    who = login(row["login"])
    account = None if row["id"] is None else _ACCOUNT.read(row, login=who)
    return who, account, read_moment(row["read_at"])
