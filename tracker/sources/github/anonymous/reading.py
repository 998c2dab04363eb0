"""One person without a token: how far a few of REST's searches show their work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.facts import Facts, Gap, Kind, Query
from tracker.facts.activity import PullRequest
from tracker.facts.gathered import ANONYMOUS
from tracker.facts.people import Contributor
from tracker.sources.github.anonymous import records
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.gather.plan import asked_about, not_counted
from tracker.sources.github.records import Json, Reader, reader_for
from tracker.sources.github.searches import REST, Family, Search
from tracker.sources.github.witness import why_incomplete

_PAGE = 100
_SHOWN = 1000
#: GitHub allows ten searches a minute without a token; one person gets most of them.
_SEARCHES = 6
_LOWER_BOUND = "what is counted of them is a lower bound"

_BEYOND = {
    Kind.REVIEWED: "reviews given only as /lgtm or /approve, nor the dates of reviews",
    Kind.CONVERSATIONS: "what was said on pull requests",
    Kind.REVIEW_COMMENTS: "how many comments a review has",
    Kind.FILES: "which files a pull request changes",
    Kind.REQUESTS: "membership requests",
}


@dataclass(kw_only=True)
class _Hits:
    """What one search found so far, page after page. ``trouble`` says what went wrong with it.

    With ``settled`` only what has not changed since the day asked for is taken; of ``later`` ones nobody knows what the
    person had done by then.
    """

    search: Search
    kind: Kind
    what: str
    settled: bool = False
    found: dict[str, PullRequest] = field(default_factory=dict)
    later: int = 0
    seen: int = 0
    total: int | None = None
    page: int = 0
    trouble: str | None = None

    @property
    def open(self) -> bool:
        if self.total is None:
            return not self.trouble
        return self.page * _PAGE < min(self.total, _SHOWN)

    def take(self, record: Json, reader: Reader) -> None:
        """Another page of hits."""
        self.page += 1
        self.total = int(record["total_count"])
        self.seen += len(record["items"])
        counted = [hit for hit in record["items"] if records.counts(hit, reader)]
        hits = [hit for hit in counted if not self.settled or records.is_settled(hit, reader)]
        self.later += len(counted) - len(hits)
        made = [understood(partial(records.pull_request, hit, reader)) for hit in hits]
        self.found.update((one.id, one) for one in made if one)
        self.trouble = NOT_IN_FORM if None in made else self.trouble

    def gaps(self, ended: str | None) -> Iterator[Gap]:
        """What is not known of it, and why."""
        if gap := self._unread(ended):
            yield gap
        if self.later:
            count = "1 of the" if self.later == 1 else f"{self.later:,} of the"
            reason = f"without a token GitHub does not show when {count} {self.what} were reviewed"
            yield Gap(kind=self.kind, reason=reason, effect=_LOWER_BOUND)

    def _unread(self, ended: str | None) -> Gap | None:
        """What of it was not read, and why."""
        if not self.trouble and self.total is not None and self.seen >= self.total:
            return None
        of = "an unknown number of" if self.total is None else f"{self.total:,}"
        reason = self.trouble or (ended if self.open else None)
        return Gap(
            kind=self.kind,
            reason="; ".join(filter(None, [reason, f"read {self.seen:,} of {of} {self.what}"])),
            effect=_LOWER_BOUND,
            more=self.open and not ended,
        )


class AnonymousReading:
    """The reading of one person in a few searches: the first pages at once, then one more at a time."""

    def __init__(self, client: GitHubClient, query: Query, contributor: Contributor) -> None:
        self._client = client
        self._query = query
        self._contributor = contributor
        self._reader = reader_for(query, contributor.login)
        asked = asked_about(query, client.settings.now, REST)
        self._asked = replace(asked, login=contributor.login)
        self._authored = [
            _Hits(search=search, kind=Kind.AUTHORED, what="own pull requests")
            for search in self._asked.searches(Family.AUTHORED, query.orgs)
        ]
        self._reviewed = [
            _Hits(search=search, kind=Kind.REVIEWED, what="reviewed pull requests", settled=bool(self._asked.until))
            for search in self._asked.searches(Family.REVIEWED, query.orgs)
        ]
        self._involved: int | None = None
        self._searches = 0
        self._ended: str | None = None

    def begin(self) -> None:
        """Read the first page of each search."""
        for hits in self._all:
            self._take(hits)
        self._count_involved()

    def advance(self, kinds: set[Kind]) -> bool:
        """Read one more page of these kinds, as far as the few searches go; whether there was one."""
        more = self._next(kinds)
        if more:
            self._take(more)
        return more is not None

    @property
    def _all(self) -> tuple[_Hits, ...]:
        return (*self._authored, *self._reviewed)

    def _next(self, kinds: set[Kind]) -> _Hits | None:
        """A search that can go on, among those for these kinds."""
        if self._ended:
            return None
        return next((hits for hits in self._all if hits.kind in kinds and hits.open), None)

    def _take(self, hits: _Hits) -> None:
        record = self._search(hits.search.words, page=hits.page + 1, size=_PAGE)
        if not record:
            hits.trouble = self._ended or "GitHub refused the search"
            return
        hits.take(record, self._reader)
        hits.trouble = hits.trouble or record["trouble"]

    def _count_involved(self) -> None:
        """How many issues and pull requests involve the person lately: counts only."""
        if not self._asked.since:
            return
        total = 0
        for search in self._asked.searches(Family.INVOLVED, self._query.orgs):
            for kind in ("is:pr", "is:issue"):  # REST refuses a search that is for neither
                record = self._search(f"{kind} {search.words}", page=1, size=1)
                if not record or record["trouble"]:
                    return
                total += int(record["total_count"])
        self._involved = total

    def _search(self, words: str, *, page: int, size: int) -> dict[str, Any] | None:
        """A page of hits, asked for again where GitHub says that it did not finish; None where none is to be had."""
        record: dict[str, Any] | None = None
        for _ in range(2):
            if not self._ended and self._searches >= _SEARCHES:
                self._ended = f"without a token only {_SEARCHES} searches are made"
            if self._ended:
                break
            self._searches += 1
            record = self._search_once(words, page, size) or record
            if not record or not record["incomplete_results"]:
                break
        return record

    def _search_once(self, words: str, page: int, size: int) -> dict[str, Any] | None:
        parameters: dict[str, str | int | bool] = {
            "q": words,
            "advanced_search": "true",
            "sort": "created",
            "order": "desc",
            "per_page": size,
            "page": page,
        }
        try:
            reply = self._client.get("/search/issues", parameters)
        except (SourceError, TokenError) as error:
            self._ended = error.message
            return None
        return {**reply.record, "trouble": why_incomplete(reply)} if reply.status == HTTPStatus.OK else None

    def facts(self) -> Facts:
        """What is known so far."""
        login = self._contributor.login
        return Facts(
            contributor=self._contributor,
            as_of=self._query.as_of,
            authored=tuple(_newest_first(self._authored)),
            participations=tuple(records.participation(one, login) for one in _newest_first(self._reviewed)),
            recently_involved=self._involved,
            gaps=tuple(self._gaps()),
            source=ANONYMOUS,
            host=self._client.settings.endpoints.host,
            fetched_at=self._client.settings.now,
        )

    def _gaps(self) -> Iterator[Gap]:
        for hits in self._all:
            yield from hits.gaps(self._ended)
        if self._query.seen_since and self._involved is None:
            yield not_counted(self._contributor.login)
        for kind, what in _BEYOND.items():
            if kind is not Kind.REQUESTS or self._query.requests_repository:
                yield Gap(kind=kind, reason=f"without a token GitHub does not show {what}", effect="a token adds them")


def _newest_first(searches: Iterable[_Hits]) -> list[PullRequest]:
    found = {id_: one for hits in searches for id_, one in hits.found.items()}
    return sorted(found.values(), key=lambda one: one.created_at, reverse=True)
