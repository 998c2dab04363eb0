from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from standin import SAMPLE_WORLD, World, load_world, running_standin
from standin.testing import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standin.server import StandinServer


@pytest.fixture(scope="session")
def world() -> World:
    return load_world(SAMPLE_WORLD)


@pytest.fixture(scope="session")
def shared(world: World) -> Iterator[StandinServer]:
    with running_standin(world, secondary_limits=False, search_limit=100_000, core_limit=100_000) as server:
        yield server


@pytest.fixture
def client(shared: StandinServer) -> Client:
    return Client(shared)
