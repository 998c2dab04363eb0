"""Reads one person: the newest page of everything, and then only what a verdict waits for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from tracker.errors import SourceError, TokenError
from tracker.facts import Facts, Gap, Kind, Need, Query
from tracker.facts.activity import PullRequest
from tracker.sources.base import Wanted
from tracker.sources.github import answers, translate
from tracker.sources.github.activity import Activity, Pages
from tracker.sources.github.answers import Page
from tracker.sources.github.beginnings import Beginnings
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import document
from tracker.sources.github.followups import FollowUps
from tracker.sources.github.pending import Pending
from tracker.sources.github.plan import Plan
from tracker.sources.github.portions import Portions
from tracker.sources.github.replies import Answer
from tracker.sources.github.searches import Family
from tracker.sources.github.shelf import FAMILIES, Shelf
from tracker.sources.github.streams import Stream
from tracker.sources.github.translate import reader_for
from tracker.sources.github.views import Views
from tracker.sources.store.readings import Trail
from tracker.sources.threads import Item

NAME = "github"


class Reading:
    """The reading of one person, from a plan to facts, in portions that GitHub can answer, each kept on the shelf.

    ``now`` is when the plan was made, where that is not just now: what changed since is not known.
    """

    def __init__(
        self,
        client: GitHubClient,
        query: Query,
        plan: Plan,
        portions: Portions,
        shelf: Shelf,
        *,
        now: datetime | None = None,
    ) -> None:
        self._client = client
        self._ask = partial(_ask, client)
        self._query = query
        self._plan = plan
        self._shelf = shelf
        self._pages = 0
        self._ended: str | None = None
        self.login = plan.contributor.login
        self._views = Views(reader_for(query, self.login))
        self._follow_ups = FollowUps(self._ask, self._views)
        self.now = now or datetime.fromtimestamp(client.settings.patience.now(), tz=UTC)
        self._watermarks = shelf.watermarks()
        self._beginnings = Beginnings(self._ask, plan, shelf, portions.sizes)
        self.activities = {family: self._beginnings.of(family, self._views) for family in FAMILIES}

    def read(self, wanted: Wanted) -> Facts:
        """Read until nothing more is wanted, can be had, or may be spent."""
        for family in FAMILIES:
            self._begin(family)
        return self.read_on(wanted)

    def read_on(self, wanted: Wanted) -> Facts:
        """The same, after somebody else read the beginning."""
        while not self._over and self._advance(wanted(self.facts())):
            pass
        return self.facts()

    @property
    def _over(self) -> bool:
        return bool(self._ended) or (not self._query.full and self._pages >= self._query.pages)

    def _begin(self, family: Family) -> None:
        """What changed since the last time; where there was none the first page, and with ``full`` all of them."""
        while not self._ended and (pages := self.activities[family].first()):
            self._page(self.activities[family], pages)
        self.settle(family)
        if self.activities[family].restored and not self._query.full:
            self._catch_up(self.activities[family])
            return
        while not self._ended and (stream := self.activities[family].stream(None)):
            self._page(self.activities[family], stream)
            if not self._query.full:
                return

    def _catch_up(self, activity: Activity) -> None:
        """What was found last, where an earlier run ended before it could look at it."""
        while not self._over and activity.first_to_look_at():
            activity.pending.prefer(None)
            self._page(activity, activity.pending)

    def settle(self, family: Family) -> None:
        """Begin a family anew where what changed since the last time does not add up with what was known before.

        Once: whoever goes on from this plan does not wonder again.
        """
        told = family in self._plan.told
        if self._contradicted(family):
            self._shelf.forget(family)
            self._views.forget(family)
            self.activities[family] = self._beginnings.anew(family)
            self._plan = replace(self._plan, told=self._plan.told - {family})
            self._shelf.checked(self._plan, self.now, begun=True)
        if told:
            self._note_nothing(family)

    def _note_nothing(self, family: Family) -> None:
        """Put on the shelf that there is nothing of a family: else nobody could tell that from not having looked."""
        activity = self.activities[family]
        if not (self._plan.hidden or activity.restored or activity.whole.open or self._ended):
            self._keep(activity, ())

    def _contradicted(self, family: Family) -> bool:
        """Whether GitHub finds another number than what is known: something was taken away, or never shown."""
        activity = self.activities[family]
        if not activity.restored or self._ended or family not in self._plan.told or activity.whole.open:
            return False
        return self._shelf.count(self._shelf.known(family).found.values()) != self._plan.totals[family]

    def _advance(self, needs: frozenset[Need]) -> bool:
        """For each need the one next request; False where none of them can be served."""
        served: set[Pages] = set()
        moved = False
        for need in sorted(needs, key=lambda need: (need.kind, need.repo or "")):
            if not self._over:
                moved |= self._serve(need, served)
        return moved

    def _serve(self, need: Need, served: set[Pages]) -> bool:
        """A page for this need, unless another need got the same one; a follow-up where there are no more pages."""
        activity = self._activity(need.kind)
        stream = activity.stream(need.repo) if activity else None
        if not activity or not stream:
            return self._follow_up(need)
        if stream not in served:
            served.add(stream)
            self._page(activity, stream)
        return True

    def _page(self, activity: Activity, pages: Pages) -> None:
        self._pages += 1
        with self._ending():
            found = activity.read(pages)
            family = activity.matter.family
            me = self.login if family is Family.PARTICIPATION or isinstance(pages, Pending) else None
            items = [item for node in found if (item := translate.record(node, me))]
            for item in items:
                self._views.add(family, item)
            self._keep(activity, items)

    def _keep(self, activity: Activity, items: Sequence[Item]) -> None:
        """Put a page on the shelf, and how far the reading is, unless GitHub left something out."""
        if activity.trusted:
            self._shelf.keep(activity.matter.family, items, activity.skipped, self._trails(activity))

    def _trails(self, activity: Activity) -> tuple[Trail, ...] | None:
        """How far a family was read; None where nobody can go on from there."""
        return tuple(activity.trails(self._watermark(activity))) if activity.first() is None else None

    def take_index(self, family: Family, stream: Stream, page: Page) -> None:
        """A page of a family of which only the ids were asked for: what is new or was changed is to be looked at."""
        activity = self.activities[family]
        fresh = activity.take(stream, page)
        if activity.trusted:
            stale = self._shelf.keep_index(family, fresh, self._trails(activity))
            activity.pending.add(stale)

    def take(self, family: Family, id_: str, item: Item | None) -> None:
        """A pull request that somebody else asked for; None where GitHub does not show it."""
        if item:
            self._views.add(family, item)
        self.activities[family].pending.done(id_, lost=item is None)

    def end(self, reason: str) -> None:
        """Nothing more can be read."""
        self._ended = self._ended or reason

    def _watermark(self, activity: Activity) -> datetime:
        """Until when everything is known: later than before only where what changed was read."""
        before = self._watermarks.get(activity.matter.family)
        now = self._shelf.watermark(self.now)
        return max(before, now) if before else now

    def _follow_up(self, need: Need) -> bool:
        """The next follow-up request; with ``full`` all that there are."""
        asked = 0
        with self._ending():
            while self._follow_ups.read(need):
                asked += 1
                if not self._query.full:
                    break
        self._pages += asked
        self._shelf.complete(self._views.records[id_] for id_ in self._follow_ups.completed)
        self._follow_ups.completed.clear()
        return bool(asked)

    def _activity(self, kind: Kind) -> Activity | None:
        return next((one for one in self.activities.values() if kind in one.matter.kinds), None)

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """Around a request for evidence: when it fails, the reading ends with what is known."""
        try:
            with answers.understanding():
                yield
        except (SourceError, TokenError) as error:
            self._ended = error.message

    def let_go(self) -> None:
        """Nothing more is asked. What was read is free at once: the families know who reads them, and hold each other."""
        self.activities.clear()

    def facts(self) -> Facts:
        """What is known so far."""
        threads = (thread.participation() for thread in self._views.threads.values())
        own = self._views.own.values()
        return Facts(
            contributor=self._plan.contributor,
            as_of=self._query.as_of,
            authored=tuple(sorted((item.pull_request for item in own), key=_age, reverse=True)),
            participations=tuple(
                sorted(
                    (participation for participation in threads if participation.reviewed),
                    key=lambda participation: _age(participation.pull_request),
                    reverse=True,
                )
            ),
            feedback={item.id: item.talk.conversation() for item in own},
            requests=self._plan.requests,
            recently_involved=self._plan.involved,
            gaps=tuple(self._gaps()),
            source=NAME,
            host=self._client.settings.endpoints.host,
            fetched_at=self.now,
        )

    def _gaps(self) -> Iterator[Gap]:
        for activity in self.activities.values():
            yield from activity.gaps(self._ended)
        yield from self._follow_ups.gaps(self._ended)
        if self._query.requests_repository and self._plan.requests is None:
            yield Gap(kind=Kind.REQUESTS, reason=self._plan.requests_unknown, effect="a request may be missing")
        if self._plan.hidden:
            for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
                yield Gap(kind=kind, reason=self._plan.hidden, effect="nothing can be counted")


def _ask(client: GitHubClient, question: str, variables: dict[str, object]) -> Answer:
    return client.graphql(document(question), variables)


def _age(pull_request: PullRequest) -> datetime:
    return pull_request.created_at
