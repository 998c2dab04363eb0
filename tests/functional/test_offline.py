"""What runs say that ask nobody: what is cached, of when it is, and what is missing."""

from datetime import timedelta

import pytest
from functional.comparing import findings, held
from functional.counting import spent
from functional.running import AKI, NELL, ROSA, WORLD_DAY

from tracker.sources.store.texts import Texts

pytestmark = pytest.mark.usefixtures("history_read_once")

DAY = ("--format", "json", "--as-of", WORLD_DAY)


def test_offline_says_the_same_and_how_old_it_is(run, calm):
    online = run(*DAY, "--no-openings", ROSA, server=calm)
    ran, requests = spent(calm, lambda: run(*DAY, "--no-openings", "--offline", ROSA, server=calm, token=None))
    assert requests == 0
    assert findings(ran.report) == findings(online.report)
    assert held(ran.report) == held(online.report)
    assert "From what was read until" in ran.err
    assert "nobody is asked" in ran.err


@pytest.mark.parametrize("whom", [(ROSA,), (ROSA, NELL)])
def test_offline_files_of_a_later_day_are_named_as_such_once(run, calm, monkeypatch, whom):
    keep, told = Texts.keep, "The community's files are those of a later day, not of "
    run(*whom, server=calm)
    assert told not in run(*whom, "--offline", server=calm, token=None).out
    monkeypatch.setattr(Texts, "keep", lambda self, files, at: keep(self, files, at + timedelta(days=3)))
    run(AKI, server=calm)
    offline = run(*whom, "--offline", server=calm, token=None).out
    assert " ".join(offline.split()).count(told) == len(whom)
    everybody = run(*whom, "--offline", "--format", "json", server=calm, token=None).report
    reports = everybody.get("reports", [everybody])
    assert all(sum(told in note for note in report["data"]["notes"]) == 1 for report in reports)


def test_offline_knows_nothing_of_who_was_never_read(run, calm):
    run(*DAY, ROSA, server=calm)
    ran = run(*DAY, "--offline", NELL, server=calm)
    assert (ran.code, ran.out) == (4, "")
    assert "nothing is stored of" in ran.err


def test_offline_of_several_names_who_is_missing(run, calm):
    run(*DAY, ROSA, server=calm)
    document = run(*DAY, "--offline", ROSA, NELL, server=calm).report
    assert [report["contributor"]["login"] for report in document["reports"]] == [ROSA]
    assert [failure["login"] for failure in document["failures"]] == [NELL]


# -- what is in it -----------------------------------------------------------------------------------
