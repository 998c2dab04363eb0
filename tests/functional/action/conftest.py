"""Fixtures: the composite action, its steps run in order as a runner of GitHub does, against the stand-in."""

import pytest
from functional.action.given import HERE
from functional.runner import Runner
from functional.running import CANARY, WORLD_DAY, assert_clean, variables_of


@pytest.fixture
def repository(tmp_path):
    """Starts a repository whose runs ask a stand-in."""

    def start(server, **variables) -> Runner:
        return Runner(tmp_path / "runner", {**variables_of(server), "HOME": str(tmp_path), **variables}, HERE)

    return start


@pytest.fixture
def installed(loaded):
    """The Python that the action has installed."""
    return loaded.python


@pytest.fixture
def report(repository, calm, installed):
    """Runs of the action in a repository of their own, one after the other, undisturbed."""
    runner = repository(calm)

    def run(**inputs):
        job = runner.run(CANARY, installed, **({"as_of": WORLD_DAY} | inputs))
        assert_clean(job.log + job.summary, runner.folder)
        return job

    run.runner = runner
    return run
