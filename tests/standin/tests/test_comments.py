"""The stand-in's comments of issues: written as GitHub lets one, refused as GitHub refuses."""

import pytest
from standin import running_standin
from standin.testing import Client, write_world

PATH = "/repos/acme/app/issues/1/comments"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    said = [{"author": "someone", "createdAt": "2025-12-01T10:00:00Z", "body": "Hello"}]
    issue = {"repo": "acme/app", "number": 1, "author": "vera", "title": "One", "state": "OPEN"}
    issue["createdAt"] = "2025-11-01T09:00:00Z"
    old = {"owner": "acme", "name": "old", "isArchived": True}
    issues = [{**issue, "comments": said}, {**issue, "repo": "acme/old"}]
    return write_world(tmp_path_factory.mktemp("world"), repos=[{"owner": "acme", "name": "app"}, old], issues=issues)


@pytest.fixture
def serve(world):
    servers = []

    def start(token="good-token", **options):
        running = running_standin(world, secondary_limits=False, **options)
        servers.append(running)
        return Client(running.__enter__(), token)

    yield start
    for running in servers:
        running.__exit__(None, None, None)


def write(client, method, path, body):
    return client.session.request(method, client.server.base_url + path, json=body, timeout=30)


def test_what_is_written_is_read(serve):
    client = serve()
    made = write(client, "POST", PATH, {"body": "First"})
    assert (made.status_code, made.json()["user"]["login"], made.json()["body"]) == (201, "vera", "First")
    changed = write(client, "PATCH", f"/repos/acme/app/issues/comments/{made.json()['id']}", {"body": "Second"})
    assert changed.status_code == 200
    assert [one["body"] for one in client.get(PATH).json()] == ["Hello", "Second"]


def test_another_server_of_the_same_world_knows_nothing_of_it(serve):
    write(serve(), "POST", PATH, {"body": "First"})
    assert [one["body"] for one in serve().get(PATH).json()] == ["Hello"]


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ({"token": None}, 401, "Requires authentication"),
        ({"read_only_token": True}, 403, "Resource not accessible by integration"),
        ({"scopes": ("read:org",)}, 404, "Not Found"),
        ({"locked": ("acme/app#1",)}, 403, "issue is locked"),
        ({"without_issues": ("acme/app",)}, 410, "Issues are disabled"),
    ],
)
def test_who_may_not_write(serve, options, status, said):
    refused = write(serve(**options), "POST", PATH, {"body": "First"})
    assert refused.status_code == status
    assert said in refused.json()["message"]


@pytest.mark.parametrize(
    ("body", "status"),
    [({"body": "x" * 65_537}, 422), ({"body": "x" * 65_536}, 201), ({"body": " "}, 422), ({}, 422), ([], 422)],
)
def test_what_is_no_comment(serve, body, status):
    assert write(serve(), "POST", PATH, body).status_code == status


def test_an_archived_repository(serve):
    refused = write(serve(), "POST", "/repos/acme/old/issues/1/comments", {"body": "First"})
    assert (refused.status_code, refused.json()["message"]) == (403, "Repository was archived so is read-only.")


def test_a_renamed_owner(serve):
    reply = serve(renames={"ajax": "acme"}).get("/repos/ajax/app/issues/1")
    assert ([one.status_code for one in reply.history], reply.json()["number"]) == ([301], 1)


def test_a_comment_of_somebody_else(serve):
    client = serve()
    theirs = client.get(PATH).json()[0]["id"]
    assert write(client, "PATCH", f"/repos/acme/app/issues/comments/{theirs}", {"body": "Mine"}).status_code == 403
    assert write(client, "PATCH", "/repos/acme/app/issues/comments/1", {"body": "Mine"}).status_code == 404
    assert write(client, "POST", "/repos/acme/app/issues/7/comments", {"body": "Mine"}).status_code == 404
