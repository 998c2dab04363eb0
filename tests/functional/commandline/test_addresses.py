"""Addresses of pages, as people paste them: of another GitHub than the one that is asked they mean nobody there."""

import pytest

COMMANDS = {
    "ladder-check": ["https://{}/octo-newcomer"],
    "ladder-check --scope": ["octo-newcomer", "--scope", "https://{}/kubernetes-sigs/lantern"],
    "ladder candidates": ["https://{}/kubernetes-sigs/lantern"],
    "ladder area": ["https://{}/kubernetes-sigs/lantern/tree/main/pkg"],
    "ladder audit members": ["https://{}/octo-newcomer"],
    "ladder request": ["https://{}/kubernetes/org/issues/105"],
}


def asked(run, command, host, **environment):
    program, *words = command.split()
    more = [word for word in words if not word.startswith("--")]
    written = [word.format(host) for word in COMMANDS[command]]
    return run(*more, *written, "--offline", program=program.replace("ladder-check", "check"), **environment)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_address_of_another_host_is_refused(run, command):
    ran = asked(run, command, "github.example")
    assert (ran.code, ran.out) == (2, "")
    assert "is on github.example, and github.com is asked" in ran.err
    assert "--api-url https://github.example/api/v3" in " ".join(ran.err.split())


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("host", ["github.com", "www.github.com", "GitHub.com"])
def test_an_address_of_the_host_that_is_asked_is_taken(run, command, host):
    assert "is asked" not in asked(run, command, host).err


@pytest.mark.parametrize("command", COMMANDS)
def test_an_enterprise_server_has_addresses_of_its_own(run, command):
    there = {"GITHUB_API_URL": "https://github.example/api/v3"}
    assert "is asked" not in asked(run, command, "github.example", **there).err
    ran = asked(run, command, "github.com", **there)
    assert ran.code == 2
    assert "is on github.com, and github.example is asked" in ran.err


def test_a_request_of_any_other_host_is_refused(run):
    ran = run("request", "https://ghe.example/kubernetes/org/issues/1", "--offline", program="ladder")
    assert ran.code == 2
    assert "is on ghe.example, and github.com is asked" in ran.err
