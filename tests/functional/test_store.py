"""What is cached between runs: less is asked, nothing else is said; and it may be looked at, exported, forgotten."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from functional.comparing import findings, held, said
from functional.counting import records, spent
from functional.running import AKI, ANDERS, CANARY, LUMI, NELL, PEOPLE, ROBIN, ROSA, WORLD_DAY, variables_of

from tracker.sources.base import FileRef
from tracker.sources.store import open_store
from tracker.sources.store.texts import Texts

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--format", "json", "--as-of", WORLD_DAY)
#: People whose work overlaps: what was read for one is at hand for the others.
SOME = (ROSA, ANDERS, NELL)
COMMAND = (sys.executable, "-c", "from tracker.cli.start import run; run()")


@pytest.fixture
def store(home):
    """The database that runs leave in the cache directory."""

    def find():
        (found,) = (home / "cache" / "ladder-check" / "store").glob("*.sqlite3")
        return found

    return find


# -- less is asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_who_was_checked_before_takes_at_most_three_requests(run, calm, who):
    first = run(*DAY, who, server=calm)
    again, requests = spent(calm, lambda: run(*DAY, who, server=calm))
    assert requests <= 3
    assert said(again.report) == said(first.report)


def test_what_was_read_for_one_is_not_read_for_the_next(run, calm):
    _, alone = spent(calm, lambda: run(*DAY, "--no-openings", ROSA, server=calm, XDG_CACHE_HOME="another"))
    run(*DAY, "--no-openings", AKI, server=calm)
    _, after = spent(calm, lambda: run(*DAY, "--no-openings", ROSA, server=calm))
    assert after < alone


def test_a_login_in_another_case_is_the_same_person(run, calm):
    first = run(*DAY, "--no-openings", ROSA.upper(), server=calm)
    again, requests = spent(calm, lambda: run(*DAY, "--no-openings", ROSA.lower(), server=calm))
    assert requests <= 3
    assert said(again.report) == said(first.report)
    offline = run(*DAY, "--no-openings", "--offline", ROSA.swapcase(), server=calm)
    assert findings(offline.report) == findings(first.report)
    assert offline.report["counts"] == first.report["counts"]


def test_refresh_asks_for_everything_again(run, calm):
    first = run(*DAY, ROSA, server=calm)
    _, known = spent(calm, lambda: run(*DAY, ROSA, server=calm))
    again, anew = spent(calm, lambda: run(*DAY, "--refresh", ROSA, server=calm))
    assert anew > known
    assert again.report["data"]["cost"]["from_store"] == 0
    assert said(again.report) == said(first.report)


def test_it_holds_neither_the_token_nor_what_people_wrote(run, calm, store):
    run(*DAY, "--full", *PEOPLE, server=calm)
    with closing(sqlite3.connect(store())) as db:
        text = "\n".join(db.iterdump())
    assert CANARY not in text
    written = [comment["body"] for pull in records("pulls") for comment in pull["comments"]]
    long = [body for body in written if len(body) > 40]
    assert long
    assert not [body for body in long if body in text]


def test_info_says_where_how_large_and_who(run, calm, store):
    run(*DAY, *SOME, server=calm)
    told = run("store", "info", program="ladder").out
    assert str(store()) in told
    assert "3 people read on" in told
    assert "pull_requests" in told


def test_info_of_nothing(run):
    assert "Nothing is cached" in run("store", "info", program="ladder").out


def test_export_writes_every_row(run, calm, store, home):
    run(*DAY, *SOME, server=calm)
    run("store", "export", "out", program="ladder")
    (folder,) = (home / "out").iterdir()
    with closing(sqlite3.connect(store())) as db:
        for file in folder.glob("*.jsonl"):
            rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            names = [column[1] for column in db.execute(f"PRAGMA table_info({file.stem})")]
            assert all(list(row) == names for row in rows)
            assert len(rows) == db.execute(f"SELECT count(*) FROM {file.stem}").fetchone()[0]
    labels = [json.loads(line)["labels"] for line in (folder / "pull_requests.jsonl").read_text("utf-8").splitlines()]
    assert all(isinstance(one, list) for one in labels)
    assert "| merged_at |" in (folder / "README.md").read_text("utf-8")


def test_export_to_where_nothing_can_be_written(run, calm, home):
    run(*DAY, NELL, server=calm)
    (home / "taken").write_text("a file")
    ran = run("store", "export", "taken/below", program="ladder")
    assert ran.code == 2
    assert "cannot write" in ran.err


def test_forget_leaves_no_trace_but_in_governance_files(run, calm, store):
    run(*DAY, *PEOPLE, server=calm)
    ran = run("store", "forget", ROSA.lower(), program="ladder")
    assert "rows taken away" in ran.out
    assert "add the login to do_not_track in " in ran.out
    assert ran.out.endswith("ladder-check/settings.yaml.\n")
    with closing(sqlite3.connect(store())) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in set(tables) - {"texts"}:
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            assert rows or table in {
                "reports",
                "line_changes",
                "role_index",
                "cursors",
                "activity",
                "issues",
                "issue_lists",
            }, table
            assert not [row for row in rows if any(ROSA.lower() in str(value).lower() for value in row)], table
        db.execute("DELETE FROM texts")
        db.commit()
        db.execute("VACUUM")
    assert ROSA.lower().encode() not in store().read_bytes().lower()


def test_after_forgetting_one_the_others_are_told_the_same(run, calm):
    first = run(*DAY, ANDERS, AKI, server=calm).report
    run("store", "forget", ROSA, program="ladder")
    again = run(*DAY, ANDERS, AKI, server=calm).report
    for before, after in zip(first["reports"], again["reports"], strict=True):
        assert findings(after) == findings(before)


def test_vacuum_takes_away_what_nothing_refers_to(run, calm, store):
    run(*DAY, *SOME, server=calm)
    _, before = spent(calm, lambda: run(*DAY, *SOME, server=calm))
    ref = FileRef("kubernetes/kubernetes", "OWNERS")
    with closing(open_store(store(), pytest.fail)) as opened:
        known = Texts(opened).known([ref])[ref]
        Texts(opened).keep([replace(known, oid="0", text="x" * 500_000)], datetime.now(UTC))
        Texts(opened).keep([known], datetime.now(UTC))
    size = store().stat().st_size
    ran = run("store", "vacuum", program="ladder")
    assert ", now " in ran.out
    assert store().stat().st_size < size - 400_000
    again, requests = spent(calm, lambda: run(*DAY, *SOME, server=calm))
    assert requests == before
    assert again.code == 0


@pytest.mark.parametrize("words", [("vacuum",), ("export", "out"), ("forget", NELL)])
def test_without_a_store_there_is_nothing_to_do(run, words):
    ran = run("store", *words, program="ladder")
    assert ran.code == 2
    assert "nothing is cached" in ran.err


@pytest.mark.parametrize("words", [("info",), ("vacuum",), ("export", "out"), ("forget", NELL)])
def test_of_a_store_that_is_broken_nothing_is_left_and_that_is_said(run, calm, store, words):
    run(*DAY, NELL, server=calm)
    store().write_bytes(b"this is no database" * 100)
    ran = run("store", *words, program="ladder")
    assert ran.code == 0
    assert "is damaged: file is not a database. The file is now " in ran.err


def test_with_a_broken_store_the_report_is_the_same_and_says_why_it_took_longer(run, calm, store):
    first = run(*DAY, ROSA, server=calm)
    store().write_bytes(b"this is no database" * 100)
    again, requests = spent(calm, lambda: run(*DAY, ROSA, server=calm))
    assert "file is not a database" in again.err
    assert said(again.report) == said(first.report)
    assert store().with_name(f"{store().name}.damaged").read_bytes() == b"this is no database" * 100
    quick, fewer = spent(calm, lambda: run(*DAY, ROSA, server=calm))
    assert fewer < requests
    assert "damaged" not in quick.err


# -- two at once -------------------------------------------------------------------------------------


@pytest.fixture
def start(home, calm):
    """Starts the command in a process of its own."""
    environment = {**os.environ, **variables_of(calm), "GH_TOKEN": CANARY}

    def begin(*words):
        return subprocess.Popen([*COMMAND, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    return begin


def finished(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode()
    return json.loads(out)


def test_two_at_once_say_what_one_says(start, run, calm, store):
    words = (*DAY, "--no-openings", *PEOPLE)
    truth = run(*words, server=calm, XDG_CACHE_HOME="undisturbed").report
    documents = [finished(process) for process in [start(*words), start(*words), start(*words)]]
    for document in documents:
        for report, true in zip(document["reports"], truth["reports"], strict=True):
            assert findings(report) == findings(true)
            assert held(report) == held(true)


def test_somebody_else_who_writes_for_long_is_waited_for(start, run, calm, store):
    run(*DAY, NELL, server=calm)
    other = sqlite3.connect(store(), check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    process = start(*DAY, ROBIN, LUMI)
    timer = threading.Timer(2, other.close)
    timer.start()
    document = finished(process)
    timer.join()
    assert [report["contributor"]["login"] for report in document["reports"]] == [LUMI, ROBIN]


# -- what stays in the file ----------------------------------------------------------------------------


def traces(path, login):
    """How often somebody is named in a store's files, whatever is in use there."""
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    return content.lower().count(login.lower().encode())


def in_public_texts(path, login):
    with closing(sqlite3.connect(path)) as db:
        return sum(text.lower().count(login.lower()) for (text,) in db.execute("SELECT text FROM texts"))


def test_forgetting_beside_a_reader_says_what_is_left_and_ends_the_next_time(run, calm, store):
    run(*DAY, ROSA, server=calm)
    with closing(sqlite3.connect(store(), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchall()
        ran = run("store", "forget", ROSA, program="ladder")
        assert ran.code == 0
        assert "rows taken away" in ran.out
        assert "old pages are still in the file" in ran.out
        assert traces(store(), ROSA) > in_public_texts(store(), ROSA)
    again = run("store", "forget", ROSA, program="ladder")
    assert "nothing was there of" in again.out
    assert "old pages" not in again.out
    assert traces(store(), ROSA) == in_public_texts(store(), ROSA)


def test_what_was_set_aside_is_deleted_when_somebody_is_to_be_forgotten(run, calm, store):
    run(*DAY, ROSA, server=calm)
    path = store()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    run(*DAY, ROSA, server=calm)
    assert "set aside because it was damaged" in run("store", "info", program="ladder").out
    ran = run("store", "forget", ROSA, program="ladder")
    assert "1 damaged file deleted" in ran.out
    assert not [file for file in path.parent.iterdir() if "damaged" in file.name]


@pytest.mark.parametrize("words", [("info",), ("vacuum",), ("export", "out"), ("forget", NELL)])
def test_all_work_on_what_is_left(run, calm, store, words):
    run(*DAY, ROSA, NELL, server=calm)
    with closing(sqlite3.connect(store(), isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in (
            "UPDATE pull_requests SET title = CAST(x'ff41' AS TEXT) WHERE rowid = 1",
            "UPDATE pull_requests SET labels = 'x' WHERE rowid = 2",
            "UPDATE people SET created_at = 'x' WHERE login = (SELECT login FROM people LIMIT 1)",
            "UPDATE checks SET plan = 1.5, requests = '[' WHERE login = lower('Reviewer-Rosa')",
            "UPDATE checks SET read_at = 'x' WHERE login <> lower('Reviewer-Rosa')",
            "UPDATE reviews SET state = 'EPPROVED' WHERE rowid = 1",
            "UPDATE reports SET said = '{'",
            "UPDATE found SET repo = CAST(x'ff' AS TEXT)",
        ):
            db.execute(statement)
    ran = run("store", *words, program="ladder")
    assert ran.code == 0, ran
    assert ran.err.count("damaged records") == 1
    again = run("store", *words, program="ladder")
    assert (again.code, again.err) == (0, "")
