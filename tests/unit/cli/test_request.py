"""``ladder request``: a membership request of the sample world, looked up as an admin would."""

import json

import pytest
from standin import SAMPLE_WORLD, running_standin

from tracker.cli.requests import number_in
from tracker.errors import UsageError

ROBINS = "105"
ADDRESS = f"https://github.com/kubernetes/org/issues/{ROBINS}"


@pytest.fixture(scope="module")
def server():
    with running_standin(SAMPLE_WORLD, secondary_limits=False) as running:
        yield running.base_url


@pytest.fixture
def request_of(run, server, monkeypatch):
    monkeypatch.setenv("GITHUB_API_URL", f"{server}/api/v3")
    monkeypatch.setenv("GITHUB_GRAPHQL_URL", f"{server}/api/graphql")
    monkeypatch.setenv("GITHUB_SERVER_URL", server)
    monkeypatch.setenv("GH_TOKEN", "any")
    return lambda *words, **more: run("request", *words, program="ladder", **more)


def test_in_text(request_of):
    ran = request_of(ROBINS)
    assert ran.code == 0
    assert ADDRESS in ran.out
    for sponsor in ("approver-aki", "reviewer-rosa"):
        assert sponsor in ran.out


def test_in_json(request_of):
    ran = request_of(ADDRESS, "--format", "json", "--quiet")
    document = json.loads(ran.out)
    assert ran.err == ""
    assert {sponsor["confirmed"] for sponsor in _sponsors(document)} == {True}


def _sponsors(document):
    """The sponsors, wherever the shape of the document has them."""
    found = document.get("sponsors") or document["request"]["sponsors"]
    assert {sponsor["login"].casefold() for sponsor in found} == {"approver-aki", "reviewer-rosa"}
    return found


def test_into_a_file(request_of, tmp_path):
    ran = request_of(f"#{ROBINS}", "--format", "markdown", "--output", "request.md")
    assert (ran.code, ran.out) == (0, "")
    assert ADDRESS in (tmp_path / "request.md").read_text(encoding="utf-8")


def test_a_token_from_standard_input(request_of, monkeypatch):
    monkeypatch.delenv("GH_TOKEN")
    assert request_of(ROBINS, "--token-stdin", stdin="any\n").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("999999",), 4, "Error: "),
        (("octo",), 2, "'octo' is not a request"),
        (("0",), 2, "'0' is not a request"),
        (("2147483648",), 2, "'2147483648' is not a request"),
        ((ROBINS, "--format", "yaml"), 2, "there is no format 'yaml'"),
        ((ROBINS, "--output", "no/file"), 2, "there is no directory no"),
        ((ROBINS, "--ladder", "octo"), 3, "there is no ladder and no file 'octo'"),
        ((ROBINS, "--as-of", "3000-01-01"), 2, "3000-01-01 is still to come"),
    ],
)
def test_what_cannot_be_done(request_of, words, code, said):
    ran = request_of(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_without_a_token(request_of, monkeypatch):
    monkeypatch.delenv("GH_TOKEN")
    ran = request_of(ROBINS)
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be read without a token" in ran.err


@pytest.mark.parametrize(
    "text",
    ["7", "#7", "https://github.com/octo-org/org/issues/7", "http://localhost:1/Octo-Org/Org/issues/7#comment-1"],
)
def test_ways_to_name_a_request(text):
    assert number_in(text, "octo-org/org") == 7


@pytest.mark.parametrize(
    ("text", "repository"),
    [
        ("", "octo-org/org"),
        ("seven", "octo-org/org"),
        ("-7", "octo-org/org"),
        ("https://github.com/octo-org/else/issues/7", "octo-org/org"),
        ("https://github.com/octo-org/org/pull/7", "octo-org/org"),
        ("https://github.com/octo-org/org/issues/7", None),
    ],
)
def test_what_names_none(text, repository):
    with pytest.raises(UsageError, match="is not a request"):
        number_in(text, repository)
