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


def test_serving_with_faults_and_a_log(tmp_path: Path) -> None:
    port_file = tmp_path / "port"
    command = [
        sys.executable, "-m", "standin", "--world", "sample-world", "--port", "0", "--port-file", str(port_file),
        "--log", str(tmp_path / "log"), "--viewer", "ready-robin", "--fault", "kind=http_error,status=503,times=1", "--timeout-seconds", "5", "--rename", "old=new",
    ]  # fmt: skip
    env = {**ENV, "STANDIN_FAULTS": json.dumps([{"kind": "incomplete_results"}])}
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        started = time.monotonic()
        while not port_file.exists():
            assert process.poll() is None and time.monotonic() - started < 20
            time.sleep(0.02)
        url = f"http://127.0.0.1:{port_file.read_text().strip()}"
        headers = {"Authorization": "token x"}
        assert requests.get(f"{url}/user", headers=headers).status_code == 503
        assert requests.get(f"{url}/user", headers=headers).json()["login"] == "ready-robin"
        assert requests.get(f"{url}/search/issues?q=is:pr", headers=headers).json()["incomplete_results"] is True
        assert len((tmp_path / "log").read_text().splitlines()) == 3
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0


def test_every_option_is_reachable() -> None:
    from dataclasses import fields

    from standin import Options
    from standin.__main__ import parser

    known = {a.dest for a in parser()._actions}
    spelled = {
        "tokens": "token", "forbidden_orgs": "forbidden_org", "renames": "rename", "faults": "fault",
        "anonymous_core_limit": "core_limit", "anonymous_search_limit": "search_limit", "require_user_agent": "world",
    }  # fmt: skip
    assert not {f.name for f in fields(Options) if spelled.get(f.name, f.name) not in known}


def test_a_broken_world_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "world.json").write_text("{}")
    run = [sys.executable, "-m", "standin", "--world", str(tmp_path)]
    done = subprocess.run(run, env=ENV, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2 and done.stderr.strip() == "standin: world.json: key 'now' is missing"


def test_synth(tmp_path: Path) -> None:
    run = [
        sys.executable,
        "-m",
        "standin.synth",
        "--out",
        str(tmp_path / "w"),
        "--users",
        "30",
        "--pulls",
        "100",
        "--reviews-per-pull",
        "2",
        "--seed",
        "9",
        "--gzip",
    ]
    subprocess.run(run, env=ENV, check=True, timeout=60, stderr=subprocess.DEVNULL)
    assert (tmp_path / "w" / "pulls.jsonl.gz").exists()
