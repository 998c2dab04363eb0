"""Addresses, patience and secrets: what surrounds a conversation with GitHub."""

import random
import subprocess
import sys

import pytest
from unit.sources.github.sharing import TOKEN

from tracker.errors import LimitReached, UsageError
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.endpoints import Endpoints, endpoints, origin
from tracker.sources.github.patience import Patience
from tracker.sources.github.redaction import HIDDEN, redact

GITHUB = Endpoints(api="https://api.github.com", graphql="https://api.github.com/graphql", server="https://github.com")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), GITHUB),
        ((None, None, ""), GITHUB),
        (("https://api.github.com/",), GITHUB),
        ((None, None, "https://github.com"), GITHUB),
        (
            ("https://ghe.example/api/v3",),
            Endpoints(
                api="https://ghe.example/api/v3",
                graphql="https://ghe.example/api/graphql",
                server="https://ghe.example",
            ),
        ),
        (
            (None, None, "https://ghe.example"),
            Endpoints(
                api="https://ghe.example/api/v3",
                graphql="https://ghe.example/api/graphql",
                server="https://ghe.example",
            ),
        ),
        (
            ("https://api.acme.ghe.com",),
            Endpoints(
                api="https://api.acme.ghe.com",
                graphql="https://api.acme.ghe.com/graphql",
                server="https://acme.ghe.com",
            ),
        ),
        (
            (None, None, "https://acme.ghe.com"),
            Endpoints(
                api="https://api.acme.ghe.com",
                graphql="https://api.acme.ghe.com/graphql",
                server="https://acme.ghe.com",
            ),
        ),
        (
            ("http://127.0.0.1:80/api/v3", "http://127.0.0.1:81/api/graphql/", "http://127.0.0.1:82"),
            Endpoints(
                api="http://127.0.0.1:80/api/v3",
                graphql="http://127.0.0.1:81/api/graphql",
                server="http://127.0.0.1:82",
            ),
        ),
    ],
)
def test_addresses_follow_from_those_given(given, expected):
    assert endpoints(*given) == expected


@pytest.mark.parametrize(
    "url", ["ftp://github.com", "api.github.com", "https://", "https://x:0", "https://x:port", "https://["]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UsageError, match="is not an address of a GitHub"):
        endpoints(url)


def test_the_host_is_what_a_person_calls_it():
    assert endpoints().host == "github.com"
    assert endpoints("https://ghe.example:8443/api/v3").host == "ghe.example:8443"
    assert origin("https://ghe.example:8443/api/v3") == "https://ghe.example:8443"


@pytest.mark.parametrize(
    "text",
    [
        "ghp_" + "a" * 36,
        "gho_" + "A1" * 18,
        "ghu_" + "b" * 20,
        "ghs_" + "c" * 40,
        "ghr_" + "d" * 76,
        "github_pat_" + "11ABCDEFG0_" + "x" * 59,
        "v1.0123456789abcdef0123",
    ],
)
def test_tokens_are_hidden(text):
    assert text not in redact(f"the header was Bearer {text} and so on")
    assert text not in redact(f"Authorization: token {text}")
    assert HIDDEN in redact(f"Authorization: token {text}")
    assert redact(f"it was {text}!", text) == f"it was {HIDDEN}!"


def test_other_words_stay():
    text = "a token from GH_TOKEN, bearer of news, gh auth token, ghp_short, the tokens"
    assert redact(text, None, "") == text


def test_a_token_never_shows_in_settings():
    settings = Settings(token=TOKEN)
    assert TOKEN not in repr(settings)
    assert TOKEN not in repr(GitHubClient(settings))
    assert TOKEN not in str(vars(GitHubClient(settings)).values())


def test_a_short_wait_is_sat_out_with_a_countdown(watch):
    watch.patience(max_wait=10).wait(2.5, "slow down")
    assert watch.slept == [1.0, 1.0, 0.5]
    assert watch.announced == [(2.5, "slow down"), (1.5, "slow down"), (0.5, "slow down"), (0.0, "slow down")]


@pytest.mark.parametrize(("seconds", "hint"), [(61.0, "62 seconds"), (1800.0, "31 minutes")])
def test_a_long_wait_is_refused(watch, seconds, hint):
    with pytest.raises(LimitReached, match="used up") as caught:
        watch.patience(max_wait=60).wait(seconds, "used up")
    assert caught.value.wait == seconds
    assert hint in caught.value.hint
    assert not watch.slept


def test_nobody_needs_to_watch():
    slept = []
    random.seed(1)
    patience = Patience(sleep=slept.append)
    patience.wait(1.0, "slow down")
    patience.back_off(2)
    assert slept[0] == 1.0
    assert 2.0 <= slept[1] <= 6.0


def test_pygithub_is_imported_late():
    code = (
        "import sys, tracker.sources.github.source, tracker.sources.github.reduced; "
        "print({'github', 'requests'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
