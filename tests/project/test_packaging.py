"""What is built can be installed on its own and run: the files it needs are inside, wherever it was built from."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pages import PROJECT, REPOSITORY, ROOT

from tracker import __version__

WHEEL = f"ladder_check-{__version__}-py3-none-any.whl"
#: Nothing of the surroundings may help: no other package's path, no token, no address.
ENVIRONMENT = {"PATH": os.environ["PATH"], "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}


def ran(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    ran(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    return folder / WHEEL


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The directory of the executables of a fresh virtual environment with the wheel, and the dependencies of this one.

    The other packages are found where they are, after its own: their path alone is added, so that no editable install
    of this environment takes effect.
    """
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, symlinks=True)
    binaries, packages = _paths(folder)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", binaries / "python")
    ran(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel, cwd=folder)
    return binaries


def _paths(folder: Path) -> tuple[Path, Path]:
    names = {"base": str(folder), "platbase": str(folder)}
    return Path(sysconfig.get_path("scripts", "venv", names)), Path(sysconfig.get_path("purelib", "venv", names))


def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_every_file_that_the_program_reads_is_in_the_wheel(wheel):
    wanted = {"tracker/py.typed", "tracker/sources/demo.json"}
    wanted |= {f"tracker/config/{file.name}" for file in (ROOT / "config").iterdir()}
    read = ("*.graphql", "*.jinja", "*.css", "*.js")
    wanted |= {str(file.relative_to(ROOT)) for kind in read for file in (ROOT / "tracker").rglob(kind)}
    assert {"tracker/config/kubernetes.yaml", "tracker/reports/html/page.css"} <= wanted <= inside(wheel)


def test_every_module_is_in_the_wheel_and_nothing_else(wheel):
    modules = {str(file.relative_to(ROOT)) for file in (ROOT / "tracker").rglob("*.py")}
    found = inside(wheel)
    assert modules == {name for name in found if name.endswith(".py")}
    assert {name.partition("/")[0] for name in found} == {"tracker", f"ladder_check-{__version__}.dist-info"}


@pytest.fixture(scope="module")
def about(wheel):
    """What the wheel says of itself: an index of packages shows it."""
    with zipfile.ZipFile(wheel) as file:
        return message_from_bytes(file.read(f"ladder_check-{__version__}.dist-info/METADATA"), policy=policy.default)


def test_the_wheel_says_what_it_is(about):
    assert (about["Name"], about["Version"], about["License-Expression"]) == ("ladder-check", __version__, "Apache-2.0")
    assert about["Requires-Python"] == ">=3.11"
    assert dict(one.split(", ") for one in about.get_all("Project-URL")) == PROJECT["urls"]
    assert about["Description-Content-Type"] == "text/markdown"
    assert about.get_payload().startswith("# ladder-check")


def test_links_of_its_description_lead_to_what_is_in_the_repository(about):
    targets = re.findall(r"\]\(([^)]+)\)|^\[\w+\]: (\S+)", about.get_payload(), re.MULTILINE)
    links = [one or other for one, other in targets]
    assert [link for link in links if not link.startswith("https://")] == []
    ours = [link for link in links if link.startswith(f"https://github.com/{REPOSITORY}/")]
    found = {re.sub(rf"^.*/(blob|raw)/v{re.escape(__version__)}/", "", link).partition("#")[0] for link in ours}
    assert {"docs/contributor.md", "docs/ci.md", "SECURITY.md", "LICENSE"} < found
    assert [name for name in found if not (ROOT / name).is_file()] == []
    (picture,) = re.findall(r"!\[[^]]*\]\(([^)]+)\)", about.get_payload())
    assert picture.startswith(f"https://github.com/{REPOSITORY}/raw/v{__version__}/docs/screenshots/")


def test_a_wheel_built_from_the_source_distribution_is_the_same(wheel, tmp_path):
    ran(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, cwd=ROOT)
    with tarfile.open(tmp_path / f"ladder_check-{__version__}.tar.gz") as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {"README.md", "LICENSE", "config/kubernetes.yaml", "tests/project/test_packaging.py"} <= names
    assert {"action.yml", "action/report.py", ".github/workflows/ci.yml", ".ci/run", "Makefile"} <= names
    assert {"SECURITY.md", "requirements.lock", "hatch_build.py", "gh-ladder/gh-ladder", "docs/ci.md"} <= names
    assert inside(tmp_path / WHEEL) == inside(wheel)


def test_what_is_installed_is_what_runs(installed, tmp_path):
    code = "import tracker, sys; print(tracker.__file__)"
    assert Path(ran(installed / "python", "-c", code, cwd=tmp_path).strip()).is_relative_to(installed.parent)


def test_the_demonstration_runs_where_it_was_installed(installed, tmp_path):
    assert "almost-anders (Anders Almost) · Member" in ran(installed / "ladder-check", "--demo", cwd=tmp_path)


def test_a_script_can_use_it_where_it_was_installed(installed, tmp_path):
    code = "import tracker; print(tracker.check('almost-anders', demo=True).standing.headline)"
    assert ran(installed / "python", "-c", code, cwd=tmp_path) == "member\n"


def test_the_version_is_that_of_the_wheel(installed, tmp_path):
    assert ran(installed / "ladder-check", "--version", cwd=tmp_path) == f"ladder-check {__version__}\n"


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("--demo", "almost-anders")])
def test_the_package_itself_runs_as_the_command_does(installed, tmp_path, words):
    assert ran(installed / "python", "-m", "tracker", *words, cwd=tmp_path) == ran(
        installed / "ladder-check", *words, cwd=tmp_path
    )


def test_the_rules_are_found_where_they_were_installed(installed, tmp_path):
    assert ran(installed / "ladder", "rules", "check", "kubernetes", cwd=tmp_path).startswith("kubernetes: OK, ")
