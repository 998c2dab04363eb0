"""Who some people are and how much there is of their work: a plan for everybody, from which they are read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.errors import AccountError, NothingChecked
from tracker.facts import Query
from tracker.facts.people import Login
from tracker.sources.base import Told
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import SEARCH, Question, Result, Results
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.gather.families import COUNTED
from tracker.sources.github.gather.host import Host
from tracker.sources.github.gather.person import Person
from tracker.sources.github.gather.plan import Plan, Proof, asked_about, refuse_bot
from tracker.sources.github.gather.planner import Planner
from tracker.sources.github.gather.resume import Unfinished
from tracker.sources.github.requests.records import threads_of
from tracker.sources.github.witness import unconfirmed

#: People who are asked about together.
_TOGETHER = 10
#: The same where nothing is to be found out about this GitHub any more: two documents ask about them.
_PROVEN = 16
#: Searches about people in one document: ten people, and more of those who were read before.
_QUESTIONS = 130
#: Milliseconds for a first document: somebody's first questions but for what is put off; and where requests are
#: counted, all with what proves them, as a part of the answers is no plan.
_FIRST, _WHOLE = 4_700, 8_000


@dataclass(slots=True)
class Entry:
    """Somebody who is asked about; ``person`` is who they are, ``error`` why that is not known."""

    query: Query
    checkpoint: Checkpoint
    person: Person | None = None
    error: NothingChecked | None = None


#: A plan with the pages of ids that came with it; or why there is none.
Planned = Plan | NothingChecked


class Planning:
    """Makes the plans of some people, by the login that was asked for; of whom there is one their ``person`` is known.

    How this GitHub wants to be asked is learned by the way (``host``).
    """

    def __init__(self, client: GitHubClient, host: Host, entries: Mapping[Login, Entry], told: Told) -> None:
        self._client = client
        self._host = host
        self._entries = entries
        self._told = told
        first = _FIRST if client.requests_left is None else _WHOLE
        self.batch = Batch(client, _QUESTIONS * SEARCH, "People", goal=first)
        self.unfinished = Unfinished(client, self._requests_to_plan)

    def run(self) -> None:
        """Everybody's plans: of one alone, where it is to be learned how this GitHub is asked, then of many at once."""
        waiting = {entry.checkpoint.login: entry for entry in self._oldest_first() if not self._resumed(entry)}
        together = _TOGETHER if self._learning else _PROVEN
        if self._learning and not self.unfinished.since:
            self._plan_first(waiting)
        while waiting:
            # What some of them prove, need not be proved by the others.
            self._plan_for({login: waiting.pop(login) for login in list(waiting)[:together]})

    @property
    def _learning(self) -> bool:
        """Whether it is still to be found out how this GitHub wants to be asked."""
        return bool(self._host.to_prove(COUNTED))

    def _plan_first(self, waiting: dict[Login, Entry]) -> None:
        """Those at the front, one by one, until there is somebody."""
        for login in list(waiting):
            entry = waiting.pop(login)
            self._plan_for({login: entry})
            if not isinstance(entry.error, AccountError):
                return

    def _plan_for(self, entries: Mapping[Login, Entry]) -> None:
        """The plans of some people; who was answered when a limit is reached is known all the same."""
        planners = {login: planner for login, entry in entries.items() if (planner := self._planner(entry))}
        plans: dict[Login, Plan] = {}
        try:
            for login, plan, proof in read_plans(self.batch, planners):
                if isinstance(plan, Plan):
                    self._learn(plan, proof)
                    plans[login] = plan
                else:
                    entries[login].error = plan
                self._told(self._planned + len(plans), len(self._entries), "accounts")
        finally:
            for login, plan in self._witnessed(plans).items():
                self._open(entries[login], plan)

    @property
    def _planned(self) -> int:
        """Of how many it is known who they are, or why not."""
        return sum(entry.person is not None or entry.error is not None for entry in self._entries.values())

    def _learn(self, plan: Plan, proof: Proof) -> None:
        """What a plan says of this GitHub."""
        self._host.speak(plan.asked.dialect, sure=proof.sure)
        self._host.prove(proof.families)
        self._host.know_canary(proof.canary)

    def _witnessed(self, plans: Mapping[Login, Plan]) -> dict[Login, Plan]:
        """These; of whom search found nothing anywhere, only where it is certain that it knows them."""
        unseen = {plan.contributor.login: login for login, plan in plans.items() if plan.unseen and not plan.hidden}
        doubts = unconfirmed(self._client, list(unseen))
        return {**plans, **{unseen[one]: plans[unseen[one]].without_witness(why) for one, why in doubts.items()}}

    def _oldest_first(self) -> list[Entry]:
        """Who was never read comes first, then who was not for longest: what an earlier run did not reach."""
        return sorted(self._entries.values(), key=lambda entry: entry.checkpoint.read_at())

    def _resumed(self, entry: Entry) -> bool:
        """Whether somebody was asked about by a run that was not done with them, and nobody asks again."""
        begun = self.unfinished.plan(entry.query, entry.checkpoint)
        if begun:
            plan, at = begun
            entry.person = Person(
                entry.query, plan, entry.checkpoint, host=self._client.settings.endpoints.host, now=at
            )
        return bool(begun)

    def _planner(self, entry: Entry) -> Planner | None:
        """Who asks for somebody's plan; None for a bot."""
        query, checkpoint, now = entry.query, entry.checkpoint, self._client.settings.now
        try:
            refuse_bot(query)
        except AccountError as error:
            entry.error = error
            return None
        return Planner(
            query=query,
            asked=asked_about(query, now, self._host.dialect),
            now=now,
            watermarks=checkpoint.watermarks(),
            known=checkpoint.one_of_each_repository(),
            prove=self._host.to_prove(COUNTED),
            canary=self._host.wants_canary,
            put_off=self._puts_off(query),
        )

    def _puts_off(self, query: Query) -> bool:
        """Whether somebody's recent involvement matters, the first document is the heaviest, and later ones have room.

        They do where files are still to be read.
        """
        alone = self._learning and len(self._entries) == 1
        return alone and bool(query.seen_since and query.files) and self._client.requests_left is None

    def _open(self, entry: Entry, plan: Plan) -> None:
        checkpoint = entry.checkpoint
        checkpoint.renamed(plan.contributor.login)
        checkpoint.drop_repositories_of(plan.gone)
        now = self._client.settings.now
        # Of the pages that came with it, what they found is kept; they themselves are most of what a plan takes up.
        kept, host = replace(plan, pages={}), self._client.settings.endpoints.host
        entry.person = person = Person(entry.query, kept, checkpoint, host=host, now=now)
        for family, progress in person.progress.items():
            for cursor in (*progress.changed, *progress.whole):
                if cursor.open and cursor.after is None and (page := plan.pages.get(cursor.text)):
                    person.take_ids(family, cursor, page)
        checkpoint.checked(plan, now, begun=True)

    def _requests_to_plan(self) -> int:
        """How many it takes to ask about everybody and for the threads of their requests, where nothing is too much."""
        planners = filter(None, map(self._planner, self._entries.values()))
        weights = [sum(one.weight for one in planner.questions().values()) for planner in planners]
        alone = 1 if self._learning else 0
        # Each thread of a membership request that mattered when these people were last asked about takes a request.
        threads = sum(len(threads_of(entry.checkpoint.requests())) for entry in self._entries.values())
        return self.batch.documents(sum(weights[:alone])) + self.batch.documents(sum(weights[alone:])) + threads


def read_plans(batch: Batch, planners: Mapping[Login, Planner]) -> Iterator[tuple[Login, Planned, Proof]]:
    """A plan for each, and what it proves.

    Raises:
        SourceError, TokenError: from the client.
    """
    todo = dict(planners)
    while todo:
        again: dict[Login, Planner] = {}
        for login, results in _by_login(batch, {login: planner.questions() for login, planner in todo.items()}):
            made = _made_of(todo[login], results)
            if isinstance(made, Planner):
                again[login] = made
            else:
                yield login, made, todo[login].proof(results) if isinstance(made, Plan) else Proof()
        todo = again


def _by_login(
    batch: Batch, asked: Mapping[Login, Mapping[str, Question]]
) -> Iterator[tuple[Login, Mapping[str, Result]]]:
    """Everybody's results, each as soon as all of them are there."""
    found = defaultdict[Login, dict[str, Result]](dict)
    for settled in batch.ask({(login, key): one for login, own in asked.items() for key, one in own.items()}):
        for (login, key), result in settled.items():
            found[login][key] = result
        for login in [login for login, results in found.items() if len(results) == len(asked[login])]:
            yield login, found.pop(login)


def _made_of(planner: Planner, results: Results) -> "Planned | Planner":
    try:
        with understanding():
            return planner.made_of(results)
    except NothingChecked as error:
        return error
