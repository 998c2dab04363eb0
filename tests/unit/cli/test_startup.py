"""Help and version come at once: nothing is loaded for them that takes time."""

import re
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


#: What only leads, admins, cohorts and other formats need, and what only asks GitHub.
OTHERS = re.compile(
    r"""tracker\.(?:
        (?:findings|reports|reports\.contents|checker|assess|advice|cli|entry|sources\.github)\.
        (?:area|audits|candidates|cohorts?|desk|group_area|leads|admins|members|voters|triage|roll|contributors|requests)
        |facts\.(?:contributions|doubts|form_template|repository_work|request_list|yaml_layout)
        |findings\.(?:diagnosis|paperwork|results|term)|advice\.(?:term|list_change|nomination)|catalog\.(?:attestations|exceptions|forms)
        |reports\.(?:json|html|markdown|csv|slack|summary)|cli\.(?:page_options|pages)|sources\.(?:github|store)
    )\b""",
    re.VERBOSE,
)
#: Of a run's own modules. It may become less; whoever needs more looks first whether ``tracker.later`` helps.
MOST = 179


def test_a_run_of_one_person_imports_what_it_needs():
    printed, modules = loaded_for("ladder-check", "--demo", "newcomer-nell")
    own = {name for name in modules if name.partition(".")[0] == "tracker"}
    assert "newcomer-nell" in printed
    assert len(own) <= MOST
    assert not sorted(filter(OTHERS.match, own))
    assert modules.isdisjoint({"github", "requests", "jinja2", "re2", "sqlite3", "tabulate", "wcwidth"})


def test_each_format_is_imported_when_it_is_asked_for():
    _, modules = loaded_for("ladder-check", "--demo", "newcomer-nell", "--format", "json")
    assert "tracker.reports.json" in modules
    assert modules.isdisjoint({"tracker.reports.text", "tracker.reports.contents.person", "jinja2"})
