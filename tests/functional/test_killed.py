"""Killed between any two writes, the store is whole, and the next run goes on where it was."""

import os
import random
import shutil

import pytest
from functional.comparing import said
from functional.killing import Killer, whole
from functional.running import ANDERS, CANARY, NELL, ROSA, WORLD_DAY, variables_of

#: People whose work overlaps.
WORDS = ("--format", "json", "--as-of", WORLD_DAY, "--no-openings", ROSA, ANDERS, NELL)
#: About as often as a first run writes; one that goes on writes less.
WRITES = 800


@pytest.fixture(scope="module")
def killer():
    found = Killer()
    yield found
    found.close()


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_five_moments_it_is_whole_and_goes_on(run, calm, home, killer, seed):
    environment = {**os.environ, **variables_of(calm), "GH_TOKEN": CANARY}
    dice = random.Random(seed)
    kills = 0
    while kills < 5:
        moment = dice.randint(1, WRITES)
        if killer.killed((*WORDS, "--quiet", "--output", "report.json"), environment, home, doomed=moment):
            kills += 1
        else:  # it had nothing more to write: the next one is a first run
            shutil.rmtree(home / "cache")
        assert all(map(whole, home.rglob("*.sqlite3")))
    gone_on = run(*WORDS, server=calm).report
    assert all(map(whole, home.rglob("*.sqlite3")))
    undisturbed = run(*WORDS, server=calm, XDG_CACHE_HOME="undisturbed").report
    assert [*map(said, gone_on["reports"])] == [*map(said, undisturbed["reports"])]
