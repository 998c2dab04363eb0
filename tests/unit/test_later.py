import subprocess
import sys
from typing import get_args

import pytest

from tracker.findings import term
from tracker.findings.results import Page
from tracker.later import Later
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
    assert Later("tracker.findings.term").Term is term.Term


def test_a_module_that_is_not_there_is_named_when_it_is_used():
    with pytest.raises(ModuleNotFoundError, match=r"tracker\.nowhere"):
        Later("tracker.nowhere").anything  # noqa: B018 - asking is what is tested


def test_every_result_has_contents():
    assert sorted(contents._CONTENTS) == sorted(kind.__name__ for kind in get_args(Page))
