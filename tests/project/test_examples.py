"""The examples of the page for scripts do what it says: filters of jq over a cohort's JSON, and the library.

Each is run as it stands there. UPDATE_GOLDEN=1 writes what they print anew.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import jq
import pytest
from pages import ROOT, Example, examples, text_of

from tracker import Options

COHORT = Path(__file__).parents[1] / "data" / "reports" / "cohort.json"
FILTERS = [one for one in examples() if one.language == "sh"]
(SCRIPT,) = (one for one in examples() if one.language == "python")


def filtered(example: Example, document: str) -> str:
    """What ``jq -r FILTER team.json`` prints where ``team.json`` holds a document."""
    program, raw, wanted, file = shlex.split(example.code)
    assert (program, raw, file) == ("jq", "-r", "team.json")
    lines = jq.compile(wanted).input_text(document).all()
    assert all(isinstance(line, str) for line in lines)
    return "".join(f"{line}\n" for line in lines)


def test_every_example_is_run():
    assert [one.language for one in examples()] == ["sh", "sh", "sh", "sql", "python"]


@pytest.mark.parametrize("example", FILTERS, ids=["next", "changes", "unknown"])
def test_a_filter_of_jq(example):
    example.compare(filtered(example, COHORT.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("example", "person"), [(FILTERS[0], "newcomer"), (FILTERS[2], "almost-reviewer")])
def test_a_filter_reads_the_report_of_one_person_too(example, person):
    alone = filtered(example, COHORT.with_name(f"{person}.json").read_text(encoding="utf-8"))
    assert alone
    assert alone in filtered(example, COHORT.read_text(encoding="utf-8"))


def test_every_keyword_is_named():
    page = text_of(ROOT / "docs" / "scripts.md")
    words = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", page, flags=re.DOTALL))
    assert set(Options.__annotations__) <= {word.partition("=")[0] for word in words}


def test_the_script(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT.code, encoding="utf-8")
    alone = {"PYTHONUTF8": "1", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env=alone, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert (tmp_path / "team.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    SCRIPT.compare(done.stdout)
