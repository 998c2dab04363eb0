"""Records as GitHub's GraphQL gives them, complete, to be bent by the tests."""

from datetime import UTC, datetime

from tracker.facts.people import Login
from tracker.sources.github.records import Reader, item_of, seen, with_inline

OCTO = Login.parse("octo")
READER = Reader(
    login=OCTO,
    orgs=frozenset({"kubernetes", "etcd-io"}),
    as_of=datetime(2026, 6, 1, tzinfo=UTC),
    excluded_repos=frozenset({"kubernetes/playground"}),
    bots=frozenset({Login.parse("k8s-ci-robot")}),
)


def actor(login, kind="User"):
    return {"__typename": kind, "login": login}


def connection(*nodes, total=None, after=None):
    return {
        "totalCount": len(nodes) if total is None else total,
        "pageInfo": {"hasNextPage": after is not None, "endCursor": after},
        "nodes": list(nodes),
    }


def pull(number=1, **more):
    return {
        "id": f"PR_{number}",
        "number": number,
        "url": f"https://github.com/kubernetes/kubernetes/pull/{number}",
        "title": f"Change {number}",
        "isDraft": False,
        "createdAt": "2026-05-01T00:00:00Z",
        "updatedAt": "2026-05-03T00:00:00Z",
        "closedAt": "2026-05-02T00:00:00Z",
        "mergedAt": "2026-05-02T00:00:00Z",
        "baseRefName": "master",
        "additions": 5,
        "deletions": 2,
        "changedFiles": 1,
        "author": actor("someone"),
        "repository": {"nameWithOwner": "kubernetes/kubernetes", "isPrivate": False},
        "labels": connection({"name": "size/XS"}),
        "files": connection({"path": "pkg/a.go", "additions": 5, "deletions": 2}),
        **more,
    }


def review(login, at="2026-05-01T06:00:00Z", *, state="COMMENTED", body="", comments=None, number=1):
    record = {
        "author": actor(login) if login else None,
        "state": state,
        "submittedAt": at,
        "lastEditedAt": None,
        "url": f"https://github.com/x#review-{login}-{at}-{number}",
        "body": body,
    }
    return record if comments is None else {**record, "comments": comments}


def remark(login, body, at="2026-05-01T07:00:00Z"):
    return {
        "author": actor(login) if login else None,
        "body": body,
        "createdAt": at,
        "lastEditedAt": None,
        "url": f"https://github.com/x#remark-{login}-{at}",
    }


def conversation(number=1, *, mine=None, reviews=None, comments=None, **more):
    return pull(
        number,
        mine=mine or connection(),
        reviews=reviews or connection(),
        comments=comments or connection(),
        **more,
    )


def as_own(node, reader=READER):
    """One of the person's own pull requests, or None where it does not count."""
    found = item_of(node)
    shown = found and seen(found, reader)
    return shown and shown.as_own()


def as_thread(node, reader=READER):
    """Somebody else's pull request with its conversation, or None where it does not count."""
    found = item_of(node)
    shown = found and seen(with_inline(found, node["mine"], reader.login), reader)
    return shown and shown.as_thread(reader.login)
