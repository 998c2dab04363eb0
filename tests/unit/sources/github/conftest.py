"""Fixtures: a clock, a recorded edge, a local GitHub."""

import pytest
import responses
from standin import SAMPLE_WORLD, load_world, running_standin
from unit.sources.github.sharing import TOKEN, Watch, client_of

from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.source import GitHubSource


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def hub():
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def client(watch):
    return GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy()))


@pytest.fixture(scope="session")
def sample_world():
    return load_world(SAMPLE_WORLD)


@pytest.fixture(scope="session")
def shared_standin(sample_world):
    with running_standin(
        sample_world,
        secondary_limits=False,
        search_limit=100_000,
        anonymous_search_limit=1000,
        anonymous_core_limit=1000,
    ) as server:
        yield server


@pytest.fixture
def standin(shared_standin):
    shared_standin.standin.reset()
    yield shared_standin
    shared_standin.standin.reset()


@pytest.fixture
def source(standin, watch):
    return GitHubSource(client_of(standin, watch))
