"""Issues in which people ask for membership, with their threads, and the lists in which they stood."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from tracker.record import record
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import read_alone
from tracker.sources.store.store import Store
from tracker.sources.store.tables import ISSUE_LISTS, ISSUES
from tracker.sources.store.values import maybe_read_moment, moment

_THESE = "repo = ? AND number IN (SELECT value FROM json_each(?))"


@record
class StoredIssue:
    """An ``issue`` as GitHub answered, with all of its thread; how many ``comments`` it had, when it last changed."""

    number: int
    comments: int
    updated_at: datetime
    issue: Mapping[str, object]
    read_at: datetime


@record
class IssueList:
    """Which issues there were when a list was read: each as GitHub listed it; ``missing`` says why there may be more.

    ``state`` is empty for any, and ``since`` None for all that were ever made.
    """

    state: str
    since: datetime | None
    issues: Sequence[Mapping[str, object]]
    missing: Sequence[str]
    read_at: datetime


_ISSUE = RecordColumns(StoredIssue)
_LIST = RecordColumns(IssueList, kept_apart=frozenset({"since"}))


class Issues:
    """The issues of one repository (``owner/name``) in a store."""

    def __init__(self, store: Store, repo: str) -> None:
        self._store = store
        self._repo = repo.casefold()

    def known(self, numbers: Collection[int]) -> dict[int, StoredIssue]:
        """Those of these issues that were read once."""
        found = read_alone(self._store, ISSUES, _ISSUE.read, _THESE, self._repo, json.dumps(list(numbers)))
        return {one.number: one for one in found}

    def keep(self, issues: Iterable[StoredIssue]) -> None:
        """Write issues as they were read."""
        with self._store.transaction() as transaction:
            ISSUES.write(transaction, ({"repo": self._repo, **_ISSUE.values(one)} for one in issues))

    def lists(self) -> list[IssueList]:
        """The lists that were read, the newest first."""
        found = read_alone(self._store, ISSUE_LISTS, _list, "repo = ?", self._repo)
        return sorted(found, key=lambda one: one.read_at, reverse=True)

    def keep_list(self, one: IssueList) -> None:
        """Write a list in place of those of the same state; one that goes back for ever only gives way to another.

        So of lists since some day the newest stays, however far it goes back: with ``--since 3w`` each day has another.
        """
        since = moment(one.since) if one.since else ""
        row = {"repo": self._repo, "since": since, **_LIST.values(one)}
        with self._store.transaction() as transaction:
            which = "repo = ? AND state = ? AND (since <> '' OR ? = '')"
            transaction.execute(f"DELETE FROM issue_lists WHERE {which}", (self._repo, one.state, since))
            ISSUE_LISTS.write(transaction, [row])


def _list(row: Row) -> IssueList:
    return _LIST.read(row, since=maybe_read_moment(row["since"]))
