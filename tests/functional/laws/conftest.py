"""Fixtures: generated worlds, each on a stand-in of its own."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from functional.laws.checking import Calm
from functional.laws.worlds import Shape, make_world
from standin import StandinServer, World, running_standin


def pytest_addoption(parser):
    parser.addoption("--laws", type=int, default=1, help="worlds that each law is tried on")


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--laws", 1)))


@pytest.fixture(scope="session")
def worlds() -> dict[Shape, World]:
    return {}


@pytest.fixture
def world(worlds, seed) -> World:
    """The world of a seed: one of them small, the others of any size."""
    shape = Shape(seed, pulls=(160, 45, 330, 90)[seed % 4])
    if shape not in worlds:
        with tempfile.TemporaryDirectory() as folder:
            worlds[shape] = make_world(Path(folder), shape)
    return worlds[shape]


@pytest.fixture(scope="session")
def calms() -> Iterator[Callable[[World], Calm]]:
    """Of each world the stand-in that nothing disturbs, with what is said of its people: one for all laws."""
    with ExitStack() as stack:
        yield cache(lambda world: Calm(stack.enter_context(serving(world))))


@pytest.fixture
def calm(calms, world) -> Calm:
    found: Calm = calms(world)
    return found


@pytest.fixture
def server(calm) -> StandinServer:
    return calm.server


@contextmanager
def serving(world, **options) -> Iterator[StandinServer]:
    plenty = {"secondary_limits": False, "search_limit": 10**6, "graphql_limit": 10**6, "core_limit": 10**6}
    with running_standin(world, **plenty, **options) as server:
        yield server
