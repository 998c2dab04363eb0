"""Damage: a record is dropped, a file is set aside, and nothing is taken for whole that is not."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import factories
import pytest
from functional.damaging import Loosened

from tracker.facts.contributions import Activity, ActivityQuery, Contribution
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.findings.snapshot import Snapshot
from tracker.sources.base import FileRef, FileText, LastChange
from tracker.sources.store import open_store
from tracker.sources.store.activity import ActivityRecords
from tracker.sources.store.host_checks import HostChecks
from tracker.sources.store.issues import IssueList, Issues, StoredIssue
from tracker.sources.store.people import People
from tracker.sources.store.places import Places
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.readings import Found, LastCheck, Readings, Trail
from tracker.sources.store.reports import Reports
from tracker.sources.store.role_index import IndexRecord, IndexRecords
from tracker.sources.store.texts import Texts
from tracker.sources.talk import Talk, TalkCursor
from tracker.sources.threads import Item

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NELL = Login.parse("octo-newcomer")
OWNERS = FileRef("kubernetes/kubernetes", "OWNERS")
PLACE = Scope.directory("kubernetes-sigs/kueue", "pkg")
LINK = FileRef("kubernetes/kubernetes", "pkg/OWNERS")
LADDER = ("kubernetes",)
FAMILY = "authored"
TRAIL = Trail(scope="", terms="is:pr author:octo-newcomer", watermark=AT, down_to=None, done=True, total=3)
NOTHING = Snapshot(held={}, outcomes={}, unread=frozenset())


def found(number):
    return Found(id=f"PR_{number}", repo="kubernetes/kubernetes", created_at="2026-05-01T00:00:00Z")


def item(number):
    """A pull request with two of everything that belongs to one."""
    reviews = [factories.review(by=factories.login(f"octo-{n}")) for n in (1, 2)]
    commands = [factories.command(by=factories.login(f"octo-{n}")) for n in (1, 2)]
    return Item(
        pull_request=factories.pull_request(number, id=f"PR_{number}", paths=["pkg/a.go", "pkg/b.go"], merged=None),
        talk=Talk(
            reviews={f"{n}": replace(one, url=f"{n}") for n, one in enumerate(reviews)},
            commands={(f"{n}", one.kind): replace(one, url=f"{n}") for n, one in enumerate(commands)},
        ),
        counted=frozenset(one.by for one in reviews),
    )


def fill(store):
    """One record of each kind, or a list of three."""
    account = Contributor(login=NELL, id="U_1", url="https://github.com/octo-newcomer")
    People(store).keep({NELL: account}, AT)
    readings = Readings(store, LADDER)
    with store.transaction() as transaction:
        PullRequests(store).keep(transaction, [item(1), item(2)])
        readings.keep_found(transaction, NELL, FAMILY, map(found, range(3)))
        readings.keep_trails(transaction, NELL, FAMILY, [TRAIL])
        readings.keep_check(
            transaction, LastCheck(contributor=account, read_at=AT, involved=1, requests="[]", plan="{}")
        )
    link = FileText(ref=LINK, text=None, oid="0b", url="u", link="../OWNERS")
    Texts(store).keep([FileText(ref=OWNERS, text="approvers: []", oid="0a", url="u"), link], AT)
    HostChecks(store).keep("search operators", [FAMILY], AT)
    Texts(store).keep_blame({OWNERS: tuple(LastChange(first=n, last=n, at=AT, url="u") for n in (1, 2, 3))})
    Places(store).keep({PLACE: Place(scope=PLACE, presence=Presence.THERE, read_at=AT)})
    IndexRecords(store).keep("sigs.yaml", LADDER, IndexRecord(files=(OWNERS,), unread={}, names={}, read_at=AT))
    ActivityRecords(store, YEAR).keep([SEEN])
    issues = Issues(store, "kubernetes/org")
    issues.keep([StoredIssue(number=1, comments=2, updated_at=AT, issue={"number": 1}, read_at=AT)])
    issues.keep_list(IssueList(state="", since=None, issues=[{"number": 1}], missing=[], read_at=AT))
    for days in range(3):
        Reports(store, "", "kubernetes").keep([(NELL, NOTHING)], AT + days * DAY)


YEAR = ActivityQuery(orgs=LADDER, since=AT - 365 * DAY, until=AT)
SEEN = Activity(login=NELL, least=1, last=Contribution(at=AT, what="opened an issue", url="https://github.example/1"))
#: What is read of each, as a truth value.
READS = {
    "people": lambda store: People(store).known([NELL]),
    "pull_requests": lambda store: PullRequests(store).get(["PR_1"]),
    "found": lambda store: Readings(store, LADDER).known(NELL, FAMILY).trails,
    "checks": lambda store: Readings(store, LADDER).last_check(NELL),
    "paths": lambda store: Texts(store).known([OWNERS]),
    "links": lambda store: Texts(store).known([LINK]),
    "host_checks": lambda store: HostChecks(store).found("search operators", AT),
    "line_changes": lambda store: Texts(store).blame([OWNERS]),
    "places": lambda store: Places(store).known(PLACE),
    "role_index": lambda store: IndexRecords(store).known("sigs.yaml", LADDER),
    "activity": lambda store: ActivityRecords(store, YEAR).known([NELL]),
    "issues": lambda store: Issues(store, "kubernetes/org").known([1]),
    "issue_lists": lambda store: Issues(store, "kubernetes/org").lists(),
    "reports": lambda store: Reports(store, "", "kubernetes").before(NELL, AT + 9 * DAY),
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store" / "example.sqlite3"


@pytest.fixture
def filled(path):
    with closing(open_store(path, pytest.fail)) as store:
        fill(store)
        assert all(read(store) for read in READS.values())
    return path


@pytest.fixture
def edit(filled):
    """Edits the file behind the program's back."""

    def run(statement, *values):
        with closing(sqlite3.connect(filled, isolation_level=None)) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            changed = db.execute(statement, values).rowcount
        assert changed

    return run


def left(path):
    """What can still be read, twice: the first time the rest is dropped, and said to be."""
    said = []
    with closing(open_store(path, said.append)) as store:
        assert store.path
        first = {name for name, read in READS.items() if read(store)}
        assert first == {name for name, read in READS.items() if read(store)}
    with closing(open_store(path, pytest.fail)) as again:
        assert first == {name for name, read in READS.items() if read(again)}
    return READS.keys() - first, said


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ("UPDATE pull_requests SET title = CAST(x'ff41' AS TEXT) WHERE rowid = 1", "pull_requests"),
        ("UPDATE pull_requests SET labels = 'x' WHERE rowid = 1", "pull_requests"),
        ("UPDATE pull_requests SET author = NULL WHERE rowid = 1", "pull_requests"),
        ("UPDATE pull_requests SET checksum = 7 WHERE rowid = 1", "pull_requests"),
        ("UPDATE people SET created_at = 'x'", "people checks"),
        ("UPDATE people SET name = 'Nell'", "people checks"),
        ("UPDATE people SET url = CAST(x'ff' AS TEXT)", "people checks"),
        ("UPDATE checks SET plan = 1.5", "checks"),
        ("UPDATE checks SET involved = 0", "checks"),
        ("UPDATE found SET repo = 'kubernetes/other' WHERE pull_request = 'PR_1'", "found"),
        ("DELETE FROM found WHERE pull_request = 'PR_1'", "found"),
        ("DELETE FROM found", "found"),
        ("DELETE FROM lists WHERE of = 'found'", "found"),
        ("UPDATE lists SET checksum = 0 WHERE of = 'found'", "found"),
        ("UPDATE found SET login = 'octo-other' WHERE pull_request = 'PR_1'", "found"),
        ("UPDATE readings SET done = 0", "found"),
        ("UPDATE readings SET terms = CAST(x'ff' AS TEXT)", "found"),
        ("DELETE FROM readings", "found"),
        ("UPDATE places SET there = 0", "places"),
        ("UPDATE places SET read_at = 7", "places"),
        ("UPDATE role_index SET files = '[]'", "role_index"),
        ("UPDATE activity SET since = '2026-05-02T12:00:00Z'", "activity"),
        ("UPDATE activity SET found = '{}'", "activity"),
        ("UPDATE issues SET issue = '{}'", "issues"),
        ("UPDATE issues SET comments = 0", "issues"),
        ("UPDATE issue_lists SET issues = '[]'", "issue_lists"),
        ("UPDATE issue_lists SET state = 'open'", "issue_lists"),
        ("UPDATE role_index SET read_at = '2026-05-02T12:00:00Z'", "role_index"),
        ("UPDATE role_index SET names = CAST(x'ff' AS TEXT)", "role_index"),
        ("UPDATE texts SET text = 'approvers: [octo-newcomer]' WHERE oid = '0a'", "paths line_changes"),
        ("UPDATE texts SET text = CAST(x'ff' AS TEXT) WHERE oid = '0a'", "paths line_changes"),
        ("UPDATE texts SET text = '../../OWNERS' WHERE oid = '0b'", "links"),
        ("UPDATE paths SET oid = NULL WHERE path = 'OWNERS'", "paths line_changes"),
        ("UPDATE paths SET link = 0 WHERE path = 'pkg/OWNERS'", "links"),
        ("UPDATE paths SET link = 1 WHERE path = 'OWNERS'", "paths line_changes"),
        ("UPDATE host_checks SET found = '[\"participation\"]'", "host_checks"),
        ("UPDATE host_checks SET checked_at = '2030-01-01T00:00:00Z'", "host_checks"),
        ("UPDATE host_checks SET found = 7", "host_checks"),
        ("UPDATE line_changes SET at = '2020-01-01T00:00:00Z' WHERE first = 1", "line_changes"),
        ("DELETE FROM line_changes WHERE first = 1", "line_changes"),
        ('UPDATE reports SET said = \'{"held": [], "outcomes": []}\'', "reports"),
        ("DELETE FROM reports WHERE as_of = (SELECT max(as_of) FROM reports)", "reports"),
    ],
)
def test_a_damaged_record_is_dropped_and_named_once(path, edit, change, gone):
    edit(change)
    lost, said = left(path)
    assert lost == set(gone.split())
    (warning,) = said
    assert warning.startswith(f"The store {path} had 1 damaged record: ")
    assert "dropped; a run without --offline reads this again" in warning


def test_several_are_named_in_one_warning(path, edit):
    edit("UPDATE pull_requests SET draft = 1")
    edit("UPDATE people SET name = 'Nell'")
    said = []
    with closing(open_store(path, said.append)) as store:
        PullRequests(store).get(["PR_1", "PR_2"])
        People(store).known([NELL])
    (warning,) = said
    assert f"{path} had 3 damaged records: pull request PR_1, pull request PR_2, account octo-newcomer. " in warning


@pytest.mark.parametrize("table", ["files", "reviews", "commands", "counted"])
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {table} WHERE pull_request = 'PR_1'",
        "DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table} WHERE pull_request = 'PR_1')",
        "INSERT INTO {table} SELECT * FROM {table} WHERE pull_request = 'PR_1'",
        "UPDATE {table} SET pull_request = 'PR_2' WHERE pull_request = 'PR_1'",
    ],
)
def test_a_pull_request_is_dropped_where_what_belongs_to_it_is_missing_or_too_much(path, edit, table, change):
    edit(change.format(table=table))
    lost, _ = left(path)
    assert lost == {"pull_requests"}


def long(number):
    """A pull request whose conversation was read in part."""
    short = item(number)
    return replace(short, talk=replace(short.talk, remarks_left=3), cursor=TalkCursor(reviews="", remarks="c1"))


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM cursors",
        "UPDATE cursors SET remarks = 'c2'",
        "UPDATE cursors SET reviews = NULL",
        "UPDATE cursors SET pull_request = 'PR_2'",
        "INSERT INTO cursors VALUES ('PR_2', '', '')",
    ],
)
def test_where_a_conversation_is_read_on_is_checked(path, edit, change):
    with closing(open_store(path, pytest.fail)) as store, store.transaction() as transaction:
        PullRequests(store).keep(transaction, [long(3)])
    with closing(open_store(path, pytest.fail)) as store:
        assert PullRequests(store).get(["PR_3"]) == {"PR_3": long(3)}
    edit(change)
    said = []
    with closing(open_store(path, said.append)) as store:
        assert len(PullRequests(store).get(["PR_3", "PR_2"])) < 2
    assert len(said) == 1


def test_what_belonged_to_a_lost_pull_request_is_not_given_to_the_next_of_that_name(path, edit):
    edit("DELETE FROM pull_requests WHERE id = 'PR_1'")
    with closing(open_store(path, pytest.fail)) as store:
        bare = replace(item(1), talk=Talk(), counted=frozenset())
        with store.transaction() as transaction:
            PullRequests(store).keep(transaction, [bare])
    with closing(open_store(path, pytest.fail)) as store:
        assert PullRequests(store).get(["PR_1"]) == {"PR_1": bare}


def test_what_is_written_is_read_as_it_was(filled):
    with closing(open_store(filled, pytest.fail)) as store:
        assert PullRequests(store).get(["PR_1", "PR_2"]) == {"PR_1": item(1), "PR_2": item(2)}


# -- lists that are written by several ---------------------------------------------------------------


def test_who_goes_on_after_a_list_was_dropped_does_not_say_that_it_is_whole(filled):
    """One run reads on from the third page while another one finds the list damaged, and begins anew."""
    with closing(open_store(filled)) as ours, closing(open_store(filled)) as theirs:
        first, second = Readings(ours, LADDER), Readings(theirs, LADDER)
        assert first.known(NELL, FAMILY).trails
        with theirs.transaction() as transaction:
            second.forget_found(transaction, NELL, FAMILY)
        with ours.transaction() as transaction:
            first.keep_found(transaction, NELL, FAMILY, [found(7)])
            first.keep_trails(transaction, NELL, FAMILY, [TRAIL])
        assert not Readings(ours, LADDER).known(NELL, FAMILY).trails
        with theirs.transaction() as transaction:
            second.keep_found(transaction, NELL, FAMILY, [found(8)])
            second.keep_trails(transaction, NELL, FAMILY, [TRAIL])
        assert Readings(ours, LADDER).known(NELL, FAMILY).found.keys() == {"PR_7", "PR_8"}


def test_two_who_begin_at_the_same_time_both_say_how_far_they_are(path):
    with closing(open_store(path)) as ours, closing(open_store(path)) as theirs:
        for number, store in enumerate((ours, theirs)):
            readings = Readings(store, LADDER)
            with store.transaction() as transaction:
                readings.keep_found(transaction, NELL, FAMILY, [found(number)])
                readings.keep_trails(transaction, NELL, FAMILY, [replace(TRAIL, total=number)])
            known = readings.known(NELL, FAMILY)
            assert [trail.total for trail in known.trails] == [number]
        assert known.found.keys() == {"PR_0", "PR_1"}


def test_a_repository_that_is_gone_leaves_the_rest_of_a_list_whole(filled):
    with closing(open_store(filled, pytest.fail)) as store:
        readings = Readings(store, LADDER)
        with store.transaction() as transaction:
            readings.keep_found(transaction, NELL, FAMILY, [replace(found(9), repo="kubernetes/gone")])
        with store.transaction() as transaction:
            readings.forget_repositories(transaction, ["kubernetes/gone"])
        assert readings.known(NELL, FAMILY).found.keys() == {"PR_0", "PR_1", "PR_2"}


@pytest.mark.parametrize("value", ["x", 1.5, b"\xff", None, 7])
@pytest.mark.parametrize("table", ["found", "readings", "reports", "line_changes"])
def test_a_list_whose_number_is_damaged_is_written_anew(filled, value, table):
    with Loosened(filled) as db:
        db.execute("UPDATE lists SET began = ? WHERE of = ?", (value, table))
    with closing(open_store(filled)) as store:
        fill(store)
    with closing(open_store(filled)) as store:
        for read in READS.values():
            read(store)
        fill(store)
    with closing(open_store(filled, pytest.fail)) as store:
        assert all(read(store) for read in READS.values())
