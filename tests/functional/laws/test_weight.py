"""No document asks for more than GitHub answers in half of its time, by published figures: of one person, and of any cohort."""

from contextlib import ExitStack

import pytest
from functional.audits.given import DAY as DAY_OF_AUDIT
from functional.audits.given import Drawn
from functional.leads.generated import REPO, WORDS, Generated
from functional.running import MIRA, TODAY, WIDGET
from standin import SAMPLE_WORLD, latency, load_world, running_standin
from standin.synth import generate

from tracker.sources.github.api import client

#: GitHub gives up after ten seconds.
HALF = 5.0
DAY = (*TODAY, "--no-openings")


@pytest.fixture
def serve_slowly(monkeypatch):
    """Starts stand-ins that take GitHub's time by the program's clock, which passes with answers only."""
    with ExitStack() as stack:

        def start(world):
            server = stack.enter_context(
                running_standin(world, published_latency=True, slept=0.0, secondary_limits=False)
            )
            monkeypatch.setattr(client, "monotonic", lambda: server.standin.stats()["simulated_seconds"])
            return server

        yield start


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("community")
    generate(folder, users=30, pulls=500, reviews_per_pull=3, members=1.0, reviewing=0.4)
    return folder


@pytest.fixture
def sped(monkeypatch):
    """Has GitHub take so many times as long for everything, but for what is named.

    Only in worlds that are read anew: a stand-in keeps what it answers of a world, with the time that it took.
    """

    def sped(times, **named):
        for name, seconds in latency.SECONDS.items():
            monkeypatch.setitem(latency.SECONDS, name, seconds * named.get(name.partition(".")[2], times))

    return sped


def people_of(world):
    return [user.login for user in world.users.values() if user.type == "User" and "robot" not in user.login]


def times(server):
    """How long each document took, by name."""
    return [
        (row["operation"] or row["path"], row["simulated"]) for row in server.standin.log() if row["resource"] != "git"
    ]


def too_long(server, most=HALF):
    return [one for one in times(server) if one[1] > most]


@pytest.mark.parametrize("size", [1, 6])
def test_of_a_cohort_of_any_size(run, serve_slowly, folder, size):
    community = load_world(folder)
    server = serve_slowly(community)
    for _ in ("new", "again"):
        assert run(*DAY, *people_of(community)[:size], server=server).code == 0
        assert times(server)
        assert too_long(server) == []


@pytest.mark.parametrize("words", [("--full",), ("--scope", WIDGET)])
def test_of_one_person_in_any_way(run, serve_slowly, sample_world, words):
    server = serve_slowly(sample_world)
    assert run(*DAY, *words, MIRA, server=server).code == 0
    assert times(server)
    assert too_long(server) == []


@pytest.mark.parametrize("more", [{}, {"files": 0.1}])
def test_of_a_github_that_takes_twice_as_long_only_the_first(run, serve_slowly, folder, sped, more):
    sped(2, **more)
    community = load_world(folder)
    server = serve_slowly(community)
    assert run(*DAY, *people_of(community)[:6], server=server).code == 0
    assert not server.standin.stats()["by_status"].get("502")
    assert len(too_long(server, 1.1 * HALF)) <= 1


ADMINS = (
    (Generated(2, 300).write, ("candidates", REPO, *WORDS)),
    (lambda folder: load_world(Drawn(4).make(folder, 60)), ("audit", "members", "--as-of", DAY_OF_AUDIT)),
    (lambda _: load_world(SAMPLE_WORLD), ("requests", *TODAY)),
)


@pytest.mark.parametrize(("made", "words"), ADMINS, ids=lambda one: one[0] if isinstance(one, tuple) else "of")
def test_of_what_leads_and_admins_ask(run, serve_slowly, tmp_path_factory, made, words):
    server = serve_slowly(made(tmp_path_factory.mktemp("world")))
    assert run(*words, server=server, program="ladder").code == 0
    assert times(server)
    assert too_long(server) == []
