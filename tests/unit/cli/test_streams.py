"""What is written to a terminal, a pipe or a log, whatever is in it and whatever the stream can take."""

import io
import logging
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

ATTACK = "\\x1b]0;PWNED\\x07\\x1b[2J\\x9b2J\\u202e\\n::set-output name=a::b\\nHint: forged"
HARMLESS = "Error: : :set-output name=a::b Hint: forged\n"
RUN = """
import sys
import click
from tracker.cli.boundary import Command, run_guarded
from tracker.cli.streams import show
from tracker.cli.output import write
from tracker.errors import ConfigError, TokenError
from tracker.visible import Message

@click.command(cls=Command)
@click.option("--number", type=int)
def program(number):
    {line}

run_guarded(program)
"""


def ran(line: str, *words: str, **options) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", RUN.format(line=line), *words]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)


def test_an_error_that_others_worded():
    done = ran(f'raise TokenError("{ATTACK}")')
    assert (done.returncode, done.stderr.decode()) == (4, HARMLESS)


def test_mistakes_that_others_worded():
    done = ran(f'raise ConfigError("no", mistakes=("{ATTACK}",), hint="{ATTACK}")')
    assert done.stderr.decode().splitlines() == [
        "Error: no",
        "  : :set-output name=a::b Hint: forged",
        "Hint: : :set-output name=a::b Hint: forged",
    ]


def test_words_that_others_chose():
    done = ran("pass", "--number", "\x1b[2J1\n::error::x")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == (
        "Error: Invalid value for '--number': '\\x1b[2J1\\n: :error::x' is not a valid integer."
    )
    assert done.stderr.decode().startswith("Usage: ")


def test_a_traceback_with_what_others_worded():
    done = ran(f'raise ZeroDivisionError("{ATTACK}")')
    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.startswith("Traceback (most recent call last):\n  File ")
    assert "ZeroDivisionError" in said
    assert not set(said) & set("\x1b\x07\x9b\u202e")
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]


def test_a_traceback_with_a_token():
    secret = "ghp_" + "aB3" * 12
    assert secret not in ran(f'raise ZeroDivisionError("the header was {secret}")').stderr.decode().split("\n")[-2]


def test_what_a_library_logs_where_nobody_listens():
    done = ran(f'import logging; logging.getLogger("urllib3").warning("Error: %s", "{ATTACK}")')
    assert done.stderr.decode() == HARMLESS.replace(": :", ":  :", 1)


def test_what_is_shown_on_standard_output():
    assert ran(f'show(Message("Error: {ATTACK}"))').stdout.decode() == HARMLESS.replace(": :", ":  :", 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16", "utf-8"])
def test_a_pipe_gets_utf_8(encoding):
    variables = os.environ | {"PYTHONIOENCODING": encoding}
    done = ran('write("≥ 3 🚀 山 \\ud800", None)', env=variables)
    assert (done.returncode, done.stdout, done.stderr) == (0, "≥ 3 🚀 山 \\ud800\n".encode(), b"")


def on_terminal(line: str, encoding: str) -> bytes:
    """What a terminal of an encoding gets to see of both streams."""
    ours, theirs = pty.openpty()
    variables = os.environ | {"PYTHONIOENCODING": encoding}
    command = [sys.executable, "-c", RUN.format(line=line)]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=variables):
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the other end of a terminal is closed by an error
            while piece := os.read(ours, 65536):
                shown += piece
    os.close(ours)
    return shown


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", b"caf\\xe9 \\u2265 3"), ("latin-1", b"caf\xe9 \\u2265 3"), ("utf-8", "café ≥ 3".encode())],
)
def test_a_terminal_gets_what_it_can_show(encoding, shown):
    assert on_terminal('write("café ≥ 3", None)', encoding) == shown + b"\r\n"


def test_streams_are_prepared_where_they_are_no_files(monkeypatch):
    from tracker.cli import streams

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    streams.prepare()
    assert isinstance(sys.stdout, io.StringIO)


def test_only_one_module_writes_to_the_streams():
    """Ruff refuses the rest: ``print``, and ``click.echo`` outside of this module."""
    package = Path(__file__).parents[3] / "tracker"
    writers = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if any(word in file.read_text("utf-8") for word in ("click.echo(", "print(", ".stderr.write", ".stdout.write"))
    }
    assert writers == {"__init__.py", "cli/streams.py", "cli/start.py"}
