"""A membership request by its number."""

from dataclasses import replace
from datetime import timedelta

import pytest
from unit.sources.github.sharing import GRAPHQL, WORLD_DATE, client_of, faults, query

from tracker.errors import SourceError
from tracker.facts.people import Login
from tracker.facts.requests import RequestState
from tracker.sources.github.records import reader_for
from tracker.sources.github.requests import records, threads
from tracker.sources.github.source import GitHubSource

ORG = "kubernetes/org"
ROBIN = Login.parse("ready-robin")


def asked(login="ready-robin", **more):
    return query(login, requests_repository=ORG, **more)


def test_a_request(source):
    request = source.request(asked(), 105)
    assert (request.number, len(request.confirmations), request.comments_complete) == (105, 2, True)
    assert source.cost.requests == 1


def test_no_such_request(source):
    with pytest.raises(SourceError, match="there is no issue kubernetes/org#99999"):
        source.request(asked(), 99999)


def test_an_accident_is_no_missing_request(standin, watch):
    faults(standin, {"kind": "graphql_error", "field": "repository"})
    with pytest.raises(SourceError, match="did not show kubernetes/org#105: Something went wrong"):
        GitHubSource(client_of(standin, watch)).request(asked(), 105)


ISSUE = {
    "__typename": "Issue",
    "number": 105,
    "title": "REQUEST: New membership for octo",
    "url": "https://github.com/kubernetes/org/issues/105",
    "body": "",
    "createdAt": "2026-05-01T00:00:00Z",
    "closedAt": None,
    "author": None,
    "repository": {"nameWithOwner": ORG, "isPrivate": False},
    "comments": {"totalCount": 0, "nodes": []},
}


def test_no_address_is_kept_however_it_is_hidden():
    mail, hidden = "jane@example.com", "jane@\u200bexample\u2060.com"
    said = {"body": f"first {hidden}\nsecond {mail}", "author": None, "createdAt": ISSUE["createdAt"], "url": ""}
    issue = {**ISSUE, "title": f"REQUEST: {hidden}", "body": f"{mail}\n{hidden}", "updatedAt": ISSUE["createdAt"]}
    kept = records.kept_as({**issue, "comments": {"totalCount": 2, "nodes": [said, None]}}, WORLD_DATE).issue
    gone = "(address left out)"
    assert (kept["title"], kept["body"]) == (f"REQUEST: {gone}", f"{gone}\n{gone}")
    assert kept["comments"]["nodes"] == [{**said, "body": f"first {gone}\nsecond {gone}"}, None]


def test_a_request_beside_an_error_without_a_path_is_not_believed(hub, client):
    answer = {"data": {"repository": {"issue": ISSUE}}}
    hub.post(GRAPHQL, json=answer)
    hub.post(GRAPHQL, json={**answer, "errors": [{"message": "a policy forbids it"}]})
    assert GitHubSource(client).request(asked(), 105).comments_complete is True
    with pytest.raises(SourceError, match="did not show kubernetes/org#105: a policy forbids it"):
        GitHubSource(client).request(asked(), 105)


def test_a_ladder_without_requests(source):
    with pytest.raises(SourceError, match="has no membership requests"):
        source.request(query("ready-robin"), 105)


def test_a_thread_that_holds_less_alone_than_among_others_is_not_known_in_full(source, client, monkeypatch):
    request = source.request(asked(), 105)
    for kept, complete in ((2, True), (1, False)):
        alone = replace(request, confirmations=request.confirmations[:kept])
        monkeypatch.setattr(threads, "read_request", lambda *_, found=alone: found)
        asked_alone = threads._asked_alone(client, ORG, request, reader_for(asked(), ROBIN))
        assert (len(asked_alone.confirmations), asked_alone.comments_complete) == (2, complete)


@pytest.mark.parametrize(
    ("second", "complete"),
    [
        (
            {
                "data": {
                    "repository": {
                        "issue": {
                            "comments": {
                                "totalCount": 2,
                                "nodes": [],
                                "pageInfo": {"hasNextPage": False, "endCursor": None},
                            }
                        }
                    }
                }
            },
            True,
        ),
        ({"data": {"repository": None}, "errors": [{"message": "no", "path": ["repository"]}]}, False),
        ({"data": {"repository": {"issue": None}}}, False),
    ],
)
def test_a_long_thread_is_read_to_its_end_or_known_to_be_short(hub, client, second, complete):
    def comment(hour: int) -> dict[str, object]:
        return {
            "author": {"__typename": "User", "login": f"octo-{hour}"},
            "body": "+1",
            "createdAt": f"2026-05-0{hour}T00:00:00Z",
            "lastEditedAt": None,
            "url": f"https://github.com/kubernetes/org/issues/105#issuecomment-{hour}",
        }

    issue = {
        "__typename": "Issue",
        "number": 105,
        "title": "REQUEST: New membership for octo",
        "url": "https://github.com/kubernetes/org/issues/105",
        "body": "### Sponsor 1\n@octo-1\n### Sponsor 2\n@octo-2\n",
        "createdAt": "2026-05-01T00:00:00Z",
        "closedAt": None,
        "author": None,
        "repository": {"nameWithOwner": ORG, "isPrivate": False},
        "comments": {"totalCount": 2, "nodes": [comment(1)], "pageInfo": {"hasNextPage": True, "endCursor": "c"}},
    }
    found = (second["data"]["repository"] or {}).get("issue")
    if found:
        found["comments"]["nodes"] = [comment(2)]
    hub.post(GRAPHQL, json={"data": {"repository": {"issue": issue}}})
    hub.post(GRAPHQL, json=second)
    request = GitHubSource(client).request(asked(), 105)
    assert request.comments_complete is complete
    assert [one.confirmed is not None for one in request.sponsors] == [True, complete]


@pytest.mark.parametrize("nodes", [[None], [None, None]])
def test_a_comment_that_is_left_out_without_a_word_may_be_an_answer(hub, client, nodes):
    issue = {**ISSUE, "comments": {"totalCount": len(nodes), "nodes": nodes}}
    hub.post(GRAPHQL, json={"data": {"repository": {"issue": issue}}})
    assert GitHubSource(client).request(asked(), 105).comments_complete is False


@pytest.mark.parametrize(
    ("states", "numbers"),
    [
        ("closed", [1]),
        ("closed closed", [1]),
        ("closed open", [2]),
        ("open closed", [1]),
        ("open open", [1, 2]),
    ],
)
def test_the_thread_of_what_counts_is_asked_for_alone(source, client, monkeypatch, states, numbers):
    """Open requests count, else the last one; the first is the newest."""
    lacking = replace(source.request(asked(), 105), confirmations=(), unread_sponsors=("a friend",))
    every = tuple(
        replace(lacking, number=n, state=RequestState(state), opened_at=lacking.opened_at - timedelta(days=n))
        for n, state in enumerate(states.split(), 1)
    )
    read = []
    monkeypatch.setattr(threads, "read_request", lambda _c, _repo, number, _r: read.append(number) or every[number - 1])
    among = [replace(one, comments_complete=False) for one in every]
    found = threads.with_threads(client, asked(), ROBIN, among, member=False)
    assert read == numbers == [one.number for one in found if one.comments_complete]
    read.clear()
    of_a_member = threads.with_threads(client, asked(), ROBIN, among, member=True)
    assert read == [n for n in numbers if every[n - 1].state is RequestState.OPEN]
    assert [one.number for one in of_a_member if one.comments_complete] == read


def test_what_came_among_others_is_not_known_in_full_where_its_thread_matters():
    closed = {**ISSUE, "number": 7, "closedAt": "2026-05-03T00:00:00Z", "body": "### Sponsor 1\n@octo-1\n"}
    reader = reader_for(asked(), ROBIN)
    for newest in (ISSUE, closed):
        nodes = [newest, {**closed, "number": 6, "createdAt": "2026-04-01T00:00:00Z"}]
        found = records.membership_requests_in({"nodes": nodes}, reader)
        assert [one.comments_complete for one in found] == [False, True]


def test_the_thread_of_an_open_request_in_which_all_answered_is_asked_for_alone_too(source, client, monkeypatch):
    """In what GitHub does not show among others, without a word, somebody may take an answer back."""
    answered = source.request(asked(), 105)
    assert not records.lacks_answers(answered)
    assert records.threads_of([answered]) == [answered]
    taken_back = replace(answered, confirmations=answered.confirmations[:1])
    monkeypatch.setattr(threads, "read_request", lambda *_: taken_back)
    among = [replace(answered, comments_complete=False)]
    (found,) = threads.with_threads(client, asked(), ROBIN, among, member=False)
    assert found.comments_complete is False
