"""Where to ask, and with which token."""

import hashlib

import pytest
from functional.running import CANARY, NELL, TODAY, variables_of


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:12]


def used(server) -> set[str]:
    """The digests of the tokens that came with requests to the API."""
    return {row["authorization"] for row in server.standin.log() if row["resource"] != "git"}


@pytest.mark.parametrize(
    ("variables", "token"),
    [
        ({"GH_TOKEN": "a", "GITHUB_TOKEN": "b"}, "a"),
        ({"GITHUB_TOKEN": "b"}, "b"),
        ({"GH_TOKEN": " ", "GITHUB_TOKEN": "b"}, "b"),
        ({"GH_ENTERPRISE_TOKEN": "c", "GH_TOKEN": "a"}, "c"),
        ({"GITHUB_ENTERPRISE_TOKEN": "d", "GITHUB_TOKEN": "b"}, "d"),
    ],
)
def test_the_first_token_of_the_environment(run, serve, variables, token):
    server = serve()
    assert run(NELL, *TODAY, server=server, token=None, **variables).code == 0
    assert used(server) == {digest(token)}


def test_a_piped_token_goes_before_all_others(run, serve):
    server = serve()
    assert run(NELL, "--token-stdin", *TODAY, server=server, token="other", stdin=f"{CANARY}\nmore\n").code == 0
    assert used(server) == {digest(CANARY)}


def test_the_token_of_gh(run, serve, home):
    server = serve()
    host = server.base_url.removeprefix("http://")
    gh = home / "gh"
    gh.write_text(f'#!/bin/sh\nif [ "$*" = "auth token --hostname {host}" ]; then echo gho_of_gh; fi\n')
    gh.chmod(0o755)
    ran = run(NELL, "-v", *TODAY, server=server, token=None)
    assert ran.code == 0
    assert "token from gh auth token" in ran.err
    assert used(server) == {digest("gho_of_gh")}
    assert "gho_of_gh" not in ran.out + ran.err


def test_a_token_that_is_refused(run, serve):
    ran = run(NELL, server=serve(), token="revoked-long-ago")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "Error: GitHub refused the token: Bad credentials\n"
        "Hint: Set GH_TOKEN to a valid token, or run `gh auth login`.\n"
    )


def test_an_address_on_the_command_line_goes_before_the_environment(run, serve):
    named, other = serve(), serve()
    ran = run(NELL, "--api-url", f"{named.base_url}/api/v3", *TODAY, server=other)
    assert ran.code == 0
    assert named.standin.stats()["requests"] > 0
    assert other.standin.stats()["requests"] == 0


@pytest.mark.parametrize("name", ["GITHUB_API_URL", "GITHUB_SERVER_URL"])
def test_one_variable_is_enough_to_name_a_server(run, serve, name):
    server = serve()
    ran = run(NELL, "--format", "json", *TODAY, **{name: variables_of(server)[name]})
    assert ran.code == 0
    assert ran.report["data"]["host"] == server.base_url.removeprefix("http://")
    assert server.standin.stats()["graphql_requests"] == ran.report["data"]["cost"]["requests"]


def test_a_password_in_an_address_is_nowhere_afterwards(run, home):
    ran = run(NELL, "--api-url", "http://octo:hidden@127.0.0.1:9/api/v3")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "Error: --api-url holds a user name or a password"
    assert "hidden" not in ran.err
    assert not [path for path in home.rglob("*") if "hidden" in path.name]


def test_a_token_for_github_is_not_sent_to_another_server(run):
    ran = run(NELL, "--api-url", "https://github.com.octo.example/api/v3", token="octo")
    assert (ran.code, ran.out) == (2, "")
    host = "github.com.octo.example"
    assert ran.err == (
        f"Error: GH_TOKEN is for github.com and ghe.com, and is not sent to {host}\n"
        f"Hint: Sign in with `gh auth login --hostname {host}`, or set a token: "
        f"export GH_ENTERPRISE_TOKEN=$(gh auth token --hostname {host})\n"
    )


def test_nobody_listens_at_the_address(run, monkeypatch):
    monkeypatch.setattr("tracker.sources.github.api.retry.RetryPolicy.back_off", lambda *_: 0.0)
    ran = run(NELL, "--api-url", "http://127.0.0.1:9")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "Error: The connection to 127.0.0.1:9 failed: Connection refused\nHint: Check the network, or try again later.\n"
    )
