"""Fixtures: the command while GitHub fails in every way that the stand-in knows: less may be known, nothing may be wrong."""

from collections.abc import Callable

import pytest
from functional.comparing import assert_nothing_wrong
from functional.running import WORLD_DAY, Json, Ran


@pytest.fixture(scope="module")
def orders() -> dict[tuple[str, ...], list[Json]]:
    """What the stand-in noted of the questions for some reports."""
    return {}


@pytest.fixture
def questions(serve, run, orders) -> Callable[..., list[Json]]:
    """The GraphQL questions that a report takes, in order, when nothing goes wrong."""

    def asked(*words: str) -> list[Json]:
        if words not in orders:
            server = serve()
            assert run(*words, "--format", "json", "--as-of", WORLD_DAY, server=server).code == 0
            orders[words] = [row for row in server.standin.log() if row["resource"] == "graphql"]
            assert len(orders[words]) > 1
        return orders[words]

    return asked


@pytest.fixture
def truth(usual) -> Callable[..., Json]:
    """The undisturbed report of a person, read in full."""
    return lambda who: usual(who, "--full")


@pytest.fixture
def check(serve, run, usual, pauses):
    """Runs the command on a stand-in with some faults, and sees to it that its report says nothing wrong."""

    def checked(who: str, *words: str, token: str | None = "any", **options) -> Ran:
        server = serve(**options)
        ran = run(
            who, *words, "--require-complete", "--format", "json", "--as-of", WORLD_DAY,
            server=server, **({} if token else {"token": None}),
        )  # fmt: skip
        if ran.code in {0, 5}:
            assert ran.code == 0 or not ran.report["data"]["complete"]
            assert ran.err.endswith(" s\n")
            assert_nothing_wrong(ran.report, who, usual)
        assert all(fault["hits"] for fault in server.standin.faults.describe())
        return ran

    return checked
