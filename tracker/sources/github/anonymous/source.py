"""GitHub without a token: 60 requests and ten searches a minute, no GraphQL, and so no paths and no conversations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from tracker.errors import LimitReached, NothingChecked, SourceError, TokenError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Need, Query
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place
from tracker.facts.scopes import Scope
from tracker.sources.base import Gathering, Told
from tracker.sources.github.anonymous import records
from tracker.sources.github.anonymous.reading import AnonymousReading
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.gather.plan import a_bot, an_organization, no_account, not_reached, refuse_bot
from tracker.sources.github.places import RestPlaces
from tracker.sources.github.rest_files import RestFiles
from tracker.sources.kubernetes.community import read_community
from tracker.sources.kubernetes.members import History, with_dates
from tracker.sources.recorded_people import Recorded

#: Files read for all logins together, of the 60 requests an hour.
_FILES = 30


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
    reply = client.get(f"/users/{quote(query.login.name)}")
    if reply.status == HTTPStatus.NOT_FOUND:
        raise no_account(query.login)
    if reply.status != HTTPStatus.OK:
        status = f"status {reply.status}"
        raise SourceError(f"GitHub did not say who {query.login} is ({status})", hint="Try again later.")
    if reply.record["type"] == "Organization":
        raise an_organization(query.login)
    contributor = records.contributor(reply.record)
    if contributor.bot:
        raise a_bot(query.login)
    return contributor


class _Anonymous(Recorded):
    """Some people, of each the first pages of a few searches; then more of what is needed."""

    def __init__(self, client: GitHubClient, queries: Sequence[Query], told: Told) -> None:
        super().__init__({})
        self._readings: dict[Login, AnonymousReading | NothingChecked] = {}
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


def _begun(client: GitHubClient, query: Query) -> "AnonymousReading | NothingChecked":
    try:
        refuse_bot(query)
        with understanding():
            contributor = _account(client, query)
    except NothingChecked as error:
        return error
    reading = AnonymousReading(client, query, contributor)
    reading.begin()
    return reading
