"""What an earlier run left in the store, without asking anybody."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tracker.errors import SourceError
from tracker.facts import Community, CommunityQuery, Cost, Query
from tracker.facts.contributions import Activities, ActivityQuery
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place, Presence
from tracker.facts.repository_work import ProjectCount, RepositoryQuery, RepositoryWork
from tracker.facts.request_list import RequestList, RequestListQuery
from tracker.facts.requests import MembershipRequest
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope
from tracker.sources.base import FileRef, Gathering, Told
from tracker.sources.github.accounts import FRESH
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.detail import StoredDetails
from tracker.sources.github.offline.files import HINT, NOT_STORED, OFFLINE, StoredBlame, StoredFiles
from tracker.sources.github.offline.people import StoredPeople
from tracker.sources.github.records import reader_for
from tracker.sources.github.repository.gathering import Repositories, RepositoryContext
from tracker.sources.github.requests.stored import StoredRequests
from tracker.sources.github.searches import Family
from tracker.sources.kubernetes.community import read_community, with_names
from tracker.sources.kubernetes.members import History, with_dates
from tracker.sources.kubernetes.owners_since import with_owner_dates
from tracker.sources.kubernetes.role_index import RoleIndices
from tracker.sources.store import Store
from tracker.sources.store.activity import ActivityRecords
from tracker.sources.store.issues import Issues
from tracker.sources.store.left_out import leave_out
from tracker.sources.store.people import People
from tracker.sources.store.places import Places
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.texts import Texts


class OfflineSource:
    """Facts as they were when they were last read. What was not read then is a gap."""

    def __init__(self, settings: Settings, store: Store, history: History | None = None) -> None:
        self._settings = settings
        self.store = store
        self._items = PullRequests(store)
        self._texts = Texts(store)
        self._places = Places(store)
        self._history = history
        self._files = StoredFiles(self._texts, self._places)
        self._index = RoleIndices(files=self._files, store=store)
        self._blame = StoredBlame(self._texts, self._files)
        self._details = StoredDetails(self._items)
        self._repositories = Repositories(
            RepositoryContext(settings=settings, store=store, items=self._items, details=self._details, offline=OFFLINE)
        )

    @property
    def cost(self) -> Cost:
        return Cost(from_store=self._details.from_store)

    def shown_as_of(self, *moments: datetime | None) -> None:
        """The community's files are shown as of the last of these moments: they must have been looked at then."""
        self._files.moment = max(filter(None, moments), default=None)

    def files_until(self) -> datetime | None:
        """When any of the community's files was last looked at; None where none is stored."""
        return self._texts.until()

    def read_at(self, logins: Sequence[Login], orgs: Sequence[str]) -> datetime | None:
        """When the person of these who was not read for longest was read; None where nobody was."""
        plans = [Checkpoint(self.store, self._items, login, orgs).last_plan() for login in logins]
        return min((at for _, at in filter(None, plans)), default=None)

    def begin(self, queries: Sequence[Query], told: Told) -> Gathering:
        """What is in the store of some people; of whom all these queries leave out it holds nothing afterwards."""
        del told
        leave_out(self.store, frozenset().union(*(query.left_out for query in queries)))
        people = StoredPeople(self.store, queries, self._details, self._settings.endpoints.host)
        self.shown_as_of(people.read_at, *(query.as_of for query in queries))
        return people

    def repository(self, query: RepositoryQuery, told: Told) -> RepositoryWork:
        """A repository's pull requests as they were last read, as ``RepositorySource`` promises."""
        leave_out(self.store, query.left_out)
        return self._repositories.read(replace(query, numbers=None), told)

    def project_counts(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> Sequence[ProjectCount]:
        """Nothing is known: nobody is asked."""
        del orgs, since
        return [
            ProjectCount(login=one, contributions=None, comments=None, search="", unknown=OFFLINE) for one in logins
        ]

    def expect_repository(self, query: RepositoryQuery, scopes: Sequence[Scope]) -> None:
        """Nobody is asked."""

    def expect_counts(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> None:
        """Nobody is asked."""

    def repository_read_at(self, repo: str) -> datetime | None:
        """Until when it is known what changed in a repository; None where nothing of it is stored."""
        whose = Login(key=repo.casefold(), name=repo)
        trails = Checkpoint(self.store, self._items, whose, ()).known(Family.REPOSITORY).trails
        return max((trail.watermark for trail in trails), default=None)

    def leave_out(self, logins: frozenset[Login]) -> None:
        """Take what is kept of these people out of the store."""
        leave_out(self.store, logins)

    def files_read_at(self, names: Collection[str]) -> datetime | None:
        """Since when these files (``owner/name:path``) are known as they are stored; None where none of them is."""
        return self._texts.read_at([FileRef(*name.split(":", 1)) for name in names])

    def activities(self, query: ActivityQuery, logins: Sequence[Login], told: Callable[[int], None]) -> Activities:
        """What people did within a time as far as earlier runs saw, as ``ActivitySource`` promises."""
        found = ActivityRecords(self.store, query).known(logins)
        told(len(found))
        return Activities(by_login=found, ended=None if found.keys() >= {*logins} else OFFLINE)

    def activities_until(self, query: ActivityQuery) -> datetime | None:
        """The last moment before the query's end until which earlier runs looked; None where none did."""
        return ActivityRecords(self.store, query).last_until()

    def stored_requests(self, repository: str) -> StoredRequests:
        """The membership requests in a repository, as they were last read."""
        return StoredRequests(issues=Issues(self.store, repository), repository=repository, offline=OFFLINE)

    def request(self, query: Query, number: int) -> MembershipRequest:
        """A membership request as it was last read, as ``RequestSource`` promises."""
        stored = self._requests_for(query)
        self.shown_as_of(query.as_of, stored.read_at(number))
        return stored.one(number, reader_for(query, query.login))

    def requests(self, query: Query, wanted: RequestListQuery) -> RequestList:
        """The membership requests as they were last read, as ``RequestSource`` promises."""
        stored = self._requests_for(query)
        self.shown_as_of(query.as_of, stored.read_at(state=wanted.state))
        return stored.all(wanted, reader_for(query, query.login), query.requests_title)

    def _requests_for(self, query: Query) -> StoredRequests:
        """Raises SourceError where there are none."""
        if query.requests_repository is None:
            raise SourceError("this ladder has no membership requests")
        self.leave_out(query.left_out)
        return self.stored_requests(query.requests_repository)

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """The accounts that were looked up as lately as is asked of any run."""
        since = self._files.moment and self._files.moment - FRESH
        return {login: found for login, found in People(self.store).known(logins, since).items() if found}

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """Raises SourceError: what waits for somebody now is not known."""
        del query
        raise SourceError(OFFLINE, hint=HINT)

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        """Directories as far as they are in the store; whether others exist is not known."""
        return {scope: self._places.known(scope) or _unknown(scope) for scope in scopes}

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> RoleIndex | None:
        """The index in the store, where it is young enough: what is as old as that was not read anew."""
        del build
        return self._index.get(groups_file, orgs, self._settings.now, build=False)

    def community(self, query: CommunityQuery) -> Community:
        """The community's files as they were last read."""
        self._files.ask_names(query.repositories)
        found = with_names(read_community(self._files, query), self._files.called)
        community = with_dates(found, query, self._history, self._blame)
        return with_owner_dates(community, query.logins, self._files, self._blame, query.own_paths)


def _unknown(scope: Scope) -> Place:
    return Place(scope=scope, presence=Presence.UNKNOWN, reason=NOT_STORED, read_at=datetime.max.replace(tzinfo=UTC))
