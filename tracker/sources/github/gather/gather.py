"""Gathers what is known of some people's work: everybody's newest first, then whatever a verdict waits for.

What is the same for several of them is read once: search tells the ids of their pull requests, a hundred at a time and
for many people in one document; then each pull request is read once, whoever took part in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import NothingChecked, SourceError, TokenError
from tracker.facts import Facts, Query
from tracker.facts.openings import OpeningsQuery
from tracker.facts.people import Login
from tracker.sources.base import Gathering as GatheringProtocol
from tracker.sources.base import Told, not_reached
from tracker.sources.github.accounts import Accounts
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.gather.checkpoint import FAMILIES, Checkpoint
from tracker.sources.github.gather.details import Details
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.planning import Entry, Planning
from tracker.sources.github.gather.resume import Unfinished
from tracker.sources.github.gather.steps import Needs, Steps, few_pages, needed_cursors
from tracker.sources.github.openings import Openings
from tracker.sources.github.searches import Dialect

#: Pages of ids in one document.
_SEARCHES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherContext:
    """What people are read with."""

    client: GitHubClient
    host: Host
    details: Details
    openings: Openings
    accounts: Accounts
    files: GitHubFiles


class Gathering(GatheringProtocol):
    """What is known of some people. Once GitHub answers no more, what is known stands, with gaps.

    Where a run was ended before its time, it goes on from there.
    """

    def __init__(
        self, context: GatherContext, people: Mapping[Login, tuple[Query, Checkpoint]], told: Told = lambda *_: None
    ) -> None:
        self._context = context
        self._client = context.client
        self._entries = {login: Entry(query, checkpoint) for login, (query, checkpoint) in people.items()}
        self._checkpoints = [checkpoint for _, checkpoint in people.values()]
        self._planning = Planning(context.client, context.host, context.files, self._entries, told)
        self._steps = Steps(context.details, Batch(context.client, _SEARCHES * SEARCH, "Searches"), told)
        self._ended: NothingChecked | None = None

    @property
    def unfinished(self) -> Unfinished:
        """What an earlier run was not done with."""
        return self._planning.unfinished

    @property
    def dialect(self) -> Dialect:
        """How this GitHub's search wants to be asked."""
        return self._context.host.dialect

    def begin(self) -> None:
        """Who everybody is, and their newest work.

        Raises:
            TokenError: the token is refused from the beginning.
        """
        try:
            self._planning.run()
            self._follow_changes()
            if len(self._entries) == 1:
                self._steps.expect(self._people(), few_pages, self.dialect)
            self._steps.begin(list(self._people()), lambda: self._client.nearly_spent)
        except (SourceError, TokenError) as error:
            anybody = any(entry.person for entry in self._entries.values())
            if isinstance(error, TokenError) and not anybody:
                raise
            self._end(error if anybody or not self._client.spent else self._too_few())
        for person in self._people():
            person.first_read()

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

    def advance(self, needs: Needs) -> bool:
        """One step further for everybody who needs something; everything, for who is to be read in full."""
        full = any(self._entries[login].query.full for login in needs)
        moved = self._advance(needs)
        while moved and full and self._advance(needs):
            pass
        return moved

    def _advance(self, needs: Needs) -> bool:
        if self._ended:
            return False
        try:
            people = {login: entry.person for login, entry in self._entries.items() if entry.person and login in needs}
            return self._steps.advance(people, needs, self.dialect)
        except (SourceError, TokenError) as error:
            self._end(error)
            return False

    expecting = True

    def expect(self, needs: Needs, accounts: Sequence[Login], openings: Sequence[OpeningsQuery]) -> None:
        """Ask for this along with other questions, as ``Gathering`` promises."""
        people = {
            entry.person: needs[login] for login, entry in self._entries.items() if entry.person and login in needs
        }
        self._steps.expect(people, lambda person: needed_cursors(person, people[person]), self.dialect)
        self._context.accounts.expect(accounts)
        self._context.openings.expect(self.dialect, openings)

    def settle(self) -> bool:
        """Ask for what was put off, as ``Gathering`` promises."""
        try:
            return self._ended is None and self._planning.settle()
        except (SourceError, TokenError) as error:
            self._end(error)
            return True

    def listed(self, login: Login) -> bool | None:
        """Whether an org file seems to name somebody, as ``Gathering`` promises."""
        return self._planning.listed(login)

    def let_go(self, login: Login) -> None:
        """What was read of somebody is in the store, and is not kept at hand any longer."""
        self._entries.pop(login)

    def end(self) -> None:
        """The run is done with everybody, or else is gone on with by the next."""
        self._context.host.keep_sizes()
        if not (self._client.limited or self._client.nearly_spent):
            self._context.details.end()
        self.unfinished.end(self._checkpoints)

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        """What waits for all of these people; where that fails, each is told so when it is asked for."""
        if not self._ended:
            self._context.openings.look_ahead(self.dialect, queries)

    def _too_few(self) -> SourceError:
        """Why nobody was read: the next run would begin with the same questions."""
        message = f"--max-requests {self._client.settings.most} is too little to begin with"
        return SourceError(message, hint="Allow more requests.")

    def _end(self, error: NothingChecked) -> None:
        self._ended = error
        for person in self._people():
            person.end(error.message)

    def _people(self) -> Iterator[Person]:
        return (entry.person for entry in self._entries.values() if entry.person)

    def _follow_changes(self) -> None:
        """All ids of what changed since the last time; and the first of those of whom nothing is known."""
        people = list(self._people())
        self._steps.find(people, self.dialect)
        for person in people:
            for family in FAMILIES:
                person.settle(family)
        self._steps.find(people, self.dialect)
