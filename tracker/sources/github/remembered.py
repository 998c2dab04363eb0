"""What an earlier run left in the store, without asking anybody."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tracker.errors import SourceError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Gap, Kind, Query
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place, Presence
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope
from tracker.sources.base import FileRef, FileText, LastChange, Told, Unread, Wanted
from tracker.sources.github.beginnings import MATTERS
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.patience import Patience
from tracker.sources.github.plan import Plan
from tracker.sources.github.portions import Portions
from tracker.sources.github.reading import Reading
from tracker.sources.github.replies import Answer
from tracker.sources.github.searches import Family
from tracker.sources.github.shelf import Shelf, unread_since
from tracker.sources.kubernetes.community import read_community, with_names
from tracker.sources.kubernetes.members import History, with_dates
from tracker.sources.kubernetes.owners_since import with_owner_dates
from tracker.sources.kubernetes.role_index import RoleIndices
from tracker.sources.store import Store
from tracker.sources.store.people import People
from tracker.sources.store.places import Places
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.role_index import IndexRecords
from tracker.sources.store.texts import Texts

_HINT = "Run without --offline once."
_REASON = "nobody is asked with --offline"
_EFFECT = "some may be missing"
_NOT_STORED = "it is not stored on this machine"


class _Silent(GitHubClient):
    """Asks nobody: what would have to be asked for is not known."""

    def graphql(self, document: str, variables: dict[str, object]) -> Answer:
        del document, variables
        raise SourceError(_REASON, hint=_HINT)


class RememberedSource:
    """Facts as they were when they were last read. What was not read then is a gap."""

    def __init__(self, settings: Settings, store: Store, history: History | None = None) -> None:
        self._settings = settings
        self.store = store
        self._items = PullRequests(store)
        self._texts = Texts(store)
        self._places = Places(store)
        self._history = history
        self._files = _StoredFiles(self._texts, self._places)
        self._index = RoleIndices(files=self._files, texts=self._texts, records=IndexRecords(store))
        self._blame = _StoredBlame(self._texts)

    @property
    def cost(self) -> Cost:
        return Cost()

    def read_at(self, logins: Sequence[Login], orgs: Sequence[str]) -> datetime | None:
        """When the person of these who was not read for longest was read; None where nobody was."""
        plans = [Shelf(self.store, self._items, login, orgs).last_plan() for login in logins]
        return min((at for _, at in filter(None, plans)), default=None)

    def gather(self, query: Query, wanted: Wanted) -> Facts:
        """The facts about one person, as far as they are in the store.

        Raises:
            SourceError: nothing is stored of this person.
        """
        shelf = Shelf(self.store, self._items, query.login, query.orgs)
        found = shelf.last_plan()
        if found is None:
            raise SourceError(f"nothing is stored of {query.login} on this machine", hint=_HINT)
        plan, read_at = found
        if query.as_of < read_at:
            # How much they were involved, and their requests, is known as of the reading only.
            plan = replace(plan, involved=None, requests=None)
        patience = Patience(max_wait=0.0, now=read_at.timestamp)
        client = _Silent(replace(self._settings, patience=patience))
        facts = Reading(client, query, plan, Portions(), shelf).read(wanted)
        return replace(facts, gaps=(*facts.gaps, *_not_read(plan, shelf.watermarks(), query.as_of, read_at)))

    def crowd(self, queries: Sequence[Query], told: Told) -> None:
        """One by one: nothing is gained by reading several at once."""
        del queries, told

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """The accounts that were looked up once, however long ago."""
        return {login: found for login, found in People(self.store).known(logins).items() if found}

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """Raises SourceError: what waits for somebody now is not known."""
        del query
        raise SourceError(_REASON, hint=_HINT)

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        """Directories as far as they are in the store; whether others exist is not known."""
        return {scope: self._places.known(scope) or _unknown(scope) for scope in scopes}

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> RoleIndex | None:
        """The index in the store, where it is young enough: what is as old as that was not read anew."""
        del build
        now = datetime.fromtimestamp(self._settings.patience.now(), tz=UTC)
        return self._index.get(groups_file, orgs, now, build=False)

    def community(self, query: CommunityQuery) -> Community:
        """The community's files as they were last read."""
        self._files.ask_names(query.repositories)
        found = with_names(read_community(self._files, query), self._files.called)
        community = with_dates(found, query, self._history, self._blame)
        return with_owner_dates(community, query.logins, self._files, self._blame)


def _unknown(scope: Scope) -> Place:
    return Place(scope=scope, presence=Presence.UNKNOWN, reason=_NOT_STORED, read_at=datetime.max.replace(tzinfo=UTC))


def _not_read(plan: Plan, until: Mapping[Family, datetime], as_of: datetime, read_at: datetime) -> Iterator[Gap]:
    """What was not read by a moment, of each family and of requests; of hidden accounts that is said already."""
    for family, matter in MATTERS.items() if not plan.hidden else ():
        if reason := unread_since(until.get(family), as_of, _REASON):
            yield from (Gap(kind=kind, reason=reason, effect=_EFFECT) for kind in matter.kinds)
    if reason := unread_since(read_at, as_of, _REASON):
        yield Gap(kind=Kind.REQUESTS, reason=reason, effect=_EFFECT)


class _StoredFiles:
    def __init__(self, texts: Texts, places: Places) -> None:
        self._texts = texts
        self._places = places
        self.called: dict[str, str] = {}

    def ask_names(self, repos: Collection[str]) -> None:
        """Look up what these repositories were called when somebody last asked."""
        self.called |= self._places.names(repos)

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        known = self._texts.known(refs)
        self.ask_names({ref.repo for ref in refs})
        return [known.get(ref) or Unread(ref=ref, reason=_NOT_STORED) for ref in refs]

    def list_paths(self, repo: str) -> Unread:
        return Unread(ref=FileRef(repo, ""), reason=_REASON)


class _StoredBlame:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def blame(self, refs: Sequence[FileRef]) -> Sequence[tuple[LastChange, ...] | Unread]:
        known = self._texts.blame(refs)
        return [known.get(ref) or Unread(ref=ref, reason=_REASON) for ref in refs]
