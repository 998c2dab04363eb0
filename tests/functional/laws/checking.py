"""Reports of people in a generated world, as the library makes them: in one process, without waiting for anybody."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from functional.laws.worlds import NOW
from functional.running import Json
from standin import StandinServer

from tracker.assess import Aim
from tracker.catalog import load_ladder
from tracker.checker import Checker
from tracker.errors import NothingChecked
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.reports import Style
from tracker.reports.json import render
from tracker.sources.github.anonymous.source import AnonymousSource
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import endpoints
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.offline.source import OfflineSource
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import Store, open_store

_LADDER = load_ladder("kubernetes")[0]
_STYLE = Style(width=80)
_NO_AIM = Aim()


class Killed(BaseException):
    """The process ended here."""


class DyingClient(GitHubClient):
    """A client whose process ends before its nth question."""

    left: int | None = None

    def graphql(self, document, variables, **more):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed
        return super().graphql(document, variables, **more)


@dataclass
class Machine:
    """A machine that asks a server: what its runs read is in its store."""

    server: StandinServer
    store: Store = field(default_factory=lambda: open_store(None))
    spent: int = 0
    points: int = 0

    def reports(
        self,
        *logins: str,
        full=False,
        aim=_NO_AIM,
        offline=False,
        anonymous=False,
        refresh=False,
        most=None,
        dies=None,
        at=NOW,
    ):
        """What a run at some moment says of people, by login; without those of whom it says nothing."""
        retry_policy = RetryPolicy(max_wait=0.0, sleep=lambda _: None, now=at.timestamp, jitter=lambda: 0.0)
        where = endpoints(f"{self.server.base_url}/api/v3", f"{self.server.base_url}/api/graphql", "https://github.com")
        settings = Settings(endpoints=where, token=None if anonymous else "law", retry_policy=retry_policy, most=most)
        client = DyingClient(settings)
        client.left = dies
        source = (
            OfflineSource(settings, self.store)
            if offline
            else AnonymousSource(client)
            if anonymous
            else GitHubSource(client, store=self.store, refresh=refresh)
        )
        checker = Checker(source=source, ladder=_LADDER, as_of=at, full=full, openings=False, aim=lambda _: aim)
        found: dict[str, Json] = {}
        with suppress(Killed, NothingChecked):
            cohort = checker.check_all([Login.parse(login) for login in logins])
            found = {one.contributor.login.name: _json(one) for one in cohort.reports}
        self.spent, self.points = client.cost.requests, client.cost.points
        client.close()
        return found

    def drop_index(self) -> None:
        """The index of roles, which runs in full build: reports are the same with the same index."""
        with self.store.transaction() as transaction:
            transaction.execute("DELETE FROM role_index")

    def report(self, login: str, **more) -> Json | None:
        return self.reports(login, **more).get(login)


def _json(report) -> Json:
    document: Json = json.loads(render(report, _STYLE))
    return document


def said(report: Json | None):
    """What a report says, without what it cost and when it was read."""
    if report is None:
        return None
    data = {key: value for key, value in report["data"].items() if key not in {"cost", "fetched_at"}}
    return {**report, "data": data}


@dataclass
class Calm:
    """The undisturbed reports of a world, for those that were disturbed to be compared with."""

    server: StandinServer

    @cached_property
    def _known(self) -> dict[tuple[str, ...], Json]:
        return {}

    def __call__(self, *words: str) -> Json:
        """The report that some words of the command line ask for."""
        if words not in self._known:
            options = dict(pairwise(words))
            aim = Aim(tier=options.get("--tier"), scopes=_scopes(options.get("--scope")))
            report = Machine(self.server).report(words[0], full="--full" in words, aim=aim)
            assert report is not None
            self._known[words] = report
        return self._known[words]


def _scopes(text: str | None) -> Sequence[Scope]:
    if text is None or text.startswith("sig-"):
        return ()
    repo, _, path = text.partition(":")
    return (Scope.organization(repo.partition("/")[0]),) if repo.endswith("/any") else (Scope.directory(repo, path),)
