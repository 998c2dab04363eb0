"""GitHub without a token: 60 requests and ten searches a minute, no GraphQL, and so no paths and no conversations."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from tracker.errors import AccountError, LimitReached, NothingChecked, SourceError, TokenError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Gap, Kind, Need, Query
from tracker.facts.activity import Participation, PullRequest
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place
from tracker.facts.scopes import Scope
from tracker.sources.base import Gathering, Recorded, Told, not_reached
from tracker.sources.github import rest_records
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.gather.plan import last_day, refuse_bot, since_day
from tracker.sources.github.gather.witness import why_incomplete
from tracker.sources.github.places import RestPlaces
from tracker.sources.github.records import Json, Reader, reader_for
from tracker.sources.github.rest_files import RestFiles
from tracker.sources.github.searches import REST, Asked, Family, Search
from tracker.sources.kubernetes.community import read_community
from tracker.sources.kubernetes.members import History, with_dates

NAME = "github, without a token"

T = TypeVar("T")

_PAGE = 100
_SHOWN = 1000
#: GitHub allows ten searches a minute without a token; one person gets most of them.
_SEARCHES = 6
#: Files read for all logins together, of the 60 requests an hour.
_FILES = 30
_LOWER_BOUND = "what is counted of them is a lower bound"

_BEYOND = {
    Kind.REVIEWED: "reviews given only as /lgtm or /approve, nor the dates of reviews",
    Kind.CONVERSATIONS: "what was said on pull requests",
    Kind.REVIEW_COMMENTS: "how many comments a review has",
    Kind.FILES: "which files a pull request changes",
    Kind.REQUESTS: "membership requests",
}


class AnonymousSource:
    """Gathers what GitHub shows without a token, and names what it does not."""

    def __init__(self, client: GitHubClient, history: History | None = None) -> None:
        self._client = client
        self._history = history
        self._files = RestFiles(client, most=_FILES)
        self._places = RestPlaces(client, self._files)

    @property
    def cost(self) -> Cost:
        return self._client.cost

    def begin(self, queries: Sequence[Query], told: Told) -> Gathering:
        """Begin to gather what GitHub shows of some people, one after the other, as ``Source`` promises.

        Raises:
            TokenError: GitHub refuses from the beginning.
        """
        return _Anonymous(self._client, queries, told)

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """Nobody's: without GraphQL each would take one of the 60 requests an hour."""
        del logins
        return {}

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """Nothing: this source does not know what is open now."""
        del query
        return ()

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        """Directories as GitHub has them now, as ``Source`` promises."""
        return self._places.read(scopes)

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> None:
        """None: without a token only a few files are read."""
        del groups_file, orgs, build

    def community(self, query: CommunityQuery) -> Community:
        """The community's files, as many as may be read; each once, however often it is asked for."""
        return with_dates(read_community(self._files, replace(query, documents={})), query, self._history)


def _account(client: GitHubClient, query: Query) -> Contributor:
    reply = client.rest("GET", f"/users/{quote(query.login.name)}")
    if reply.status == HTTPStatus.NOT_FOUND:
        raise AccountError(
            f"GitHub has no account {query.login}",
            hint="Check the spelling; if the account was renamed, give its new login.",
        )
    if reply.status != HTTPStatus.OK:
        status = f"status {reply.status}"
        raise SourceError(f"GitHub did not say who {query.login} is ({status})", hint="Try again later.")
    if reply.record["type"] == "Organization":
        raise AccountError(f"{query.login} is an organization", hint="Give the login of one of its people.")
    contributor = rest_records.contributor(reply.record)
    if contributor.bot:
        raise AccountError(f"{query.login} is a bot", hint="The ladder is for people; give a person's login.")
    return contributor


class _Anonymous(Recorded):
    """Some people, of each the first pages of a few searches; then more of what is needed."""

    def __init__(self, client: GitHubClient, queries: Sequence[Query], told: Told) -> None:
        super().__init__({})
        self._readings: dict[Login, _Reading | NothingChecked] = {}
        ended: NothingChecked | None = None
        for place, query in enumerate(queries):
            told(place, len(queries), query.login)
            found = not_reached(ended) if ended else _begun(client, query)
            if isinstance(found, LimitReached | TokenError):
                ended = found
            if isinstance(found, TokenError) and not self._readings:
                raise found
            self._readings[query.login] = found

    def facts(self, login: Login) -> Facts:
        found = self._readings[login]
        if isinstance(found, NothingChecked):
            raise found
        return found.facts()

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        moved = False
        for login, wanted in needs.items():
            found = self._readings[login]
            moved |= not isinstance(found, NothingChecked) and found.advance({need.kind for need in wanted})
        return moved


def _begun(client: GitHubClient, query: Query) -> "_Reading | NothingChecked":
    try:
        refuse_bot(query)
        with understanding():
            contributor = _account(client, query)
    except NothingChecked as error:
        return error
    reading = _Reading(client, query, contributor)
    reading.begin()
    return reading


@dataclass(kw_only=True)
class _Hits(Generic[T]):
    """What one search found so far, page after page. ``trouble`` says what went wrong with it.

    With ``settled`` only what has not changed since the day asked for is taken; of ``later`` ones nobody knows what the
    person had done by then.
    """

    search: Search
    kind: Kind
    what: str
    make: Callable[[Json, Reader], T]
    settled: bool = False
    found: dict[str, T] = field(default_factory=dict)
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
        counted = [hit for hit in record["items"] if rest_records.counts(hit, reader)]
        hits = [hit for hit in counted if not self.settled or rest_records.is_settled(hit, reader)]
        self.later += len(counted) - len(hits)
        self.found.update((hit["node_id"], self.make(hit, reader)) for hit in hits)

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


class _Reading:
    """The reading of one person in a few searches."""

    def __init__(self, client: GitHubClient, query: Query, contributor: Contributor) -> None:
        self._client = client
        self._query = query
        self._contributor = contributor
        self._reader = reader_for(query, contributor.login)
        self._asked = Asked(
            login=contributor.login,
            dialect=REST,
            until=last_day(query, client.settings.retry_policy.now()),
            since=since_day(query),
        )
        self._authored = [
            _Hits(search=search, kind=Kind.AUTHORED, what="own pull requests", make=rest_records.pull_request)
            for search in self._asked.searches(Family.AUTHORED, query.orgs)
        ]
        self._reviewed = [
            _Hits(
                search=search,
                kind=Kind.REVIEWED,
                what="reviewed pull requests",
                make=rest_records.participation,
                settled=self._asked.until is not None,
            )
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
    def _all(self) -> tuple[_Hits[PullRequest] | _Hits[Participation], ...]:
        return (*self._authored, *self._reviewed)

    def _next(self, kinds: set[Kind]) -> _Hits[PullRequest] | _Hits[Participation] | None:
        """A search that can go on, among those for these kinds."""
        if self._ended:
            return None
        return next((hits for hits in self._all if hits.kind in kinds and hits.open), None)

    def _take(self, hits: _Hits[PullRequest] | _Hits[Participation]) -> None:
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
            reply = self._client.rest("GET", "/search/issues", parameters)
        except (SourceError, TokenError) as error:
            self._ended = error.message
            return None
        return {**reply.record, "trouble": why_incomplete(reply)} if reply.status == HTTPStatus.OK else None

    def facts(self) -> Facts:
        """What is known so far."""
        authored = {id_: own for hits in self._authored for id_, own in hits.found.items()}
        reviewed = {id_: part for hits in self._reviewed for id_, part in hits.found.items()}
        return Facts(
            contributor=self._contributor,
            as_of=self._query.as_of,
            authored=tuple(sorted(authored.values(), key=lambda own: own.created_at, reverse=True)),
            participations=tuple(
                sorted(reviewed.values(), key=lambda part: part.pull_request.created_at, reverse=True)
            ),
            recently_involved=self._involved,
            gaps=tuple(self._gaps()),
            source=NAME,
            host=self._client.settings.endpoints.host,
            fetched_at=datetime.fromtimestamp(self._client.settings.retry_policy.now(), tz=UTC),
        )

    def _gaps(self) -> Iterator[Gap]:
        for hits in self._all:
            yield from hits.gaps(self._ended)
        for kind, what in _BEYOND.items():
            if kind is not Kind.REQUESTS or self._query.requests_repository:
                yield Gap(kind=kind, reason=f"without a token GitHub does not show {what}", effect="a token adds them")
