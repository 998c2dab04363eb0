"""The extension of gh: two files, which run what is installed, or fetch it with what is there."""

import os
import shutil
import subprocess

import pytest
from pages import REPOSITORY, ROOT

FOLDER = ROOT / "gh-ladder"
ADDRESS = f"git+https://github.com/{REPOSITORY}"
#: Says how it was called. As `ladder`, asked for help on a command, it knows `doctor` alone.
STUB = """\
#!{bash}
[[ " ${{0##*/}} $* " == *" ladder "*" --help " ]] && {{ [[ $* == *doctor* ]]; exit; }}
echo "${{0##*/}} $*"
exit 6
"""


@pytest.fixture
def call(tmp_path):
    """Calls the extension where only these programs are on the path."""

    def called(*words: str, programs: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        for name in programs:
            (tmp_path / name).write_text(STUB.format(bash=shutil.which("bash")), encoding="utf-8")
            (tmp_path / name).chmod(0o755)
        command = [shutil.which("bash"), FOLDER / "gh-ladder", *words]
        return subprocess.run(
            command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=60
        )

    return called


def test_it_is_two_files_of_which_one_runs():
    assert {file.name for file in FOLDER.iterdir()} == {"gh-ladder", "README.md"}
    assert os.access(FOLDER / "gh-ladder", os.X_OK)


@pytest.mark.parametrize(
    ("programs", "how"),
    [
        (("ladder-check", "ladder", "uvx", "pipx"), ""),
        (("uvx", "pipx"), f"uvx --quiet --from {ADDRESS} "),
        (("pipx",), f"pipx run --quiet --spec {ADDRESS} "),
    ],
)
def test_a_login_is_checked_and_the_code_handed_on(call, programs, how):
    done = call("octo-newcomer", "--tier", "member", programs=programs)
    assert (done.stdout, done.returncode) == (f"{how}ladder-check octo-newcomer --tier member\n", 6)


@pytest.mark.parametrize("words", [("nope",), ("octo-1",), ("--demo",), ("--", "doctor")])
def test_what_is_no_command_is_for_ladder_check(call, words):
    done = call(*words, programs=("ladder-check", "ladder"))
    assert done.stdout == f"ladder-check {' '.join(words)}\n"


@pytest.mark.parametrize(
    ("programs", "how"), [(("ladder-check", "ladder"), ""), (("uvx",), f"uvx --quiet --from {ADDRESS} ")]
)
def test_a_command_is_one_of_ladder(call, programs, how):
    done = call("doctor", "--format", "json", programs=programs)
    assert (done.stdout, done.returncode) == (f"{how}ladder doctor --format json\n", 6)


def test_without_all_of_them_it_says_what_to_install(call):
    done = call("octo-newcomer", programs=())
    assert (done.stdout, done.returncode) == ("", 127)
    assert "Install uv" in done.stderr
