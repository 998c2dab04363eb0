"""What the store knows of one person's work, and what becomes of it page by page."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from pydantic import ConfigDict, TypeAdapter, ValidationError

from tracker.facts import Gap, Kind
from tracker.facts.people import Login
from tracker.facts.requests import MembershipRequest
from tracker.sources.github.gather.plan import Plan
from tracker.sources.github.records import Json, moment
from tracker.sources.github.searches import Asked, Family, Search
from tracker.sources.store import Store
from tracker.sources.store.pull_requests import PullRequests
from tracker.sources.store.readings import Found, Known, LastCheck, Readings, Trail

FAMILIES = (Family.AUTHORED, Family.PARTICIPATION)
_NOTHING_FOUND = "search found nothing, and whether it knows this account is not cached"
#: What was read so lately is as good as read now: search itself is behind by minutes, and clocks differ.
LATELY = timedelta(hours=1)
_DAY = timedelta(days=1)
_REQUESTS: TypeAdapter[tuple[MembershipRequest, ...]] = TypeAdapter(
    tuple[MembershipRequest, ...], config=ConfigDict(defer_build=True)
)


class Checkpoint:
    """One person's part of the store. Everything is written page by page, each with how far it brings the reading.

    ``until`` is the last day that is searched for, None where that is today.
    """

    def __init__(
        self, store: Store, items: PullRequests, login: Login, orgs: Sequence[str], until: str | None = None
    ) -> None:
        self._store = store
        self._items = items
        self._readings = Readings(store, orgs)
        self._orgs = frozenset(org.casefold() for org in orgs)
        self._until = until
        self.login = login

    def renamed(self, login: Login) -> None:
        """GitHub knows the person by another login now."""
        self.login = login

    def known(self, family: Family) -> Known:
        """What is known and can be gone on from; nothing where the last reading began after the day asked for."""
        known = self._readings.known(self.login, family)
        if self._until and any(trail.down_to and trail.down_to[:10] > self._until for trail in known.trails):
            return Known()
        return known

    def watermarks(self) -> dict[Family, datetime]:
        """Until when each family is known; without those of which nothing is.

        For an earlier day what changed until today is read as well: a title that is another one now, a comment that
        is no more. Nothing tells how it was, so a report of that day says what GitHub shows today.
        """
        known = {family: self.known(family).trails for family in FAMILIES}
        return {family: min(trail.watermark for trail in found) for family, found in known.items() if found}

    def within(self, found: Iterable[Found]) -> list[Found]:
        """Those of these that a search in the ladder's organizations finds, up to the day asked for."""
        return [
            one
            for one in found
            if one.repo.partition("/")[0].casefold() in self._orgs
            and (self._until is None or one.created_at[:10] <= self._until)
        ]

    def forget(self, *families: Family) -> None:
        """What is known of these families is not true any more, or not to be trusted."""
        with self._store.transaction() as transaction:
            for family in families:
                self._readings.forget_found(transaction, self.login, family)

    def one_of_each_repository(self) -> dict[str, str]:
        """A pull request of each repository that the person's work is known from, and the repository, by id.

        It tells whether that is still public, and has still that name.
        """
        return self._readings.one_of_each_repository(self.login)

    def drop_repositories_of(self, gone: Collection[str]) -> None:
        """Nothing may be known of repositories that are not public any more, or not by that name."""
        if gone:
            repos = self._readings.repositories(gone)
            ids = self._readings.found_in(repos)
            with self._store.transaction() as transaction:
                self._items.drop(transaction, ids)
                self._readings.forget_repositories(transaction, repos)

    def keep_index(self, family: Family, nodes: Sequence[Json], trails: Sequence[Trail] | None) -> list[Found]:
        """Write what was found, and drop what was changed since it was read; returned is what is to be looked at."""
        found = {node["id"]: _found(node) for node in nodes if not node["repository"]["isPrivate"]}
        known = self._items.get(found)
        changed = {node["id"]: moment(node["updatedAt"]) for node in nodes}
        stale = [id_ for id_, item in known.items() if item.pull_request.updated_at < changed[id_]]
        with self._store.transaction() as transaction:
            self._items.drop(transaction, stale)
            self._readings.keep_found(transaction, self.login, family, found.values())
            if trails is not None:
                self._readings.keep_trails(transaction, self.login, family, trails)
        return list(found.values())

    def checked(self, plan: Plan, now: datetime, *, begun: bool = False) -> None:
        """Write what a plan says of the person; and the plan itself, where somebody may have to go on from it."""
        requests = None if plan.requests is None else _REQUESTS.dump_json(plan.requests).decode()
        # The requests are written once: others are named in them, who may want to be forgotten.
        kept = _plans().dump_json(replace(plan, pages={}, gone=frozenset(), requests=None)).decode() if begun else None
        check = LastCheck(
            contributor=plan.contributor, read_at=now, involved=plan.involved, requests=requests, plan=kept
        )
        with self._store.transaction() as transaction:
            self._readings.keep_check(transaction, check)

    def begun(self, asked: Asked, now: datetime, age: timedelta = LATELY) -> tuple[Plan, datetime] | None:
        """The plan of a run that asked the same and was not done with the person, of some age at most, and its time."""
        check = self._readings.last_check(self.login)
        if check is None or abs(now - check.read_at) > age:
            return None
        plan = _plan_in(check)
        if plan is None or replace(plan.asked, dialect=asked.dialect, since=asked.since) != asked:
            return None
        requests = _requests_in(check)
        # After midnight they are seen as active from another day on.
        involved = plan.involved if plan.asked.since == asked.since else None
        changed = self._unfollowed(plan, check.read_at)
        return replace(plan, changed=changed, involved=involved, requests=requests), check.read_at

    def _unfollowed(self, plan: Plan, read_at: datetime) -> Mapping[Family, tuple[Search, ...]]:
        """The searches of a plan for what had changed, without those that were followed to their end.

        For an earlier day than what is known already, following them leaves no mark: they are followed again.
        """
        until, marks = self.watermark(read_at), {f: [t.watermark for t in self.known(f).trails] for f in FAMILIES}
        return {family: found for family, found in plan.changed.items() if min(marks[family], default=until) != until}

    def done_with(self, logins: Collection[Login]) -> None:
        """A run is done with all of these people, who have the organizations in common with this one."""
        with self._store.transaction() as transaction:
            self._readings.done_with(transaction, logins)

    def read_at(self) -> datetime:
        """When the person was last read; the beginning of time for who never was."""
        check = self._readings.last_check(self.login)
        return check.read_at if check else datetime.min.replace(tzinfo=UTC)

    def requests(self) -> Sequence[MembershipRequest]:
        """The membership requests that the last plan named, as they were on the day that it asked about."""
        check = self._readings.last_check(self.login)
        return (check and _requests_in(check)) or ()

    def last_plan(self) -> tuple[Plan, datetime] | None:
        """What the last plan said, and when that was; with the searches that were followed since."""
        check = self._readings.last_check(self.login)
        if check is None:
            return None
        known = {family: self.known(family).trails for family in FAMILIES}
        anything = any(self._readings.known(self.login, family).found for family in FAMILIES)
        # A run that asked for an earlier day and was not done with the person knows the requests of that day.
        last = _plan_in(check)
        now = check.plan is None or (last is not None and last.asked.until is None)
        plan = Plan(
            contributor=check.contributor,
            asked=Asked(login=check.contributor.login),
            searches={f: tuple(_search(one) for one in found if not one.scope) for f, found in known.items()},
            totals={f: max([one.total for one in found if not one.scope], default=0) for f, found in known.items()},
            involved=check.involved if now else None,
            # Search shows nothing of hidden accounts either, and what GitHub said of that is not kept.
            hidden=None
            if anything or all(known.values()) or any(one.total for f in known.values() for one in f)
            else _NOTHING_FOUND,
            requests=_requests_in(check) if now else None,
            requests_unknown="the requests of today are not cached",
        )
        return plan, check.read_at

    def watermark(self, now: datetime) -> datetime:
        """Until when everything is known once it was read now: nothing is, of the days that were not searched for."""
        if self._until is None:
            return now
        return min(now, datetime.fromisoformat(self._until).replace(tzinfo=UTC) + _DAY)


def unread(kinds: Mapping[Kind, datetime | None], as_of: datetime, why: str) -> Iterator[Gap]:
    """What is not known of somebody at the moment they are judged as of, by kind: all is known until some other."""
    for kind, until in kinds.items():
        if reason := unread_since(until, as_of, why):
            yield Gap(kind=kind, reason=reason, effect="some may be missing")


def unread_since(until: datetime | None, as_of: datetime, why: str) -> str | None:
    """What is not known where all is known until a moment (None: nothing is); None where that is late enough."""
    if until is None:
        return f"{why}: how much there is was not read"
    if as_of <= until + LATELY:
        return None
    return f"{why}: what changed since {until:%Y-%m-%d %H:%M} UTC was not read"


@cache
def _plans() -> TypeAdapter[Plan]:
    """Made when it is needed: what only looks into the store does without."""
    return TypeAdapter(Plan)


def _plan_in(check: LastCheck) -> Plan | None:
    """The plan of a run that was not done; None where there is none, or another version of this program wrote it."""
    try:
        return None if check.plan is None else _plans().validate_json(check.plan)
    except ValidationError:
        return None


def _requests_in(check: LastCheck) -> tuple[MembershipRequest, ...] | None:
    """The membership requests; None where they are not known, or another version of this program wrote them."""
    try:
        return None if check.requests is None else _REQUESTS.validate_json(check.requests)
    except ValidationError:
        return None


def _search(trail: Trail) -> Search:
    return Search(terms=trail.terms)


def _found(node: Json) -> Found:
    return Found(id=node["id"], repo=sys.intern(node["repository"]["nameWithOwner"]), created_at=node["createdAt"])
