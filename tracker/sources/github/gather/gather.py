"""Gathers what is known of some people's work: everybody's newest first, then whatever a verdict waits for.

What is the same for several of them is read once: search tells the ids of their pull requests, a hundred at a time and
for many people in one document; then each pull request is read once, whoever took part in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import AccountError, NothingChecked, SourceError, TokenError
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
from tracker.sources.github.gather.hidden import unconfirmed
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person, moment_of
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.gather.planner import COUNTED, Planner, Proof, planner_of, read_plans
from tracker.sources.github.gather.resume import Unfinished
from tracker.sources.github.gather.steps import Needs, Steps, few_pages, needed_cursors
from tracker.sources.github.openings import Openings
from tracker.sources.github.requests import with_threads
from tracker.sources.github.searches import Dialect

#: People who are asked about together.
_TOGETHER = 10
#: Searches about people in one document: ten people, and more of those who were read before.
_QUESTIONS = 130
#: A person's first questions with all that is counted to prove them: no part of an answer would be a plan.
_FIRST = 40
#: Pages of ids in one document.
_SEARCHES = 20


@dataclass(slots=True)
class _Entry:
    """Somebody who is asked about; ``person`` is who they are, ``error`` why that is not known."""

    query: Query
    checkpoint: Checkpoint
    person: Person | None = None
    error: NothingChecked | None = None


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
        self._entries = {login: _Entry(query, checkpoint) for login, (query, checkpoint) in people.items()}
        self._checkpoints = [checkpoint for _, checkpoint in people.values()]
        self._told = told
        self._plans = Batch(context.client, _QUESTIONS * SEARCH, "People", goal=_FIRST * SEARCH)
        self._steps = Steps(context.details, Batch(context.client, _SEARCHES * SEARCH, "Searches"), told)
        self._ended: NothingChecked | None = None
        self.unfinished = Unfinished(context.client, self._requests_to_plan)

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
            self._plan()
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

    def listed(self, login: Login) -> bool | None:
        """Whether one of the org files that came along holds the login, in whatever sense."""
        return self._context.files.mention(login.key, sorted(self._entries[login].query.org_files))

    def let_go(self, login: Login) -> None:
        """What was read of somebody is in the store, and is not kept at hand any longer."""
        self._entries.pop(login)

    def end(self) -> None:
        """The run is done with everybody, or else is gone on with by the next."""
        self._context.host.keep_sizes()
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

    # -- everybody's plan --------------------------------------------------------------------------

    def _requests_to_plan(self) -> int:
        """How many it takes to ask about everybody, where nothing is too much: one is asked about alone."""
        planners = filter(None, map(self._planner, self._entries.values()))
        weights = [sum(one.weight for one in planner.questions().values()) for planner in planners]
        return self._plans.documents(sum(weights[:1])) + self._plans.documents(sum(weights[1:]))

    def _plan(self) -> None:
        """The plans of everybody: of one alone, to learn how this GitHub wants to be asked, then of many at once."""
        waiting = {entry.checkpoint.login: entry for entry in self._oldest_first() if not self._resumed(entry)}
        if not self.unfinished.since:
            self._plan_first(waiting)
        while waiting:
            # What some of them prove, need not be proved by the others.
            self._plan_for({login: waiting.pop(login) for login in list(waiting)[:_TOGETHER]})

    def _plan_first(self, waiting: dict[Login, _Entry]) -> None:
        """Those at the front, one by one, until there is somebody."""
        for login in list(waiting):
            entry = waiting.pop(login)
            self._plan_for({login: entry})
            if not isinstance(entry.error, AccountError):
                return

    def _plan_for(self, entries: Mapping[Login, _Entry]) -> None:
        """The plans of some people; who was answered when a limit is reached is known all the same."""
        planners = {login: planner for login, entry in entries.items() if (planner := self._planner(entry))}
        plans: dict[Login, Plan] = {}
        try:
            for login, plan, proof in read_plans(self._plans, planners):
                if isinstance(plan, Plan):
                    self._learn(plan, proof)
                    plans[login] = plan
                else:
                    entries[login].error = plan
                self._told(self._planned + len(plans), len(self._entries), "accounts")
        except (SourceError, TokenError):
            self._open_all(entries, plans)
            raise
        self._open_all(entries, plans)

    def _open_all(self, entries: Mapping[Login, _Entry], plans: Mapping[Login, Plan]) -> None:
        for login, plan in self._witnessed(plans).items():
            member = bool(self.listed(login))
            self._open(entries[login], with_threads(self._client, plan, entries[login].query, member=member))

    @property
    def _planned(self) -> int:
        """Of how many it is known who they are, or why not."""
        return sum(entry.person is not None or entry.error is not None for entry in self._entries.values())

    def _learn(self, plan: Plan, proof: Proof) -> None:
        """What a plan says of this GitHub."""
        self._context.host.speak(plan.asked.dialect, sure=proof.sure)
        self._context.host.prove(proof.families)
        self._context.host.know_canary(proof.canary)

    def _witnessed(self, plans: Mapping[Login, Plan]) -> dict[Login, Plan]:
        """These; of whom search found nothing anywhere, only where it is certain that it knows them."""
        unseen = {plan.contributor.login: login for login, plan in plans.items() if plan.unseen and not plan.hidden}
        doubts = unconfirmed(self._client, list(unseen))
        return {**plans, **{unseen[one]: plans[unseen[one]].without_witness(why) for one, why in doubts.items()}}

    def _oldest_first(self) -> list[_Entry]:
        """Who was never read comes first, then who was not for longest: what an earlier run did not reach."""
        return sorted(self._entries.values(), key=lambda entry: entry.checkpoint.read_at())

    def _resumed(self, entry: _Entry) -> bool:
        """Whether somebody was asked about by a run that was not done with them, and nobody asks again."""
        begun = self.unfinished.plan(entry.query, entry.checkpoint)
        if begun:
            plan, at = begun
            entry.person = Person(entry.query, plan, entry.checkpoint, host=self._host, now=at)
        return bool(begun)

    @property
    def _host(self) -> str:
        return self._client.settings.endpoints.host

    def _planner(self, entry: _Entry) -> Planner | None:
        checkpoint, now = entry.checkpoint, self._client.settings.retry_policy.now()
        try:
            return planner_of(
                entry.query,
                now,
                checkpoint.watermarks(),
                checkpoint.one_of_each_repository(),
                dialect=self.dialect,
                prove=self._context.host.to_prove(COUNTED),
                canary=self._context.host.wants_canary,
            )
        except NothingChecked as error:
            entry.error = error
            return None

    def _open(self, entry: _Entry, plan: Plan) -> None:
        checkpoint = entry.checkpoint
        checkpoint.renamed(plan.contributor.login)
        checkpoint.drop_repositories_of(plan.gone)
        now = moment_of(self._client.settings.retry_policy.now())
        entry.person = person = Person(entry.query, plan, checkpoint, host=self._host, now=now)
        for family, progress in person.progress.items():
            for cursor in (*progress.changed, *progress.whole):
                if cursor.open and cursor.after is None and (page := plan.pages.get(cursor.text)):
                    person.take_ids(family, cursor, page)
        checkpoint.checked(plan, now, begun=True)

    def _follow_changes(self) -> None:
        """All ids of what changed since the last time; and the first of those of whom nothing is known."""
        people = list(self._people())
        self._steps.find(people, self.dialect)
        for person in people:
            for family in FAMILIES:
                person.settle(family)
        self._steps.find(people, self.dialect)
