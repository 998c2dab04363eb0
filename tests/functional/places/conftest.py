"""Fixtures: repositories with directories, one that was renamed, and people with roles where they do not work."""

from functools import partial

import pytest
from functional.places.given import the_world
from standin import load_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return load_world(the_world().write(tmp_path_factory.mktemp("world")))


@pytest.fixture
def server(serve, world):
    return serve(world, git=True, git_root=None, secondary_limits=False)


@pytest.fixture
def ask(server, run):
    """What a run left that some words ask for as JSON."""
    return partial(run, "--format", "json", "--no-openings", server=server)


@pytest.fixture
def cohort(home):
    """Writes a cohort's file."""

    def write(text):
        (home / "cohort.yaml").write_text(text, encoding="utf-8")
        return ("--cohort", "cohort.yaml")

    return write
