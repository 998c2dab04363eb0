import subprocess
import sys

import pytest
from unit.reports import invented

from tracker.findings.cohort import Cohort, Failure
from tracker.findings.standing import Standing
from tracker.reports import EXCERPTS, FORMATS, Style, can_draw, laid_out


def test_the_formats_by_name():
    assert list(FORMATS) == ["text", "markdown", "comments", "json", "html", "csv"]
    assert list(EXCERPTS) == ["summary", "slack"]


@pytest.mark.parametrize("name", FORMATS | EXCERPTS)
def test_every_format_ends_with_one_newline_and_is_the_same_each_time(name):
    first, second = ((FORMATS | EXCERPTS)[name](invented.cohort(), Style()) for _ in range(2))
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS | EXCERPTS)
def test_in_pieces_it_is_the_same(name):
    assert "".join(laid_out(name, invented.cohort(), Style())) == (FORMATS | EXCERPTS)[name](invented.cohort(), Style())


def test_json_has_a_piece_for_each_person_since_a_thousand_are_large():
    _, *reports, _ = laid_out("json", invented.cohort(), Style())
    assert len(reports) == len(invented.cohort().reports) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_in_which_nothing_was_found(name):
    empty = invented.report(
        invented.person("octo-nobody"),
        Standing(headline="contributor", headline_title="Contributor"),
        invented.counts(0, 0, 0, 0, 0, 0),
    )
    assert "octo-nobody" in FORMATS[name](empty, Style())


@pytest.mark.parametrize("name", FORMATS)
def test_a_cohort_in_which_nobody_could_be_checked(name):
    failure = Failure(login="octo-ghost", error="octo-ghost is not on GitHub", hint="")
    cohort = Cohort(as_of=invented.AS_OF, reports=(), failures=(failure,))
    assert "octo-ghost is not on GitHub" in FORMATS[name](cohort, Style())


@pytest.mark.parametrize("name", FORMATS)
def test_a_cohort_in_which_everybody_could_be_checked(name):
    cohort = Cohort(as_of=invented.AS_OF, reports=(invented.newcomer(),))
    written = FORMATS[name](cohort, Style())
    assert "octo-newcomer" in written
    assert "could not be checked" not in written


def test_only_the_format_that_is_asked_for_is_loaded():
    code = (
        "import sys; from tracker.reports import FORMATS; "
        "print(sorted({'pydantic', 'tabulate', 'jinja2', 'tracker.reports.text'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"


@pytest.mark.parametrize(
    ("encoding", "drawn"),
    [("utf-8", True), ("UTF-16", True), ("ascii", False), ("latin-1", False), ("no-such", False), (None, False)],
)
def test_which_streams_can_draw(encoding, drawn):
    assert can_draw(encoding) is drawn
