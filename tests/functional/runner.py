"""A runner of GitHub Actions, as far as the composite action needs one: its steps in order, on this machine.

What is run is run as the runner does it, with bash and its options, the variables and the files that it hands over.
The actions of others that the steps use are played: the cache keeps copies by key, the artifact is looked at.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from functional.expressions import filled, holds

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
_COMMAND = re.compile(r"::(?P<kind>[a-z-]+)(?: (?P<about>[^:]*))?::(?P<text>.*)")
_PINNED = re.compile(r"(?P<action>[\w-]+(?:/[\w-]+)+)@[0-9a-f]{40}")
_OUTPUT = re.compile(r"(?P<name>[^=\s]+)=(?P<value>.*)")
_RUNS = count(1)


@dataclass(frozen=True)
class Note:
    """An annotation: what GitHub shows at the top of a run's page."""

    kind: str
    text: str


@dataclass
class Job:
    """What one run of the action left."""

    outputs: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    notes: list[Note] = field(default_factory=list)
    artifacts: dict[str, Path] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return "failure" in self.steps.values()


class Runner:
    """A repository's runs, one after the other, with the caches that they leave. Each begins in an empty directory."""

    def __init__(self, folder: Path, variables: Mapping[str, str], python: Path) -> None:
        self.folder = folder
        self.workspace = folder / "workspace"
        self.workspace.mkdir(parents=True)
        self.caches: dict[str, tuple[str, Path]] = {}
        #: A virtual environment that is there before the action makes its own.
        self.ready: Path | None = None
        #: Where the action's own files are.
        self.action = ROOT
        self._variables = variables
        self._python = python

    def run(self, token: str, installed: Path | None = None, **inputs: str) -> Job:
        """A run with inputs, whose hyphens are written as underscores. ``installed`` stands in for the installation."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= ACTION["inputs"].keys()
        number = next(_RUNS)
        temp = self.folder / f"temp{number}"
        temp.mkdir()
        if self.ready:
            shutil.copytree(self.ready, temp / "ladder-check-venv", symlinks=True)
        github = {"token": token, "run_id": str(number), "run_attempt": "1"}
        defaults = {name: filled(one["default"], {"github": github}) for name, one in ACTION["inputs"].items()}
        steps = {"install": {"outputs": {"python": str(installed)}, "outcome": "success"}} if installed else {}
        contexts = {"inputs": defaults | given, "github": github, "runner": {"temp": str(temp)}, "steps": steps}
        return _Running(self, contexts, self._environment(temp)).job()

    def _environment(self, temp: Path) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("INPUT_", "GITHUB_"))},
            **self._variables,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(temp),
        }

    # -- the actions that the steps use

    def setup_python(self, job: Job, given: Mapping[str, str]) -> dict[str, str]:
        assert given["update-environment"] == "false"
        return {"python-path": str(self._python)}

    def restore(self, job: Job, given: Mapping[str, str]) -> dict[str, str]:
        """The entry with the key, or else the newest whose key begins with one of the others, made for the same path."""
        place = Path(given["path"])
        assert not place.exists()
        kept = [(key, copy) for key, (path, copy) in reversed(self.caches.items()) if path == _portable(place)]
        for wanted in (given["key"], *given["restore-keys"].split()):
            for key, copy in kept:
                if key == wanted or (wanted != given["key"] and key.startswith(wanted)):
                    shutil.copytree(copy, place)
                    return {"cache-hit": str(key == given["key"]).lower(), "cache-matched-key": key}
        return {}

    def save(self, job: Job, given: Mapping[str, str]) -> dict[str, str]:
        assert given["key"] not in self.caches, "an entry can't be written twice"
        copy = self.folder / f"cache{len(self.caches)}"
        if Path(given["path"]).exists():  # else the action warns and goes on
            shutil.copytree(given["path"], copy)
            self.caches[given["key"]] = (_portable(Path(given["path"])), copy)
        return {}

    def upload(self, job: Job, given: Mapping[str, str]) -> dict[str, str]:
        assert re.fullmatch(r"[^\"<>|*?:\r\n\\/]+", given["name"])
        assert int(given["retention-days"]) >= 0
        assert given["overwrite"] == "true"
        assert list(Path(given["path"]).iterdir())
        job.artifacts[given["name"]] = Path(given["path"])
        return {}


def _output(line: str) -> tuple[str, str]:
    found = _OUTPUT.fullmatch(line)
    assert found, f"the runner refuses the output {line!r}"
    return found["name"], found["value"]


def _portable(path: Path) -> str:
    """A path below the temporary directory, which has one name on every runner of GitHub's and another in each run here."""
    return re.sub(r"/temp\d+/", "/temp/", str(path))


class _Running:
    """The steps of one run."""

    def __init__(self, runner: Runner, contexts: dict[str, Any], environment: dict[str, str]) -> None:
        self._runner = runner
        self._contexts = contexts
        self._environment = environment
        self._given = set(contexts["steps"])
        self._job = Job()
        self._uses = {
            "actions/setup-python": runner.setup_python,
            "actions/cache/restore": runner.restore,
            "actions/cache/save": runner.save,
            "actions/upload-artifact": runner.upload,
        }

    def job(self) -> Job:
        for step in ACTION["runs"]["steps"]:
            self._step(step)
        outputs = ACTION["outputs"].items()
        self._job.outputs = {name: filled(one["value"], self._contexts) for name, one in outputs}
        return self._job

    def _step(self, step: Mapping[str, Any]) -> None:
        if step.get("id") in self._given:
            return
        failed = self._job.failed
        calls = {"always": lambda: True, "success": lambda: not failed, "failure": lambda: failed}
        outcome, outputs = "skipped", {}
        if holds(step.get("if", "success()"), self._contexts, calls):
            outcome, outputs = self._used(step) if "uses" in step else self._ran(step)
        self._job.steps[step["name"]] = outcome
        if "id" in step:
            self._contexts["steps"][step["id"]] = {"outputs": outputs, "outcome": outcome}

    def _used(self, step: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        found = _PINNED.fullmatch(step["uses"])
        assert found, f"{step['uses']} is not pinned to a commit"
        given = {name: self._filled(value) for name, value in step["with"].items()}
        return "success", self._uses[found["action"]](self._job, given)

    def _ran(self, step: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        assert step["shell"] == "bash"
        files = {name: self._runner.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        script = self._runner.folder / "step.sh"
        script.write_text(self._filled(step["run"]), encoding="utf-8")
        own = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            [*BASH, script],
            cwd=self._runner.workspace,
            env={**self._environment, **own, **{name: str(file) for name, file in files.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        self._heard(done.stdout)
        self._job.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        outputs = dict(_output(line) for line in lines)
        return "failure" if done.returncode else "success", outputs

    def _heard(self, said: str) -> None:
        """Obey the commands in what a step said, as the runner does: none between stop-commands and its end."""
        self._job.log += said
        mark = None
        for line in said.splitlines():
            found = _COMMAND.match(line)
            if mark:
                mark = None if line == f"::{mark}::" else mark
            elif found and found["kind"] == "stop-commands":
                mark = found["text"]
            elif found:
                text = found["text"].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
                self._job.notes.append(Note(found["kind"], text))
        assert mark is None, "the runner was left deaf"

    def _filled(self, value: Any) -> str:
        return filled(value if isinstance(value, str) else str(value).lower(), self._contexts)
