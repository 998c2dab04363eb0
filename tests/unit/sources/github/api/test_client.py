"""Every shape in which GitHub refuses, limits or fails, at the edge."""

import base64
import json
import logging
import re
import time
from urllib.parse import urlsplit

import pytest
import requests
import responses
from responses import matchers
from unit.sources.github.sharing import GRAPHQL, REST, TOKEN, WORLD_DATE, Watch

from tracker.errors import LimitReached, SourceError, TokenError
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import endpoints
from tracker.sources.github.api.responses import TooHeavy
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.api.transport import API_VERSION

GOOD = {"data": {"viewer": {"login": "octo"}, "rateLimit": {"cost": 3}}}
RESET = str(int(WORLD_DATE.timestamp()) + 40)
COMMENT = {"id": 1, "user": None, "body": "hello", "html_url": "https://github.com/o/new/issues/1#issuecomment-1"}
GATEWAY = "<html><head><title>502 Bad Gateway</title></head></html>"
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}


def error(message="no", **more):
    return {"errors": [{"message": message, **more}]}


def ask(client):
    return client.graphql("query Q { viewer { login } }", {"first": 1})


def ask_for_much(client):
    """Somebody asks who can ask for less."""
    return client.graphql("query Q { viewer { login } }", {"first": 100}, divisible=True)


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
        ("", (), "no reason given"),
    ]
    assert [e.passing for e in answer.errors] == [False, True, True]
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


def refused_with(hub, watch, left, **more):
    headers = {"x-ratelimit-remaining": left, "x-ratelimit-reset": str(int(watch.time) + 1800), **more}
    hub.post(GRAPHQL, json=error("API rate limit exceeded", type="RATE_LIMIT"), headers=headers)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("0", "hourly limit is used up until 12:30 UTC"),
        ("3", "a question takes more than the 3 points left of GitHub's hourly limit until 12:30 UTC"),
    ],
)
def test_a_long_limit_ends_the_asking_also_where_a_question_takes_more_points_than_are_left(hub, watch, left, said):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=60)))
    refused_with(hub, watch, left)
    with pytest.raises(LimitReached, match=said) as caught:
        client.graphql("query Q { viewer { login } }", {})
    assert caught.value.wait == 1801
    assert not watch.slept


def test_where_a_question_takes_more_points_than_are_left_it_is_tried_once_smaller(hub, watch):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=60)))
    refused_with(hub, watch, "3")
    with pytest.raises(TooHeavy, match="more than the 3 points"):
        ask_for_much(client)
    assert client.points_left == 3
    with pytest.raises(LimitReached, match="more than the 3 points"):
        ask_for_much(client)


def test_what_takes_more_points_than_an_hour_has_is_not_waited_for(hub, watch):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=4000)))
    refused_with(hub, watch, "9", **{"x-ratelimit-limit": "9"})
    with pytest.raises(LimitReached, match="more than the 9 points that GitHub gives in an hour") as caught:
        client.graphql("query Q { viewer { login } }", {})
    assert "higher limit" in caught.value.hint
    assert not watch.slept


def test_after_a_wait_the_points_that_were_left_say_nothing(hub, client, watch):
    refused_with(hub, watch, "3", **{"x-ratelimit-reset": str(int(watch.time) + 30)})
    hub.post(GRAPHQL, json={"data": {"viewer": {"login": "octo"}}})
    client.graphql("query Q { viewer { login } }", {})
    assert client.points_left is None


PLENTY = error("exceeded", type="RATE_LIMIT")


def plenty(watch):
    return {"x-ratelimit-remaining": "5000", "x-ratelimit-reset": str(int(watch.time) + 1800)}


@pytest.mark.parametrize("refusal", [PLENTY, error("exceeded", code="graphql_rate_limit")])
def test_a_limit_while_points_remain_is_tried_once_smaller_and_then_waited_for_longer_and_longer(hub, watch, refusal):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=180)))
    for _ in range(3):
        hub.post(GRAPHQL, json=refusal, headers=plenty(watch))
    hub.post(GRAPHQL, json=GOOD)
    with pytest.raises(TooHeavy, match="while points are left"):
        ask_for_much(client)
    assert not watch.slept
    ask_for_much(client)
    assert sum(watch.slept) == 60 + 120
    assert "does not say for how long" in watch.announced[0][1]


def test_what_cannot_be_smaller_is_waited_for_at_once_while_points_remain(hub, client, watch):
    hub.post(GRAPHQL, json=PLENTY, headers=plenty(watch))
    hub.post(GRAPHQL, json=GOOD)
    assert client.graphql("query Q { viewer { login } }", {}).data["viewer"]
    assert sum(watch.slept) == 60


def test_after_an_answer_the_next_refusal_is_tried_smaller_again(hub, client, watch):
    for _ in range(2):
        hub.post(GRAPHQL, json=PLENTY, headers=plenty(watch))
        hub.post(GRAPHQL, json=GOOD)
    for _ in range(2):
        with pytest.raises(TooHeavy):
            ask_for_much(client)
        ask_for_much(client)
    assert not watch.slept


def test_what_was_too_much_in_part_is_read_in_part(hub, client):
    heavy = {"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["user", "pullRequests"], "message": "too much"}
    hub.post(GRAPHQL, json={"data": {"user": {"login": "octo", "pullRequests": None}}, "errors": [heavy]})
    answer = ask(client)
    assert answer.data["user"]["login"] == "octo"
    assert [one.path for one in answer.errors] == [("user", "pullRequests")]


def test_all_waits_of_a_run_together_are_bounded(hub, watch):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=100)))
    limit = {"status": 403, "json": SECONDARY, "headers": {"Retry-After": "40"}}
    for answer in (limit, {"json": GOOD}, limit, {"json": GOOD}, limit):
        hub.post(GRAPHQL, **answer)
    ask(client)
    ask(client)
    assert sum(watch.slept) == 80
    with pytest.raises(LimitReached, match="secondary limit"):
        ask(client)
    assert sum(watch.slept) == 80


def test_once_a_limit_outlasted_the_wait_nothing_more_is_asked(hub, watch):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=5)))
    hub.post(GRAPHQL, status=403, json=SECONDARY, headers={"Retry-After": "6"})
    with pytest.raises(LimitReached) as first:
        ask(client)
    for again in (ask, lambda client: client.get("/meta"), lambda client: client.write("POST", "/x", {})):
        with pytest.raises(LimitReached) as caught:
            again(client)
        assert (caught.value.message, caught.value.wait) == (first.value.message, 6)
    assert len(hub.calls) == 1
    assert client.limited
    assert client.cost.requests == 1


def test_the_limit_of_searches_ends_all_asking_too(hub, watch):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=5)))
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET, "x-ratelimit-resource": "search"}
    hub.get(f"{REST}/search/issues", status=403, json={"message": "API rate limit exceeded"}, headers=headers)
    for question in (lambda: client.get("/search/issues", {"q": "x"}), lambda: ask(client)):
        with pytest.raises(LimitReached, match="search limit"):
            question()
    assert len(hub.calls) == 1


def test_pauses_before_trying_again_are_part_of_all_waits(hub, watch):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=10)))
    for _ in range(3):
        hub.post(GRAPHQL, status=503, body="")
    hub.post(GRAPHQL, json=GOOD)
    ask(client)
    assert sum(watch.slept) == 1 + 2 + 4
    hub.post(GRAPHQL, status=403, json=SECONDARY, headers={"Retry-After": "4"})
    with pytest.raises(LimitReached):
        ask(client)
    assert sum(watch.slept) == 7


@pytest.mark.parametrize("most", [0, 2, 6.5])
def test_an_outage_is_waited_for_no_longer_than_all_waits_may_take(hub, watch, most):
    client = GitHubClient(Settings(token=TOKEN, retry_policy=watch.retry_policy(max_wait=most)))
    hub.post(GRAPHQL, status=503, body="")
    for _ in range(3):
        with pytest.raises(SourceError, match="status 503"):
            ask(client)
    assert sum(watch.slept) == most


def test_an_outage_does_not_shorten_the_wait_for_a_limit(hub, client, watch):
    hub.post(GRAPHQL, status=503, body="")
    for _ in range(3):
        with pytest.raises(SourceError):
            ask(client)
    hub.replace(responses.POST, GRAPHQL, status=403, json=SECONDARY, headers={"Retry-After": "7"})
    hub.post(GRAPHQL, json=GOOD)
    assert ask(client).data["viewer"]


@pytest.mark.parametrize("type_", ["RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"])
def test_too_much_is_never_asked_again(hub, client, watch, type_):
    hub.post(GRAPHQL, json={"data": {"search": None}, **error("too much", type=type_)})
    with pytest.raises(TooHeavy, match="too large: too much"):
        ask(client)
    assert len(hub.calls) == 1
    assert not watch.slept


TIME_OUTS = [
    pytest.param({"status": 502, "body": GATEWAY}, "status 502", id="502"),
    pytest.param({"status": 504, "body": GATEWAY}, "status 504", id="504"),
    *(
        pytest.param({"json": {"data": None, **error(message)}}, "ran out of time", id=message)
        for message in ("Something went wrong while executing your query.", "Timeout on validation of query")
    ),
]


@pytest.mark.parametrize(("answer", "said"), TIME_OUTS)
def test_what_took_too_long_is_asked_once_more_where_nobody_can_ask_for_less(hub, client, watch, answer, said):
    hub.post(GRAPHQL, **answer)
    with pytest.raises(TooHeavy, match=f"{said}, twice"):
        ask(client)
    assert len(hub.calls) == 2
    assert watch.slept == [1.0]


@pytest.fixture
def _ten_seconds(monkeypatch):
    """As long takes the first answer."""
    clock = iter([0.0, 10.1])
    monkeypatch.setattr("tracker.sources.github.api.client.monotonic", lambda: next(clock))


@pytest.mark.usefixtures("_ten_seconds")
@pytest.mark.parametrize(("answer", "said"), TIME_OUTS)
def test_what_took_too_long_is_not_asked_again_where_less_can_be_asked_for(hub, client, watch, answer, said):
    hub.post(GRAPHQL, **answer)
    with pytest.raises(TooHeavy, match=f"{said}$"):
        ask_for_much(client)
    assert len(hub.calls) == 1
    assert not watch.slept


@pytest.mark.parametrize(("answer", "said"), TIME_OUTS)
def test_what_fails_at_once_may_be_no_question_of_size_and_less_is_asked_for_after_a_pause(
    hub, client, watch, answer, said
):
    hub.post(GRAPHQL, **answer)
    with pytest.raises(TooHeavy, match=f"{said}$"):
        ask_for_much(client)
    assert len(hub.calls) == 1
    assert watch.slept == [1.0]


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
    with pytest.raises(SourceError, match=r"^The connection to api\.github\.com failed") as caught:
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
    hub.post(GRAPHQL, json={"data": {"a": {}}, **error(message, type="FORBIDDEN")})
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


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "place",
    [
        "https://elsewhere.example/graphql",
        "http://api.github.com/graphql",
        "https://api.github.com:444/graphql",
        "//elsewhere.example/",
        "https://api.github.com@elsewhere.example/",
        "https://[",
        "file:///etc/passwd",
    ],
)
def test_a_redirection_to_another_origin_is_no_answer_and_never_sees_the_token(hub, client, watch, place, status):
    hub.post(GRAPHQL, status=status, headers={"Location": place})
    with pytest.raises(SourceError, match="sends to another address"):
        ask(client)
    assert len(hub.calls) == 1
    assert not watch.slept


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize(
    "place",
    [
        "https://api.github.com/repositories/7/git/trees/HEAD?recursive=1",
        "https://octo:secret@api.github.com/repositories/7/git/trees/HEAD?recursive=1",
        "/repositories/7/git/trees/HEAD",
        "https://api.github.com:443/repositories/7/git/trees/HEAD",
    ],
)
def test_a_redirection_of_a_renamed_repository_keeps_the_query(hub, client, status, place):
    hub.get(f"{REST}/repos/o/old/git/trees/HEAD", status=status, headers={"Location": place})
    wanted = [
        matchers.query_param_matcher({"recursive": "1"}),
        matchers.header_matcher({"Authorization": f"token {TOKEN}"}),
    ]
    hub.get(f"{REST}/repositories/7/git/trees/HEAD", json={"tree": [], "truncated": False}, match=wanted)
    assert client.get("/repos/o/old/git/trees/HEAD", {"recursive": 1}).status == 200


def test_what_is_written_is_written_where_the_repository_is_now(hub, client):
    hub.post(
        f"{REST}/repos/o/old/issues/1/comments", status=307, headers={"Location": "/repositories/7/issues/1/comments"}
    )
    wanted = [matchers.json_params_matcher({"body": "hello"})]
    hub.post(f"{REST}/repositories/7/issues/1/comments", status=201, json=COMMENT, match=wanted)
    assert client.write("POST", "/repos/o/old/issues/1/comments", {"body": "hello"}).status == 201


def test_redirections_in_a_circle_end(hub, client):
    hub.get(f"{REST}/meta", status=301, headers={"Location": "/meta"})
    with pytest.raises(SourceError, match="from one address to the next"):
        client.get("/meta")


def test_an_answer_that_is_still_prepared_is_not_waited_for_without_end(hub, client, watch):
    hub.get(f"{REST}/meta", status=202, json={})
    with pytest.raises(SourceError, match="still being prepared"):
        client.get("/meta")
    assert len(hub.calls) == 4


def test_the_version_of_the_api_is_pinned(hub, client):
    hub.post(GRAPHQL, json=GOOD)
    hub.get(f"{REST}/meta", json={})
    ask(client)
    client.get("/meta")
    assert {call.request.headers["X-GitHub-Api-Version"] for call in hub.calls} == {API_VERSION}


NO_PATH = [
    error("An enterprise policy forbids it"),
    error("no", path=None),
    error("no", path="search"),
    error("no", path=["search", None]),
    {"errors": ["no"]},
    {"errors": "no"},
    {"errors": [None]},
]


@pytest.mark.parametrize("errors", NO_PATH)
def test_nothing_beside_an_error_without_a_path_is_believed(hub, client, errors):
    hub.post(GRAPHQL, json={"data": {"a": {"issueCount": 0}}, **errors})
    answer = ask(client)
    assert () in [one.path for one in answer.errors]


def test_an_error_with_a_path_makes_doubtful_what_it_is_about(hub, client):
    hub.post(GRAPHQL, json={"data": {"a": {"nodes": [None, {}]}, "b": {}}, **error("no", path=["a", "nodes", 0])})
    answer = ask(client)
    assert [one.path for one in answer.errors] == [("a", "nodes", 0)]
    assert [[one.path for one in answer.below(alias)] for alias in "ab"] == [[("nodes", 0)], []]


@pytest.mark.parametrize(
    "errors",
    [
        [{"message": "a" * 300_000}],
        [{"message": "a-" * 150_000}],
        [{"message": "`" * 300_000 + " forbids access"}],
        [{"message": "eyJ-" * 75_000}, {"message": "://" * 100_000}, {"message": "ghp_." * 60_000}],
        [{"message": "bearer " * 40_000}],
        [{"message": "a" * 3_000}] * 5_000,
        [{"message": " " * 300_000}],
    ],
    ids=range(7),
)
def test_long_messages_are_looked_at_in_no_time(hub, client, errors):
    hub.post(GRAPHQL, json={"data": {"a": {}}, "errors": errors})
    started = time.perf_counter()
    assert all(len(problem.message) <= 2_000 for problem in ask(client).errors)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "deep", ["[" * 5_000 + "]" * 5_000, '{"a":' * 5_000 + "1" + "}" * 5_000, "[" * 100_000], ids=range(3)
)
def test_what_is_nested_too_deep_is_no_answer(hub, client, deep):
    hub.post(GRAPHQL, body=f'{{"data": {deep}}}')
    with pytest.raises(SourceError, match="cut off"):
        ask(client)


def test_halves_of_surrogate_pairs_are_replaced_and_whole_ones_are_read(hub, client):
    text = r"\ud800 \uDFFF \ud83d\ude00 \\ud800 \ud83d\u0041 \ud800"
    hub.post(GRAPHQL, body=f'{{"data": {{"a": {{"title": "{text}"}}}}}}')
    assert ask(client).data["a"]["title"] == "\ufffd \ufffd \N{GRINNING FACE} \\ud800 \ufffdA \ufffd"


def test_a_short_word_in_place_of_a_token_leaves_answers_alone(hub, watch):
    hub.post(GRAPHQL, json=GOOD)
    client = GitHubClient(Settings(token="o", retry_policy=watch.retry_policy()))
    assert ask(client).data["viewer"] == {"login": "octo"}


def test_an_echo_of_the_token_is_in_no_message_and_in_no_data(hub, client):
    echo = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
    problem = {"message": f"no {TOKEN}, basic {echo}", "path": ["a"]}
    hub.post(GRAPHQL, json={"data": {"a": {"title": TOKEN}}, "errors": [problem]})
    hub.get(f"{REST}/meta", status=404, json={"message": f"what is {echo}?"})
    answer = ask(client)
    said = client.get("/meta").message
    assert not any(word in f"{answer} {said}" for word in (TOKEN, echo, "0123456789"))


@pytest.mark.parametrize(
    ("where", "url"),
    [
        (("https://ghe.example/api/v3",), "https://ghe.example:443/api/graphql"),
        (("https://ghe.example/api/v3", "https://ghe.example/other/graphql"), "https://ghe.example:443/other/graphql"),
        (("https://api.acme.ghe.com",), "https://api.acme.ghe.com:443/graphql"),
    ],
)
def test_graphql_is_asked_where_it_is(hub, watch, where, url):
    client = GitHubClient(Settings(endpoints=endpoints(*where), token=TOKEN, retry_policy=watch.retry_policy()))
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
    client = GitHubClient(Settings(endpoints=where, token=TOKEN, retry_policy=watch.retry_policy()))
    hub.post(
        re.compile(rf"https://{urlsplit(api).hostname}.*/graphql"), json={"message": "Bad credentials"}, status=401
    )
    with pytest.raises(TokenError) as caught:
        ask(client)
    assert caught.value.hint == f"Set {name} to a valid token, or run `gh auth login`."


def test_rest(hub, client):
    hub.get(f"{REST}/meta", json={"login": "octo"})
    hub.get(f"{REST}/nothing", json={"message": "Not Found"}, status=404)
    assert client.get("/meta").record["login"] == "octo"
    assert client.get("/nothing").status == 404
    assert client.cost.requests == 2


def test_rest_limits_name_the_search(hub, watch):
    client = GitHubClient(Settings(retry_policy=watch.retry_policy(max_wait=5)))
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(watch.time) + 40),
        "x-ratelimit-resource": "search",
    }
    hub.get(
        f"{REST}/search/issues", status=403, json={"message": "API rate limit exceeded for 1.2.3.4."}, headers=headers
    )
    with pytest.raises(LimitReached, match="GitHub's search limit is used up until"):
        client.get("/search/issues", {"q": "x"})
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
    GitHubClient(Settings(retry_policy=Watch().retry_policy())).close()


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
