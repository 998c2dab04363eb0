"""Help and version come at once: nothing is loaded for them that takes time."""

import subprocess
import sys

import pytest

SLOW = {"pydantic", "yaml", "github", "requests", "tabulate", "jinja2", "rich", "re2", "platformdirs", "wcwidth"}
CODE = """
import sys
sys.argv = {arguments!r}
from {module} import run
try:
    run()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def loaded_for(*arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it had loaded in the end."""
    module = "tracker.cli.ladder" if arguments[0] == "ladder" else "tracker.cli.check"
    code = CODE.format(arguments=list(arguments), module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("ladder-check", "--version"),
        ("ladder-check", "--help"),
        ("ladder", "--version"),
        ("ladder", "--help"),
        ("ladder", "rules", "--help"),
        ("ladder", "rules", "check", "--help"),
        ("ladder", "publish", "--help"),
    ],
)
def test_help_and_version_load_no_more_than_click(arguments):
    printed, modules = loaded_for(*arguments)
    assert printed
    assert "click" in modules
    assert modules.isdisjoint(SLOW)
    assert not {name for name in modules if name.startswith(("tracker.facts", "tracker.sources", "tracker.catalog"))}


def test_a_run_ends_without_looking_through_all_that_it_made():
    code = (
        "import sys, gc; from tracker.cli import check, start\n"
        "class Seen:\n    def __del__(self): print('collected')\n"
        "def run():\n    one = Seen(); one.itself = one; sys.exit(3)\n"
        "check.run = run; sys.argv = ['ladder-check', 'octo-newcomer']; start.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
