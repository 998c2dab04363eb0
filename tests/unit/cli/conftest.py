"""Runs the commands in this process as the shell would, without a token, a server or a home."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import click
import pytest

from tracker.cli import check, ladder
from tracker.cli.boundary import run_guarded

_LEFT_OUT = ("GH_TOKEN", "GITHUB_TOKEN", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_SERVER_URL", "NO_COLOR")


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code, what it wrote."""

    code: object
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def guarded(monkeypatch, capsys) -> Run:
    """Runs any command under the boundary, with words and with what is piped in."""

    def run_it(command: click.Command, *words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", [str(command.name), *words])
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            run_guarded(command)
        out, err = capsys.readouterr()
        return Ran(ended.value.code, out, err)

    return run_it


@pytest.fixture
def run(guarded, monkeypatch, tmp_path) -> Run:
    """Runs ``ladder-check``, or with ``program="ladder"`` the other one, in an empty directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CACHE_HOME", "PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in _LEFT_OUT:
        monkeypatch.delenv(name, raising=False)

    def run_it(*words: str, program: str = "ladder-check", stdin: str = "") -> Ran:
        command = {"ladder-check": check.command, "ladder": ladder.command}[program]
        return guarded(command, *words, stdin=stdin)

    return run_it
