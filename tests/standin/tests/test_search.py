"""GitHub's search syntax, over a world small enough to know the answers by heart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from standin import load_world
from standin.search import IssueSearch, SearchError
from standin.testing import write_world

if TYPE_CHECKING:
    from pathlib import Path


def pull(number: int, author: str, **more: object) -> dict[str, object]:
    base = {
        "repo": "acme/app", "number": number, "author": author, "title": f"Change {number}", "body": "", "state": "OPEN",
        "createdAt": f"2025-01-{number:02d}T12:00:00Z",
    }  # fmt: skip
    return {**base, **more}


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> IssueSearch:
    merged = {"state": "MERGED", "mergedAt": "2025-02-01T00:00:00Z", "closedAt": "2025-02-01T00:00:00Z"}
    directory: Path = write_world(
        tmp_path_factory.mktemp("world"),
        users=[{"login": n} for n in ("vera", "Ada", "bob")],
        repos=[{"owner": "acme", "name": "app"}, {"owner": "acme", "name": "lib"}, {"owner": "umbra", "name": "app", "isArchived": True}],
        pulls=[
            pull(1, "Ada", labels=["size/S", "needs work"], **merged),
            pull(2, "bob", reviews=[{"author": "ada", "state": "APPROVED", "submittedAt": "2025-01-03T00:00:00Z"}]),
            pull(3, "Ada", repo="acme/lib", state="CLOSED", closedAt="2025-01-20T00:00:00Z", assignees=["bob"]),
            pull(4, "bob", repo="umbra/app", isDraft=True, body="cc @Ada and `@vera`"),
            pull(5, "vera", comments=[{"author": "Ada", "createdAt": "2025-01-06T00:00:00Z", "body": "a red lantern"}], reviewRequests=["bob"]),
        ],
        issues=[
            {
                "repo": "acme/app", "number": 6, "author": "Ada", "title": "REQUEST: New membership for ada-two", "body": "a blue lantern",
                "state": "CLOSED", "createdAt": "2025-01-06T12:00:00Z", "closedAt": "2025-01-09T00:00:00Z", "stateReason": "NOT_PLANNED",
            }
        ],
    )  # fmt: skip
    world = load_world(directory)
    return IssueSearch(world, world.viewer)


def numbers(search: IssueSearch, query: str, **options: object) -> list[int]:
    return [i.number for i in search.run(query, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("author:ada", [6, 3, 1]),
        ("author:ADA is:pr", [3, 1]),
        ("-author:ada", [5, 4, 2]),
        ("author:@me", [5]),
        ("is:pr -author:nobody author:bob", [4, 2]),
        ("assignee:*", [3]),
        ("reviewed-by:Ada", [2]),
        ("commenter:ada", [5]),
        ("assignee:bob", [3]),
        ("mentions:ada", [4]),
        ("involves:ada", [6, 5, 4, 3, 1]),
        ("review-requested:bob", [5]),
        ("org:umbra", [4]),
        ("org:acme org:umbra is:draft", [4]),
        ("repo:acme/lib", [3]),
        ("repo:acme/lib repo:umbra/app", [4, 3]),
        ("-repo:acme/app", [4, 3]),
        ("is:merged", [1]),
        ("is:unmerged", [3]),
        ("is:closed is:pr", [3, 1]),
        ("type:pr state:open", [5, 4, 2]),
        ("draft:true", [4]),
        ("archived:false is:open", [5, 2]),
        ("label:size/s", [1]),
        ('label:"needs work"', [1]),
        ('is:pr -label:"needs work"', [5, 4, 3, 2]),
        ("label:nope,size/S", [1]),
        ("no:label is:pr", [5, 4, 3, 2]),
        ("created:2025-01-02", [2]),
        ("created:>2025-01-04", [6, 5]),
        ("created:>=2025-01-04T12:00:00Z", [6, 5, 4]),
        ("created:<2025-01-02", [1]),
        ("created:2025-01-02..2025-01-03", [3, 2]),
        ("created:*..2025-01-01", [1]),
        ("created:2025-01-05..*", [6, 5]),
        ("merged:2025-02-01", [1]),
        ("closed:<2025-01-10", [6]),
        ("lantern", [6, 5]),
        ("lantern in:body", [6]),
        ('"red lantern"', [5]),
        ('"lantern red"', []),
        ("-lantern is:pr", [4, 3, 2, 1]),
        ("membership in:title", [6]),
        ('"New membership for ada-two" in:title', [6]),
        ("reason:not-planned", [6]),
        ("comments:>0", [5]),
        ("review:none is:open", [5, 4]),
        ("author:ada sort:created-asc", [1, 3, 6]),
    ],
)
def test_queries(search: IssueSearch, query: str, expected: list[int]) -> None:
    assert numbers(search, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("author:ada OR author:bob", [6, 4, 3, 2, 1]),
        ("(author:ada OR author:bob) is:pr -is:closed", [4, 2]),
        ("is:pr NOT author:ada", [5, 4, 2]),
        ("(repo:acme/lib OR repo:umbra/app)", [4, 3]),
        # the pitfall: a space between scopes means AND here
        ("repo:acme/lib repo:umbra/app", []),
        ("org:acme org:umbra", []),
    ],
)
def test_the_advanced_dialect(search: IssueSearch, query: str, expected: list[int]) -> None:
    assert numbers(search, query, advanced=True) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("author:nobody", "listed users cannot be searched"),
        ("org:nowhere", "listed users and repositories cannot be searched"),
        ("x" * 257, "longer than 256"),
        ("a OR b OR c OR d OR e OR f OR g", "More than five AND / OR / NOT"),
        ("created:last-week", "not a recognized date"),
        ("milestone:v1", "stand-in: search qualifier milestone: not implemented"),
        ("is:queued", "stand-in: search qualifier is:queued not implemented"),
    ],
)
def test_refusals(search: IssueSearch, query: str, message: str) -> None:
    with pytest.raises(SearchError, match=message):
        search.run(query)


def test_one_scope_that_exists_is_enough(search: IssueSearch) -> None:
    assert numbers(search, "repo:acme/lib repo:acme/none") == [3]


def test_graphql_finds_nothing_where_rest_refuses(search: IssueSearch) -> None:
    assert numbers(search, "author:nobody", strict_names=False) == []


def test_sorting(search: IssueSearch) -> None:
    assert numbers(search, "is:pr", sort="comments", order="desc")[0] == 5
    assert numbers(search, "author:bob", sort="created", order="asc") == [2, 4]


def test_kind_is_demanded_when_asked(search: IssueSearch) -> None:
    with pytest.raises(SearchError, match="Query must include"):
        search.run("author:ada", require_kind=True)
    assert numbers(search, "author:ada is:pull-request", require_kind=True) == [3, 1]
