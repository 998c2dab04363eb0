"""Addresses, retry_policy and secrets: what surrounds a conversation with GitHub."""

import random
import subprocess
import sys

import pytest
from unit.sources.github.sharing import TOKEN

from tracker.errors import LimitReached, UsageError
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import Endpoints, endpoints, origin
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.github.api.settings import Settings

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
            ("http://127.0.0.1:81/api/v3", "http://127.0.0.1:81/api/graphql/", "http://127.0.0.1:82"),
            Endpoints(
                api="http://127.0.0.1:81/api/v3",
                graphql="http://127.0.0.1:81/api/graphql",
                server="http://127.0.0.1:82",
            ),
        ),
        (
            ("HTTPS://GHE.Example:443/api/v3//", "https://ghe.example/api/graphql", "https://ghe.EXAMPLE:443"),
            Endpoints(
                api="https://ghe.example/api/v3",
                graphql="https://ghe.example/api/graphql",
                server="https://ghe.example",
            ),
        ),
        (
            ("http://[::1]:8080",),
            Endpoints(api="http://[::1]:8080", graphql="http://[::1]:8080/graphql", server="http://[::1]:8080"),
        ),
        (
            ("https://api.localhost",),
            Endpoints(
                api="https://api.localhost", graphql="https://api.localhost/graphql", server="https://api.localhost"
            ),
        ),
    ],
)
def test_addresses_follow_from_those_given(given, expected):
    assert endpoints(*given) == expected


@pytest.mark.parametrize(
    "url",
    [
        "ftp://github.com",
        "api.github.com",
        "https://",
        "https://x:0",
        "https://x:port",
        "https://[",
        "https://[x:y]",
        "https://api.github.com.",
        "https://api..github.com",
        "https://.ghe.com",
        "https://-x.ghe.com",
        "https://git\u0456ub.com",
        "https://api.github\uff0ecom",
        "https://evil.example\\.github.com",
        "https://%61pi.github.com",
        "https://api.github.com\t.evil.example",
        "https://api.github.com\n",
        "https://api.github.com/a b",
        "https://api.github.com/api/../x",
        "https://api.github.com?token=x",
        "https://api.github.com#x",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UsageError, match="is not an address of a GitHub"):
        endpoints(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://octo:hidden@ghe.example/api/v3",
        "http://octo:hidden@127.0.0.1:80",
        "https://hidden@ghe.example",
        "https://api.github.com@hidden.example",
        "https://:hidden@ghe.example",
        "octo:hidden@ghe.example",
        "https://octo:hid/den@ghe.example",
        "https://octo:hidden%40@ghe.example",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_user_in_an_address_is_refused_and_not_quoted(url, place):
    given = [None, None, None]
    given[place] = url
    with pytest.raises(UsageError, match="holds a user name or a password") as caught:
        endpoints(*given)
    assert "hid" not in f"{caught.value}{caught.value.hint}"


@pytest.mark.parametrize("host", ["ghe.example", "github.com", "localhost.ghe.example", "127.1", "10.0.0.1", "0.0.0.0"])
def test_plain_http_is_for_this_machine_alone(host):
    with pytest.raises(UsageError, match="--api-url is plain HTTP"):
        endpoints(f"http://{host}/api/v3")
    assert endpoints(f"https://{host}/api/v3")
    with pytest.raises(UsageError, match="GITHUB_SERVER_URL is plain HTTP"):
        endpoints(None, None, f"http://{host}")


@pytest.mark.parametrize(
    ("graphql", "api"),
    [
        ("https://evil.example/api/graphql", "https://ghe.example/api/v3"),
        ("https://ghe.example:8443/api/graphql", "https://ghe.example/api/v3"),
        ("https://127.0.0.1:81/graphql", "http://127.0.0.1:81"),
        ("http://127.0.0.1:82/graphql", "http://127.0.0.1:81"),
        ("https://evil.example/graphql", None),
    ],
)
def test_graphql_and_rest_share_an_origin(graphql, api):
    with pytest.raises(UsageError, match=r"GITHUB_GRAPHQL_URL and the API at .* are on different servers"):
        endpoints(api, graphql)


@pytest.mark.parametrize(
    ("api", "server"),
    [
        ("https://evil.example/api/v3", "https://github.com"),
        ("https://api.github.com.evil.example", "https://github.com"),
        ("https://api.github.com", "https://evil.example"),
        ("https://ghe.example/api/v3", "https://ghe.example:8443"),
    ],
)
def test_the_api_is_that_of_the_server(api, server):
    with pytest.raises(UsageError, match="is that of another GitHub"):
        endpoints(api, None, server)


@pytest.mark.parametrize(
    ("api", "host"),
    [
        ("https://API.GitHub.com:443/", "github.com"),
        ("https://api.acme.ghe.com", "acme.ghe.com"),
        ("https://github.com.evil.example", "github.com.evil.example"),
        ("https://api.github.com:8443", "github.com:8443"),
        ("https://api.localhost", "api.localhost"),
        ("https://api.127.0.0.1", "api.127.0.0.1"),
    ],
)
def test_whose_token_is_sent(api, host):
    assert endpoints(api).api_host == host


def test_this_machine_may_stand_in_for_any_github():
    where = endpoints("http://127.0.0.1:81/api/v3", None, "https://github.com")
    assert (where.host, where.api_host) == ("github.com", "127.0.0.1:81")


def test_the_host_is_what_a_person_calls_it():
    assert endpoints().host == "github.com"
    assert endpoints("https://ghe.example:8443/api/v3").host == "ghe.example:8443"
    assert origin("https://ghe.example:8443/api/v3") == "https://ghe.example:8443"


def test_a_token_never_shows_in_settings():
    settings = Settings(token=TOKEN)
    assert TOKEN not in repr(settings)
    assert TOKEN not in repr(GitHubClient(settings))
    assert TOKEN not in str(vars(GitHubClient(settings)).values())


def test_a_short_wait_is_sat_out_with_a_countdown(watch):
    watch.retry_policy(max_wait=10).wait(2.5, "slow down")
    assert watch.slept == [1.0, 1.0, 0.5]
    assert watch.announced == [(2.5, "slow down"), (1.5, "slow down"), (0.5, "slow down"), (0.0, "slow down")]


@pytest.mark.parametrize(("seconds", "hint"), [(61.0, "62 seconds"), (1800.0, "31 minutes")])
def test_a_long_wait_is_refused(watch, seconds, hint):
    with pytest.raises(LimitReached, match="used up") as caught:
        watch.retry_policy(max_wait=60).wait(seconds, "used up")
    assert caught.value.wait == seconds
    assert hint in caught.value.hint
    assert not watch.slept


def test_nobody_needs_to_watch():
    slept = []
    random.seed(1)
    retry_policy = RetryPolicy(sleep=slept.append)
    retry_policy.wait(1.0, "slow down")
    retry_policy.back_off(2)
    assert slept[0] == 1.0
    assert 2.0 <= slept[1] <= 6.0


def test_pygithub_is_imported_late():
    code = (
        "import sys, tracker.sources.github.source, tracker.sources.github.anonymous.source; "
        "print({'github', 'requests'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
