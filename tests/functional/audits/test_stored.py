"""What audits saw is said again offline, as of when it was seen; what they did not see is unknown."""

from datetime import timedelta
from functools import partial

import pytest
from functional.audits.given import DAY, Drawn
from standin import running_standin

from tracker.sources.store.texts import Texts

SAID = ("members", "as_of", "since", "gaps", "left_out", "bots")


@pytest.fixture
def world(tmp_path):
    made = Drawn(5)
    return made.make(tmp_path / "world", 40)


@pytest.fixture
def audit(run):
    return partial(run, "audit", program="ladder")


@pytest.mark.parametrize("day", [("--as-of", DAY), ()])
def test_offline_members_are_as_they_were_seen(audit, world, day):
    words = ("members", *day, "--format", "json")
    with running_standin(world, git=True, secondary_limits=False) as server:
        online = audit(*words, server=server).report
        offline = audit(*words, "--offline", server=server).report
    doubted = {one["login"] for one in online["members"] if one["group"] == "unknown"}
    assert doubted
    assert offline["cost"]["requests"] == 0
    assert [offline[key] for key in SAID[1:]] == [online[key] for key in SAID[1:]]
    for then, now in zip(online["members"], offline["members"], strict=True):
        assert now["login"] == then["login"]
        # What was in doubt is not kept: it was not seen.
        assert now == then or (then["group"] == "unknown" and now["group"] == "not_read")


def test_offline_whom_a_limit_left_out_is_not_read(audit, world):
    words = ("members", "--as-of", DAY, "--format", "json")
    with running_standin(world, git=True, secondary_limits=False) as server:
        less = str(audit(*words, "--cache-dir", "whole", server=server).report["cost"]["requests"] - 3)
        online = audit(*words, "--max-requests", less, server=server).report
        offline = audit(*words, "--offline", server=server).report
    assert any(one["group"] == "not_read" for one in online["members"])
    assert offline["ended"] == "nobody is asked offline"
    groups = {"active", "inactive", "role", "new", "excepted"}
    said = [{one["login"]: one["group"] for one in found["members"]} for found in (online, offline)]
    assert all(said[0][login] == group for login, group in said[1].items() if group in groups)
    assert any(group in groups for group in said[1].values())


def test_offline_a_later_day_knows_nothing_of_those_who_did_nothing(audit, world):
    with running_standin(world, git=True, secondary_limits=False) as server:
        audit("members", "--as-of", "2026-06-01", "--format", "json", server=server)
        offline = audit("members", "--as-of", DAY, "--offline", "--format", "json", server=server).report
    assert offline["complete"] is False
    assert not [one for one in offline["members"] if one["group"] == "inactive"]


@pytest.mark.parametrize("election", ["steering-2025", "steering-2026"])
def test_offline_voters_are_as_they_were_seen(audit, world, election):
    words = ("voters", "--election", election, "--format", "json")
    with running_standin(world, git=True, secondary_limits=False) as server:
        online = audit(*words, server=server).report
        offline = audit(*words, "--offline", server=server).report
    assert offline["cost"]["requests"] == 0
    assert offline["snapshot"] == online["snapshot"]
    said = [{one["login"]: one["may_vote"] for one in found["voters"]} for found in (online, offline)]
    assert said[0].keys() == said[1].keys()
    assert all(now in {then, "unknown"} for then, now in zip(*(one.values() for one in said), strict=True))


@pytest.mark.parametrize("which", ["members", "voters"])
def test_offline_without_anything_stored_is_an_error(audit, world, which):
    with running_standin(world, git=True, secondary_limits=False) as server:
        ran = audit(which, "--offline", server=server)
    assert (ran.code, ran.out) == (4, "")
    assert "it is not stored on this machine" in ran.err
    assert "run it without --offline once" in ran.err


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_where_a_limit_ended_it_is_said_in_every_format(audit, world, format_):
    with running_standin(world, git=True, secondary_limits=False) as server:
        out = audit("members", "--as-of", DAY, "--max-requests", "9", "--format", format_, server=server).out
    assert "Not everybody was looked at: the limit of 9 requests is used up" in " ".join(out.split())


@pytest.mark.parametrize(("which", "day"), [("members", "2026-06-01"), ("voters", "2025-07-31")])
@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_on_an_earlier_day_it_says_whose_files_are_of_today(audit, world, which, day, format_):
    """Of voters the day is the one on which contributions end."""
    told = f"Lists of members, sigs.yaml and OWNERS files are those of today, not of {day}."
    with running_standin(world, git=True, secondary_limits=False) as server:
        earlier = audit(which, "--as-of", "2026-06-01", "--format", format_, server=server).out
        now = audit("members", "--format", format_, server=server).out
    assert told in " ".join(earlier.replace("\\", "").split())
    assert "are those of today" not in now


def test_offline_files_of_a_later_day_than_the_work_are_named_as_such(audit, world, monkeypatch):
    keep = Texts.keep
    with running_standin(world, git=True, secondary_limits=False) as server:
        audit("members", server=server)
        assert audit("members", "--offline", "--format", "json", server=server).report["notes"] == []
        monkeypatch.setattr(Texts, "keep", lambda self, files, at: keep(self, files, at + timedelta(days=3)))
        audit("voters", "--max-requests", "3", server=server)
        notes = audit("members", "--offline", "--format", "json", server=server).report["notes"]
    assert [note.partition(", not of ")[0] for note in notes] == [
        "Lists of members, sigs.yaml and OWNERS files are those of a later day"
    ]
