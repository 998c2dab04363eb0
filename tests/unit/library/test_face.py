"""What ``import tracker`` offers: cheap until it is used, and the same for type checkers as for Python."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages import examples

import tracker

#: As somebody writes it who has installed the package.
CONSUMER = """\
import tracker
from tracker import Cohort, Outcome, Report, check, check_all, render

report: Report = check("octo-newcomer", tier="member", scopes=["octo/app"], as_of="2026-06-01", token="", full=True)
missing: list[str | None] = [one.missing for tier in report.readiness for one in tier.criteria]
cohort: Cohort = check_all(["octo-newcomer", report.contributor.login], demo=True)
page: str = render(cohort, "html")
try:
    met: bool = tracker.check("octo-newcomer").readiness[0].outcome is Outcome.MET
except tracker.LimitReached as limit:
    wait: float = limit.wait
"""
MISTAKES = """\
import tracker
from tracker import nothing

tracker.check("octo-newcomer", tiers="member")
tracker.check(3)
tracker.render("octo-newcomer")
"""


def typed(folder: Path, **scripts: str) -> list[str]:
    """What mypy says of scripts: the file and the kind of each error."""
    for name, text in scripts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", *(f"{name}.py" for name in scripts)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert f"checked {len(scripts)} source files)" in done.stdout, done.stdout + done.stderr
    return re.findall(r"^(\w+\.py):\d+: error: .*\[([a-z-]+)\]$", done.stdout, re.MULTILINE)


def test_the_version_alone_loads_nothing_else():
    code = "import sys; before = set(sys.modules); import tracker; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["tracker"]


@pytest.mark.parametrize("name", tracker.__all__)
def test_every_name_is_there(name):
    found = getattr(tracker, name)
    assert found.__name__ == name
    assert found.__doc__
    assert name in dir(tracker)


def test_every_error_is_among_them():
    from tracker import errors

    named = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, Exception)}
    # Of paperwork, which a script does not ask for; and a kind of UsageError.
    assert named - set(tracker.__all__) == {"NothingWritten", "PlaceError"}


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="module 'tracker' has no attribute 'chekc'"):
        tracker.chekc  # noqa: B018 - asking for it is the test


def test_typed_scripts_are_understood_and_their_mistakes_are_found(tmp_path):
    (example,) = (one.code for one in examples() if one.language == "python")
    said = typed(tmp_path, consumer=CONSUMER, readme=example, mistakes=MISTAKES)
    assert said == [("mistakes.py", kind) for kind in ("attr-defined", "call-arg", "arg-type", "arg-type")]
