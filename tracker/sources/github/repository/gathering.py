"""What is known of one repository's pull requests: which changed, and each once with who took part in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from tracker.errors import NothingChecked, SourceError, TokenError
from tracker.facts import Kind
from tracker.facts.people import Login
from tracker.facts.repository_work import RepositoryQuery, RepositoryWork
from tracker.record import record
from tracker.sources.base import Told
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.detail import Detail, StoredDetails
from tracker.sources.github.gather.host import Host
from tracker.sources.github.repository.finding import Finding
from tracker.sources.github.repository.periods import Periods
from tracker.sources.github.repository.work import Known, work_of
from tracker.sources.github.searches import Family
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.threads import Item


@record
class RepositoryContext:
    """What repositories are read with.

    Without a ``client`` and its ``host`` nobody is asked, and ``offline`` says why.
    """

    settings: Settings
    store: Store
    items: PullRequests
    details: StoredDetails
    client: GitHubClient | None = None
    host: Host | None = None
    offline: str | None = None


class Repositories:
    """Answers ``RepositorySource.repository``: each is gathered once in a run, and then only more of it is read."""

    def __init__(self, context: RepositoryContext) -> None:
        self._context = context
        self._begun: dict[RepositoryQuery, RepositoryGathering] = {}
        self._expected: dict[RepositoryQuery, RepositoryGathering] = {}

    def expect(self, query: RepositoryQuery) -> None:
        """This is read soon: its beginning may be asked for along with other questions."""
        self._expected[query] = RepositoryGathering(self._context, query)
        self._expected[query].expect()

    def read(self, query: RepositoryQuery, told: Told) -> RepositoryWork:
        """As ``RepositorySource.repository`` promises."""
        key = replace(query, details=None)
        if key not in self._begun:
            gathering = self._expected.pop(key, None) or RepositoryGathering(self._context, query)
            gathering.gather(told)
            self._begun[key] = gathering
        self._begun[key].read_more(query.details or {})
        return self._begun[key].work()


class RepositoryGathering:
    """What is known of one repository's pull requests. How far it was read is kept in the store as it comes."""

    def __init__(self, context: RepositoryContext, query: RepositoryQuery) -> None:
        self._context = context
        self._query = query
        whose = Login(key=query.repo.casefold(), name=query.repo)
        checkpoint = Checkpoint(context.store, context.items, whose, ())
        known, self._began = checkpoint.known(Family.REPOSITORY), context.settings.now
        most = min(self._began, query.as_of)
        self._periods = Periods(query.repo, self._began, most=most, trails=known.trails)
        #: Ids of all that were found, each with when it was opened.
        self._found = {one.id: one.created_at for one in known.found.values()} if query.numbers is None else {}
        self._finding = (
            Finding(context.client, context.host, checkpoint, self._periods, query, found=self._found)
            if context.client and context.host
            else None
        )
        self._read: dict[str, Item] = {}
        self._lost: dict[str, str] = {}
        self._asked_for: dict[Detail, set[str]] = {detail: set() for detail in Detail}
        self._ended: NothingChecked | None = None

    def expect(self) -> None:
        """It is read soon: ask for the beginning of what changed along with other questions, where there is room."""
        if self._finding:
            self._finding.expect()

    def gather(self, told: Told) -> None:
        """Find and read what changed since the query's day; ``told`` hears how far that is.

        Raises:
            TokenError, SourceError: nothing of it could be read.
        """
        if self._finding:
            self._until_ended(self._finding.find)
        elif not self._found:
            hint = "Run without --offline once."
            raise SourceError(f"nothing is stored of {self._query.repo} on this machine", hint=hint)
        self._until_ended(partial(self._read_found, told))
        if self._ended:
            self._read |= self._context.items.get(id_ for id_ in self._found if id_ not in self._read)
        else:
            self._context.details.end()

    def _until_ended(self, step: Callable[[], None]) -> None:
        try:
            if self._ended is None:
                step()
        except (SourceError, TokenError) as error:
            if not self._found:
                raise
            self._ended = error

    def _read_found(self, told: Told) -> None:
        """Each as it is stored, or else from GitHub, the newest first."""
        ids = sorted(self._found, key=lambda id_: (self._found[id_], id_), reverse=True)
        for read in self._context.details.read({id_: frozenset[Login]() for id_ in ids}):
            self._read |= read.items
            self._lost |= read.lost
            told(len(self._read) + len(self._lost), len(ids), "pull requests")

    def read_more(self, details: Mapping[Kind, Iterable[str]]) -> None:
        """Read details of pull requests, each once in a run. Never raises: what ends it is among the gaps."""
        for detail, ids in ((detail, details.get(detail.kind, ())) for detail in Detail):
            wanted = [self._read[id_] for id_ in ids if id_ in self._read and id_ not in self._asked_for[detail]]
            self._until_ended(partial(self._read_detail, detail, wanted))

    def _read_detail(self, detail: Detail, items: Sequence[Item]) -> None:
        for id_, item in self._context.details.detail(detail, [one for one in items if detail.lacks(one)]):
            self._asked_for[detail].add(id_)
            self._read[id_] = item or self._read[id_]

    def work(self) -> RepositoryWork:
        """What is known so far."""
        finding = self._finding
        known = Known(
            query=self._query,
            read=self._read,
            lost={**self._lost, **(finding.lost if finding else {})},
            found=len(self._found),
            cursors=finding.cursors if finding else (),
            since=self._periods.since,
            until=self._periods.until,
            unfound=bool(finding and finding.unfound),
            ended=self._context.offline or (self._ended.message if self._ended else None),
            at=self._began,
        )
        return work_of(known, self._context.settings)
