"""Each format's output for invented people, compared with files. UPDATE_GOLDEN=1 writes them anew."""

import os
from pathlib import Path

import pytest
from unit.reports import invented

from tracker.reports import FORMATS, Style
from tracker.reports.markdown.layout import is_report

GOLDEN = Path(__file__).parents[2] / "data" / "reports"
RESULTS = {
    "newcomer": invented.newcomer,
    "almost-reviewer": invented.almost_reviewer,
    "approver": invented.approver,
    "cohort": invented.cohort,
    "request": lambda: invented.almost_reviewer().sponsors.request,
}
ENDINGS = {"text": "txt", "markdown": "md", "json": "json", "csv": "csv"}
# A page is read by a parser in test_html.py and by a browser in tests/browser: its text says little by itself. Comments
# are Markdown, in parts where it is long: see test_markdown_cohort.py.
CASES = [(person, name, "", Style()) for person in RESULTS for name in FORMATS if name in ENDINGS] + [
    ("newcomer", "text", ".verbose", Style(verbose=1)),
    ("newcomer", "text", ".terminal", Style(color=True, links=True)),
    ("almost-reviewer", "text", ".ascii", Style(unicode=False)),
    ("almost-reviewer", "text", ".verbose", Style(verbose=1)),
    ("cohort", "text", ".wide", Style(width=120)),
    ("cohort", "markdown", ".short", Style(limit=3000)),
]


@pytest.mark.parametrize(("who", "name", "kind", "style"), CASES)
def test_the_report_is_as_it_was(who, name, kind, style):
    file = GOLDEN / f"{who}{kind}.{ENDINGS[name]}"
    written = FORMATS[name](RESULTS[who](), style)
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(written, encoding="utf-8")
    assert written == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(GOLDEN.iterdir()), ids=lambda file: file.name)
def test_only_markdown_is_known_as_a_report_to_publish(file):
    assert is_report(file.read_text(encoding="utf-8")) == (file.suffix == ".md")


def test_every_golden_file_is_compared():
    compared = {f"{who}{kind}.{ENDINGS[name]}" for who, name, kind, _ in CASES}
    assert {file.name for file in GOLDEN.iterdir()} == compared
