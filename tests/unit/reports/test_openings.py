from dataclasses import replace
from datetime import UTC, datetime

import pytest
from unit.reports import invented

from tracker.findings.groups import Opening
from tracker.reports import FORMATS, Style

OPENING = Opening(
    title="Explain the queue's \x1b[31mstates|",
    url="https://github.com/kubernetes-sigs/kueue/issues/12",
    repo="kubernetes-sigs/kueue",
    labels=("good first issue",),
    updated_at=datetime(2026, 8, 1, tzinfo=UTC),
    why="nobody is assigned; marked good first issue",
)


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_what_waits_is_shown_with_its_reason_and_address(name):
    report = replace(invented.newcomer(), openings=(OPENING,))
    shown = " ".join(FORMATS[name](report, Style(verbose=1)).split())
    assert "Waiting for somebody" in shown
    assert "marked good first issue" in shown
    assert OPENING.url in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_nothing_is_said_where_nothing_waits(name):
    assert "Waiting for somebody" not in FORMATS[name](invented.newcomer(), Style())
