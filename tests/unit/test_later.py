import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import tracker.findings
from tracker.findings import Page
from tracker.later import Later, attributes
from tracker.reports import contents


def loaded_after(code: str) -> set[str]:
    """What is loaded after some lines of Python."""
    lines = f"{code}\nimport sys\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True).stdout.split())


def test_a_module_is_imported_when_one_of_its_attributes_is_used():
    begun = "from tracker.later import Later; term = Later('tracker.findings.term')"
    assert "tracker.findings.term" not in loaded_after(begun)
    assert "tracker.findings.term" in loaded_after(f"{begun}; term.Term")


def test_an_attribute_is_the_modules_own():
    assert Later("tracker.findings.term").Term is tracker.findings.Term


def test_a_module_that_is_not_there_is_named_when_it_is_used():
    with pytest.raises(ModuleNotFoundError, match=r"tracker\.nowhere"):
        Later("tracker.nowhere").anything  # noqa: B018 - asking is what is tested


def test_a_name_that_a_package_does_not_have_is_named():
    with pytest.raises(AttributeError, match=r"module .tracker\.findings. has no attribute .Nothing."):
        attributes("tracker.findings", {"term": "Term"})("Nothing")


def test_findings_has_the_names_that_type_checkers_see():
    tree = ast.parse(Path(tracker.findings.__file__).read_text("utf-8"))
    seen = {
        node.module.removeprefix("tracker.findings."): [alias.name for alias in node.names]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("tracker.findings.")
    }
    assert {module: names.split() for module, names in tracker.findings._HOMES.items()} == seen
    for module, names in seen.items():
        home = import_module(f"tracker.findings.{module}")
        assert all(getattr(tracker.findings, name) is vars(home)[name] for name in names)


def test_findings_loads_the_module_of_a_name_and_no_page():
    modules = loaded_after("from tracker.findings import Report")
    assert "tracker.findings.report" in modules
    assert not modules & {f"tracker.findings.{name}" for name in ("area", "candidates", "cohort", "audits", "desk")}


def test_every_result_has_contents():
    assert sorted(contents._CONTENTS) == sorted(kind.__name__ for kind in get_args(Page))
