"""What is stored of membership requests: said again without asking anybody, and not read again where nothing changed."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from functional.requests.generated import DAY as DRAWN_DAY
from functional.requests.generated import make
from functional.requests.given import DAY, GUS, SUE, UMA
from standin import running_standin

from tracker.cli import pages
from tracker.sources.github.requests import listing
from tracker.sources.store.texts import Texts

ALL = ("--state", "all", "--format", "json")
SAID = ("request", "triage")


@pytest.fixture
def look(server, run):
    """Runs a command of ``ladder`` on the day of the world."""
    return partial(run, program="ladder", server=server)


def said(ran):
    assert ran.code == 0, ran.err
    return {one["request"]["number"]: {key: one[key] for key in SAID} for one in ran.report["requests"]}


def test_offline_the_desk_says_the_same(look):
    online = look("requests", *ALL, "--as-of", DAY)
    offline = look("requests", *ALL, "--as-of", DAY, "--offline")
    assert said(offline) == said(online)
    assert offline.report["changes"] == online.report["changes"]
    assert (offline.report["gaps"], offline.report["unread"], offline.report["cost"]["requests"]) == ([], [], 0)


def test_offline_a_request_is_as_the_desk_read_it(look):
    online = said(look("requests", *ALL, "--as-of", DAY))
    for number, one in online.items():
        ran = look("request", str(number), "--format", "json", "--as-of", DAY, "--offline")
        assert {key: ran.report[key] for key in SAID} == one


def test_offline_a_request_that_was_looked_up_alone(look):
    online = look("request", "101", "--format", "json", "--as-of", DAY)
    offline = look("request", "101", "--format", "json", "--as-of", DAY, "--offline")
    assert offline.report["triage"] == online.report["triage"]
    ran = look("request", "103", "--offline")
    assert (ran.code, ran.out) == (4, "")
    assert "kubernetes/org#103 is not stored on this machine" in ran.err


@pytest.mark.parametrize("words", [("requests",), ("request", "101")])
def test_offline_without_anything_stored_is_an_error(look, words):
    ran = look(*words, "--offline")
    assert (ran.code, ran.out) == (4, "")
    assert "stored on this machine" in ran.err
    assert "--offline" in ran.err


def test_offline_what_was_not_listed_is_a_gap(look):
    look("requests")  # the open ones, of today
    ran = look("requests", *ALL, "--offline")
    assert ran.code == 0
    assert ran.report["complete"] is False
    assert "only issues that were open then were listed" in ran.report["gaps"][0]["reason"]


def test_offline_what_came_after_a_shorter_list_is_not_forgotten(look):
    whole = said(look("requests", *ALL, "--as-of", DAY))
    look("requests", *ALL, "--as-of", DAY, "--since", "3w")
    assert said(look("requests", *ALL, "--as-of", DAY, "--offline")) == whole


def test_a_limit_leaves_issues_unread_and_the_next_run_goes_on(run, tmp_path):
    world, _ = make(tmp_path / "world", 1, 60, 60)
    words = ("requests", "--format", "json", "--as-of", DAY)
    with running_standin(world, git=True, secondary_limits=False) as server:
        look = partial(run, program="ladder", server=server)
        whole = look(*words, "--cache-dir", "whole").report
        less = str(whole["cost"]["requests"] - 3)
        first, second = (look(*words, "--max-requests", less).report for _ in range(2))
    assert first["unread"] or first["requests"] != whole["requests"]
    assert second["requests"] == whole["requests"]


@pytest.mark.parametrize(("most", "page"), [(3, 100), (6, 20), (9, 10)])
def test_with_few_requests_every_issue_is_read_in_some_run(run, tmp_path, monkeypatch, most, page):
    """However many of them may be ready, which are read anew each time, and however many pages list them."""
    monkeypatch.setattr(listing, "_LARGEST_PAGE", page)
    world, drawn = make(tmp_path / "world", 1, 60, 60)
    words = ("requests", *ALL, "--as-of", DRAWN_DAY, "--max-requests", str(most))
    read = set()
    with running_standin(world, git=True, secondary_limits=False) as server:
        for _ in range(8):
            report = run(*words, program="ladder", server=server).report
            now = {one["request"]["number"] for one in report["requests"]}
            assert now
            read |= now
    assert read == {one.number for one in drawn}


def test_where_the_list_ends_early_the_gap_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "_LARGEST_PAGE", 20)
    world, _ = make(tmp_path / "world", 1, 60, 60)
    words = ("requests", *ALL, "--as-of", DRAWN_DAY, "--max-requests", "2")
    with running_standin(world, git=True, secondary_limits=False) as server:
        report = run(*words, program="ladder", server=server).report
    assert report["complete"] is False
    said = "a limit of 2 requests is too little to list more than the newest 20 of 61 issues"
    assert said in {gap["reason"] for gap in report["gaps"]}


def test_a_later_run_reads_only_what_changed(look):
    first = look("requests", *ALL, "--as-of", DAY).report
    again = look("requests", *ALL, "--as-of", DAY).report
    assert again["requests"] == first["requests"]
    assert again["cost"]["requests"] < first["cost"]["requests"]


def test_offline_nobody_is_named_who_asked_to_be_left_out_since(look, home):
    look("requests", *ALL, "--as-of", DAY)
    (home / "settings.yaml").write_text(f"do_not_track: [{UMA}, {SUE}]\n", "utf-8")
    ran = look("requests", *ALL, "--as-of", DAY, "--offline", LADDER_CHECK_SETTINGS=str(home / "settings.yaml"))
    assert ran.code == 0
    assert UMA not in ran.out
    assert SUE not in ran.out
    assert any(one["reason"] == "nobody is asked offline" for one in ran.report["unread"])


def test_forgetting_somebody_takes_the_threads_that_name_them(look, home):
    look("requests", *ALL, "--as-of", DAY)
    assert look("store", "forget", str(GUS)).code == 0
    assert look("store", "export", "out").code == 0
    (file,) = (home / "out").glob("*/issues.jsonl")
    text = file.read_text("utf-8")
    assert text
    assert GUS not in text
    (lists,) = (home / "out").glob("*/issue_lists.jsonl")
    assert GUS not in lists.read_text("utf-8")


@pytest.fixture
def ago(monkeypatch):
    """Makes the files that are read from now on files that were looked at some days ago."""
    keep = Texts.keep

    def make(days):
        monkeypatch.setattr(Texts, "keep", lambda self, files, at: keep(self, files, at - timedelta(days=days)))

    return make


@pytest.mark.parametrize("words", [("request", "101"), ("requests",)])
def test_offline_no_file_is_older_than_what_it_is_shown_with(look, ago, words):
    ago(1)
    look(*words)
    assert look(*words, "--max-requests", "1").code in {0, 3, 4}
    ran = look(*words, "--format", "json", "--offline")
    audits = ran.report.get("requests", [ran.report])
    assert not [one for one in audits for sponsor in one["request"]["sponsors"] if sponsor["eligible"] == "yes"]
    assert all(one["triage"]["verdict"] != "ready" for one in audits)


@pytest.mark.parametrize("words", [("request", "101"), ("requests",)])
def test_offline_files_of_a_later_day_are_named_as_such(look, ago, words):
    ago(0)
    look(*words)
    assert "not of" not in look(*words, "--offline").out
    ago(-3)
    look(*words)
    late = " ".join(look(*words, "--offline").out.split())
    assert "OWNERS files and the texts of requests are those of a later day, not of" in late


def test_offline_days_later_a_request_is_as_it_was(look, ago, monkeypatch):
    online = look("request", "101", "--format", "json").report
    monkeypatch.setattr(pages, "datetime", _InDays)
    offline = look("request", "101", "--format", "json", "--offline").report
    assert {key: offline[key] for key in SAID} == {key: online[key] for key in SAID}


class _InDays(datetime):
    """A clock that is ten days ahead."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=10)
