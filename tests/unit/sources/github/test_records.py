"""From GitHub's records to facts: what counts, who speaks, what is left out."""

from datetime import UTC, datetime
from importlib import resources

import pytest
from unit.sources.github.records import (
    OCTO,
    READER,
    actor,
    as_own,
    as_thread,
    connection,
    conversation,
    pull,
    remark,
    review,
)

from tracker.errors import SourceError
from tracker.facts.activity import FileChange, ReviewState
from tracker.facts.commands import CommandKind
from tracker.facts.people import Login
from tracker.sources.github import records as translate
from tracker.sources.github.api import answers
from tracker.sources.github.api.forms import fitting
from tracker.sources.github.api.responses import Problem


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def taken_part(**more):
    return as_thread(conversation(**more), READER).participation()


def test_a_pull_request():
    item = as_own(pull(author=actor("octo")), READER)
    own = item.pull_request
    assert (item.id, item.repo, item.files_after) == ("PR_1", "kubernetes/kubernetes", None)
    assert (own.author, own.author_is_bot, own.base, own.labels) == (OCTO, False, "master", ("size/XS",))
    assert own.files == (FileChange(path="pkg/a.go", additions=5, deletions=2),)
    assert own.files_complete
    assert (own.created_at, own.merged_at) == (at(2026, 5, 1), at(2026, 5, 2))


def test_what_came_later_is_not_known_yet():
    own = as_own(
        pull(updatedAt="2026-07-01T00:00:00Z", closedAt="2026-06-02T00:00:00Z", mergedAt="2026-06-02T00:00:00Z"), READER
    ).pull_request
    assert own.merged_at is None
    assert own.closed_at is None
    assert own.updated_at == READER.as_of
    assert as_own(pull(createdAt="2026-06-01T00:00:01Z"), READER) is None


@pytest.mark.parametrize(
    "repository",
    [
        {"nameWithOwner": "kubernetes/secret", "isPrivate": True},
        {"nameWithOwner": "elsewhere/thing", "isPrivate": False},
        {"nameWithOwner": "Kubernetes/Playground", "isPrivate": False},
    ],
)
def test_what_does_not_count(repository):
    assert as_own(pull(repository=repository), READER) is None
    assert as_thread(conversation(repository=repository), READER) is None


def test_organizations_compare_without_case():
    assert as_own(pull(repository={"nameWithOwner": "Kubernetes/X", "isPrivate": False}), READER)


@pytest.mark.parametrize(
    ("author", "login", "bot"),
    [
        (None, None, False),
        (actor("dependabot", "Bot"), Login.parse("dependabot"), True),
        (actor("renovate[bot]"), Login.parse("renovate[bot]"), True),
        (actor("K8s-CI-Robot"), Login.parse("k8s-ci-robot"), True),
        (actor("-odd-"), None, False),
    ],
)
def test_authors(author, login, bot):
    own = as_own(pull(author=author), READER).pull_request
    assert (own.author, own.author_is_bot) == (login, bot)


def test_files_that_go_on():
    item = as_own(pull(changedFiles=250, files=connection(after="CURSOR")), READER)
    assert item.files_after == "CURSOR"
    assert not item.pull_request.files_complete


def test_files_that_github_left_out():
    item = as_own(pull(files=None), READER)
    assert item.files_after == ""
    assert item.pull_request.files == ()
    assert not item.pull_request.files_complete


def test_labels_that_github_left_out_are_not_taken_for_none():
    with pytest.raises(SourceError, match="not in its form"), answers.understanding():
        as_own(pull(labels=None), READER)


def test_a_conversation():
    inline = connection(remark("octo", "/approve", "2026-05-01T06:00:00Z"), total=3)
    part = taken_part(
        mine=connection(review("octo", body="/lgtm", comments=inline)),
        reviews=connection(review("octo", body="/lgtm"), review("ann", "2026-05-01T05:00:00Z", state="APPROVED")),
        comments=connection(remark("bob", "/lgtm cancel"), remark("k8s-ci-robot", "/lgtm"), remark("bob", "hello")),
    )
    (mine,) = part.mine
    assert (mine.by, mine.state, mine.comments, mine.at) == (OCTO, ReviewState.COMMENTED, 3, at(2026, 5, 1, 6))
    assert [command.kind for command in part.commands] == [CommandKind.LGTM, CommandKind.APPROVE]
    assert [str(r.by) for r in part.conversation.reviews] == ["ann", "octo"]
    assert [r.comments for r in part.conversation.reviews] == [None, 3]
    assert [(str(c.by), c.kind) for c in part.conversation.commands] == [
        ("octo", CommandKind.LGTM),
        ("octo", CommandKind.APPROVE),
        ("bob", CommandKind.LGTM_CANCEL),
    ]
    assert part.conversation.complete
    assert part.reviewed


def test_a_plain_comment_is_no_review():
    assert not taken_part(comments=connection(remark("octo", "nice"))).reviewed


def test_pending_and_later_reviews_are_not_there():
    part = taken_part(
        mine=connection(
            review("octo", state="PENDING", body="/lgtm", comments=connection()),
            review("octo", None, body="/lgtm", comments=connection()),
            review("octo", "2026-06-02T00:00:00Z", body="/lgtm", comments=connection()),
        ),
        comments=connection(remark("octo", "/lgtm", "2026-06-02T00:00:00Z")),
    )
    assert part.mine == ()
    assert part.commands == ()


def test_ghosts_speak_too():
    part = taken_part(reviews=connection(review(None)), comments=connection(remark(None, "/lgtm")))
    assert [r.by for r in part.conversation.reviews] == [translate.GHOST]
    assert [c.by for c in part.conversation.commands] == [translate.GHOST]


@pytest.mark.parametrize(
    "partial",
    [
        {"reviews": connection(total=41)},
        {"comments": connection(total=101)},
        {"reviews": None},
        {"comments": None},
    ],
)
def test_what_is_left_out_leaves_the_conversation_incomplete(partial):
    node = {**conversation(), **partial}
    assert not as_thread(node, READER).participation().conversation.complete


def test_inline_comments_that_are_left_out_are_not_counted():
    known = {**conversation(), "mine": connection(review("octo", comments=connection()))}
    assert as_thread(known).counted == {OCTO}
    assert as_thread({**known, "mine": None}).counted == frozenset()
    assert as_thread({**known, "mine": connection(total=1)}).counted == frozenset()


def test_pages():
    found = {"issueCount": 7, "pageInfo": {"hasNextPage": False, "endCursor": "X"}, "nodes": [None, pull()]}
    page = answers.page(found)
    assert (page.count, page.after, len(page.nodes)) == (7, None, 1)
    assert answers.page(None) is None
    assert answers.page({"issueCount": 7}) is None
    assert answers.page({**found, "nodes": None}) is None


def test_what_is_left_out_of_a_page_is_placed_where_that_is_known():
    secret = pull(2, repository={"nameWithOwner": "kubernetes/secret", "isPrivate": True})
    problems = [Problem(message="m", path=("nodes", n, "files")) for n in range(3)] + [Problem(message="all")]
    found = {"nodes": [pull(), secret, None]}
    assert [out.repo for out in answers.left_out(found, problems)] == ["kubernetes/kubernetes", None, None, None]


def test_an_unexpected_shape_is_an_error_that_a_person_can_read():
    with pytest.raises(SourceError, match=r"not in its form \(KeyError: 'createdAt'\)"), answers.understanding():
        as_own({name: value for name, value in pull().items() if name != "createdAt"}, READER)


def test_a_login_that_cannot_be_one_is_nobodys_mistake_but_githubs():
    user = {"login": "not a login", "id": "U_1", "url": "https://github.com/x", "name": None, "company": None}
    assert answers.understood(lambda: answers.account({**user, "createdAt": "2020-01-01T00:00:00Z"})) is None
    assert answers.understood(lambda: answers.account({**user, "login": "octo", "createdAt": "2020-01-01T00:00:00Z"}))


@pytest.mark.parametrize(
    "page",
    [
        {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}},
        {"issueCount": 1, "nodes": []},
        {"issueCount": 1, "nodes": {}, "pageInfo": {"hasNextPage": False, "endCursor": None}},
        {"issueCount": 1, "nodes": [], "pageInfo": {"hasNextPage": "no", "endCursor": None}},
        {"issueCount": -1, "nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}},
    ],
)
def test_what_is_no_page_is_none(page):
    assert answers.page(fitting({"s": page})[0]["s"]) is None


def test_a_result_without_what_it_is_known_by_is_left_out_of_its_page():
    page = {"issueCount": 2, "nodes": [pull(), {"id": "PR_2"}], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    found = answers.page(page)
    assert [node["id"] for node in found.nodes] == ["PR_1"]
    assert [out.reason for out in found.left_out] == ["GitHub's answer was not in its form"]


@pytest.mark.parametrize(
    ("found", "missing", "gone"),
    [
        ([], (), set()),
        (None, (), set()),
        ([None, None], (), set()),
        ([None, None], (1,), {"PR_2"}),
        ([{"id": "PR_1"}, {"repository": {"nameWithOwner": "a/b", "isPrivate": False}}], (), set()),
        ([{"id": "PR_1", "repository": {"nameWithOwner": "a/b", "isPrivate": True}}, None], (), {"PR_1"}),
        ([{"id": "PR_1", "repository": {"nameWithOwner": "a/c", "isPrivate": False}}, None], (), {"PR_1"}),
        ([{"id": "PR_1", "repository": {"nameWithOwner": "a/b", "isPrivate": False}}, None], (), set()),
        ([{"id": "PR_7", "repository": {"nameWithOwner": "a/b", "isPrivate": False}}, None], (), {"PR_1"}),
    ],
)
def test_only_what_github_says_is_elsewhere_is_gone(found, missing, gone):
    assert answers.not_there(found, {"PR_1": "a/b", "PR_2": "a/b"}, missing) == gone


def test_all_labels_that_a_pull_request_can_have_are_asked_for():
    """GitHub allows a hundred: with fewer asked for, one that makes it not count might be missing."""
    fragments = (resources.files("tracker.sources.github") / "queries" / "fragments.graphql").read_text("utf-8")
    core = fragments.partition("fragment PullRequestCore")[2].partition("\nfragment")[0]
    assert "labels(first: 100)" in core
