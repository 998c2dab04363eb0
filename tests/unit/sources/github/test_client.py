"""Every shape in which GitHub refuses, limits or fails, at the edge."""

import json
import logging
import re
from urllib.parse import urlsplit

import pytest
import requests
import responses
from responses import matchers
from unit.sources.github.sharing import GRAPHQL, REST, TOKEN, Watch

from tracker.errors import LimitReached, SourceError, TokenError
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.endpoints import endpoints
from tracker.sources.github.replies import TooHeavy

GOOD = {"data": {"viewer": {"login": "octo"}, "rateLimit": {"cost": 3}}}
GATEWAY = "<html><head><title>502 Bad Gateway</title></head></html>"
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}


def error(message="no", **more):
    return {"errors": [{"message": message, **more}]}


def ask(client):
    return client.graphql("query Q { viewer { login } }", {"first": 1})


def test_a_question_and_its_answer(hub, client):
    hub.post(
        GRAPHQL,
        json=GOOD,
        match=[
            matchers.json_params_matcher({"query": "query Q { viewer { login } }", "variables": {"first": 1}}),
            matchers.header_matcher({"Authorization": f"token {TOKEN}"}),
        ],
    )
    answer = ask(client)
    assert answer.data["viewer"] == {"login": "octo"}
    assert answer.errors == ()
    assert (client.cost.requests, client.cost.points) == (1, 3)
    assert hub.calls[0].request.headers["User-Agent"].startswith("ladder-check/")


def test_requests_are_nearly_spent_where_less_than_a_fifth_of_those_that_are_allowed_is_left(hub):
    client = GitHubClient(Settings(token=TOKEN, most=10))
    hub.post(GRAPHQL, json=GOOD)
    for _ in range(8):
        assert not client.nearly_spent
        ask(client)
    assert not client.nearly_spent
    ask(client)
    assert client.nearly_spent


@pytest.mark.parametrize(("remaining", "nearly"), [(None, False), (750, False), (749, True), (0, True)])
def test_points_are_nearly_spent_where_less_than_a_fifth_of_those_that_there_were_is_left(
    hub, client, remaining, nearly
):
    assert not client.nearly_spent
    hub.post(GRAPHQL, json={"data": {"rateLimit": {"cost": 3000, "remaining": remaining}}})
    ask(client)
    assert client.nearly_spent is nearly


def test_data_and_errors_are_both_read(hub, client):
    problem = {"type": "NOT_FOUND", "path": ["nodes", 3], "message": "Could not resolve", "locations": []}
    hub.post(GRAPHQL, json={"data": {"nodes": [None]}, "errors": [problem, "nonsense", {"path": 5}]})
    answer = ask(client)
    assert answer.data == {"nodes": [None]}
    assert [(e.type, e.path, e.message) for e in answer.errors] == [
        ("NOT_FOUND", ("nodes", 3), "Could not resolve"),
        ("", (), "no reason given"),
    ]
    assert [e.passing for e in answer.errors] == [False, True]
    assert client.cost.points == 0


def test_a_refused_question_has_errors_and_no_data(hub, client):
    hub.post(GRAPHQL, json=error("Field 'x' doesn't exist on type 'Query'"))
    answer = ask(client)
    assert answer.data == {}
    assert "doesn't exist" in answer.errors[0].message


@pytest.mark.parametrize("type_", ["RATE_LIMIT", "RATE_LIMITED"])
def test_points_used_up_arrive_as_success(hub, client, watch, type_):
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(watch.time) + 30)}
    hub.post(GRAPHQL, json=error("API rate limit already exceeded for user ID 1.", type=type_), headers=headers)
    hub.post(GRAPHQL, json=GOOD)
    ask(client)
    assert sum(watch.slept) == 31
    assert watch.announced[0] == (31.0, "GitHub's hourly limit is used up until 12:00 UTC")
    assert client.cost.requests == 2


@pytest.mark.parametrize("left", ["0", "3"])
def test_a_long_limit_ends_the_asking_also_where_a_question_takes_more_points_than_are_left(hub, watch, left):
    client = GitHubClient(Settings(token=TOKEN, patience=watch.patience(max_wait=60)))
    headers = {"x-ratelimit-remaining": left, "x-ratelimit-reset": str(int(watch.time) + 1800)}
    hub.post(GRAPHQL, json=error("API rate limit exceeded", type="RATE_LIMIT"), headers=headers)
    with pytest.raises(LimitReached, match="hourly limit is used up until 12:30 UTC") as caught:
        ask(client)
    assert caught.value.wait == 1801
    assert not watch.slept


def test_a_limit_while_points_remain_is_waited_for_longer_and_longer(hub, client, watch):
    headers = {"x-ratelimit-remaining": "5000", "x-ratelimit-reset": str(int(watch.time) + 1800)}
    hub.post(GRAPHQL, json=error("exceeded", type="RATE_LIMIT"), headers=headers)
    hub.post(GRAPHQL, json=error("exceeded", type="RATE_LIMIT"), headers=headers)
    hub.post(GRAPHQL, json=GOOD)
    ask(client)
    assert sum(watch.slept) == 60 + 120
    assert "does not say for how long" in watch.announced[0][1]


@pytest.mark.parametrize(
    ("answer", "waited"),
    [
        ((403, SECONDARY, {"Retry-After": "7"}), 7),
        ((429, SECONDARY, {"Retry-After": "7"}), 7),
        ((403, SECONDARY, {}), 60),
        ((429, {}, {}), 60),
        ((403, {"message": "slow down"}, {"Retry-After": "5"}), 5),
        ((200, error(SECONDARY["message"]), {}), 60),
        ((403, SECONDARY, {"Retry-After": "soon"}), 60),
    ],
)
def test_secondary_limits(hub, client, watch, answer, waited):
    status, body, headers = answer
    hub.post(GRAPHQL, status=status, json=body, headers=headers)
    hub.post(GRAPHQL, json=GOOD)
    ask(client)
    assert sum(watch.slept) == waited


def test_a_limit_that_does_not_end_is_given_up(hub, client, watch):
    hub.post(GRAPHQL, status=403, json=SECONDARY, headers={"Retry-After": "1"})
    with pytest.raises(LimitReached, match="secondary limit"):
        ask(client)
    assert len(hub.calls) == 4
    assert sum(watch.slept) == 3


@pytest.mark.parametrize("type_", ["RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"])
def test_too_much_is_never_asked_again(hub, client, watch, type_):
    hub.post(GRAPHQL, json={"data": {"search": None}, **error("too much", type=type_)})
    with pytest.raises(TooHeavy, match="too large: too much"):
        ask(client)
    assert len(hub.calls) == 1
    assert not watch.slept


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_is_asked_once_more_and_then_for_less(hub, client, watch, status):
    hub.post(GRAPHQL, status=status, body=GATEWAY)
    with pytest.raises(TooHeavy, match=f"{status}, twice"):
        ask(client)
    assert len(hub.calls) == 2
    assert watch.slept == [1.0]


def test_a_timeout_in_the_answer_counts_like_a_gateway(hub, client):
    hub.post(GRAPHQL, json={"data": None, **error("Something went wrong while executing your query.")})
    with pytest.raises(TooHeavy, match="ran out of time, twice"):
        ask(client)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 502, "body": GATEWAY},
        {"status": 500, "body": ""},
        {"status": 503, "json": {"message": "unavailable"}},
        {"body": requests.exceptions.ConnectionError("reset by peer")},
        {"body": requests.exceptions.ChunkedEncodingError("IncompleteRead")},
        {"body": requests.exceptions.ReadTimeout("30 s")},
        {"body": json.dumps(GOOD)[:-9]},
    ],
)
def test_what_passes_is_asked_again(hub, client, watch, fault):
    hub.post(GRAPHQL, **fault)
    hub.post(GRAPHQL, json=GOOD)
    assert ask(client).data["viewer"] == {"login": "octo"}
    assert watch.slept == [1.0]
    assert client.cost.requests == 2


def test_what_does_not_pass_is_given_up(hub, client, watch):
    hub.post(GRAPHQL, body=requests.exceptions.ConnectionError(f"no route, with Bearer {TOKEN}"))
    with pytest.raises(SourceError, match="The connection to GitHub failed") as caught:
        ask(client)
    assert TOKEN not in str(caught.value)
    assert watch.slept == [1.0, 2.0, 4.0]
    assert caught.value.hint


def test_a_refused_token(hub, client, watch):
    hub.post(GRAPHQL, status=401, json={"message": "Bad credentials"})
    with pytest.raises(TokenError, match="refused the token: Bad credentials") as caught:
        ask(client)
    assert "GH_TOKEN" in caught.value.hint
    assert not watch.slept


@pytest.mark.parametrize(
    ("message", "org"),
    [
        (
            "The 'kubernetes' organization forbids access via a fine-grained personal access tokens if its lifetime is …",
            "kubernetes",
        ),
        ("`etcd-io` forbids access via a personal access token (classic). Please use a GitHub App.", "etcd-io"),
    ],
)
def test_a_policy_of_an_organization_is_named(hub, client, message, org):
    hub.post(GRAPHQL, status=403, json={"message": message})
    with pytest.raises(TokenError, match=f"organization {org} does not accept this token") as caught:
        ask(client)
    assert "shorter lifetime" in caught.value.hint


def test_a_policy_beside_data_is_left_to_the_reader(hub, client):
    message = "`etcd-io` forbids access via a personal access token (classic)."
    hub.post(GRAPHQL, json={"data": {"a": 1}, **error(message, type="FORBIDDEN")})
    assert ask(client).errors[0].message == message


def test_single_sign_on(hub, client):
    hub.post(GRAPHQL, status=403, json={"message": "Resource protected by organization SAML enforcement."})
    with pytest.raises(TokenError, match="single sign-on"):
        ask(client)


def test_another_refusal(hub, client):
    hub.post(GRAPHQL, status=403, json={"message": "Forbidden, " + "very " * 60})
    with pytest.raises(SourceError, match=r"refused the request: Forbidden, (very ?)+…"):
        ask(client)
    hub.replace(responses.POST, GRAPHQL, status=403, body="")
    with pytest.raises(SourceError, match="no reason given"):
        ask(client)


@pytest.mark.parametrize("answer", [{"json": []}, {"json": {"message": "Not Found"}, "status": 404}])
def test_an_address_that_is_no_graphql(hub, client, answer):
    hub.post(GRAPHQL, **answer)
    with pytest.raises(SourceError, match="does not answer as GraphQL does") as caught:
        ask(client)
    assert "--api-url" in caught.value.hint


def test_a_redirection_to_another_host_is_no_answer(hub, client):
    hub.post(GRAPHQL, status=301, headers={"Location": "https://elsewhere.example/graphql"})
    with pytest.raises(SourceError, match="elsewhere"):
        ask(client)


@pytest.mark.parametrize(
    ("where", "url"),
    [
        (("https://ghe.example/api/v3",), "https://ghe.example:443/api/graphql"),
        (("https://ghe.example/api/v3", "https://ghe.example/other/graphql"), "https://ghe.example:443/other/graphql"),
        (("https://api.acme.ghe.com",), "https://api.acme.ghe.com:443/graphql"),
    ],
)
def test_graphql_is_asked_where_it_is(hub, watch, where, url):
    client = GitHubClient(Settings(endpoints=endpoints(*where), token=TOKEN, patience=watch.patience()))
    hub.post(url, json=GOOD)
    assert ask(client).data
    client.close()


@pytest.mark.parametrize(
    ("api", "name"),
    [
        ("https://ghe.example/api/v3", "GH_ENTERPRISE_TOKEN"),
        ("https://api.acme.ghe.com", "GH_TOKEN"),
        ("https://api.github.com", "GH_TOKEN"),
    ],
)
def test_a_refused_token_is_named_by_the_variable_of_its_host(hub, watch, api, name):
    where = endpoints(api)
    client = GitHubClient(Settings(endpoints=where, token=TOKEN, patience=watch.patience()))
    hub.post(
        re.compile(rf"https://{urlsplit(api).hostname}.*/graphql"), json={"message": "Bad credentials"}, status=401
    )
    with pytest.raises(TokenError) as caught:
        ask(client)
    assert caught.value.hint == f"Set {name} to a valid token, or run `gh auth login`."


def test_rest(hub, client):
    hub.get(f"{REST}/users/octo", json={"login": "octo"})
    hub.get(f"{REST}/users/nobody", json={"message": "Not Found"}, status=404)
    assert client.rest("GET", "/users/octo").record["login"] == "octo"
    assert client.rest("GET", "/users/nobody").status == 404
    assert client.cost.requests == 2


def test_rest_limits_name_the_search(hub, watch):
    client = GitHubClient(Settings(patience=watch.patience(max_wait=5)))
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(watch.time) + 40),
        "x-ratelimit-resource": "search",
    }
    hub.get(
        f"{REST}/search/issues", status=403, json={"message": "API rate limit exceeded for 1.2.3.4."}, headers=headers
    )
    with pytest.raises(LimitReached, match="GitHub's search limit is used up until"):
        client.rest("GET", "/search/issues", {"q": "x"})
    assert "Authorization" not in hub.calls[0].request.headers


def test_no_log_holds_the_token(hub, client, caplog):
    caplog.set_level(logging.DEBUG)
    hub.post(GRAPHQL, status=502, body=f"echo {TOKEN}")
    with pytest.raises(TooHeavy):
        ask(client)
    client.close()
    assert TOKEN not in caplog.text
    assert not any(type(handler) is logging.StreamHandler for handler in logging.getLogger("github").handlers)


def test_a_client_that_never_asked_closes():
    GitHubClient(Settings(patience=Watch().patience())).close()


def test_in_an_outage_each_question_is_insisted_on_less(hub, client, watch):
    hub.post(GRAPHQL, status=503, body="")
    asked = []
    for _ in range(4):
        before = len(hub.calls)
        with pytest.raises(SourceError, match="status 503"):
            ask(client)
        asked.append(len(hub.calls) - before)
    assert asked == [4, 2, 1, 1]
    hub.replace(responses.POST, GRAPHQL, json=GOOD)
    ask(client)
    hub.replace(responses.POST, GRAPHQL, status=503, body="")
    with pytest.raises(SourceError):
        ask(client)
    assert len(hub.calls) == 8 + 1 + 4
