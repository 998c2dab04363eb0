"""Fixtures: rules that differ: by place and by role, by the day that is asked for, and by what their documents say today."""

import pytest
from functional.overlays.given import DAY, the_world
from functional.running import Json


@pytest.fixture(scope="module")
def server(serve_small):
    return serve_small(the_world())


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, ...], Json]:
    """What was asked for already."""
    return {}


@pytest.fixture
def ask(server, run, known):
    """The report of one person that some words ask for."""

    def report(*words: str, day: str = DAY) -> Json:
        if (*words, day) not in known:
            ran = run(*words, "--format", "json", "--as-of", day, server=server)
            assert ran.code == 0
            known[*words, day] = ran.report
        return known[*words, day]

    return report


@pytest.fixture
def judged(ask):
    """How ready somebody is for a tier in a place."""

    def of(who: str, tier: str, scope: str, *words: str, day: str = DAY) -> Json:
        (found,) = ask(who, "--tier", tier, "--scope", scope, *words, day=day)["readiness"]
        return found

    return of
