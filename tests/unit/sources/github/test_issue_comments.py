"""Comments on an issue: what GitHub answers to who reads and writes them, and what is made of it."""

import json

import pytest
import requests
from standin import load_world, running_standin
from standin.testing import write_world
from unit.sources.github.sharing import GRAPHQL, REST, client_of

from tracker.errors import LimitReached, NothingChecked, SourceError
from tracker.facts.issues import IssueComment, IssueRef
from tracker.sources.github.issue_comments import IssueComments

ISSUE = f"{REST}/repos/acme/app/issues/1"
COMMENTS = f"{ISSUE}/comments"
PLACE = IssueRef.parse("acme/app#1")
PAGE = "https://github.com/acme/app/issues/1"
MADE = {"id": 5, "user": {"login": "vera"}, "body": "First", "html_url": f"{PAGE}#issuecomment-5"}
THERE = IssueComment(id=5, author=None, body="Old", url=MADE["html_url"])


@pytest.fixture
def comments(client):
    return IssueComments(client, PLACE)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An issue with more comments than two pages hold, and a pull request."""
    said = [
        {
            "author": "someone",
            "createdAt": f"2025-12-01T10:{n // 60:02}:{n % 60:02}Z",
            "body": f"{n}",
        }
        for n in range(205)
    ]
    common = {
        "repo": "acme/app",
        "author": "vera",
        "title": "One",
        "state": "OPEN",
        "createdAt": "2025-11-01T09:00:00Z",
    }
    issue = {**common, "number": 1, "comments": said}
    return load_world(write_world(tmp_path_factory.mktemp("world"), issues=[issue], pulls=[{**common, "number": 2}]))


def test_all_pages_are_read_oldest_first(world, watch):
    with running_standin(world, secondary_limits=False) as server:
        found = IssueComments(client_of(server, watch), PLACE).all()
    assert [comment.body for comment in found] == [str(n) for n in range(205)]
    assert str(found[4].author) == "someone"
    assert found[4].url.startswith(f"{PAGE}#issuecomment-")


def test_a_comment_that_two_pages_show_is_one(world, watch):
    with running_standin(world, secondary_limits=False, faults=[{"kind": "page_shift", "by": -1}]) as server:
        found = IssueComments(client_of(server, watch), PLACE).all()
    assert len({comment.id for comment in found}) == len(found)


def test_pages_without_an_end_are_not_read_for_ever(hub, comments):
    hub.get(COMMENTS, json=[{**MADE, "id": n} for n in range(100)])
    with pytest.raises(SourceError, match="acme/app#1 has more than 3,000 comments"):
        comments.all()
    assert len(hub.calls) == 30


def test_what_is_written_is_read_and_changed(world, watch):
    with running_standin(world, secondary_limits=False) as server:
        comments = IssueComments(client_of(server, watch), PLACE)
        comments.check()
        assert str(comments.viewer()) == "vera"
        made = comments.add("First")
        changed = comments.change(made, "Second")
        assert comments.all()[-1] == changed
    assert (made.id, made.author, made.body) == (changed.id, changed.author, "First")
    assert changed.body == "Second"
    assert watch.slept == [1.0]  # GitHub asks for a second between


@pytest.mark.parametrize(
    ("issue", "error"),
    [("acme/app#2", "acme/app#2 is a pull request"), ("acme/app#3", "GitHub knows no issue acme/app#3")],
)
def test_what_is_no_issue(world, watch, issue, error):
    with (
        running_standin(world, secondary_limits=False) as server,
        pytest.raises(NothingChecked, match=error) as caught,
    ):
        IssueComments(client_of(server, watch), IssueRef.parse(issue)).check()
    assert caught.value.hint


def test_an_issue_that_moved(hub, comments):
    hub.get(ISSUE, status=301, headers={"Location": f"{REST}/repositories/7/issues/4"}, json={"message": "Moved"})
    hub.get(f"{REST}/repositories/7/issues/4", json={"html_url": "https://github.com/acme/new/issues/4"})
    with pytest.raises(NothingChecked, match=r"acme/app#1 moved to https://github.com/acme/new/issues/4"):
        comments.check()


def test_another_case_is_no_move(hub, client):
    hub.get(f"{REST}/repos/Acme/App/issues/1", json={"html_url": PAGE})
    IssueComments(client, IssueRef.parse("Acme/App#1")).check()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (410, {"message": "This issue was deleted"}, "was deleted, or issues are turned off"),
        (451, {"message": "Blocked"}, r"did not show acme/app#1: status 451; Blocked"),
        (200, {"id": 1}, "not in its form"),
    ],
)
def test_what_cannot_be_read(hub, comments, status, body, error):
    hub.get(ISSUE, status=status, json=body)
    with pytest.raises(NothingChecked, match=error) as caught:
        comments.check()
    assert caught.value.hint


def test_comments_of_an_unexpected_shape(hub, comments):
    hub.get(COMMENTS, json={"message": "?"})
    with pytest.raises(SourceError, match="not in its form"):
        comments.all()


def test_whose_token_it_is_may_not_be_told(hub, comments):
    hub.post(GRAPHQL, json={"errors": [{"message": "Resource not accessible", "type": "FORBIDDEN"}]})
    with pytest.raises(SourceError, match="does not say whose token it is: Resource not accessible"):
        comments.viewer()


def test_the_token_of_actions_has_the_name_that_its_comments_have(hub, comments):
    hub.post(GRAPHQL, json={"data": {"viewer": {"login": "github-actions[bot]"}}})
    hub.get(
        COMMENTS,
        json=[{**MADE, "user": {"login": "github-actions[bot]"}}, {**MADE, "id": 6, "user": None, "body": None}],
    )
    viewer = comments.viewer()
    assert [(comment.author == viewer, comment.body) for comment in comments.all()] == [(True, "First"), (False, "")]


ACTIONS = "permissions: issues: write"


@pytest.mark.parametrize(
    ("answer", "error", "hint"),
    [
        ((403, "Resource not accessible by integration"), "may not comment", ACTIONS),
        ((403, "You have been blocked"), "may not comment on acme/app#1: .*blocked", ACTIONS),
        ((404, "Not Found"), "may not comment", ACTIONS),
        ((403, "Unable to create comment because issue is locked."), "is locked", "Unlock"),
        ((403, "Repository was archived so is read-only."), "an archived repository", "another issue"),
        ((410, "Issues are disabled for this repo"), "issues are turned off", "another issue"),
        ((401, "Bad credentials"), "refused the token", "GH_TOKEN"),
    ],
)
def test_what_cannot_be_written(hub, comments, answer, error, hint):
    hub.post(COMMENTS, status=answer[0], json={"message": answer[1]})
    with pytest.raises(NothingChecked, match=error) as caught:
        comments.add("First")
    assert hint in caught.value.hint
    assert len(hub.calls) == 1


def test_what_github_does_not_take(hub, comments):
    body = {"message": "Validation Failed", "errors": [{"message": "body cannot be blank", "code": "unprocessable"}]}
    hub.post(COMMENTS, status=422, json=body)
    with pytest.raises(SourceError, match=r"did not take .*: status 422; Validation Failed; body cannot be blank"):
        comments.add(" ")


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 502, "body": "<html>"},
        {"status": 500, "json": {"message": "Server Error"}},
        {"body": requests.exceptions.ConnectionError("Connection reset by peer")},
        {"status": 201, "body": '{"id": 5, "bo'},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_after_a_fault_nothing_is_repeated(hub, comments, watch, method, answer):
    hub.add(method, COMMENTS if method == "POST" else f"{REST}/repos/acme/app/issues/comments/5", **answer)
    with pytest.raises(SourceError, match="it is not known whether a comment on acme/app#1 was written: ") as caught:
        comments.add("First") if method == "POST" else comments.change(THERE, "First")
    assert "Run it again" in caught.value.hint
    assert len(hub.calls) == 1
    assert watch.slept == []


def test_after_a_limit_it_is_written_after_all(hub, comments, watch):
    slow = {"message": "You have exceeded a secondary rate limit and have been temporarily blocked."}
    hub.post(COMMENTS, status=403, json=slow, headers={"Retry-After": "7"})
    hub.post(COMMENTS, status=201, json=MADE)
    assert comments.add("First").id == 5
    assert json.loads(hub.calls[1].request.body) == {"body": "First"}
    assert sum(watch.slept) == 7


def test_a_limit_that_does_not_end(hub, comments):
    hub.post(COMMENTS, status=429, json={}, headers={"Retry-After": "1"})
    with pytest.raises(LimitReached):
        comments.add("First")
    assert len(hub.calls) == 4
