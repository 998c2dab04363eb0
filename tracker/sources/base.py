"""What every source promises."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from tracker.facts import Community, CommunityQuery, Cost, Facts, Need, Query
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope
from tracker.record import positional_record, record

if TYPE_CHECKING:
    from tracker.facts.contributions import Activities, ActivityQuery
    from tracker.facts.repository_work import ProjectCount, RepositoryQuery, RepositoryWork
    from tracker.facts.request_list import RequestList, RequestListQuery
    from tracker.facts.requests import MembershipRequest
    from tracker.sources.store import Store

#: Told while many are read: how many are done, of how many, and what they are.
Told = Callable[[int, int, object], None]


class Gathering(Protocol):
    """What is known of some people, and how it grows: everybody's newest work first, then step by step what is needed.

    What is known of one of them depends on their own needs, and on nobody else's.
    """

    @property
    def expecting(self) -> bool:
        """Whether it helps to be told what is ``expect``-ed."""

    def expect(
        self, needs: Mapping[Login, frozenset[Need]], accounts: Sequence[Login], openings: Sequence[OpeningsQuery]
    ) -> None:
        """This is probably asked for soon: it is asked along with others, where these have room. Never raises."""

    def listed(self, login: Login) -> bool | None:
        """Whether an org file seems to name somebody; None where that is not known yet. Nothing may be said by it."""

    def facts(self, login: Login) -> Facts:
        """What is known of somebody so far.

        Raises:
            NothingChecked: who could not be read, and why.
        """

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        """One step further for everybody who needs something; False where no step is left. Never raises."""

    def settle(self) -> bool:
        """Ask for what was put off until other questions have room; whether there was anything. Never raises."""

    def unread_accounts(self, logins: Sequence[Login]) -> Sequence[Login]:
        """Those of these whose accounts were asked for and could not be read, whether they exist or not."""

    def let_go(self, login: Login) -> None:
        """Nothing more is asked about somebody: what was read of them need not be kept at hand."""

    def end(self) -> None:
        """Nothing more is asked about any of these people. Never raises."""

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        """Look for what waits for all of these people, so that ``Source.openings`` has it at hand. Never raises."""


class Source(Protocol):
    """Gathers facts. Knows where they are, and judges nothing."""

    @property
    def cost(self) -> Cost:
        """What was spent so far, for everybody."""

    def begin(self, queries: Sequence[Query], told: Told) -> Gathering:
        """Begin to gather what is known of some people, one or many; ``told`` hears how far that is.

        Raises:
            TokenError: the token is refused from the beginning.
        """

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        """The accounts of some logins, in few requests; one that cannot be read is left out. Never raises for it."""

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """What waits for somebody, in one request; nothing where this source cannot look.

        Raises:
            SourceError: the source did not answer.
        """

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        """Whether these directories exist, by the scopes as given, and what GitHub calls them. Never raises."""

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> RoleIndex | None:
        """The index of roles of these organizations; None where there is none, and it is not to be built.

        With ``build`` it is built where it is older than seven days. Never raises.
        """

    def community(self, query: CommunityQuery) -> Community:
        """The community's files; a gap for each that cannot be read. Never raises for a missing file."""


class RequestSource(Source, Protocol):
    """A source that can also look up membership requests."""

    def request(self, query: Query, number: int) -> "MembershipRequest":
        """The request with a number in ``query.requests_repository``.

        Raises:
            SourceError: there is none, or the source did not answer.
        """

    def requests(self, query: Query, wanted: "RequestListQuery") -> "RequestList":
        """The requests in ``query.requests_repository`` that are wanted, as they stood at the query's moment.

        Raises:
            SourceError, TokenError: nothing at all could be read.
        """


class ActivitySource(Source, Protocol):
    """A source that can also count what many people did within a time."""

    def activities(self, query: "ActivityQuery", logins: Sequence[Login], told: Callable[[int], None]) -> "Activities":
        """What these people did; ``told`` hears how many are done. Never raises: who could not be read is not in it."""


@runtime_checkable
class RepositorySource(Source, Protocol):
    """A source that can also read what everybody did in one repository."""

    def repository(self, query: "RepositoryQuery", told: Told) -> "RepositoryWork":
        """The pull requests of a repository; asked again for more, only that is read.

        Where reading ends before its time, what is known stands, with gaps, and the next run goes on from there.

        Raises:
            TokenError, SourceError: nothing of it could be read at all.
        """

    def project_counts(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> Sequence["ProjectCount"]:
        """How much each of these people did in some organizations since a day.

        Never raises: what is not known has a reason.
        """

    def expect_repository(self, query: "RepositoryQuery", scopes: Sequence[Scope]) -> None:
        """These places are asked for soon, and this repository: along with other questions, where these have room."""

    def expect_counts(self, logins: Sequence[Login], orgs: Sequence[str], since: datetime) -> None:
        """These people's ``project_counts`` are asked for soon: they may be counted along. Never raises."""


@runtime_checkable
class Remembering(Protocol):
    """A source that keeps what it read in a store, where reports can be kept, too."""

    store: "Store"


@runtime_checkable
class Cached(Protocol):
    """A source that asks nobody: what it says is of when it was read."""

    def read_at(self, logins: Sequence[Login], orgs: Sequence[str]) -> datetime | None:
        """When the person of these who was not read for longest was read; None where nobody was."""

    def files_until(self) -> datetime | None:
        """When any of the community's files was last looked at; None where none is stored."""


@positional_record
class FileRef:
    """A file on a repository's default branch."""

    repo: str
    path: str

    @classmethod
    def parse(cls, name: str) -> Self:
        """The file that ``owner/name:path`` names."""
        repo, _, path = name.partition(":")
        return cls(repo, path)

    def __str__(self) -> str:
        return f"{self.repo}:{self.path}"


@record
class FileText:
    """A file's text. ``text`` is None where the file does not exist; ``url`` shows it to a person.

    Of a symbolic link ``link`` is the path that it names, as it is written, and ``text`` is None: nobody reads that
    path as content. Where a link was followed, ``target`` is the file that has the text, and ``url`` shows that one.
    """

    ref: FileRef
    text: str | None
    oid: str | None
    url: str
    link: str | None = None
    target: FileRef | None = None

    @property
    def place(self) -> FileRef:
        """The file in which the text stands."""
        return self.target or self.ref


@record
class Unread:
    """A file that could not be read, and why; ``absent`` where there is no public repository of that name."""

    ref: FileRef
    reason: str
    absent: bool = False


class FileReader(Protocol):
    """Reads many files of many repositories in few requests."""

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        """One answer for each reference, in the same order."""


class TreeLister(Protocol):
    """Knows which files a repository has."""

    def list_paths(self, repo: str) -> Sequence[str] | Unread:
        """The paths of all files on the default branch, or why they are not known."""


@record
class LastChange:
    """Which commit last changed the lines ``first`` to ``last`` of a file (counted from 1), and when that was.

    ``url`` shows the pull request that brought it, or the commit where none is known.
    """

    first: int
    last: int
    at: datetime
    url: str


class Blamer(Protocol):
    """Tells when the lines of files were last changed."""

    def blame(self, refs: Sequence[FileRef]) -> Sequence[tuple[LastChange, ...] | Unread]:
        """One answer for each reference, in the same order."""
