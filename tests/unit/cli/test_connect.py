"""From the environment to a source: which server, with which token."""

from io import StringIO

import click
import pytest

from tracker.cli.check import command
from tracker.cli.connect import caller
from tracker.cli.terminal import Progress
from tracker.entry.cache import default_cache
from tracker.entry.connect import source_for
from tracker.entry.options import whole
from tracker.errors import UsageError
from tracker.facts import Cost
from tracker.sources.github.anonymous.source import AnonymousSource
from tracker.sources.github.source import GitHubSource


@pytest.fixture
def connected(tmp_path, monkeypatch):
    """Connects as a command does, in an environment of its own."""

    def connect(api_url=None, stdin=None, *, verbose=1, offline=False, **environment):
        monkeypatch.setattr("os.environ", {"PATH": str(tmp_path), **environment})
        with click.Context(command):
            person = caller(Progress(quiet=True, stream=StringIO()), stdin, verbose=verbose, offline=offline)
            return source_for(whole(api_url=api_url, cache_dir=tmp_path, max_wait=1, offline=offline), person)

    return connect


def test_with_a_token(connected, capsys):
    source = connected(GH_TOKEN="secret-word")
    assert isinstance(source, GitHubSource)
    assert source.cost == Cost()
    assert capsys.readouterr().err == "Asking github.com, token from GH_TOKEN\n"


def test_with_a_token_that_is_piped_in(connected, capsys):
    assert isinstance(connected(stdin=StringIO("secret-word\n")), GitHubSource)
    assert capsys.readouterr().err == "Asking github.com, token from standard input\n"


def test_without_a_token(connected, capsys):
    assert isinstance(connected(), AnonymousSource)
    assert capsys.readouterr().err.startswith("Asking github.com, without a token\nNo token: ")


def test_offline(connected, capsys):
    connected(offline=True, GH_TOKEN="secret-word")
    assert capsys.readouterr().err == "Offline: using only what is cached of github.com\n"


def test_nothing_is_said_unless_asked_for(connected, capsys):
    connected(verbose=0, GH_TOKEN="secret-word")
    assert capsys.readouterr() == ("", "")


OWN = {
    "GITHUB_API_URL": "https://github.octo.example/api/v3",
    "GITHUB_GRAPHQL_URL": "https://github.octo.example/api/graphql",
    "GITHUB_SERVER_URL": "https://github.octo.example",
}


def test_the_server_that_actions_names(connected, capsys):
    connected(**OWN)
    assert capsys.readouterr().err.startswith("Asking github.octo.example, without a token\nNo token: ")


def test_a_server_named_on_the_command_line_goes_before_all_that_actions_names(connected, capsys):
    connected("https://other.octo.example/api/v3", **OWN)
    assert capsys.readouterr().err.startswith("Asking other.octo.example, without a token\nNo token: ")


def test_an_address_that_is_none(connected):
    with pytest.raises(UsageError, match="'ftp://octo' is not an address of a GitHub"):
        connected("ftp://octo")


def test_a_token_is_asked_for_and_not_there(connected):
    with pytest.raises(UsageError, match="standard input holds no token"):
        connected(stdin=StringIO(""), GH_TOKEN="secret-word")


def test_the_cache_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert default_cache().name == "ladder-check"
    assert default_cache().is_relative_to(tmp_path)
