"""What functional tests share: names, what a run left, and how to read it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standin import StandinServer

#: A token that no output, error or file may ever hold.
CANARY = "ghp_" + "CanaryTokenThatMustNeverShow" + "0" * 8
#: The day on which the sample world stands still.
WORLD_DAY = "2026-06-01"
TODAY = ("--as-of", WORLD_DAY)

NELL, ROBIN, MIRA, ANDERS = "newcomer-nell", "ready-robin", "member-mira", "almost-anders"
ROSA, AKI, IVO, LUMI = "Reviewer-Rosa", "approver-aki", "inactive-ivo", "lead-lumi"
PEOPLE = (NELL, ROBIN, MIRA, ANDERS, ROSA, AKI, IVO, LUMI)
#: Where they work: repositories, and directories of them.
K8S, LANTERN = "kubernetes/kubernetes", "kubernetes-sigs/lantern"
WIDGET, CORNERS = f"{K8S}:pkg/widget", f"{K8S}:pkg/widget/testing"

Json = dict[str, Any]


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code, what it wrote."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Json:
        """The JSON that it wrote."""
        found: Json = json.loads(self.out)
        return found


Run = Callable[..., Ran]
Serve = Callable[..., StandinServer]


def variables_of(server: StandinServer) -> dict[str, str]:
    """The variables with which GitHub Actions names a server."""
    return {
        "GITHUB_API_URL": f"{server.base_url}/api/v3",
        "GITHUB_GRAPHQL_URL": f"{server.base_url}/api/graphql",
        "GITHUB_SERVER_URL": server.base_url,
    }


def assert_clean(text: str, folder: Path) -> None:
    """Neither a traceback nor the token, in what was shown or in a file."""
    assert "Traceback" not in text
    assert CANARY not in text
    for path in folder.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes()
