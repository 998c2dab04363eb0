"""Fixtures: histories that really happen: refused commands, renames, requests of members, robots, bent forms."""

from collections.abc import Callable, Iterator

import pytest
from functional.running import Json
from functional.worlds import SmallWorld
from standin import StandinServer, running_standin

#: The day of these reports.
DAY = "2026-09-01"


@pytest.fixture
def serving(tmp_path) -> Iterator[Callable[[SmallWorld], StandinServer]]:
    """Starts a stand-in of a small world, with its git repositories."""
    running = []

    def start(world: SmallWorld) -> StandinServer:
        context = running_standin(world.write(tmp_path / "world"), git=True, secondary_limits=False)
        running.append(context)
        return context.__enter__()

    yield start
    for context in running:
        context.__exit__(None, None, None)


@pytest.fixture
def ask(serving, run) -> Callable[..., Json]:
    """The JSON report of a world that some words ask for."""

    def report(world: SmallWorld, *words: str) -> Json:
        ran = run(*words, "--format", "json", "--as-of", DAY, server=serving(world))
        assert ran.code == 0, ran.err
        return ran.report

    return report
