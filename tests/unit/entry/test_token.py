"""Where a token is looked for, and that it never shows."""

from io import StringIO

import pytest

from tracker.entry import token
from tracker.entry.token import Token, find
from tracker.errors import UsageError

GITHUB = "github.com"


@pytest.fixture
def gh(tmp_path):
    """Puts a ``gh`` into a PATH of its own, which runs this line of shell."""

    def make(line: str) -> dict[str, str]:
        program = tmp_path / "gh"
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)
        return {"PATH": f"{tmp_path}:/usr/bin:/bin"}

    return make


def nothing(tmp_path) -> dict[str, str]:
    return {"PATH": str(tmp_path)}


def test_the_first_that_is_there(gh):
    environment = gh("echo from-gh")
    assert find(environment, GITHUB) == Token("from-gh", "gh auth token")
    environment["GITHUB_TOKEN"] = "second"
    assert find(environment, GITHUB) == Token("second", "GITHUB_TOKEN")
    environment["GH_TOKEN"] = " first \n"
    assert find(environment, GITHUB) == Token("first", "GH_TOKEN")
    assert find(environment, GITHUB, StringIO("piped\nmore\n")) == Token("piped", "standard input")


@pytest.mark.parametrize("host", [GITHUB, "octo.ghe.com"])
def test_names_for_a_server_of_ones_own_are_not_for_github(tmp_path, host):
    environment = {**nothing(tmp_path), "GH_ENTERPRISE_TOKEN": "own"}
    assert find(environment, host) is None


@pytest.mark.parametrize("name", ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"])
def test_names_for_a_server_of_ones_own(tmp_path, name):
    environment = {**nothing(tmp_path), name: "own", "GH_TOKEN": "general"}
    assert find(environment, "github.octo.example") == Token("own", name)


def test_an_empty_variable_is_none(tmp_path):
    assert find({**nothing(tmp_path), "GH_TOKEN": "  "}, GITHUB) is None


def test_gh_is_asked_for_the_host(gh):
    assert find(gh('echo "$@"'), "github.octo.example") == Token(
        "auth token --hostname github.octo.example", "gh auth token"
    )


@pytest.mark.parametrize("line", ["exit 1", "echo; exit 0", "echo secret; exit 4"])
def test_a_gh_that_has_none(gh, line):
    assert find(gh(line), GITHUB) is None


def test_no_gh_at_all(tmp_path):
    assert find(nothing(tmp_path), GITHUB) is None


def test_a_gh_that_waits_for_somebody_holds_nobody_up(gh, monkeypatch):
    monkeypatch.setattr(token, "GH_SECONDS", 0.1)
    assert find(gh("exec sleep 5"), GITHUB) is None


@pytest.mark.parametrize("piped", ["", "\n", "  \nlater\n"])
def test_standard_input_without_a_token(piped):
    with pytest.raises(UsageError, match="standard input holds no token"):
        find({"GH_TOKEN": "not this one"}, GITHUB, StringIO(piped))


def test_a_token_never_shows():
    found = Token("secret-word", "GH_TOKEN")
    assert "secret-word" not in f"{found!r} {found}"
