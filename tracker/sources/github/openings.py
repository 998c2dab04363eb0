"""What waits for somebody.

Each repository is looked into once, for everybody who may help there, and all with one request.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial

from tracker.errors import SourceError, TokenError
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Login
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.question import SEARCH, Question, Result, search_question
from tracker.sources.github.records import Json, moment
from tracker.sources.github.searches import Dialect

#: Repositories looked into for one person.
MOST_REPOS = 3
#: Results of one search.
_FIRST = 20
#: Searches in one question, where several people ask.
_AT_ONCE = 10

_ISSUES = "is:issue is:open is:public no:assignee"
_REVIEWS = "is:pr is:open is:public draft:false review:none"
_NEWEST_FIRST = "sort:updated-desc"


class Openings:
    """Open issues and pull requests, as they were when somebody first asked."""

    def __init__(self, client: GitHubClient) -> None:
        self._batch = Batch(client, _AT_ONCE * SEARCH, "Openings")
        self._known: dict[str, tuple[OpenItem, ...]] = {}

    def read(self, dialect: Dialect, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """What a query asks for, without the person's own pull requests; those with the newest activity first.

        Raises:
            SourceError: GitHub did not answer, or left a part out.
            TokenError: from the client.
        """
        searches = _searches(query)
        self._look(dialect, searches)
        found = (item for search in searches for item in self._known[search])
        others = [item for item in found if not (item.pull_request and item.author == query.login)]
        return tuple(sorted(others, key=lambda item: item.updated_at, reverse=True))

    def look_ahead(self, dialect: Dialect, queries: Iterable[OpeningsQuery]) -> None:
        """Look for what several people ask for, several searches at once; what fails is looked for when asked for."""
        with suppress(SourceError, TokenError):
            self._look(dialect, [search for query in queries for search in _searches(query)])

    def expect(self, dialect: Dialect, queries: Iterable[OpeningsQuery]) -> None:
        """This is probably asked for soon: look for it along with other questions."""
        for search in (search for query in queries for search in _searches(query)):
            if search not in self._known:
                self._batch.expect(_question(search, dialect))

    def _look(self, dialect: Dialect, searches: Iterable[str]) -> None:
        questions = {one: _question(one, dialect) for one in searches if one not in self._known}
        left_out = [reason for results in self._batch.ask(questions) for reason in self._kept(results)]
        if left_out:
            raise SourceError(f"GitHub left out a part of its answer: {left_out[0]}")

    def _kept(self, results: Mapping[str, Result]) -> Iterator[str]:
        """Keep what came whole; why the others did not."""
        for search, result in results.items():
            items = understood(partial(_items, result.data, search)) if result.whole and result.data else None
            if items is None:
                yield result.reason if result.failed or result.problems or not result.data else NOT_IN_FORM
            else:
                self._known[search] = items


def _question(search: str, dialect: Dialect) -> Question:
    lists = 2 if search.startswith(_REVIEWS) else 1
    what = f"...{_page_of(search)}"
    return search_question(search, None, dialect, first=_FIRST, what=what, connections=1 + lists * _FIRST)


def _searches(query: OpeningsQuery) -> list[str]:
    """One for each repository and kind, so that an answer serves whoever asks about the same repository."""
    labels = ",".join(f'"{label}"' for label in query.labels)
    words = [_REVIEWS] if query.reviews else []
    words += [f"{_ISSUES} label:{labels}"] if labels else []
    repos = query.repos[:MOST_REPOS]
    return [f"{one} repo:{repo} {_NEWEST_FIRST}" for one in words for repo in repos]


def _page_of(search: str) -> str:
    """The fragment that says what is read of the results."""
    return "OpenReviews" if search.startswith(_REVIEWS) else "OpenIssues"


def _items(found: Json, search: str) -> tuple[OpenItem, ...]:
    nodes = [node for node in found["nodes"] if node]
    public = (node for node in nodes if not node["repository"]["isPrivate"])
    return tuple(_item(node, pull_request=search.startswith(_REVIEWS)) for node in public)


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
