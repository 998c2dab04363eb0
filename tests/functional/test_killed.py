"""Killed between any two writes, the store is whole, and the next run goes on where it was."""

import os
import random
import shutil
import signal

import pytest
from functional.comparing import said
from functional.killing import whole
from functional.running import ANDERS, CANARY, NELL, ROSA, WORLD_DAY, variables_of

#: People whose work overlaps.
WORDS = ("--format", "json", "--as-of", WORLD_DAY, "--no-openings", ROSA, ANDERS, NELL)
QUIETLY = ("--quiet", "--output", "report.json")
#: About as often as a first run writes; one that goes on writes less.
WRITES = 800


@pytest.fixture
def read(run, calm):
    """What a run says that nothing ends."""
    return lambda **variables: [*map(said, run(*WORDS, server=calm, **variables).report["reports"])]


@pytest.fixture
def undisturbed(read, known):
    if WORDS not in known:
        known[WORDS] = read(XDG_CACHE_HOME="undisturbed")
    return known[WORDS]


@pytest.fixture
def killed(calm, home, loaded):
    """Whether a run came to the write before which it is killed; where there are fewer writes, it ends by itself."""
    environment = {**os.environ, **variables_of(calm), "GH_TOKEN": CANARY}

    def ended(moment):
        code = loaded.run(("ladder-check", *WORDS, *QUIETLY), environment, home, doomed=moment)
        assert code in {0, -signal.SIGKILL}
        return code != 0

    return ended


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_five_moments_it_is_whole_and_goes_on(home, killed, read, undisturbed, seed):
    dice = random.Random(seed)
    kills = 0
    while kills < 5:
        if killed(dice.randint(1, WRITES)):
            kills += 1
        else:  # it had nothing more to write: the next one is a first run
            shutil.rmtree(home / "cache")
        assert all(map(whole, home.rglob("*.sqlite3")))
    assert read() == undisturbed
    assert all(map(whole, home.rglob("*.sqlite3")))
