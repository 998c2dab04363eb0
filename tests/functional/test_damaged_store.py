"""A store that is damaged in any way costs requests, and never a traceback or a verdict.

``--damaged-stores 2000`` tries as many; each of them with ``--offline``, and every fourth once more online.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from functional.comparing import assert_nothing_wrong, findings, held
from functional.damaging import copied, damaged
from functional.running import NELL, ROSA, WORLD_DAY

from tracker.catalog import load_ladder
from tracker.entry import settings

WORDS = ("--format", "json", "--as-of", WORLD_DAY, "--no-openings")
#: Cases in one test, so that several processes share them.
AT_ONCE = 20


def pytest_generate_tests(metafunc):
    if "seeds" in metafunc.fixturenames:
        number = metafunc.config.getoption("--damaged-stores")
        chunks = [range(start, min(start + AT_ONCE, number)) for start in range(0, number, AT_ONCE)]
        metafunc.parametrize("seeds", chunks, ids=[f"{seeds[0]}-{seeds[-1]}" for seeds in chunks])


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("template") / "cache"


pytestmark = pytest.mark.usefixtures("history_read_once")


@pytest.fixture(autouse=True)
def _quick(monkeypatch) -> None:
    """Without what takes most of a run's time, and is not what is tried."""
    monkeypatch.setattr(settings, "load_ladder", cache(load_ladder))


@pytest.fixture
def fresh(run, calm, home, template) -> Callable[[], Path]:
    """The store as a run left it that was not disturbed."""
    directory = home / "cache" / "ladder-check" / "store"
    if not template.exists():
        run(*WORDS, ROSA, NELL, server=calm)
        copied(directory, template)

    def store() -> Path:
        copied(template, directory)
        (path,) = directory.glob("*.sqlite3")
        return path

    return store


def test_a_damaged_store_says_nothing_else(run, calm, usual, fresh, seeds):
    usual(ROSA), usual(ROSA, "--full")
    calm.standin.reset()  # or else the limit of an hour is used up
    for seed in seeds:
        done = damaged(fresh(), seed)
        _assert_true(run(*WORDS, "--offline", ROSA, server=calm), usual, done)
        if seed % 4 == 0:
            ran = run(*WORDS, ROSA, server=calm)
            assert ran.code == 0, (done, ran)
            _assert_true(ran, usual, done)
            assert findings(ran.report) == findings(usual(ROSA)), done
            assert held(ran.report) == held(usual(ROSA)), done


def _assert_true(ran, usual, done):
    if ran.code == 4:
        assert ran.out == "", done
        assert ran.err.count("Error: ") == 1, (done, ran.err)
        return
    assert ran.code == 0, (done, ran)
    assert ran.err.count("damaged record") <= 1, (done, ran.err)
    try:
        assert_nothing_wrong(ran.report, ROSA, usual)
    except AssertionError as error:
        raise AssertionError(f"{done}; {ran.err}") from error
