"""What the tests of the GitHub source share: a clock that nobody waits for, clients, queries."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from gathering import gather
from standin import load_world, running_standin
from standin.testing import write_world

from tracker.facts import Need, Query
from tracker.facts.people import Login
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import endpoints
from tracker.sources.github.api.pace import Pace
from tracker.sources.github.api.question import AskedAlong
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.gather.checkpoint import Checkpoint
from tracker.sources.github.source import GitHubSource
from tracker.sources.store import open_store
from tracker.sources.store.pull_requests import PullRequests

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

    def retry_policy(self, max_wait=120.0):
        return RetryPolicy(
            max_wait=max_wait,
            sleep=self.sleep,
            now=lambda: self.time,
            announce=lambda remaining, reason: self.announced.append((remaining, reason)),
            jitter=lambda: 1.0,
        )


class Prepared:
    """A client that gives prepared answers, and keeps what it was asked: the documents, and their variables."""

    def __init__(self, *answers, settings=None):
        self.settings = settings or Settings(token=TOKEN)
        self.answers = list(answers)
        self.documents = []
        self.asked = []
        self.sizes = {}
        self.along = AskedAlong()
        self.points_left = None
        self.spent = False
        self.pace = Pace()

    def graphql(self, document, variables, **_):
        self.documents.append(document)
        self.asked.append(variables)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def client_of(server, watch, *, token=TOKEN, **more):
    where = endpoints(f"{server.base_url}/api/v3", f"{server.base_url}/api/graphql", "https://github.com")
    return GitHubClient(Settings(endpoints=where, token=token, retry_policy=watch.retry_policy(), **more))


def query(login, **more):
    return Query(**{"login": Login.parse(login), "orgs": ORGS, "as_of": WORLD_DATE, **more})


def checkpoint_of(asked, store=None, until=None):
    store = store or open_store(None)
    return Checkpoint(store, PullRequests(store), asked.login, asked.orgs, until)


def nothing(_facts):
    """Wants nothing more."""
    return frozenset()


def faults(server, *records):
    server.standin.faults.replace(list(records))


def pulls_of(person, *, authored=0, reviewed=0, repos=("kubernetes/kubernetes",), **more):
    """Pull requests for a small world, the oldest first: some of a person's own, some that they reviewed.

    The repositories take turns.
    """
    rows = []
    for n in range(authored + reviewed):
        own = n < authored
        at = WORLD_DATE - timedelta(days=300) + timedelta(hours=n)
        later = at + timedelta(days=1)
        row = {
            "repo": repos[n % len(repos)],
            "number": n + 1,
            "author": person if own else "somebody",
            "title": f"Change {n}",
            "body": "",
            "state": "MERGED",
            "createdAt": stamp(at),
            "updatedAt": stamp(later),
            "closedAt": stamp(later),
            "mergedAt": stamp(later),
            "baseRefName": "main",
            "files": [{"path": f"pkg/{n}.go", "additions": 20, "deletions": 1}],
            "labels": [],
            "reviews": []
            if own
            else [{"author": person, "state": "COMMENTED", "submittedAt": stamp(at + timedelta(hours=1)), "body": ""}],
            "comments": [],
        }
        rows.append({**row, **more})
    return rows


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def small_world(directory, pulls, ids=None, **more):
    """A world of these pull requests, for a person called octo; ``ids`` are those of some repositories, by name."""
    repos = sorted({row["repo"] for row in pulls} | {"kubernetes/kubernetes"})
    return load_world(
        write_world(
            directory,
            users=[{"login": "octo", "createdAt": "2020-01-01T00:00:00Z"}, {"login": "vera"}],
            repos=[
                {**dict(zip(("owner", "name"), repo.split("/"), strict=True)), "id": (ids or {}).get(repo)}
                for repo in repos
            ],
            pulls=pulls,
            **more,
        )
    )


def gathered(world, wanted=nothing, *, watch=None, options=None, **more):
    """What the source gathers about octo in a world, and the client that did."""
    watch = watch or Watch()
    with running_standin(world, secondary_limits=False, **(options or {})) as server:
        client = client_of(server, watch)
        facts = gather(GitHubSource(client), query("octo", **more), wanted)
        return facts, client, server.standin.log()


def wanting(*kinds, repo=None):
    """Wants these kinds of evidence, as long as there is more of them."""

    def wanted(facts):
        return frozenset(need for need in (Need(kind, repo) for kind in kinds) if facts.can_read(need))

    return wanted
