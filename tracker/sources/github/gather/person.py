"""One person: what is known of their work so far, as facts with gaps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tracker.facts import Facts, Gap, Query
from tracker.facts.requests import MembershipRequest
from tracker.sources.github.gather import NAME
from tracker.sources.github.gather.checkpoint import FAMILIES, Checkpoint
from tracker.sources.github.gather.cursor import Cursor
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.gather.progress import Progress
from tracker.sources.github.gather.shown import Shown, newest_first
from tracker.sources.github.records import reader_for
from tracker.sources.github.searches import Asked, Family, Page, Search
from tracker.sources.store.readings import Trail
from tracker.sources.threads import Item

#: How much of each family is read before anything is said of anybody. Directories are recommended by these, and by
#: nothing that is read later: what is read on for the sake of one place would speak for that place.
NEWEST = 25
#: How many of a family are read in one step where everything is: two large documents' worth for one person.
_EVERYTHING = 120
#: How many of each family's newest pull requests say in which repositories somebody works: a page of ids, which comes
#: with the first request, however somebody is read.
SAMPLE = 100


class Person:
    """What is known of one person, from their plan to facts; all of it is kept on the checkpoint as it comes.

    ``now`` is when the plan was made: what changed since is not known. ``offline`` says why nobody can be asked, None
    where GitHub can.
    """

    def __init__(
        self, query: Query, plan: Plan, checkpoint: Checkpoint, *, host: str, now: datetime, offline: str | None = None
    ) -> None:
        self.query = query
        self.login = plan.contributor.login
        self.now = now
        self._plan = plan
        self._checkpoint = checkpoint
        self._host = host
        self._offline = offline
        self._reader = reader_for(query, self.login)
        self._watermarks = checkpoint.watermarks()
        self.shown = Shown(self._reader)
        self._first: set[str] = set()
        self._ended: str | None = None
        self.progress = {family: self._begun(family) for family in FAMILIES}

    @property
    def step(self) -> int:
        """How many of each family, or of each repository, are read in one step."""
        return _EVERYTHING if self.query.full else NEWEST

    # -- searches ----------------------------------------------------------------------------------

    def _begun(self, family: Family) -> Progress:
        """A family from where it was left; anew where nothing is known of it."""
        known = self._checkpoint.known(family)
        trails = {trail.terms.casefold(): trail for trail in known.trails}
        # What was found by searches that cannot be gone on with is found anew, where anybody can be asked.
        found = self._checkpoint.within(known.found.values()) if trails or self._offline else ()
        return Progress(
            family,
            whole=self._cursors(self._plan.searches[family], trails),
            within=lambda repo: self._cursors(self._plan.asked.in_repository(family, repo), trails),
            changed=[Cursor(one) for one in self._plan.changed.get(family, ())] if trails else (),
            earlier=sorted({trail.scope for trail in known.trails if trail.scope}),
            found={one.id: one for one in found},
            restored=bool(trails),
            total=self._plan.totals[family],
        )

    def _cursors(self, searches: Iterable[Search], trails: Mapping[str, Trail]) -> list[Cursor]:
        """One for each search. Whoever asks may spell a login in another case than before: it is the same search."""
        empty = self._plan.empty
        cursors = [Cursor(one, trails.get(one.terms.casefold()), empty=one.terms in empty) for one in searches]
        for cursor in cursors:
            cursor.stopped = self._offline if cursor.open else None
        return cursors

    def take_ids(self, family: Family, cursor: Cursor, page: Page) -> None:
        """The next page of a search: what is new is to be read, and what was changed, again."""
        progress = self.progress[family]
        nodes = cursor.take(page)
        progress.find(self._checkpoint.keep_index(family, nodes, self._trails(progress) if progress.trusted else None))

    def _trails(self, progress: Progress) -> list[Trail] | None:
        """How far a family was followed; None where nobody can go on from there."""
        if not progress.followed:
            return None
        before = self._watermarks.get(progress.family)
        now = self._checkpoint.watermark(self.now)
        # Until when everything is known: later than before only where what changed was followed.
        return progress.trails(max(before, now) if before else now)

    def reconcile(self, family: Family) -> None:
        """Begin a family anew where what changed since the last time does not add up with what was known before.

        Once: whoever goes on from this plan does not wonder again.
        """
        told = family in self._plan.told
        progress = self.progress[family]
        if told and progress.restored and progress.found_all and progress.followed and not self._adds_up(progress):
            self._checkpoint.forget(family)
            self._plan = self._plan.reconciled(family)
            self.progress[family] = progress = self._begun(family)
            self._checkpoint.checked(self._plan, self.now, begun=True)
        doubtful = self._plan.hidden or progress.restored or not progress.trusted
        if told and progress.found_all and not doubtful:
            # That there is nothing of a family is known: else nobody could tell it from not having looked.
            self._checkpoint.keep_index(family, (), self._trails(progress))

    def _adds_up(self, progress: Progress) -> bool:
        return progress.count == self._plan.totals[progress.family]

    @property
    def asked(self) -> Asked:
        """What all searches about the person have in common."""
        return self._plan.asked

    @property
    def put_off(self) -> bool:
        """Whether it is still to be asked how much involves the person."""
        return self._plan.put_off

    def take_involved(self, number: int | None) -> None:
        """How much involves the person; None where GitHub did not say, and the next run asks again."""
        self._plan = replace(self._plan, involved=number, put_off=number is None)
        self._checkpoint.checked(self._plan, self.now, begun=True)

    @property
    def requests(self) -> Sequence[MembershipRequest]:
        """The person's membership requests, as far as they are known."""
        return self._plan.requests or ()

    def take_requests(self, requests: Sequence[MembershipRequest]) -> bool:
        """The same membership requests, of which more may be known by now; whether it is."""
        if more := requests != self.requests:
            self._plan = replace(self._plan, requests=tuple(requests))
            self._checkpoint.checked(self._plan, self.now, begun=True)
        return more

    # -- pull requests -----------------------------------------------------------------------------

    def take(self, family: Family, id_: str, item: Item | None, reason: str = "", *, traced: bool = True) -> None:
        """A pull request that was read; None where it cannot be, for some reason.

        It has to show a trace of who took part in it.
        """
        if item is None:
            self.progress[family].lose(id_, reason)
            return
        if family is Family.PARTICIPATION and not traced:
            self.progress[family].lose(id_, f"what {self.login} did in it is not there")
            return
        self.progress[family].read(id_)
        self.shown.add(family, item)

    def keep_sample(self) -> None:
        """What was read so far is the sample by which directories are recommended."""
        self._first = {*self.shown.own, *self.shown.threads}

    def end(self, reason: str) -> None:
        """Nothing more can be read."""
        self._ended = self._ended or reason

    # -- facts -------------------------------------------------------------------------------------

    def facts(self) -> Facts:
        """What is known so far."""
        own = newest_first(self.shown.own.values())
        threads = (one.participation() for one in newest_first(self.shown.threads.values()))
        return Facts(
            contributor=self._plan.contributor,
            as_of=self.query.as_of,
            authored=tuple(item.pull_request for item in own),
            participations=tuple(part for part in threads if part.reviewed),
            feedback={item.id: item.talk.conversation() for item in own},
            requests=self._plan.requests,
            recently_involved=self._plan.involved,
            repositories=self._repositories(),
            sample=frozenset(self._first),
            gaps=tuple(self._gaps()),
            source=NAME,
            host=self._host,
            fetched_at=self.now,
        )

    def _repositories(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for progress in self.progress.values():
            for repo, number in progress.repositories(SAMPLE).items():
                if self._reader.counts_in(repo):
                    found[repo] = found.get(repo, 0) + number
        return found

    def _gaps(self) -> Iterator[Gap]:
        for progress in self.progress.values():
            yield from progress.gaps(self._ended)
        yield from self.shown.gaps(self._ended)
        yield from self._plan.gaps(self.query)
