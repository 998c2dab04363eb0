"""What waits for somebody in some repositories: two searches in one request."""

from typing import Any

from tracker.errors import SourceError
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Login
from tracker.sources.github.answers import understanding
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import document
from tracker.sources.github.searches import Dialect
from tracker.sources.github.translate import Json, moment

#: As many repositories as fit a search of 256 characters with its other words.
MOST_REPOS = 3


def read_openings(client: GitHubClient, dialect: Dialect, query: OpeningsQuery) -> tuple[OpenItem, ...]:
    """Open issues and pull requests, those with the newest activity first.

    Raises:
        SourceError: GitHub did not answer, or left a part out.
    """
    if not query.repos or not (query.labels or query.reviews):
        return ()
    answer = client.graphql(
        document("openings"),
        {
            "type": dialect.type,
            "issues": _issues(query, dialect),
            "reviews": _reviews(query, dialect),
            "withIssues": bool(query.labels),
            "withReviews": query.reviews,
        },
    )
    if answer.errors:
        raise SourceError(f"GitHub left out a part of its answer: {answer.errors[0].message}")
    with understanding():
        return tuple(
            _item(node, pull_request=field == "reviews")
            for field in ("reviews", "issues")
            for node in _nodes(answer.data.get(field))
            if not node["repository"]["isPrivate"]
        )


def _nodes(found: Any) -> list[Json]:
    return [node for node in found["nodes"] if node] if found else []


def _issues(query: OpeningsQuery, dialect: Dialect) -> str:
    labels = ",".join(f'"{label}"' for label in query.labels)
    return f"is:issue is:open is:public no:assignee label:{labels} {_within(query, dialect)} sort:updated-desc"


def _reviews(query: OpeningsQuery, dialect: Dialect) -> str:
    own = f"-author:{query.login}"
    return f"is:pr is:open is:public draft:false review:none {own} {_within(query, dialect)} sort:updated-desc"


def _within(query: OpeningsQuery, dialect: Dialect) -> str:
    """The repositories: joined by OR where that is understood; the older search takes a space for it."""
    repos = [f"repo:{repo}" for repo in query.repos[:MOST_REPOS]]
    return f"({' OR '.join(repos)})" if dialect.operators and len(repos) > 1 else " ".join(repos)


def _item(node: Json, *, pull_request: bool) -> OpenItem:
    return OpenItem(
        pull_request=pull_request,
        repo=node["repository"]["nameWithOwner"],
        number=node["number"],
        url=node["url"],
        title=node["title"],
        labels=tuple(label["name"] for label in node["labels"]["nodes"]),
        updated_at=moment(node["updatedAt"]),
        author=Login.maybe(node["author"]["login"]) if node["author"] else None,
        paths=tuple(file["path"] for file in node["files"]["nodes"]) if pull_request else (),
    )
