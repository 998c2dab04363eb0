"""A store of an earlier version: what fits is carried over, record by record, and what does not stays out."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tracker.facts.people import Login
from tracker.sources.base import FileRef
from tracker.sources.store import database, open_store
from tracker.sources.store.people import People
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.readings import Readings
from tracker.sources.store.reports import Reports
from tracker.sources.store.texts import Texts

AT = "2026-05-01T12:00:00Z"
NELL, ROSA = Login.parse("octo-newcomer"), Login.parse("octo-reviewer")
OWNERS = FileRef("kubernetes/kubernetes", "OWNERS")
LADDER = ("kubernetes",)
SAID = json.dumps({"held": [], "outcomes": [], "unread": []})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store" / "example.sqlite3"


@pytest.fixture
def old(path):
    """A store of version 3 in which everything fits."""
    path.parent.mkdir(mode=0o700)
    db = sqlite3.connect(path, isolation_level=None)
    for text in database._migrations()[:3]:
        db.executescript(text)
    db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 3")
    for login in (NELL.name, ROSA.name):
        db.execute("INSERT INTO people VALUES (?, 'U', 'u', NULL, NULL, ?, ?)", (login, AT, AT))
        db.execute("INSERT INTO checks VALUES (?, 'kubernetes', ?, 3, '[]', NULL)", (login, AT))
        db.execute("INSERT INTO reports VALUES ('', 'kubernetes', ?, ?, ?)", (login, AT, SAID))
        for family in ("authored", "participation"):
            trail = (login, "kubernetes", family, "", "is:pr", AT, None, 1, 2)
            db.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", trail)
            for number in (1, 2):
                found = (login, family, f"PR_{number}", "kubernetes/kubernetes", AT)
                db.execute("INSERT INTO found VALUES (?, ?, ?, ?, ?)", found)
    for number in (1, 2):
        row = (
            f"PR_{number}",
            "kubernetes/kubernetes",
            number,
            "u",
            "Fix",
            NELL.name,
            0,
            AT,
            AT,
            None,
            AT,
            0,
            "main",
            1,
            2,
        )
        db.execute(f"INSERT INTO pull_requests VALUES ({', '.join('?' * 15)}, 3, '[\"lgtm\"]', NULL, 0, 0)", row)
        db.execute("INSERT INTO files VALUES (?, 'pkg/a.go', 1, 2)", row[:1])
        db.execute("INSERT INTO reviews VALUES (?, 'u#1', 'octo-reviewer', 'APPROVED', ?, 0)", (row[0], AT))
        db.execute("INSERT INTO commands VALUES (?, 'u#1', 'octo-reviewer', 'lgtm', ?)", (row[0], AT))
        db.execute("INSERT INTO counted VALUES (?, 'octo-reviewer')", row[:1])
    db.execute("INSERT INTO texts VALUES ('0a', 'approvers: []')")
    db.execute("INSERT INTO paths VALUES ('kubernetes/kubernetes', 'OWNERS', '0a', 'u', ?)", (AT,))
    for first in (1, 3):
        changes = (OWNERS.repo, OWNERS.path, first, first + 1, AT)
        db.execute("INSERT INTO line_changes VALUES (?, ?, '0a', ?, ?, ?, 'u')", changes)
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
            **{f"file {ref.path}": 1 for ref in Texts(store).known([OWNERS])},
            **{f"lines {ref.path}": len(lines) for ref, lines in Texts(store).blame([OWNERS]).items()},
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
    "lines OWNERS": 2,
}


def test_what_fits_is_carried_over(path, old):
    assert held(path) == EVERYTHING
    assert held(path) == EVERYTHING
    with closing(open_store(path)) as store:
        (item,) = PullRequests(store).get(["PR_1"]).values()
        names = {name for (name,) in store.read("SELECT name FROM sqlite_schema")}
        assert not {name for name in names if name.startswith("old")}
    assert item.pull_request.labels == ("lgtm",)
    assert [file.path for file in item.pull_request.files] == ["pkg/a.go"]
    assert [review.by for review in item.talk.reviews.values()] == [ROSA]
    assert item.counted == {ROSA}


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
        ("UPDATE texts SET text = x'ff'", {"file OWNERS", "lines OWNERS"}),
        ("UPDATE paths SET read_at = 7", {"file OWNERS", "lines OWNERS"}),
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
