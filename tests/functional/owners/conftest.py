"""Fixtures: OWNERS and their aliases in every form that real repositories have, or that Prow rejects."""

from functools import partial

import pytest
from functional.owners.given import DAY, the_world
from standin import running_standin


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    directory = the_world().write(tmp_path_factory.mktemp("world"))
    with running_standin(directory, git=True, secondary_limits=False) as server:
        yield server


@pytest.fixture
def ask(server, run):
    """The report, or the cohort, that some words ask for."""
    asked = partial(run, "--format", "json", "--as-of", DAY, server=server)

    def report(*words: str):
        ran = asked(*words)
        assert ran.code == 0
        return ran.report

    return report
