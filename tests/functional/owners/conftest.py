"""Fixtures: OWNERS and their aliases in every form that real repositories have, or that Prow rejects."""

from functools import partial

import pytest
from functional.owners.given import DAY, the_world


@pytest.fixture(scope="module")
def server(serve_small):
    return serve_small(the_world())


@pytest.fixture
def ask(server, run):
    """The report, or the cohort, that some words ask for."""
    asked = partial(run, "--format", "json", "--as-of", DAY, server=server)

    def report(*words: str):
        ran = asked(*words)
        assert ran.code == 0
        return ran.report

    return report
