"""What a run loads, and what it leaves alone."""

import os
import subprocess
import sys

import pytest
from functional.running import NELL, WORLD_DAY, variables_of

CODE = """
import gc, sys
sys.argv = ["ladder-check", *sys.argv[1:]]
from tracker.cli.start import run
def collections():
    return sum(one["collections"] for one in gc.get_stats())
before = collections()
try:
    run()
finally:
    print(f"collections={collections() - before}", *sys.modules, file=sys.stderr)
"""
WORDS = (NELL, "--as-of", WORLD_DAY)
#: What only leads, admins, writers and cohorts need; and patterns that are for comments on requests.
OTHERS = {
    "tracker.facts.contributions", "tracker.facts.doubts", "tracker.facts.form_template", "tracker.facts.repository_work",
    "tracker.facts.yaml_layout", "tracker.findings.area", "tracker.findings.audits",
    "tracker.findings.candidates", "tracker.findings.cohort", "tracker.findings.desk", "tracker.findings.paperwork",
    "tracker.findings.term", "tracker.findings.triage", "tracker.reports.json", "tracker.reports.html", "jinja2", "tabulate",
}  # fmt: skip


def loaded(*words: str, server=None) -> set[str]:
    """What is loaded at the end of a run, and how often Python looked for garbage."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words],
        env=os.environ | (variables_of(server) if server else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert NELL in done.stdout
    return set(done.stderr.split())


def own(modules: set[str]) -> int:
    return sum(one.partition(".")[0] == "tracker" for one in modules)


@pytest.fixture
def warm(run, calm):
    """A server, of which a run has read everything."""
    assert run(*WORDS, server=calm).code == 0
    return calm


def test_offline_nothing_is_loaded_that_asks_github(warm):
    modules = loaded(*WORDS, "--offline", server=warm)
    assert {"tracker.sources.github.offline.source", "sqlite3"} <= modules
    asking = {"github", "requests", "urllib3", "tracker.sources.github.source", "tracker.sources.github.api.transport"}
    assert modules.isdisjoint(asking)


def test_what_others_ask_for_is_not_loaded(warm):
    modules = loaded(*WORDS, server=warm)
    assert "tracker.sources.github.source" in modules
    assert not sorted(modules & OTHERS)
    assert own(modules) < 275


def test_nothing_is_searched_for_garbage_while_one_person_is_checked(warm):
    assert "collections=0" in loaded(*WORDS, server=warm)
