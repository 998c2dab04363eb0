"""Types at the edge: what is not in its form is left out, and is named."""

import json

import pytest
from standin import running_standin
from unit.sources.github.records import connection, conversation, pull, remark, review
from unit.sources.github.sharing import REST, WORLD_DATE, client_of, query

from tracker.errors import SourceError
from tracker.sources.github.api import client as clients
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.forms import _FORMS, _names, fitting
from tracker.sources.github.api.responses import Reply
from tracker.sources.github.api.rest_forms import in_form
from tracker.sources.github.source import GitHubSource

ANSWER = {
    "q0": conversation(1, reviews={"totalCount": 1, "nodes": [review("octo")]}),
    "q1": {"issueCount": 3, "nodes": [pull(2), None, pull(3)]},
    "q2": [None, {"id": "PR_4"}],
    "q3": {"defaultBranchRef": {"target": {"blame": {"ranges": [{"startingLine": 1, "endingLine": 2}]}}}},
    "q4": {"isPrivate": False, "f0": {"oid": "a1", "text": "approvers: []"}, "f1": None, "f2": {}},
    "q5": None,
    "rateLimit": {"cost": 1, "remaining": 4999, "resetAt": "2026-06-01T00:00:00Z"},
}
HIT = {
    "node_id": "PR_1",
    "repository_url": "https://api.github.com/repos/kubernetes/kubernetes",
    "number": 1,
    "html_url": "https://github.com/kubernetes/kubernetes/pull/1",
    "title": "Change",
    "user": None,
    "created_at": "2026-05-01T00:00:00Z",
    "updated_at": "2026-05-01T00:00:00Z",
    "closed_at": None,
    "labels": [{"name": "size/XS"}],
}


def read(path, found):
    """What is to be had of an answer of REST."""
    return in_form(path, Reply(status=200, body=json.dumps(found))).json


def bent(found, path, value):
    if not path:
        return value
    changed = dict(found) if isinstance(found, dict) else list(found)
    changed[path[0]] = bent(found[path[0]], path[1:], value)
    return changed


def test_what_is_in_its_form_is_the_very_same():
    data, places = fitting(ANSWER)
    assert data is ANSWER
    assert places == ()


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("q0", "url"), [], ("q0",)),
        (("q0", "url"), "javascript:alert(1)", ("q0",)),
        (("q0", "title"), None, ("q0",)),
        (("q0", "title"), "x" * 10_000, ("q0",)),
        (("q0", "number"), 0, ("q0",)),
        (("q0", "createdAt"), "2026-02-30T00:00:00Z", ("q0",)),
        (("q0", "createdAt"), "0001-01-01T00:00:00+14:00", ("q0",)),
        (("q0", "files", "nodes", 0, "path"), "", ("q0", "files", "nodes", 0)),
        (("q0", "additions"), -1, ("q0",)),
        (("q0", "additions"), 1e30, ("q0",)),
        (("q0", "additions"), 2**63, ("q0",)),
        (("q0", "additions"), True, ("q0",)),
        (("q0", "isDraft"), "no", ("q0",)),
        (("q0", "createdAt"), "yesterday", ("q0",)),
        (("q0", "createdAt"), "2026-05-01", ("q0",)),
        (("q0", "mergedAt"), 5, ("q0",)),
        (("q0", "repository", "nameWithOwner"), "a/b org:c", ("q0",)),
        (("q0", "author", "login"), "octo\ufffd", ("q0",)),
        (("q0", "author"), [], ("q0",)),
        (("q0", "reviews"), 5, ("q0",)),
        (("q0", "reviews", "nodes", 0, "state"), {}, ("q0", "reviews", "nodes", 0)),
        (("q0", "reviews", "totalCount"), 1e30, ("q0",)),
        (("q0", "files", "pageInfo", "hasNextPage"), 1, ("q0",)),
        (("q0", "files", "nodes", 0, "additions"), -1, ("q0", "files", "nodes", 0)),
        (("q1", "issueCount"), "3", ("q1",)),
        (("q1", "nodes", 2, "id"), 7, ("q1", "nodes", 2)),
        (("q1", "nodes", 2, "labels", "nodes", 0, "name"), 7, ("q1", "nodes", 2)),
        (("q1", "nodes", 1), "text", ("q1", "nodes", 1)),
        (("q2", 1, "id"), None, ("q2", 1)),
        (("q3", "defaultBranchRef", "target", "blame", "ranges", 0), None, ("q3",)),
        (("q3", "defaultBranchRef", "target", "blame", "ranges", 0, "endingLine"), 1.5, ("q3",)),
        (("q4", "f0", "text"), 5, ("q4",)),
        (("q4", "f0", "oid"), None, ("q4",)),
        (("q5",), "text", ("q5",)),
        (("rateLimit", "cost"), "1", ("rateLimit",)),
    ],
)
def test_what_is_not_in_its_form_is_left_out_and_nothing_else(path, value, place):
    data, places = fitting(bent(ANSWER, path, value))
    assert places == (place,)
    assert data == bent(ANSWER, place, None)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("q0", "reviews", "nodes", 0, "lastEditedAt"), ("q0", "reviews", "nodes", 0)),
        (("q0", "reviews", "nodes", 0, "author", "__typename"), ("q0", "reviews", "nodes", 0)),
        (("q0", "comments", "nodes", 0, "lastEditedAt"), ("q0", "comments", "nodes", 0)),
        (("q0", "comments", "nodes"), ("q0",)),
        (("q0", "labels", "nodes", 0, "name"), ("q0", "labels", "nodes", 0)),
        (("q0", "author", "login"), ("q0",)),
    ],
)
def test_what_is_missing_where_it_is_asked_for_is_left_out(path, place):
    answer = {"q0": conversation(1, reviews=connection(review("octo")), comments=connection(remark("octo", "hi")))}
    assert fitting(answer) == (answer, ())
    data, places = fitting(without(answer, path))
    assert places == (place,)
    assert data == bent(without(answer, path), place, None)


def without(found, path):
    """The same without what is at a path."""
    if len(path) == 1:
        return {name: value for name, value in found.items() if name != path[0]}
    changed = dict(found) if isinstance(found, dict) else list(found)
    changed[path[0]] = without(found[path[0]], path[1:])
    return changed


def test_of_very_many_misfits_nothing_is_left():
    assert fitting(bent(ANSWER, ("q1", "nodes"), [5] * 1_000)) == ({}, ((),))


def test_a_misfit_is_an_error_at_its_place(hub, client):
    hub.post(f"{REST}/graphql", json={"data": bent(ANSWER, ("q1", "nodes", 2, "number"), "3")})
    answer = client.graphql("query Q { q0 }", {})
    (problem,) = answer.errors
    assert (problem.message, problem.path, problem.passing) == (NOT_IN_FORM, ("q1", "nodes", 2), False)


@pytest.mark.parametrize(
    ("path", "value", "misfit"),
    [
        (("items", 0, "title"), None, "items.0.title"),
        (("items", 0, "title"), ["x"], "items.0.title"),
        (("items", 0, "number"), 1e30, "items.0.number"),
        (("items", 0, "labels", 0), "size/XS", "items.0.labels.0"),
        (("items",), {}, "items"),
        (("total_count",), -1, "total_count"),
        ((), [], "all of it"),
    ],
)
def test_rest_says_where_it_is_not_in_its_form(hub, client, path, value, misfit):
    found = {"total_count": 1, "incomplete_results": False, "items": [HIT]}
    assert read("/search/issues", found) == found
    hub.get(f"{REST}/search/issues", json=bent(found, path, value))
    with pytest.raises(SourceError, match=f"not in its form: {misfit}$"):
        client.get("/search/issues", {"q": "x"})


def test_a_field_that_rest_leaves_out_is_a_misfit():
    for name in HIT:
        rest = {key: value for key, value in HIT.items() if key != name}
        found = {"total_count": 1, "incomplete_results": False, "items": [rest]}
        with pytest.raises(SourceError, match=f"items.0.{name}$"):
            read("/search/issues", found)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/repos/o/r/contents/OWNERS", {"type": "file", "size": 0, "sha": "a1", "content": "", "encoding": "base64"}),
        ("/repos/o/r/contents/docs", [{"name": "a"}]),
        ("/repos/o/r/git/trees/HEAD", {"tree": [{"path": "OWNERS", "type": "blob"}], "truncated": False}),
        ("/rate_limit", {"rate": {"limit": 60}}),
        ("/meta", []),
    ],
)
def test_other_answers_of_rest(path, found):
    assert read(path, found) == found


def test_what_has_no_form_cannot_be_read():
    more = {"score": [], "user": {"login": "octo", "type": "User", "site_admin": {}}}
    (hit,) = read("/search/issues", {"total_count": 1, "incomplete_results": False, "items": [HIT | more]})["items"]
    assert hit == HIT | {"user": {"login": "octo", "type": "User"}}


def test_every_simple_field_that_is_asked_for_has_a_form(sample_world, watch, monkeypatch):
    """What a new question asks for is to be in the table."""
    seen = set()

    def note(found):
        for name, value in found.items() if isinstance(found, dict) else ():
            note(value)
            if isinstance(value, str | int | float):
                seen.add(name)
        for value in found if isinstance(found, list) else ():
            note(value)

    def noting(data):
        note(data)
        return fitting(data)

    monkeypatch.setattr(clients, "fitting", noting)
    with running_standin(sample_world, secondary_limits=False) as server:
        source = GitHubSource(client_of(server, watch))
        asked = query("Reviewer-Rosa", requests_repository="kubernetes/org")
        gathering = source.begin([asked], lambda *_: None)
        gathering.facts(asked.login)
    assert {"number", "state", "nameWithOwner", "issueCount", "createdAt"} <= seen
    assert seen <= frozenset().union(*map(_names, _FORMS.values()))
    assert asked.as_of == WORLD_DATE


@pytest.mark.parametrize("path", [["q9"], ["q9", "nodes", 0], [3]])
def test_an_error_about_a_field_that_nobody_asked_for_may_be_about_any(hub, client, path):
    """Zeros beside it are not believed."""
    hub.post(f"{REST}/graphql", json={"data": {"q0": {"issueCount": 0}}, "errors": [{"message": "no", "path": path}]})
    answer = client.graphql("query Q { q0 }", {})
    assert [one.path for one in answer.errors] == [()]
