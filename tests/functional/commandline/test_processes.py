"""The command as a process: pipes, full disks, interruptions, terminals."""

import os
import pty
import re
import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from functional.running import CANARY, NELL, ROBIN, ROSA, TODAY, assert_clean, variables_of

PROGRAM = Path(sysconfig.get_path("scripts")) / "ladder-check"
PATIENCE = 30


@pytest.fixture
def start(home, calm) -> Iterator:
    """Starts the installed program in a process of its own; what is still running in the end is ended."""
    running: list[subprocess.Popen] = []
    # Who runs the tests in the background may have them ignore interruptions, and processes inherit that.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)

    def started(*words: str, server=calm, before: str = "", program=PROGRAM, **options) -> subprocess.Popen:
        """``before`` are the words of a shell that becomes the program."""
        command = ["/bin/sh", "-c", f'{before}; exec "$0" "$@"', program] if before else [program]
        variables = os.environ | variables_of(server) | {"GH_TOKEN": CANARY, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        settings = pipes | {"env": variables | options.pop("env", {})} | options
        process = subprocess.Popen([*command, *words], **settings)
        running.append(process)
        return process

    yield started
    signal.signal(signal.SIGINT, ignored)
    for process in running:
        process.kill()
        process.communicate(timeout=PATIENCE)


def ended(process: subprocess.Popen, home: Path) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    told = (process.returncode, (out or b"").decode(), (err or b"").decode())
    assert_clean(told[1] + told[2], home)
    return told


@pytest.mark.parametrize("words", [(NELL, *TODAY), ("--demo", "--format", "json"), ("--json-schema",), ("--version",)])
def test_a_full_disk_at_standard_output(start, home, words):
    with Path("/dev/full").open("wb") as full:
        code, _, err = ended(start(*words, stdout=full), home)
    assert code == 2
    assert "Error: cannot write: No space left on device" in err.splitlines()


def test_a_full_disk_leaves_the_old_report_whole(start, home):
    """No file may be larger than a block here, as if the disk ended there: nor may that of the coverage be written."""
    target = home / "report.md"
    target.write_text("the old report\n")
    code, out, err = ended(
        start(
            NELL,
            *TODAY,
            "--output",
            "report.md",
            before="unset COVERAGE_PROCESS_CONFIG COVERAGE_PROCESS_START; ulimit -f 1",
        ),
        home,
    )
    assert (code, out) == (2, "")
    assert "Error: cannot write report.md: File too large\nHint: The old file, if any, is as it was.\n" in err
    assert target.read_text() == "the old report\n"
    assert [path.name for path in home.iterdir() if "report" in path.name] == ["report.md"]


def test_a_report_replaces_the_old_one(start, home):
    (home / "report.md").write_text("the old report\n" * 1000)
    code, out, _ = ended(start(NELL, *TODAY, "--format", "markdown", "--output", "report.md"), home)
    assert (code, out) == (0, "")
    assert NELL in (home / "report.md").read_text()
    assert "the old report" not in (home / "report.md").read_text()


def test_a_reader_who_leaves(start, home):
    process = start(ROSA, "-v", *TODAY)
    process.stdout.close()
    process.stdout = None
    code, _, err = ended(process, home)
    assert code == 0
    assert "the pipe was closed" in err.splitlines()[-1]
    assert "--output FILE" in err.splitlines()[-1]


def test_streams_that_are_closed(start, home):
    assert ended(start(NELL, *TODAY, before="exec >&-"), home)[0] == 0
    code, out, _ = ended(start(NELL, *TODAY, before="exec 2>&-"), home)
    assert (code, out.partition(" ")[0]) == (0, NELL)


def until(happened) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_an_interruption_while_github_is_slow(start, serve, home):
    (home / "report.md").write_text("the old report\n")
    server = serve(faults=[{"kind": "slow", "seconds": 5}])
    process = start(NELL, *TODAY, "--output", "report.md", server=server)
    until(lambda: server.standin.in_flight)
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process, home)
    assert (code, out, err.strip()) == (130, "", "Interrupted.")
    assert (home / "report.md").read_text() == "the old report\n"


def test_an_interruption_while_a_limit_is_waited_for(start, serve, home):
    server = serve(faults=[{"kind": "secondary_limit", "retry_after": 60}])
    process = start(NELL, *TODAY, server=server)
    assert process.stderr.readline() == b"Waiting 60 s: GitHub asks to slow down (its secondary limit)\n"
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process, home)
    assert (code, out, err.strip()) == (130, "", "Interrupted.")


@pytest.fixture
def show(start, loaded):
    """Starts the program where it has been loaded: what it shows does not hang on how it was started."""
    return partial(start, program=loaded.program)


def on_terminal(show, home, stream: str, *words: str, **variables: str) -> str:
    """What a terminal gets to see on one of the program's streams."""
    ours, theirs = pty.openpty()
    try:
        process = show(*words, **{stream: theirs}, env=variables)
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the other end of a terminal is closed by an error
            while piece := os.read(ours, 65536):
                shown += piece
        ended(process, home)
    finally:
        os.close(ours)
    assert_clean(shown.decode(), home)
    return shown.decode()


COLOUR = "\x1b[3"


def test_colour_is_for_terminals_that_want_it(show, home):
    shown = on_terminal(show, home, "stdout", ROSA, *TODAY)
    assert ROSA in shown
    assert COLOUR in shown
    assert "\x1b" not in on_terminal(show, home, "stdout", ROSA, *TODAY, NO_COLOR="1")
    assert "\x1b" not in on_terminal(show, home, "stdout", ROSA, *TODAY, TERM="dumb")
    assert "\x1b" not in ended(show(ROSA, *TODAY), home)[1]


def test_a_report_on_a_terminal_is_eighty_columns_wide(show, home):
    for line in on_terminal(show, home, "stdout", ROSA, *TODAY, NO_COLOR="1").splitlines():
        assert len(line) <= 80 or "://" in line


def test_progress_is_for_terminals_and_leaves_nothing_behind(show, home):
    shown = on_terminal(show, home, "stderr", NELL, ROBIN, *TODAY)
    assert re.search(r"Reading people  \[-{30}\]  0/2", shown)
    assert re.search(r"Reading people  \[#{15}-{15}\]  1/2", shown)
    assert shown.rpartition("\x1b[K")[2].strip().endswith(" s")
    assert "Reading" not in ended(show(NELL, ROBIN, *TODAY), home)[2]
    assert on_terminal(show, home, "stderr", NELL, "--quiet", *TODAY) == ""
