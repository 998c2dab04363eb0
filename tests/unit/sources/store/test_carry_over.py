"""A store of an earlier version: what fits is carried over, record by record, and what does not stays out."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from operator import itemgetter

import pytest

from tracker.facts.people import Login
from tracker.sources.base import FileRef, FileText
from tracker.sources.store import carry_over, database, open_store, tables
from tracker.sources.store.host_checks import HostChecks
from tracker.sources.store.people import People
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.readings import Readings
from tracker.sources.store.reports import Reports
from tracker.sources.store.texts import Texts

AT = "2026-05-01T12:00:00Z"
NELL, ROSA = Login.parse("octo-newcomer"), Login.parse("octo-reviewer")
OWNERS = FileRef("kubernetes/kubernetes", "OWNERS")
LINK = FileRef("kubernetes/kubernetes", "pkg/OWNERS")
LADDER = ("kubernetes",)
SAID = json.dumps({"held": [], "outcomes": [], "unread": []})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store" / "example.sqlite3"


#: The step that checks every row; the version before it is the last one whose rows are carried over.
CHECKED = next(number for number, text in enumerate(database._migrations()) if text.startswith(carry_over.MARK))


def made(path, version):
    """A store of an earlier version in which everything fits."""
    path.parent.mkdir(mode=0o700)
    db = sqlite3.connect(path, isolation_level=None)
    for text in database._migrations()[:version]:
        db.executescript(text)
    db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {version}")
    for login in (NELL.name, ROSA.name):
        write_person(db, login)
    for number in (1, 2):
        write_pull_request(db, number)
    write_files(db)
    if columns(db, "host_checks"):
        insert(db, "host_checks", name="search operators", found='["authored"]', checked_at=AT)
    return db


def columns(db, table):
    return [column for _, column, *_ in db.execute(f"PRAGMA table_info({table})")]


def insert(db, table, **values):
    """Write those of these values for which the table has a column."""
    there = [column for column in columns(db, table) if column in values]
    marks = ", ".join(f":{column}" for column in there)
    if there:
        db.execute(f"INSERT INTO {table} ({', '.join(there)}) VALUES ({marks})", values)


def write_person(db, login):
    insert(db, "people", login=login, id="U", url="u", created_at=AT, read_at=AT)
    insert(db, "checks", login=login, orgs="kubernetes", read_at=AT, involved=3, requests="[]", plan=None)
    insert(db, "reports", cohort="", ladder="kubernetes", login=login, as_of=AT, said=SAID)
    for family in ("authored", "participation"):
        trail = {"scope": "", "terms": "is:pr", "watermark": AT, "done": 1, "total": 2}
        insert(db, "readings", login=login, orgs="kubernetes", family=family, **trail)
        for number in (1, 2):
            found = {"pull_request": f"PR_{number}", "repo": "kubernetes/kubernetes", "created_at": AT}
            insert(db, "found", login=login, family=family, **found)


def write_pull_request(db, number):
    id_, at = f"PR_{number}", {"created_at": AT, "updated_at": AT, "merged_at": AT}
    numbers = {"number": number, "additions": 1, "deletions": 2, "changed_files": 3, "author_is_bot": 0, "draft": 0}
    words = {"repo": "kubernetes/kubernetes", "url": "u", "title": "Fix", "base": "main", "labels": '["lgtm"]'}
    insert(db, "pull_requests", id=id_, author=NELL.name, reviews_left=0, remarks_left=0, **at, **numbers, **words)
    theirs = {"pull_request": id_, "login": ROSA.name, "url": "u#1", "at": AT}
    insert(db, "files", pull_request=id_, path="pkg/a.go", additions=1, deletions=2)
    insert(db, "reviews", state="APPROVED", comments=0, **theirs)
    insert(db, "commands", kind="lgtm", **theirs)
    insert(db, "counted", **theirs)


def write_files(db):
    for ref, oid, words in ((OWNERS, "0a", "approvers: []\n"), (LINK, "0b", "../OWNERS")):
        insert(db, "texts", oid=oid, text=words)
        insert(db, "paths", repo=ref.repo, path=ref.path, oid=oid, url="u", read_at=AT, link=int(ref is LINK))
    for first in (1, 3):
        lines = {"first": first, "last": first + 1}
        insert(db, "line_changes", repo=OWNERS.repo, path=OWNERS.path, oid="0a", at=AT, url="u", **lines)


@pytest.fixture
def old(path):
    db = made(path, CHECKED)
    yield db
    db.close()


def held(path):
    """What a store holds, in a word for each record."""
    said = []
    with closing(open_store(path, said.append)) as store:
        readings, people = Readings(store, LADDER), People(store).known([NELL, ROSA])
        later = datetime(2030, 1, 1, tzinfo=UTC)
        found = {
            **{f"account {login}": 1 for login in people},
            **{f"pull request {id_}": 1 for id_ in PullRequests(store).get(["PR_1", "PR_2"])},
            **{f"check {login}": 1 for login in people if readings.last_check(login)},
            **{f"report {who}": 1 for who in (NELL, ROSA) if Reports(store, "", "kubernetes").before(who, later)},
            **{
                f"{family} {login}": len(known.found)
                for login in (NELL, ROSA)
                for family in ("authored", "participation")
                if (known := readings.known(login, family)).trails
            },
            **{f"file {ref.path}": 1 for ref in Texts(store).known([OWNERS, LINK])},
            **{f"lines {ref.path}": len(lines) for ref, lines in Texts(store).blame([OWNERS]).items()},
            **{f"host {name}": 1 for name in HostChecks(store).found("search operators", datetime.fromisoformat(AT))},
        }
    assert said == []
    return found


EVERYTHING = {
    "account octo-newcomer": 1,
    "account octo-reviewer": 1,
    "pull request PR_1": 1,
    "pull request PR_2": 1,
    "check octo-newcomer": 1,
    "check octo-reviewer": 1,
    "report octo-newcomer": 1,
    "report octo-reviewer": 1,
    "authored octo-newcomer": 2,
    "participation octo-newcomer": 2,
    "authored octo-reviewer": 2,
    "participation octo-reviewer": 2,
    "file OWNERS": 1,
    "file pkg/OWNERS": 1,
    "lines OWNERS": 2,
    "host authored": 1,
}
#: What was first kept in which version, or is read again since it was not kept as it is now.
NEWS = {
    2: {"report octo-newcomer", "report octo-reviewer"},
    4: {"pull request PR_1", "pull request PR_2"},  # with the answers of Prow's robot
    5: {"file pkg/OWNERS"},  # told from a file
    6: {"host authored"},
}


def test_what_fits_is_carried_over(path, old):
    assert held(path) == EVERYTHING
    assert held(path) == EVERYTHING
    with closing(open_store(path)) as store:
        (item,) = PullRequests(store).get(["PR_1"]).values()
        names = {name for (name,) in store.read("SELECT name FROM sqlite_schema")}
        assert not {name for name in names if name.startswith("old")}
        assert Texts(store).known([LINK]) == {LINK: FileText(ref=LINK, text=None, oid="0b", url="u", link="../OWNERS")}
    assert item.pull_request.labels == ("lgtm",)
    assert [file.path for file in item.pull_request.files] == ["pkg/a.go"]
    assert [review.by for review in item.talk.reviews.values()] == [ROSA]
    assert item.counted == {ROSA}


@pytest.mark.parametrize("version", range(1, CHECKED + 1))
def test_a_store_of_any_earlier_version_is_carried_over(path, version):
    made(path, version).close()
    lacking = {name for since, names in NEWS.items() if since > version for name in names}
    assert held(path) == {name: count for name, count in EVERYTHING.items() if name not in lacking}
    with closing(open_store(path)) as store:
        assert store.read("PRAGMA user_version")[0][0] == len(database._migrations())


def test_tables_that_change_later_are_filled_as_they_were_made(path, old, monkeypatch):
    """A later version has a column more in every table, by a step of its own."""
    old.close()
    every = (*tables.CHILDREN, tables.PULL_REQUESTS, *tables.ALONE, *tables.LISTS)
    later = "".join(f"ALTER TABLE {table.name} ADD COLUMN later TEXT;\n" for table in every)
    steps = (*database._migrations(), later)
    monkeypatch.setattr(database, "_migrations", lambda: steps)
    for table in every:
        monkeypatch.setattr(table, "columns", (*table.columns, "later"))
        monkeypatch.setattr(table, "values", itemgetter(*table.columns))
        monkeypatch.setattr(table, "insert", tables._insert(table.name, (*table.columns, "later", "checksum")))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        database._migrate(db)
        kept = {table.name: db.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] for table in every}
    assert kept == {
        "pull_requests": 2,
        "files": 2,
        "reviews": 2,
        "commands": 2,
        "counted": 2,
        "cursors": 0,
        "people": 2,
        "checks": 2,
        "texts": 2,
        "paths": 2,
        "host_checks": 1,
        "found": 8,
        "readings": 4,
        "reports": 2,
        "line_changes": 2,
        "places": 0,
        "role_index": 0,
        "activity": 0,
        "issues": 0,
        "issue_lists": 0,
    }


@pytest.mark.parametrize("version", range(1, CHECKED + 1))
def test_a_row_that_does_not_fit_stays_out_of_a_store_of_any_earlier_version(path, version):
    with closing(made(path, version)) as db:
        db.execute("UPDATE checks SET involved = 1.5 WHERE login = 'octo-newcomer'")
        db.execute("UPDATE texts SET text = x'ff0a' WHERE oid = '0a'")
    left = held(path)
    assert "check octo-newcomer" not in left
    assert "file OWNERS" not in left
    assert {"check octo-reviewer", "authored octo-newcomer", "account octo-newcomer"} <= left.keys()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pull_requests SET author = 'left-out-0123456789ab' WHERE id = 'PR_1'",
        "UPDATE pull_requests SET title = 'Do what left-out-0123456789ab said' WHERE id = 'PR_1'",
        "UPDATE reviews SET login = 'left-out-0123456789ab' WHERE pull_request = 'PR_1'",
        "UPDATE commands SET login = 'left-out-0123456789ab' WHERE pull_request = 'PR_1'",
        "UPDATE counted SET login = 'left-out-0123456789ab' WHERE pull_request = 'PR_1'",
        "UPDATE checks SET requests = '[\"left-out-0123456789ab\"]' WHERE login = 'octo-newcomer'",
    ],
)
def test_a_login_that_stood_for_somebody_and_may_be_anybodys_is_read_again(path, old, change):
    old.execute(change)
    old.close()
    gone = {"check octo-newcomer"} if "checks" in change else {"pull request PR_1"}
    assert held(path).keys() == EVERYTHING.keys() - gone
    with closing(open_store(path)) as store:
        for table in ("files", "reviews", "commands", "counted", "checks"):
            assert "left-out-" not in repr([tuple(row) for row in store.read(f"SELECT * FROM {table}")])


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ("UPDATE pull_requests SET title = CAST(x'ff41' AS TEXT) WHERE rowid = 1", {"pull request PR_1"}),
        ("UPDATE pull_requests SET labels = 'x' WHERE rowid = 2", {"pull request PR_2"}),
        ("UPDATE pull_requests SET labels = '{}'", {"pull request PR_1", "pull request PR_2"}),
        ("UPDATE pull_requests SET additions = x'00' WHERE rowid = 2", {"pull request PR_2"}),
        ("UPDATE files SET additions = -1 WHERE rowid = 1", {"pull request PR_1"}),
        ("UPDATE reviews SET state = 'EPPROVED' WHERE rowid = 1", {"pull request PR_1"}),
        ("UPDATE counted SET login = '' WHERE rowid = 1", {"pull request PR_1"}),
        ("UPDATE people SET created_at = 'x' WHERE id = 'U'", {"account", "check"}),
        ("UPDATE checks SET plan = 1.5 WHERE login = 'octo-newcomer'", set()),
        ("UPDATE checks SET plan = 'x' WHERE login = 'octo-newcomer'", {"check octo-newcomer"}),
        ("UPDATE checks SET involved = 1.5 WHERE login = 'octo-newcomer'", {"check octo-newcomer"}),
        ("UPDATE found SET created_at = 'x' WHERE family = 'authored'", {"authored"}),
        (
            "UPDATE found SET repo = CAST(x'ff2f41' AS TEXT) WHERE login = 'octo-newcomer' AND pull_request = 'PR_1'",
            {"authored octo-newcomer", "participation octo-newcomer"},
        ),
        ("UPDATE readings SET total = 'many' WHERE family = 'authored'", {"authored"}),
        ("UPDATE readings SET login = x'ff' WHERE family = 'authored' AND login = 'octo-newcomer'", {"authored octo-newcomer"}),
        ("UPDATE texts SET text = x'ff' WHERE oid = '0a'", {"file OWNERS", "lines OWNERS"}),
        ("UPDATE paths SET read_at = 7", {"file", "lines OWNERS"}),
        ("UPDATE paths SET link = 2 WHERE oid = '0b'", {"file pkg/OWNERS"}),
        ("UPDATE host_checks SET found = '{}'", {"host"}),
        ("UPDATE host_checks SET checked_at = 'x'", {"host"}),
        ("UPDATE line_changes SET at = '' WHERE first = 1", {"lines OWNERS"}),
        ("UPDATE reports SET said = '{' WHERE login = 'octo-newcomer'", {"report octo-newcomer"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_out_with_what_belongs_to_it(path, old, change, gone):
    old.execute(change)
    old.close()
    left = held(path)
    assert left == {name: EVERYTHING[name] for name in left}
    lost = EVERYTHING.keys() - left.keys()
    kinds = gone & {name.split()[0] for name in EVERYTHING}
    assert lost == {name for name in EVERYTHING if name in gone or name.split()[0] in kinds}
