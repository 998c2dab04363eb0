"""The ladder in full: what is said of a rung is folded, and never cut."""

from dataclasses import replace
from datetime import date

import pytest
from unit.reports import invented

from tracker.facts.people import DatePrecision, Since
from tracker.facts.scopes import Scope
from tracker.reports import FORMATS, Style
from tracker.reports.text.paint import width

LONG = Scope.directory("octo-org/a-long-name", "staging/src/octo.example/deep/down/in/the/tree")
EARLIER = Since(day=date(2026, 3, 6), precision=DatePrecision.ON_OR_BEFORE, note="an alias")


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_what_stands_beside_a_rung_is_there_in_full(columns, unicode):
    report = invented.approver()
    held = [replace(one, scope=LONG, since=EARLIER) for one in report.standing.held if one.tier == "approver"]
    many = replace(report, standing=replace(report.standing, held=(*held * 3,)))
    shown = FORMATS["text"](many, Style(verbose=1, width=columns, unicode=unicode))
    ladder = shown.partition("Where you stand")[2].partition("Tier  ")[0]
    said = "".join(ladder.split())
    assert "".join(f"{LONG}, since 2026-03-06 or earlier, and {len(held) * 3 - 1} more".split()) in said
    assert [line for line in ladder.splitlines() if width(line) > columns] == []
