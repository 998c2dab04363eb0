"""Issues in which people ask for membership, with their threads, and the lists in which they stood."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from tracker.record import record
from tracker.sources.store.records import read_alone
from tracker.sources.store.store import Store
from tracker.sources.store.tables import ISSUE_LISTS, ISSUES
from tracker.sources.store.values import Value, maybe_read_moment, moment, read_moment

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


class Issues:
    """The issues of one repository (``owner/name``) in a store."""

    def __init__(self, store: Store, repo: str) -> None:
        self._store = store
        self._repo = repo.casefold()

    def known(self, numbers: Collection[int]) -> dict[int, StoredIssue]:
        """Those of these issues that were read once."""
        found = read_alone(self._store, ISSUES, _issue, _THESE, self._repo, json.dumps(list(numbers)))
        return {one.number: one for one in found}

    def keep(self, issues: Iterable[StoredIssue]) -> None:
        """Write issues as they were read."""
        with self._store.transaction() as transaction:
            ISSUES.write(transaction, map(self._issue_row, issues))

    def _issue_row(self, one: StoredIssue) -> Mapping[str, Value]:
        return {
            "repo": self._repo,
            "number": one.number,
            "comments": one.comments,
            "updated_at": moment(one.updated_at),
            "issue": json.dumps(one.issue),
            "read_at": moment(one.read_at),
        }

    def lists(self) -> list[IssueList]:
        """The lists that were read, the newest first."""
        found = read_alone(self._store, ISSUE_LISTS, _list, "repo = ?", self._repo)
        return sorted(found, key=lambda one: one.read_at, reverse=True)

    def keep_list(self, one: IssueList) -> None:
        """Write a list in place of those of the same state; one that goes back for ever only gives way to another.

        So of lists since some day the newest stays, however far it goes back: with ``--since 3w`` each day has another.
        """
        since = moment(one.since) if one.since else ""
        row = {
            "repo": self._repo,
            "state": one.state,
            "since": since,
            "issues": json.dumps(one.issues),
            "missing": json.dumps(one.missing),
            "read_at": moment(one.read_at),
        }
        with self._store.transaction() as transaction:
            which = "repo = ? AND state = ? AND (since <> '' OR ? = '')"
            transaction.execute(f"DELETE FROM issue_lists WHERE {which}", (self._repo, one.state, since))
            ISSUE_LISTS.write(transaction, [row])


def _issue(row: Row) -> StoredIssue:
    return StoredIssue(
        number=row["number"],
        comments=row["comments"],
        updated_at=read_moment(row["updated_at"]),
        issue=json.loads(row["issue"]),
        read_at=read_moment(row["read_at"]),
    )


def _list(row: Row) -> IssueList:
    return IssueList(
        state=row["state"],
        since=maybe_read_moment(row["since"]),
        issues=json.loads(row["issues"]),
        missing=json.loads(row["missing"]),
        read_at=read_moment(row["read_at"]),
    )
