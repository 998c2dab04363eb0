"""Workflows and the action, and what linters have to say of them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pages import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").iterdir())
ACTION = ROOT / "action.yml"
PINNED = re.compile(r"uses: (?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")
#: ``on`` is a boolean in YAML 1.1.
ON = True


def read(file: Path):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def tool(name: str) -> str:
    """A linter that the extra ``test`` has put beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None and name == "actionlint" and sys.platform != "linux":
        pytest.skip("actionlint is installed on Linux only, where CI runs; these tests run there")
    assert found, f"{name} is not installed: the extra [test] has it"
    return found


def said(*command: str | Path) -> str:
    """What a linter has to say; empty where it finds nothing."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr if done.returncode else ""


def actionlint(*files: Path) -> str:
    return said(tool("actionlint"), "-no-color", "-shellcheck", tool("shellcheck"), *files)


def zizmor(*files: Path) -> str:
    """All that zizmor knows to look for without a network; what its strictest persona finds, too."""
    options = ("--offline", "--persona=auditor", "--strict-collection", "--no-progress", "--color=never", "--quiet")
    return said(tool("zizmor"), *options, *files)


def pins() -> set[tuple[str, str, str]]:
    """The actions of others, each with its commit and version."""
    return {found.groups() for file in (ACTION, *WORKFLOWS) for found in PINNED.finditer(file.read_text("utf-8"))}


def as_workflow(action, folder: Path) -> Path:
    """The steps of a composite action as those of a workflow that is called: actionlint looks at workflows alone."""
    inputs = {name: {"type": "string", "default": one["default"]} for name, one in action["inputs"].items()}
    outputs = {name: one["value"] for name, one in action["outputs"].items()}
    job = {"runs-on": "ubuntu-latest", "outputs": outputs, "steps": action["runs"]["steps"]}
    file = folder / "action.yml"
    file.write_text(yaml.safe_dump({"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}))
    return file


def workflow_in(folder: Path, text: str) -> Path:
    file = folder / ".github" / "workflows" / "workflow.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
