"""What the tests of the GitHub source share: a clock that nobody waits for, clients, queries."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tracker.facts import Query
from tracker.facts.people import Login
from tracker.sources.github.client import GitHubClient, Settings
from tracker.sources.github.endpoints import endpoints
from tracker.sources.github.patience import Patience

TOKEN = "ghp_" + "0123456789abcdefghij" * 2
GRAPHQL = "https://api.github.com:443/graphql"  # PyGithub always names the port
REST = "https://api.github.com:443"
ORGS = ("kubernetes", "kubernetes-sigs", "kubernetes-client", "kubernetes-csi", "etcd-io")
WORLD_DATE = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass
class Watch:
    """A clock that sleeping moves on, and what was announced meanwhile."""

    time: float = WORLD_DATE.timestamp()
    slept: list[float] = field(default_factory=list)
    announced: list[tuple[float, str]] = field(default_factory=list)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds

    def patience(self, max_wait=120.0):
        return Patience(
            max_wait=max_wait,
            sleep=self.sleep,
            now=lambda: self.time,
            announce=lambda remaining, reason: self.announced.append((remaining, reason)),
            jitter=lambda: 1.0,
        )


def client_of(server, watch, *, token=TOKEN, **more):
    where = endpoints(f"{server.base_url}/api/v3", f"{server.base_url}/api/graphql", "https://github.com")
    return GitHubClient(Settings(endpoints=where, token=token, patience=watch.patience(), **more))


def query(login, **more):
    return Query(**{"login": Login.parse(login), "orgs": ORGS, "as_of": WORLD_DATE, **more})


def nothing(_facts):
    """Wants nothing more."""
    return frozenset()


def faults(server, *records):
    server.standin.faults.replace(list(records))
