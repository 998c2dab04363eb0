"""Where a token is looked for, and that it never shows."""

from io import StringIO

import pytest

from tracker.entry import token
from tracker.entry.token import Token, find, sign_in
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


OTHERS = [
    "github.octo.example",
    "api.github.com",
    "github.com.octo.example",
    "octo-github.com",
    "github.com:8443",
    "octo.ghe.com:8443",
    "octoghe.com",
    "ghe.com",
    "octo.ghe.com.octo.example",
    "localhost.octo.example",
    "127.0.0.1.octo.example",
    "api.localhost",
    "127.1",
    "10.0.0.1",
]


@pytest.mark.parametrize("name", ["GH_TOKEN", "GITHUB_TOKEN"])
@pytest.mark.parametrize("host", OTHERS)
def test_a_token_for_github_goes_nowhere_else(tmp_path, host, name):
    with pytest.raises(UsageError, match=f"{name} is for github.com and ghe.com, and is not sent to {host}") as caught:
        find({**nothing(tmp_path), name: "general"}, host)
    assert caught.value.hint.startswith(
        f"Sign in with `gh auth login --hostname {host}`, or set a token: export GH_ENTERPRISE_TOKEN="
    )


def test_a_token_of_gh_for_the_host_goes_before_that_refusal(gh):
    found = find({**gh("echo from-gh"), "GH_TOKEN": "general"}, "github.octo.example")
    assert found == Token("from-gh", "gh auth token")


@pytest.mark.parametrize("host", [GITHUB, "octo.ghe.com", "localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080"])
@pytest.mark.parametrize("name", ["GH_TOKEN", "GITHUB_TOKEN"])
def test_hosts_that_a_token_for_github_goes_to(tmp_path, host, name):
    assert find({**nothing(tmp_path), name: "general"}, host) == Token("general", name)


ACTIONS = {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://GitHub.octo.example/", "GITHUB_TOKEN": "of the job"}


def test_in_actions_a_token_goes_to_the_server_that_runs_them(tmp_path):
    environment = {**nothing(tmp_path), **ACTIONS, "GITHUB_TOKEN": "jobs"}
    assert find(environment, "github.octo.example") == Token("jobs", "GITHUB_TOKEN")
    for change in ({"GITHUB_ACTIONS": ""}, {"GITHUB_SERVER_URL": "https://github.com"}, {"GITHUB_SERVER_URL": ""}):
        with pytest.raises(UsageError, match="is not sent to"):
            find({**environment, **change}, "github.octo.example")
    with pytest.raises(UsageError, match="is not sent to"):
        find(environment, "other.octo.example")


def test_in_actions_on_github_a_token_for_another_server_stays_here(tmp_path):
    environment = {**nothing(tmp_path), "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com"}
    assert find({**environment, "GH_ENTERPRISE_TOKEN": "own"}, GITHUB) is None


def test_nobody_who_set_no_token_is_refused(tmp_path):
    assert find(nothing(tmp_path), "github.octo.example") is None


NO_TOKENS = ["two words", "a\nb", "a\x1bb", "a\x7f", "caf\xe9", "a\u2028b", "a\r\nX-Header: b"]


def refused(*given) -> None:
    with pytest.raises(UsageError, match="holds white space, control characters") as caught:
        find(*given)
    assert not any(secret in f"{caught.value}{caught.value.hint}" for secret in NO_TOKENS)


@pytest.mark.parametrize("secret", NO_TOKENS)
def test_what_can_be_no_token_is_refused_and_not_quoted(gh, secret):
    refused({"PATH": "", "GH_TOKEN": secret}, GITHUB)
    refused(gh(f"printf '%s' '{secret}'"), GITHUB)
    refused({}, GITHUB, StringIO(secret.replace("\n", " ")))


def test_bytes_that_are_no_text(tmp_path):
    (tmp_path / "piped").write_bytes(b"\xff\xfe\n")
    with (tmp_path / "piped").open(encoding="utf-8") as piped, pytest.raises(UsageError, match="it is no text"):
        find({}, GITHUB, piped)


@pytest.mark.parametrize("path", ["", ".", ":", "::/nowhere", "bin", "./bin", "bin:/nowhere"])
def test_a_gh_in_a_checkout_is_not_run(gh, tmp_path, monkeypatch, path):
    gh("echo stolen")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").symlink_to(tmp_path / "gh")
    monkeypatch.chdir(tmp_path)
    assert find({"PATH": path}, GITHUB) is None


def test_a_gh_behind_an_entry_that_is_none_is_run(gh, tmp_path, monkeypatch):
    environment = gh("echo from-gh")
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "gh").write_text("#!/bin/sh\necho stolen\n")
    (checkout / "gh").chmod(0o755)
    monkeypatch.chdir(checkout)
    assert find({"PATH": f":.:{environment['PATH']}"}, GITHUB) == Token("from-gh", "gh auth token")


@pytest.mark.parametrize(
    ("host", "advice"),
    [
        (GITHUB, "Sign in with `gh auth login`, or set a token: export GH_TOKEN=$(gh auth token)"),
        ("127.0.0.1:80", "Sign in with `gh auth login`, or set a token: export GH_TOKEN=$(gh auth token)"),
        (
            "octo.ghe.com",
            (
                "Sign in with `gh auth login --hostname octo.ghe.com`, or set a token: "
                "export GH_TOKEN=$(gh auth token --hostname octo.ghe.com)"
            ),
        ),
        (
            "ghe.example",
            (
                "Sign in with `gh auth login --hostname ghe.example`, or set a token: "
                "export GH_ENTERPRISE_TOKEN=$(gh auth token --hostname ghe.example)"
            ),
        ),
    ],
)
def test_how_to_sign_in(host, advice):
    assert sign_in(host) == advice


@pytest.mark.parametrize("name", ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"])
def test_names_for_a_server_of_ones_own(tmp_path, name):
    environment = {**nothing(tmp_path), name: "own", "GH_TOKEN": "general"}
    assert find(environment, "github.octo.example") == Token("own", name)


def test_an_empty_variable_is_none(tmp_path):
    assert find({**nothing(tmp_path), "GH_TOKEN": "  "}, GITHUB) is None


def test_gh_is_asked_for_the_host(gh):
    assert find(gh('IFS=,; echo "$*"'), "github.octo.example") == Token(
        "auth,token,--hostname,github.octo.example", "gh auth token"
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
