"""The command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import requests
import standin

ROOT = Path(standin.__file__).resolve().parent.parent
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def test_serving_with_faults_a_log_and_git(tmp_path: Path) -> None:
    port_file, scratch = tmp_path / "port", tmp_path / "scratch"
    scratch.mkdir()
    command = [
        sys.executable, "-m", "standin", "--world", "sample-world", "--port", "0", "--port-file", str(port_file), "--git",
        "--log", str(tmp_path / "log"), "--viewer", "ready-robin", "--fault", "kind=http_error,status=503,times=1",
        "--timeout-seconds", "5", "--rename", "old=new",
    ]  # fmt: skip
    env = {**ENV, "STANDIN_FAULTS": json.dumps([{"kind": "incomplete_results"}]), "TMPDIR": str(scratch)}
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        started = time.monotonic()
        while not port_file.exists():
            assert process.poll() is None
            assert time.monotonic() - started < 20
            time.sleep(0.02)
        url = f"http://127.0.0.1:{port_file.read_text().strip()}"
        with requests.Session() as session:
            session.headers["Authorization"] = "token x"
            assert session.get(f"{url}/user").status_code == 503
            assert session.get(f"{url}/user").json()["login"] == "ready-robin"
            assert session.get(f"{url}/search/issues?q=is:pr").json()["incomplete_results"] is True
            refs = session.get(f"{url}/kubernetes/org.git/info/refs?service=git-upload-pack")
            assert b"refs/heads/main" in refs.content
        assert len((tmp_path / "log").read_text().splitlines()) == 4
        assert list(scratch.iterdir())
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert not list(scratch.iterdir()), "the made repositories go with the server"


def test_every_option_is_reachable() -> None:
    from dataclasses import fields

    from standin import Options
    from standin.__main__ import parser

    known = {a.dest for a in parser()._actions}
    spelled = {
        "tokens": "token", "forbidden_orgs": "forbidden_org", "renames": "rename", "faults": "fault", "api_versions": "api_version",
        "anonymous_core_limit": "core_limit", "anonymous_search_limit": "search_limit", "require_user_agent": "world",
    }  # fmt: skip
    assert not {f.name for f in fields(Options) if spelled.get(f.name, f.name) not in known}


def test_a_broken_world_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "world.json").write_text("{}")
    run = [sys.executable, "-m", "standin", "--world", str(tmp_path)]
    done = subprocess.run(run, env=ENV, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == "standin: world.json: key 'now' is missing"
