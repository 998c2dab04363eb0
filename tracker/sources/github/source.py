"""GitHub as a source of facts, with a token."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from tracker.errors import SourceError
from tracker.facts import Community, CommunityQuery, Cost, Query
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place
from tracker.facts.requests import MembershipRequest
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope
from tracker.later import Later
from tracker.sources.base import Gathering as GatheringProtocol
from tracker.sources.base import Told
from tracker.sources.github.accounts import Accounts
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.blame import GitHubBlame
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.gather.checkpoint import FAMILIES, Checkpoint
from tracker.sources.github.gather.details import Details
from tracker.sources.github.gather.gather import GatherContext, Gathering
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.plan import last_day
from tracker.sources.github.openings import Openings
from tracker.sources.github.places import Places
from tracker.sources.github.records import Json, reader_for
from tracker.sources.github.requests.records import LIVE, kept_as
from tracker.sources.github.requests.threads import read_request
from tracker.sources.kubernetes.community import read_community, with_names
from tracker.sources.kubernetes.members import History, with_dates
from tracker.sources.kubernetes.owners_since import with_owner_dates
from tracker.sources.kubernetes.role_index import RoleIndices
from tracker.sources.store import Store, open_store
from tracker.sources.store.issues import Issues
from tracker.sources.store.left_out import leave_out
from tracker.sources.store.pull_requests import PullRequests

# What only leads and admins ask for.
if TYPE_CHECKING:
    from tracker.facts import contributions
    from tracker.facts.repository_work import ProjectCount, RepositoryQuery, RepositoryWork
    from tracker.facts.request_list import RequestList, RequestListQuery
    from tracker.sources.github.activity import project_counts
    from tracker.sources.github.activity import reader as activity
    from tracker.sources.github.repository import gathering as repository
    from tracker.sources.github.requests import listing
    from tracker.sources.store import activity as activity_records
else:
    contributions, activity_records = Later("tracker.facts.contributions"), Later("tracker.sources.store.activity")
    activity, project_counts, repository, listing = (
        Later(f"tracker.sources.github.{name}")
        for name in ("activity.reader", "activity.project_counts", "repository.gathering", "requests.listing")
    )


class GitHubSource:
    """Gathers facts about people and their community from one GitHub.

    Dates of membership are from a ``history``, or else from lines. What it reads is kept in a ``store``, and only what
    changed is read again; with ``refresh`` everything is.
    """

    def __init__(
        self,
        client: GitHubClient,
        history: History | None = None,
        store: Store | None = None,
        *,
        refresh: bool = False,
    ) -> None:
        self._client = client
        self.store = store or open_store(None)
        self._host = Host(client, self.store, refresh=refresh)
        self._items = PullRequests(self.store)
        self._refresh = refresh
        self._history = history
        self._files = GitHubFiles(client, self.store, refresh=refresh)
        self._blame = GitHubBlame(client, self.store)
        self._openings = Openings(client)
        self._places = Places(client, self.store, self._files)
        self._index = RoleIndices(files=self._files, store=self.store, refresh=refresh)
        self._profiles = Accounts(client, self.store, refresh=refresh)
        self._details = Details(client, self.store, self._items, self._host)
        #: What was read last without dates, until the same is asked with them.
        self._undated: tuple[CommunityQuery, Community] | None = None

    @cached_property
    def _repositories(self) -> "repository.Repositories":
        return repository.Repositories(
            repository.RepositoryContext(
                settings=self._client.settings,
                store=self.store,
                items=self._items,
                details=self._details,
                client=self._client,
                host=self._host,
            )
        )

    @cached_property
    def _counts(self) -> "project_counts.ProjectCounts":
        return project_counts.ProjectCounts(self._client, lambda: self._host.dialect)

    @property
    def cost(self) -> Cost:
        return replace(self._client.cost, from_store=self._details.from_store)

    def begin(self, queries: Sequence[Query], told: Told) -> GatheringProtocol:
        """Begin to gather what is known of some people, as ``Source`` promises.

        Raises:
            TokenError: the token is refused from the beginning.
        """
        self.leave_out(frozenset().union(*(query.left_out for query in queries)))
        people = {query.login: (query, self._checkpoint(query)) for query in queries}
        if self._refresh:
            self._details.refresh(people.keys())
        self._files.expect(sorted({name for query in queries for name in query.files}))
        context = GatherContext(
            client=self._client,
            host=self._host,
            details=self._details,
            openings=self._openings,
            accounts=self._profiles,
            files=self._files,
        )
        gathering = Gathering(context, people, told)
        gathering.begin()
        self._files.trust(gathering.unfinished.files_since)
        return gathering

    def leave_out(self, logins: frozenset[Login]) -> None:
        """Nothing that is kept names these people; what was kept before is read again."""
        self._client.leave_out(logins)
        leave_out(self.store, logins)

    def _checkpoint(self, query: Query) -> Checkpoint:
        until = last_day(query, self._client.settings.now)
        checkpoint = Checkpoint(self.store, self._items, query.login, query.orgs, until)
        if self._refresh:
            checkpoint.forget(*FAMILIES)
            checkpoint.done_with([query.login])
        return checkpoint

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """The accounts of some logins, each looked up once; as ``Source`` promises."""
        return self._profiles.read(logins)

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """What waits for somebody, each repository looked into once; as ``Source`` promises."""
        return self._openings.read(self._host.dialect, query)

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        """Directories as GitHub has them now, as ``Source`` promises."""
        return self._places.read(scopes)

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> RoleIndex | None:
        """The index of roles, as ``Source`` promises."""
        return self._index.get(groups_file, orgs, self._client.settings.now, build=build)

    def community(self, query: CommunityQuery) -> Community:
        """The community's files, each read once, with dates of those who are asked about."""
        undated = replace(query, dated=False)
        known, self._undated = self._undated, None
        found = known[1] if known and known[0] == undated else self._read_undated(undated)
        if not query.dated:
            self._undated = query, found
            return found
        community = with_dates(found, query, self._history, self._blame)
        return with_owner_dates(community, query.logins, self._files, self._blame, query.own_paths)

    def _read_undated(self, query: CommunityQuery) -> Community:
        self._files.ask_names(query.repositories)
        return with_names(read_community(self._files, query), self._files.called)

    def activities(
        self, query: "contributions.ActivityQuery", logins: Sequence[Login], told: Callable[[int], None]
    ) -> "contributions.Activities":
        """What people did within a time, as ``ActivitySource`` promises; what earlier runs saw is not asked again."""
        records = activity_records.ActivityRecords(self.store, query)
        found = {} if self._refresh else records.known(logins)

        def keep(activities: "Sequence[contributions.Activity]") -> None:
            records.keep(activities)
            found.update({one.login: one for one in activities})
            told(len(found))

        reader = activity.ActivityReader(
            client=self._client, dialect=self._host.dialect, query=query, accounts=self._profiles.read, keep=keep
        )
        told(len(found))
        ended = reader.read([login for login in logins if login not in found])
        return contributions.Activities(by_login=found, ended=ended)

    def repository(self, query: "RepositoryQuery", told: Told) -> "RepositoryWork":
        """A repository's pull requests, as ``RepositorySource`` promises."""
        self.leave_out(query.left_out)
        found = self._repositories.read(query, told)
        self._host.keep_sizes()
        return found

    def project_counts(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> "Sequence[ProjectCount]":
        """What people did over all of a project, as ``RepositorySource`` promises."""
        return list(self._counts.read(logins, orgs, since).values())

    def expect_repository(self, query: "RepositoryQuery", scopes: Sequence[Scope]) -> None:
        """A repository is read soon, as ``RepositorySource`` promises."""
        self.leave_out(query.left_out)
        self._places.expect(scopes)
        self._repositories.expect(query)

    def expect_counts(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> None:
        """These people are counted soon, as ``RepositorySource`` promises."""
        self._counts.expect(logins, orgs, since)

    def request(self, query: Query, number: int) -> MembershipRequest:
        """A membership request by its number in the query's repository; the query's login is nobody's in particular.

        Raises:
            SourceError: there is none, or GitHub did not answer.
        """
        if query.requests_repository is None:
            raise SourceError("this ladder has no membership requests")
        self.leave_out(query.left_out)
        reader = reader_for(query, query.login)
        return read_request(self._client, query.requests_repository, number, reader, partial(self._keep_issue, query))

    def _keep_issue(self, query: Query, node: Json) -> None:
        if kept := understood(partial(kept_as, node, self._client.settings.now)):
            Issues(self.store, query.requests_repository or "").keep([kept])

    def requests(self, query: Query, wanted: "RequestListQuery") -> "RequestList":
        """The membership requests in the query's repository; the query's login is nobody's in particular.

        Raises:
            SourceError, TokenError: nothing at all could be read.
        """
        if query.requests_repository is None:
            raise SourceError("this ladder has no membership requests")
        self.leave_out(query.left_out)
        now = self._client.settings.now
        reader = listing.Requests(
            client=self._client,
            issues=Issues(self.store, query.requests_repository),
            repository=query.requests_repository,
            reader=reader_for(query, query.login),
            title=query.requests_title,
            live=query.as_of >= now - LIVE,
            now=now,
        )
        return reader.read(wanted)
