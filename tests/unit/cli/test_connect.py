"""From the environment to a source: which server, with which token."""

from io import StringIO

import click
import pytest

from tracker.cli.check import command
from tracker.cli.connect import Wishes, connect
from tracker.cli.terminal import Progress
from tracker.entry.cache import default_cache
from tracker.errors import UsageError
from tracker.facts import Cost
from tracker.sources.github.reduced import ReducedSource
from tracker.sources.github.source import GitHubSource


def connected(tmp_path, api_url=None, stdin=None, *, verbose=1, **environment):
    environment = {"PATH": str(tmp_path), **environment}
    progress = Progress(quiet=True, stream=StringIO())
    wishes = Wishes(cache=tmp_path, max_wait=1, verbose=verbose)
    with click.Context(command):
        return connect(environment, api_url, stdin, progress, wishes)


def test_with_a_token(tmp_path, capsys):
    source = connected(tmp_path, GH_TOKEN="secret-word")
    assert isinstance(source, GitHubSource)
    assert source.cost == Cost()
    assert capsys.readouterr().err == "Asking github.com, token from GH_TOKEN\n"


def test_with_a_token_that_is_piped_in(tmp_path, capsys):
    assert isinstance(connected(tmp_path, stdin=StringIO("secret-word\n")), GitHubSource)
    assert capsys.readouterr().err == "Asking github.com, token from standard input\n"


def test_without_a_token(tmp_path, capsys):
    assert isinstance(connected(tmp_path), ReducedSource)
    assert capsys.readouterr().err == "Asking github.com, without a token\n"


def test_nothing_is_said_unless_asked_for(tmp_path, capsys):
    connected(tmp_path, verbose=0, GH_TOKEN="secret-word")
    assert capsys.readouterr() == ("", "")


OWN = {
    "GITHUB_API_URL": "https://github.octo.example/api/v3",
    "GITHUB_GRAPHQL_URL": "https://github.octo.example/api/graphql",
    "GITHUB_SERVER_URL": "https://github.octo.example",
}


def test_the_server_that_actions_names(tmp_path, capsys):
    connected(tmp_path, **OWN)
    assert capsys.readouterr().err == "Asking github.octo.example, without a token\n"


def test_a_server_named_on_the_command_line_goes_before_all_that_actions_names(tmp_path, capsys):
    connected(tmp_path, "https://other.octo.example/api/v3", **OWN)
    assert capsys.readouterr().err == "Asking other.octo.example, without a token\n"


def test_an_address_that_is_none(tmp_path):
    with pytest.raises(UsageError, match="'ftp://octo' is not an address of a GitHub"):
        connected(tmp_path, "ftp://octo")


def test_a_token_is_asked_for_and_not_there(tmp_path):
    with pytest.raises(UsageError, match="standard input holds no token"):
        connected(tmp_path, stdin=StringIO(""), GH_TOKEN="secret-word")


def test_the_cache_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert default_cache().name == "ladder-check"
    assert default_cache().is_relative_to(tmp_path)
