"""Fixtures: ``ladder doctor`` on a stand-in, in JSON, with a look for logins and for texts that act."""

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import jsonschema
import pytest
from functional.running import Json, Ran
from standin import StandinServer

from tracker.reports.json import schema


@dataclass(frozen=True)
class Examined:
    """What was found out: each check by its id, and how often GitHub was asked."""

    code: int
    checks: dict[str, Json]
    document: Json
    requests: int

    def outcome(self, id_: str) -> tuple[str, str]:
        """How a check ended, and what it saw."""
        return self.checks[id_]["outcome"], self.checks[id_]["seen"]

    @property
    def outcomes(self) -> dict[str, str]:
        return {id_: check["outcome"] for id_, check in self.checks.items()}


@pytest.fixture
def logins(sample_world) -> frozenset[str]:
    return frozenset(user.login for user in sample_world.users.values() if user.login not in sample_world.orgs)


@pytest.fixture
def doctor(run, logins) -> Callable[..., Ran]:
    """Runs the command, and sees to it that nothing of what it leaves names anybody or acts on a terminal."""

    def ran(*words: str, **options) -> Ran:
        found: Ran = run("doctor", *words, program="ladder", **options)
        shown = found.out.casefold()
        assert not [login for login in logins if login.casefold() in shown]
        assert not {char for char in found.out if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs"}}
        return found

    return ran


@pytest.fixture
def examine(serve, doctor, pauses) -> Callable[..., Examined]:
    """What the command finds out of a stand-in with some options."""

    def examined(*words: str, server: StandinServer | None = None, token: str | None = "github_pat_any", **options):
        server = server or serve(**options)
        ran = doctor(*words, "--format", "json", server=server, token=token)
        document = json.loads(ran.out)
        jsonschema.validate(document, schema())
        assert document["schema"] == "ladder-check.doctor/v1"
        checks = {check["id"]: check for check in document["checks"]}
        healthy = "problem" not in {check["outcome"] for check in checks.values()}
        assert (ran.code, document["healthy"]) == (0 if healthy else 4, healthy)
        return Examined(ran.code, checks, document, len(server.standin.log()))

    return examined
