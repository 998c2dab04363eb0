"""Gathers what is known of some people's pull requests and reviews, step by step.

1. Everybody gets a *plan*: who they are, how much work of theirs there is, which searches find it, and their membership
   requests, whose threads are read next (``planning``). Work is of two *families*: pull requests of their own, and
   those by others in which they took part. What there is no room for in a first document is *put off*; and so are
   threads, where requests are limited. ``settle`` asks for both, once all else is read.
2. Searches are followed page by page, the newest first, each by a *cursor*; they find ids of pull requests
   (``finding``). What changed since an earlier run comes first.
3. Each pull request is read once, whoever took part in it: everybody's newest at first (``reading``).
4. What is known becomes facts, with a gap for whatever is not complete. Whoever judges them says what a verdict still
   *needs*, and ``advance`` finds and reads one step further, until nothing is needed or nothing is left.
5. All of it is kept in the store as it comes, by each one's *checkpoint*: the next run reads what changed, or goes on
   where a limit ended this one (``unfinished``).

Many small questions go into one document. What is probably needed soon is *expected*: it is asked along in documents
that have room, and asked for later where it did not come. So that never changes what is known in the end.
"""

from collections.abc import Iterator, Mapping, Sequence

from tracker.errors import NothingChecked, SourceError, TokenError
from tracker.facts import Facts, Need, Query
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.facts.requests import MembershipRequest
from tracker.record import record
from tracker.sources.base import Gathering as GatheringProtocol
from tracker.sources.base import Told
from tracker.sources.github.accounts import Accounts
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.gather.checkpoint import FAMILIES, Checkpoint
from tracker.sources.github.gather.detail import StoredDetails
from tracker.sources.github.gather.finding import Finding, few_pages, first_cursors, needed_cursors
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.plan import not_reached
from tracker.sources.github.gather.planning import Entry, Planning
from tracker.sources.github.gather.put_off import PutOff
from tracker.sources.github.gather.reading import PersonNeeds, Reading, steps_of
from tracker.sources.github.gather.resume import Unfinished
from tracker.sources.github.openings import Openings
from tracker.sources.github.requests.threads import with_threads

#: What a document may weigh (milliseconds of GitHub's time, by published figures): twenty pages of ids.
_WEIGHT = 20 * SEARCH


@record
class GatherContext:
    """What people are read with.

    ``host`` knows how this GitHub wants to be asked, ``details`` reads pull requests by id.
    """

    client: GitHubClient
    host: Host
    details: StoredDetails
    openings: Openings
    accounts: Accounts
    files: GitHubFiles


class Gathering(GatheringProtocol):
    """What is known of some people, by the logins that were asked for.

    Once GitHub answers no more, what is known stands, with gaps.
    """

    expecting = True

    def __init__(
        self, context: GatherContext, people: Mapping[Login, tuple[Query, Checkpoint]], told: Told = lambda *_: None
    ) -> None:
        self._context = context
        self._client = context.client
        #: Who is asked about; each has a ``person`` once it is known who that is.
        self._entries = {login: Entry(query, checkpoint) for login, (query, checkpoint) in people.items()}
        #: Everybody's, also of who was let go: whether the run is done with them is written at its end.
        self._checkpoints = [checkpoint for _, checkpoint in people.values()]
        self._planning = Planning(context.client, context.host, self._entries, told)
        self._put_off: list[PutOff] = []
        self._threads_unread = True
        self._finding = Finding(Batch(context.client, _WEIGHT, "Searches"), context.host)
        self._reading = Reading(context.details, told)
        #: Why nothing more is asked; None as long as GitHub answers.
        self._ended: NothingChecked | None = None

    # -- the beginning: who everybody is, and their newest work ------------------------------------------

    def begin(self) -> None:
        """Who everybody is, and their newest work.

        Raises:
            TokenError: the token is refused from the beginning.
        """
        try:
            self._planning.run()
            self._begin_with(list(self._people()))
        except (SourceError, TokenError) as error:
            anybody = any(self._people())
            if isinstance(error, TokenError) and not anybody:
                raise
            self._end(error if anybody or not self._client.spent else self._too_few())
        for person in self._people():
            person.keep_sample()

    def _begin_with(self, people: Sequence[Person]) -> None:
        """From everybody's plan to their newest work. Where requests are limited, threads are left for the end."""
        self._put_off = [PutOff(self._planning.batch, self._context.host, one) for one in people if one.put_off]
        if self._client.requests_left is None:
            self._read_threads()
        self._follow_changes(people)
        if len(self._entries) == 1:  # the documents of several people are full
            self._finding.expect(people, few_pages)
        self._reading.begin(people, enough=lambda: self._client.nearly_spent)

    def _follow_changes(self, people: Sequence[Person]) -> None:
        """Find all that changed since the last time, and the newest of each search.

        Where what was known and what changed do not add up, the person is begun anew: then once more.
        """
        self._finding.find(people, first_cursors)
        for person in people:
            for family in FAMILIES:
                person.reconcile(family)
        self._finding.find(people, first_cursors)

    def _too_few(self) -> SourceError:
        """Why nobody was read: the next run would begin with the same questions."""
        message = f"--max-requests {self._client.settings.most} is too little to begin with"
        return SourceError(message, hint="Allow more requests.")

    # -- what is known, and how it grows ------------------------------------------------------------------

    def facts(self, login: Login) -> Facts:
        """What is known of somebody so far.

        Raises:
            NothingChecked: who could not be read at all, and why.
        """
        entry = self._entries[login]
        if entry.person is None:
            alone = self._ended if len(self._checkpoints) == 1 else None
            raise entry.error or alone or not_reached(self._ended)
        return self.unfinished.dated(entry.person.facts())

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        """One step further for everybody who needs something; everything, for who is to be read in full."""
        if self._ended:
            return False
        needed = {person: needs[login] for login in needs if (person := self._entries[login].person)}
        try:
            return steps_of(lambda: self._step(needed), needed)
        except (SourceError, TokenError) as error:
            self._end(error)
            return False

    def _step(self, needed: PersonNeeds) -> bool:
        """Find what is needed and not known yet, then read it; whether there was anything."""
        moved = self._finding.find(list(needed), lambda person: needed_cursors(person, needed[person]))
        if len(needed) == 1:  # the documents of several people are full
            self._finding.expect(needed, lambda person: needed_cursors(person, needed[person], steps=2))
        moved |= self._reading.step(needed)
        self._finding.expect_no_more()
        return moved

    def settle(self) -> bool:
        """Ask for what was put off, and read threads that are left, as ``Gathering`` promises.

        What fails now is a gap, which is new, too.
        """
        if self._ended:
            return False
        waiting, self._put_off = self._put_off, []
        try:
            for one in waiting:
                one.settle()
            return self._read_threads() or bool(waiting)
        except (SourceError, TokenError) as error:
            self._end(error)
            return True

    def _read_threads(self) -> bool:
        """Read the threads of membership requests, as far as they matter; whether more is known by that. Once."""
        if not self._threads_unread:
            return False
        self._threads_unread = False
        read = [one.take_requests(self._with_threads(one)) for one in self._people()]
        return any(read)

    def _with_threads(self, person: Person) -> Sequence[MembershipRequest]:
        """With the threads that matter: fewer do of members. Who may be none is asked about as who is none."""
        member = bool(self.listed(person.query.login))
        return with_threads(self._client, person.query, person.login, person.requests, member=member)

    # -- what is asked along, and ahead ---------------------------------------------------------------------

    def expect(
        self, needs: Mapping[Login, frozenset[Need]], accounts: Sequence[Login], openings: Sequence[OpeningsQuery]
    ) -> None:
        """Ask for this along with other questions, as ``Gathering`` promises."""
        people = {person: needs[login] for login in needs if (person := self._entries[login].person)}
        self._finding.expect(people, lambda person: needed_cursors(person, people[person]))
        self._context.accounts.expect(accounts)
        self._context.openings.expect(self._context.host.dialect, openings)

    def listed(self, login: Login) -> bool | None:
        """Whether one of the org files that came along holds the login, as ``Gathering`` promises."""
        return self._context.files.mention(login.key, sorted(self._entries[login].query.org_files))

    def unread_accounts(self, logins: Sequence[Login]) -> Sequence[Login]:
        """Whose accounts could not be read, as ``Gathering`` promises; where a limit ended the run, gaps say so."""
        return () if self._client.limited else self._context.accounts.unread(logins)

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        """What waits for all of these people; where that fails, each is told so when it is asked for."""
        if not self._ended:
            self._context.openings.look_ahead(self._context.host.dialect, queries)

    # -- the end ----------------------------------------------------------------------------------------------

    def let_go(self, login: Login) -> None:
        """What was read of somebody is in the store, and is not kept at hand any longer."""
        self._entries.pop(login)

    def end(self) -> None:
        """The run is done with everybody, or else is gone on with by the next."""
        self._context.host.keep_sizes()
        if not (self._client.limited or self._client.nearly_spent):
            self._context.details.end()
        self.unfinished.end(self._checkpoints)

    @property
    def unfinished(self) -> Unfinished:
        """What an earlier run was not done with."""
        return self._planning.unfinished

    def _people(self) -> Iterator[Person]:
        return (entry.person for entry in self._entries.values() if entry.person)

    def _end(self, error: NothingChecked) -> None:
        """Nothing more is asked, and everybody's gaps say why."""
        self._ended = error
        for person in self._people():
            person.end(error.message)
