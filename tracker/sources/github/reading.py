"""Reads one person: the newest page of everything, and then only what a verdict waits for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from tracker.errors import SourceError, TokenError
from tracker.facts import Facts, Gap, Kind, Need, Query
from tracker.facts.activity import PullRequest
from tracker.sources.base import Wanted
from tracker.sources.github import answers, translate
from tracker.sources.github.activity import Activity
from tracker.sources.github.answers import Page
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import document
from tracker.sources.github.followups import FollowUps
from tracker.sources.github.plan import Plan
from tracker.sources.github.portions import Portions
from tracker.sources.github.replies import Answer
from tracker.sources.github.searches import Family, Search
from tracker.sources.github.streams import Stream
from tracker.sources.github.threads import Item, Thread
from tracker.sources.github.translate import reader_for

NAME = "github"


class Reading:
    """The reading of one person, from a plan to facts, in portions that GitHub can answer."""

    def __init__(self, client: GitHubClient, query: Query, plan: Plan, portions: Portions) -> None:
        self._client = client
        self._query = query
        self._plan = plan
        self._pages = 0
        self._ended: str | None = None
        self._sizes = portions.sizes
        reader = reader_for(query, plan.contributor.login)
        self._authored: Activity[Item] = Activity(
            kinds=[Kind.AUTHORED],
            what="own pull requests",
            whole=self._whole(Family.AUTHORED),
            within=self._within(Family.AUTHORED),
            translate=lambda node: translate.item(node, reader),
        )
        self._taken_part: Activity[Thread] = Activity(
            kinds=[Kind.REVIEWED, Kind.CONVERSATIONS],
            what="pull requests by others",
            whole=self._whole(Family.PARTICIPATION),
            within=self._within(Family.PARTICIPATION),
            translate=lambda node: translate.thread(node, reader),
        )
        self._follow_ups = FollowUps(self._ask, reader, self._authored.items, self._taken_part.items)

    def read(self, wanted: Wanted) -> Facts:
        """Read until nothing more is wanted, can be had, or may be spent."""
        for activity in (self._authored, self._taken_part):
            self._begin(activity)
        while not self._over and self._advance(wanted(self._facts())):
            pass
        return self._facts()

    @property
    def _over(self) -> bool:
        return bool(self._ended) or (not self._query.full and self._pages >= self._query.pages)

    def _begin(self, activity: Activity[Item] | Activity[Thread]) -> None:
        """The first page; with ``full`` all of them."""
        while not self._ended and (stream := activity.stream(None)):
            self._page(activity, stream)
            if not self._query.full:
                return

    def _advance(self, needs: frozenset[Need]) -> bool:
        """For each need the one next request; False where none of them can be served."""
        served: set[Stream] = set()
        moved = False
        for need in sorted(needs, key=lambda need: (need.kind, need.repo or "")):
            if not self._over:
                moved |= self._serve(need, served)
        return moved

    def _serve(self, need: Need, served: set[Stream]) -> bool:
        """A page for this need, unless another need got the same one; a follow-up where there are no more pages."""
        activity = self._activity(need.kind)
        stream = activity.stream(need.repo) if activity else None
        if not activity or not stream:
            return self._follow_up(need)
        if stream not in served:
            served.add(stream)
            self._page(activity, stream)
        return True

    def _page(self, activity: Activity[Item] | Activity[Thread], stream: Stream) -> None:
        self._pages += 1
        with self._ending():
            activity.read(stream)

    def _follow_up(self, need: Need) -> bool:
        """The next follow-up request; with ``full`` all that there are."""
        asked = 0
        with self._ending():
            while self._follow_ups.read(need):
                asked += 1
                if not self._query.full:
                    break
        self._pages += asked
        return bool(asked)

    def _activity(self, kind: Kind) -> Activity[Item] | Activity[Thread] | None:
        match kind:
            case Kind.AUTHORED:
                return self._authored
            case Kind.REVIEWED | Kind.CONVERSATIONS:
                return self._taken_part
            case _:
                return None

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """Around a request for evidence: when it fails, the reading ends with what is known."""
        try:
            with answers.understanding():
                yield
        except (SourceError, TokenError) as error:
            self._ended = error.message

    def _facts(self) -> Facts:
        client = self._client
        threads = (thread.participation() for thread in self._taken_part.items.values())
        return Facts(
            contributor=self._plan.contributor,
            as_of=self._query.as_of,
            authored=tuple(
                sorted((item.pull_request for item in self._authored.items.values()), key=_age, reverse=True)
            ),
            participations=tuple(
                sorted(
                    (participation for participation in threads if participation.reviewed),
                    key=lambda participation: _age(participation.pull_request),
                    reverse=True,
                )
            ),
            feedback={item.id: item.talk.conversation() for item in self._authored.items.values()},
            requests=self._plan.requests,
            recently_involved=self._plan.involved,
            gaps=tuple(self._gaps()),
            source=NAME,
            host=client.settings.endpoints.host,
            fetched_at=datetime.fromtimestamp(client.settings.patience.now(), tz=UTC),
        )

    def _gaps(self) -> Iterator[Gap]:
        yield from self._authored.gaps(self._ended)
        yield from self._taken_part.gaps(self._ended)
        yield from self._follow_ups.gaps(self._ended)
        if self._query.requests_repository and self._plan.requests is None:
            yield Gap(kind=Kind.REQUESTS, reason="GitHub did not say", effect="a request may be missing")
        if self._plan.hidden:
            for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
                yield Gap(kind=kind, reason=self._plan.hidden, effect="nothing can be counted")

    def _ask(self, question: str, variables: dict[str, object]) -> Answer:
        return self._client.graphql(document(question), variables)

    def _stream(self, family: Family, searches: Sequence[Search], total: int = 0, first: Page | None = None) -> Stream:
        variables: dict[str, object] = {"type": self._plan.asked.dialect.type}
        if family is Family.PARTICIPATION:
            variables["login"] = self._plan.contributor.login.name
        size = self._sizes[family]
        return Stream(self._ask, family.value, searches, size=size, variables=variables, total=total, first=first)

    def _whole(self, family: Family) -> Stream:
        plan = self._plan
        return self._stream(family, plan.searches[family], plan.totals[family], plan.first.get(family))

    def _within(self, family: Family) -> Callable[[str], Stream]:
        return lambda repo: self._stream(family, self._plan.asked.in_repository(family, repo))


def _age(pull_request: PullRequest) -> datetime:
    return pull_request.created_at
