"""The commands themselves, over HTTP, against the stand-in for GitHub."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import StringIO

import pytest
from standin import SAMPLE_WORLD, StandinServer, World, load_world, running_standin

from tracker.cli.boundary import run_guarded

#: A token that no output, error or file may ever hold.
CANARY = "ghp_" + "CanaryTokenThatMustNeverShow" + "0" * 8
#: The day on which the sample world stands still.
WORLD_DAY = "2026-06-01"

_OWN_VARIABLES = ("GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_SERVER_URL", "NO_COLOR")
_TOKENS = ("GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code, what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Serve = Callable[..., StandinServer]


@pytest.fixture(scope="session")
def sample_world() -> World:
    return load_world(SAMPLE_WORLD)


@pytest.fixture
def serve(sample_world) -> Iterator[Serve]:
    """Starts stand-ins: of the sample world, or of another; with any of the stand-in's options."""
    with ExitStack() as stack:
        yield lambda world=sample_world, **options: stack.enter_context(running_standin(world, **options))


@pytest.fixture
def run(monkeypatch, capsys, tmp_path) -> Run:
    """Runs ``ladder-check`` in this process as the shell would, and looks for the canary token in all that it leaves."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in (*_OWN_VARIABLES, *_TOKENS):
        monkeypatch.delenv(name, raising=False)

    def run_it(*arguments: str, server=None, token=CANARY, stdin="", program="check", **variables: str) -> Ran:
        if server is not None:
            monkeypatch.setenv("GITHUB_API_URL", f"{server.base_url}/api/v3")
            monkeypatch.setenv("GITHUB_GRAPHQL_URL", f"{server.base_url}/api/graphql")
            monkeypatch.setenv("GITHUB_SERVER_URL", server.base_url)
        if token:
            monkeypatch.setenv("GH_TOKEN", token)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["ladder-check" if program == "check" else "ladder", *arguments])
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            run_guarded(_command(program))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        _assert_no_canary(out + err, tmp_path)
        return Ran(ended.value.code, out, err)

    return run_it


def _command(program: str):
    from tracker.cli import check, ladder

    return {"check": check.command, "ladder": ladder.command}[program]


def _assert_no_canary(text: str, folder) -> None:
    assert CANARY not in text
    for path in folder.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes()
