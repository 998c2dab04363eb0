"""The commands themselves, over HTTP, against the stand-in for GitHub."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from io import StringIO
from pathlib import Path

import pytest
from functional.loaded import Loaded
from functional.running import CANARY, WORLD_DAY, Json, Ran, Run, Serve, assert_clean, variables_of
from functional.worlds import SmallWorld
from standin import SAMPLE_WORLD, StandinServer, World, load_world, running_standin
from standin.gitrepo import main as make_repositories

from tracker.catalog import BUILT_IN, load_ladder
from tracker.cli.boundary import run_guarded
from tracker.entry import connect, settings
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.kubernetes.members import History, history_at
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery, OrgHistory

_OWN_VARIABLES = ("GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_SERVER_URL", "NO_COLOR")
_TOKENS = ("GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


@pytest.fixture(scope="session")
def sample_world() -> World:
    return load_world(SAMPLE_WORLD)


@pytest.fixture(scope="session")
def sample_repositories(tmp_path_factory) -> str:
    """The git repository of the sample world whose history is asked for: kubernetes/org."""
    folder = tmp_path_factory.mktemp("repositories")
    assert make_repositories(["--world", "sample-world", "--out", str(folder), "--repo", "kubernetes/org"]) == 0
    return str(folder)


@pytest.fixture(scope="session")
def calm(sample_world, sample_repositories) -> Iterator[StandinServer]:
    """A stand-in that nothing disturbs, for reports to compare others with."""
    with running_standin(sample_world, git_root=sample_repositories, secondary_limits=False) as server:
        yield server


@pytest.fixture(scope="session")
def dates(calm, tmp_path_factory) -> History:
    """The history of the sample world's org files, read once for each question."""
    known: dict[str, OrgHistory] = {}
    place = HistoryPlace(server_url=calm.base_url, cache=tmp_path_factory.mktemp("git"), environ=os.environ)

    def read(query: HistoryQuery) -> OrgHistory:
        key = repr(query)
        if key not in known:
            known[key] = history_at(place)(query)
        return known[key]

    return read


@pytest.fixture
def history_read_once(dates, monkeypatch) -> None:
    """Without the git commands that take a third of a run's time, where it is not they that are tried."""
    monkeypatch.setattr(connect, "history_at", lambda _: dates)


@pytest.fixture(scope="session", autouse=True)
def _rules_read_once() -> Iterator[None]:
    """The rules that come with the program are read by the first run of this process alone."""
    kept = cache(load_ladder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "load_ladder", lambda name: (kept if name in BUILT_IN else load_ladder)(name))
        yield


@pytest.fixture(scope="session")
def loaded() -> Iterator[Loaded]:
    """The commands as processes, without the time that it takes to start one."""
    found = Loaded()
    yield found
    found.close()


@pytest.fixture
def serve(sample_world, sample_repositories) -> Iterator[Serve]:
    """Starts stand-ins: of the sample world, or of another; with any of the stand-in's options."""
    with ExitStack() as stack:

        def start(world=sample_world, **options) -> StandinServer:
            settings = {"git_root": sample_repositories} | options
            return stack.enter_context(running_standin(world, **settings))

        yield start


@pytest.fixture(scope="module")
def serve_small(tmp_path_factory) -> Iterator[Callable[[SmallWorld], StandinServer]]:
    """Starts stand-ins of small worlds for all tests of a module, with their repositories."""
    with ExitStack() as stack:
        yield lambda small: stack.enter_context(
            running_standin(small.write(tmp_path_factory.mktemp("world")), git=True, secondary_limits=False)
        )


@pytest.fixture
def home(monkeypatch, tmp_path) -> Path:
    """Home, working directory and PATH in one directory that is empty but for git; no variable names a server."""
    (tmp_path / "git").symlink_to(shutil.which("git"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in (*_OWN_VARIABLES, *_TOKENS):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(monkeypatch, capsys, home) -> Run:
    """Runs ``ladder-check`` in this process as the shell would, and looks for the canary token in all that it leaves."""

    def run_it(*arguments: str, server=None, token=CANARY, stdin="", program="check", **variables: str) -> Ran:
        given = (variables_of(server) if server else {}) | ({"GH_TOKEN": token} if token else {})
        for name in (*_OWN_VARIABLES, *_TOKENS):
            monkeypatch.delenv(name, raising=False)
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["ladder-check" if program == "check" else "ladder", *arguments])
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        with monkeypatch.context() as for_this_run:
            for name, value in variables.items():
                for_this_run.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                run_guarded(_command(program))
        out, err = capsys.readouterr()
        assert_clean(out + err, home)
        return Ran(ended.value.code, out, err)

    return run_it


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    """How many seconds were waited, without waiting for them; a retry's own pause is left at nearly nothing."""
    seconds: list[float] = []
    monkeypatch.setattr(connect, "RetryPolicy", partial(RetryPolicy, jitter=lambda: 0.001, sleep=seconds.append))
    return seconds


@pytest.fixture(scope="session")
def known() -> dict[tuple[str, ...], Json]:
    """Undisturbed reports that a test asked for already."""
    return {}


@pytest.fixture
def usual(calm, run, known, tmp_path_factory) -> Callable[..., Json]:
    """The undisturbed report that some words ask for, as of the day of the sample world, where nothing is known yet."""

    def report(*words: str) -> Json:
        if words not in known:
            fresh = str(tmp_path_factory.mktemp("fresh"))
            ran = run("--format", "json", "--as-of", WORLD_DAY, *words, server=calm, XDG_CACHE_HOME=fresh)
            assert ran.code == 0
            known[words] = ran.report
        return known[words]

    return report


def _command(program: str):
    from tracker.cli import check, ladder

    return {"check": check.command, "ladder": ladder.command}[program]
