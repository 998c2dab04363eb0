"""What is shown depends on the terminal; what is said does not."""

import re
from io import StringIO

import pytest
from factories import ME

from tracker.cli.terminal import Progress, folded, style_for


class Terminal(StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class File(StringIO):
    encoding = "utf-8"


@pytest.fixture(autouse=True)
def columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def style(stream, *, to_file=False, verbose=0, **environment):
    return style_for(stream, environment, verbose=verbose, to_file=to_file)


def test_a_terminal_gets_colour():
    found = style(Terminal())
    assert (found.color, found.unicode) == (True, True)


@pytest.mark.parametrize(("wide", "used"), [("20", 40), ("60", 60), ("80", 80), ("110", 110), ("200", 120)])
def test_a_terminal_gets_as_many_columns_as_can_be_read(monkeypatch, wide, used):
    monkeypatch.setenv("COLUMNS", wide)
    assert style(Terminal()).width == used
    assert style(File()).width == 80


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_left_out(environment):
    assert not style(Terminal(), **environment).color


def test_an_empty_no_color_says_nothing():
    assert style(Terminal(), NO_COLOR="").color


def test_what_is_no_terminal_gets_neither_colour_nor_links():
    for found in (style(File(), VTE_VERSION="7000"), style(Terminal(), to_file=True, VTE_VERSION="7000")):
        assert (found.color, found.links) == (False, False)


@pytest.mark.parametrize(
    ("environment", "links"),
    [({}, False), ({"VTE_VERSION": "7000"}, True), ({"TERM_PROGRAM": "WezTerm"}, True), ({"TERM_PROGRAM": "x"}, False)],
)
def test_links_only_where_the_terminal_can(environment, links):
    assert style(Terminal(), **environment).links is links


def test_a_stream_that_cannot_draw():
    stream = File()
    stream.encoding = "ascii"
    assert not style(stream).unicode
    assert style(stream, to_file=True).unicode


def test_verbosity_is_passed_on():
    assert style(File(), verbose=2).verbose == 2


def shown(stream, *, quiet=False):
    progress = Progress(quiet=quiet, stream=stream)
    progress.reading(0, 1, ME)
    progress.reading(1, 3, ME)
    for remaining in (2.0, 1.0, 0.0):
        progress.waiting(remaining, "a limit")
    progress.waiting(5, "another limit")
    progress.done()
    return stream.getvalue()


def test_progress_is_one_line_on_a_terminal_and_gone_in_the_end():
    text = shown(Terminal())
    assert "\n" not in text
    assert text.split("\r\x1b[K")[1:] == [
        "Reading octo-me …",
        "Reading people  [##########--------------------]  1/3",
        "Waiting 2 s: a limit",
        "Waiting 1 s: a limit",
        "",
        "Waiting 5 s: another limit",
        "",
    ]


def test_the_bar_of_several_says_how_much_time_is_left(monkeypatch):
    clock = iter(range(0, 1000, 5))
    monkeypatch.setattr("time.time", lambda: float(next(clock)))
    terminal = Terminal()
    progress = Progress(quiet=False, stream=terminal)
    for place in range(4):
        progress.reading(place, 8, "pull requests")
    progress.reading(0, 2, "people")
    lines = terminal.getvalue().split("\r\x1b[K")[1:]
    assert lines[0] == "Reading pull requests  [------------------------------]  0/8"
    assert re.fullmatch(r"Reading pull requests  \[#{11}-{19}\]  3/8  00:0\d:\d\d", lines[3])
    assert lines[4] == "Reading people  [------------------------------]  0/2"


def test_progress_fits_into_the_line():
    terminal = Terminal()
    Progress(quiet=False, stream=terminal).waiting(9, "long " * 50)
    assert len(terminal.getvalue().removeprefix("\r\x1b[K")) == 79


def test_in_a_log_each_wait_is_one_line():
    assert shown(File()) == "Waiting 2 s: a limit\nWaiting 5 s: another limit\n"


def test_a_dumb_terminal_gets_no_escapes(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    progress = Progress(quiet=False, stream=terminal)
    for place in range(3):
        progress.reading(place, 3, ME)
    progress.waiting(2, "a limit")
    progress.done()
    assert terminal.getvalue() == "Waiting 2 s: a limit\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("  one two three", ["  one two", "  three"]),
        ("one: two three", ["one: two", "  three"]),
        ("  https://octo.example/long", ["  https://octo.example/long"]),
        ("  see https://octo.example/long", ["  see", "  https://octo.example/long"]),
        ("one\n\ntwo", ["one", "", "two"]),
    ],
)
def test_folded_lines_keep_their_indentation_and_addresses(text, lines):
    assert folded(text, 10).split("\n") == lines


@pytest.mark.parametrize("stream", [Terminal(), File()])
def test_quiet_is_quiet(stream):
    assert shown(stream, quiet=True) == ""


def test_progress_goes_to_standard_error(capsys):
    Progress(quiet=False).waiting(3, "a limit")
    assert capsys.readouterr() == ("", "Waiting 3 s: a limit\n")
