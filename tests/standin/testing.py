"""What tests of and with the stand-in share: a bare HTTP client, git, and small worlds."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import requests

from standin.server import StandinServer, running_standin
from standin.world import World


class Client:
    """A bare HTTP client with a token."""

    def __init__(self, server: StandinServer, token: str | None = "good-token") -> None:
        self.server = server
        self.session = requests.Session()
        self.session.headers["User-Agent"] = "test-suite"
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **kwargs: Any) -> requests.Response:
        return self.session.get(self.server.base_url + path, timeout=30, **kwargs)

    def graphql(self, query: str, **variables: Any) -> dict[str, Any]:
        body: dict[str, Any] = self.post(query, variables).json()
        return body

    def post(self, query: str, variables: dict[str, Any] | None = None, path: str = "/graphql") -> requests.Response:
        return self.session.post(
            self.server.base_url + path, json={"query": query, "variables": variables or {}}, timeout=30
        )

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        body = self.graphql(query, **variables)
        assert "errors" not in body, body["errors"]
        found: dict[str, Any] = body["data"]
        return found

    def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.graphql(query, **variables)["errors"]
        return found


def git(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Git with nobody's settings and nobody to ask."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env |= {"GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    return subprocess.run(
        ["git", *map(str, args)], cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def out(*args: str | Path, cwd: Path | None = None) -> str:
    done = git(*args, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def on(world: World, kind: str, **settings: Any) -> AbstractContextManager[StandinServer]:
    """A stand-in of a world with one fault."""
    return running_standin(world, faults=[{"kind": kind, **settings}])


def write_world(directory: Path, **files: list[dict[str, Any]]) -> Path:
    """A small world directory; what is not given is minimal."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "world.json").write_text(json.dumps({"now": "2026-01-01T00:00:00Z", "viewer": "vera"}))
    files.setdefault("users", [{"login": "vera"}])
    files.setdefault("repos", [{"owner": "acme", "name": "app"}])
    for name, rows in files.items():
        (directory / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    return directory
