"""The action trusts no input; it installs itself, and may be stopped."""

import os
import re
import shutil
import signal
import subprocess
import sysconfig
import time
import venv
from importlib import metadata
from pathlib import Path

import pytest
from functional.action.given import HERE, REPORT, people
from functional.runner import ROOT, Note
from functional.running import CANARY, NELL, ROBIN, variables_of

# -- inputs that nobody should have to trust ---------------------------------------------------------


HOSTILE = (
    "$(touch {target})",
    "`touch {target}`",
    "; touch {target} #",
    "--output={target}",
    f"{NELL} --output={{target}}",
    f"{NELL}\n--also=json={{target}}",
    f"{NELL}\n::error::owned\n::set-output name=path::/etc",
    f"{NELL}\npath=/etc\nEOF",
    "members:\n- " + NELL + "\nname: owned",
    '"\n- ' + NELL,
    "@" + NELL + "/../../../etc",
    "\u202e" + NELL,
    "../../../../etc/passwd",
)


@pytest.mark.parametrize("logins", HOSTILE)
def test_hostile_logins_are_refused_and_nothing_else(report, tmp_path, logins):
    target = tmp_path / "owned"
    job = report(logins=logins.format(target=target))
    assert job.steps[REPORT] == "failure"
    assert not target.exists()
    assert job.outputs == {"path": "", "changed": "false", "complete": "false"}
    assert [note.kind for note in job.notes] == ["error"], job.notes
    assert "has 1 mistake" in job.notes[0].text or "mistakes" in job.notes[0].text


@pytest.mark.parametrize(
    "name", ["tier", "ladder", "as_of", "fail_below", "max_requests", "max_wait", "scope", "format", "cohort", "name"]
)
@pytest.mark.parametrize("value", ["$(touch {target})", "--output={target}\n::error::owned"])
def test_other_hostile_inputs_are_refused_and_nothing_else(report, tmp_path, name, value):
    target = tmp_path / "owned"
    hostile = value.format(target=target)
    job = report(**({"logins": NELL} if name != "cohort" else {}) | {name: hostile})
    assert job.steps[REPORT] == "failure"
    assert not target.exists()
    assert [note.kind for note in job.notes] == ["error"], job.notes


@pytest.mark.parametrize("inputs", [{}, {"logins": " ,\n", "cohort": ""}, {"logins": NELL, "cohort": "mentees.yaml"}])
def test_either_logins_or_a_cohort(report, inputs):
    job = report(**inputs)
    assert job.steps[REPORT] == "failure"
    assert job.notes == [Note("error", "Give either logins or the file of a cohort.")]


def test_a_module_in_the_checkout_is_not_run(report):
    for name in ("json", "tracker", "click", "runner"):
        (report.runner.workspace / f"{name}.py").write_text("open('owned', 'w')\nraise SystemExit(1)\n")
    job = report.runner.run(CANARY, HERE, logins=NELL)
    assert not job.failed, job.log
    assert not (report.runner.workspace / "owned").exists()


# -- installed, and stopped --------------------------------------------------------------------------


def test_the_action_installs_itself(repository, calm, tmp_path):
    """Without a network: what it depends on is there already, and pip is told to look nowhere else."""
    runner = repository(calm, PIP_NO_INDEX="1", PIP_NO_BUILD_ISOLATION="0")
    runner.action = _action_with_what_is_installed(tmp_path / "action")
    runner.ready = _environment_with_dependencies(tmp_path / "ready")
    (runner.workspace / "venv.py").write_text("raise SystemExit(1)\n")
    (runner.workspace / "pip.py").write_text("raise SystemExit(1)\n")
    job = runner.run(CANARY, logins=NELL)
    assert not job.failed, job.log
    assert job.steps["Install ladder-check"] == "success"
    assert people(job) == [NELL]
    assert not list(runner.action.glob("build")) + list(runner.action.glob("*.egg-info"))


def _action_with_what_is_installed(folder: Path) -> Path:
    """The action, its lock with the versions that are installed here: newer ones may be, since the lock was made."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "tests", "bench", "*.egg-info", "__pycache__"))
    lock = folder / "requirements.lock"
    lock.write_text(_PINNED.sub(_as_installed, lock.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


_PINNED = re.compile(r"^(?P<name>[\w.-]+)==[^\s;]+", re.MULTILINE)


def _as_installed(pinned: re.Match[str]) -> str:
    try:
        return f"{pinned['name']}=={metadata.version(pinned['name'])}"
    except metadata.PackageNotFoundError:  # for another system or version of Python, or what only builds
        return pinned[0]


def _environment_with_dependencies(folder: Path) -> Path:
    """A virtual environment that finds this one's packages after its own, and no editable installation of this one."""
    venv.create(folder, symlinks=True, with_pip=True)
    names = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def interruptible():
    """Programs that are started take an interrupt, also where this one was started in the background and takes none."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_run_that_is_stopped_leaves_its_store(serve, tmp_path):
    """The runner sends SIGINT to the shell alone."""
    slow = serve(latency_ms=1500, secondary_limits=False)
    environment = {
        **os.environ, **variables_of(slow), "GH_TOKEN": CANARY, "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        **{f"INPUT_{name}": "" for name in (
            "COHORT", "TIER", "SCOPE", "AS_OF", "FAIL_BELOW", "MAX_REQUESTS", "MAX_WAIT", "PUBLISH_TO", "LADDER"
        )},
        "INPUT_LOGINS": f"{NELL} {ROBIN}", "INPUT_NAME": "x", "INPUT_FORMAT": "markdown",
    }  # fmt: skip
    command = [HERE, "-E", "-s", ROOT / "action" / "report.py"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as running:
        while len(slow.standin.log()) < 2 and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=30)
    assert running.returncode == 130, out
    assert "Interrupted." in out
    assert "Traceback" not in out
    assert list(tmp_path.glob("ladder-check/x/cache/store/*.sqlite3"))
