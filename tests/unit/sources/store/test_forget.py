"""Who asks to be left out is taken out of an open store, too, whatever else is damaged in it."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import factories
import pytest

from tracker.facts.contributions import Activity, ActivityQuery
from tracker.facts.people import Contributor
from tracker.findings.snapshot import Snapshot
from tracker.sources.store import open_store
from tracker.sources.store.activity import ActivityRecords
from tracker.sources.store.issues import Issues, StoredIssue
from tracker.sources.store.left_out import leave_out
from tracker.sources.store.people import People
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.readings import Found, LastCheck, Readings
from tracker.sources.store.reports import Reports
from tracker.sources.store.upkeep import tables
from tracker.sources.store.values import moment
from tracker.sources.talk import Talk
from tracker.sources.threads import Item

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
NELL, ROSA = factories.login("octo-newcomer"), factories.login("octo-reviewer")
LADDER = ("kubernetes",)
NAMING = json.dumps([{"sponsors": ["Octo-Newcomer"]}])


def found(item):
    return Found(id=item.id, repo=item.repo, created_at=moment(item.pull_request.created_at))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "store" / "example.sqlite3"
    with closing(open_store(path, pytest.fail)) as store, store.transaction() as transaction:
        items = [
            Item(
                pull_request=factories.pull_request(number, id=f"PR_{number}", author=author),
                talk=Talk(reviews={"u": factories.review(by=ROSA)}),
            )
            for number, author in ((1, NELL), (2, ROSA))
        ]
        PullRequests(store).keep(transaction, items)
        readings = Readings(store, LADDER)
        for who in (NELL, ROSA):
            readings.keep_found(transaction, who, "authored", map(found, items))
            account = Contributor(login=who, id="U", url="u")
            check = LastCheck(contributor=account, read_at=AT, involved=1, requests=NAMING)
            readings.keep_check(transaction, check)
            Reports(store, "", "kubernetes").keep([(who, Snapshot(held={}, outcomes={}, unread=frozenset()))], AT)
            query = ActivityQuery(orgs=LADDER, since=AT, until=AT)
            ActivityRecords(store, query).keep([Activity(login=who)])
            said = {"body": f"Sponsors:\n{who}\n"}
            issue = StoredIssue(number=1 + (who == ROSA), comments=0, updated_at=AT, issue=said, read_at=AT)
            Issues(store, "kubernetes/org").keep([issue])
    return path


def names(store, login):
    """The tables in which a login is."""
    rows = {table: store.read(f"SELECT * FROM {table}") for table in tables(store)}
    return {name for name, found in rows.items() if login.key in json.dumps([dict(row) for row in found]).casefold()}


def test_everything_about_a_person_goes_and_nothing_else(path):
    with closing(open_store(path, pytest.fail)) as store:
        everywhere = {"people", "pull_requests", "found", "checks", "reports", "lists", "activity", "issues"}
        assert names(store, NELL) == everywhere
        leave_out(store, [NELL])
        assert names(store, NELL) == set()
        readings = Readings(store, LADDER)
        assert readings.last_check(ROSA).requests is None
        assert readings.last_check(ROSA).involved == 1
        assert Reports(store, "", "kubernetes").before(ROSA, AT.replace(year=2030))
        assert set(readings.known(ROSA, "authored").found) == {"PR_1", "PR_2"}
        kept = store.read("SELECT count(*) FROM lists")[0][0]
        leave_out(store, [NELL, factories.login("octo-nobody")])
        assert store.read("SELECT count(*) FROM lists")[0][0] == kept


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE checks SET involved = 9 WHERE login = 'octo-reviewer'",
        "UPDATE checks SET requests = '[\"octo-newcomer' WHERE login = 'octo-reviewer'",
        "UPDATE checks SET requests = CAST(x'ff' AS TEXT) WHERE login = 'octo-reviewer'",
    ],
)
def test_what_is_damaged_is_dropped_and_not_sealed_anew(path, damage):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        assert db.execute(damage).rowcount == 1
    said = []
    with closing(open_store(path, said.append)) as store:
        leave_out(store, [NELL])
        assert store.path
        assert Readings(store, LADDER).last_check(ROSA) is None
        assert names(store, NELL) == set()
    (warning,) = said
    assert "1 damaged record: check of octo-reviewer kubernetes" in warning


def test_what_others_wrote_of_them_goes(path):
    with closing(open_store(path, pytest.fail)) as store:
        with store.transaction() as transaction:
            titles = ("Thank @Octo-Newcomer", "Mention octo-newcomers", "Fix\nocto-newcomer")
            PullRequests(store).keep(
                transaction,
                [
                    Item(pull_request=factories.pull_request(number, id=f"PR_{number}", title=title), talk=Talk())
                    for number, title in enumerate(titles, start=11)
                ],
            )
            account = Contributor(login=ROSA, id="U", url="u")
            plan, requests = json.dumps({"asked": {"by\nocto-newcomer": ["a\nOcto-Newcomer"]}}), json.dumps(["octo-x"])
            check = LastCheck(contributor=account, read_at=AT, involved=1, requests=requests, plan=plan)
            Readings(store, ("kserve",)).keep_check(transaction, check)
            other = Contributor(login=factories.login("octo-other"), id="U", url="u", company="@octo-newcomer & sons")
            People(store).keep({other.login: other}, AT)
        leave_out(store, [NELL])
        assert names(store, NELL) == {"pull_requests"}
        assert [row["title"] for row in store.read("SELECT title FROM pull_requests")] == ["Mention octo-newcomers"]
        assert Readings(store, ("kserve",)).last_check(ROSA).plan is None
