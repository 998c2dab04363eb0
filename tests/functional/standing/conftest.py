"""Fixtures: who holds what: each way into the files of a community, with its day, its proof, and what comes next."""

from functools import partial

import pytest
from functional.running import Json
from functional.standing.given import DAY, PEOPLE, the_world


@pytest.fixture(scope="module")
def world():
    return the_world()


@pytest.fixture(scope="module")
def server(serve_small, world):
    return serve_small(world)


@pytest.fixture(scope="module")
def known() -> dict[str, Json]:
    """What was asked for already."""
    return {}


@pytest.fixture
def everybody(server, run, known) -> dict[str, Json]:
    """The reports of all twenty, made with one run; ``log`` is what the stand-in saw of it."""
    if not known:
        server.standin.reset()
        ran = run(*PEOPLE, "--format", "json", "--as-of", DAY, server=server)
        assert ran.code == 0
        assert ran.report["failures"] == []
        known["log"] = server.standin.log()
        known["cohort"] = ran.report
        known |= {report["contributor"]["login"]: report for report in ran.report["reports"]}
    return known


@pytest.fixture
def ask(server, run):
    """The report of one person that some words ask for."""
    asked = partial(run, "--format", "json", server=server)

    def report(*words: str, day: str = DAY, **more) -> Json:
        ran = asked("--as-of", day, *words, **more)
        assert ran.code == 0
        return ran.report

    return report
