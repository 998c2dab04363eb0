"""Standard output and standard error: whatever is written there besides a report is a ``Message``.

Nothing else in the program writes to them, and ruff refuses ``click.echo`` everywhere but here.
"""

import logging
import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TextIO

import click

from tracker.visible import Message


def prepare() -> None:
    """Make both streams take any text, and escape what Python itself writes to standard error.

    A terminal shows what its encoding has; files and pipes get UTF-8. A stream that the shell closed (``>&-``), which
    Python has as None, is replaced by one that leads nowhere.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    sys.excepthook = _unexpected
    logging.lastResort = _LastResort(logging.WARNING)


def say(message: Message, stream: TextIO | None = None) -> None:
    """Write a line to standard error; nothing where whoever read it has left, as in ``2>&1 | head``."""
    try:
        click.echo(message, file=stream or sys.stderr)
    except BrokenPipeError:
        drop(stream or sys.stderr)


def show(message: Message) -> None:
    """Write lines to standard output."""
    click.echo(message, file=sys.stdout)


def write_report(piece: str) -> None:
    """Write a piece of a report, which its format has escaped, to standard output."""
    click.echo(piece, file=sys.stdout, nl=False)


def draw(message: Message, stream: TextIO) -> None:
    """Write a line over the one that a terminal's cursor is on."""
    click.echo(f"\r\x1b[K{message}", file=stream, nl=False)


def drop(stream: TextIO) -> None:
    """Send what is still to be written nowhere: the interpreter's own flush at exit must not complain about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write a traceback: the error's text may be somebody else's."""
    say(Message.block(_redacted("".join(traceback.format_exception(kind, error, trace)).rstrip())))


def _redacted(text: str) -> str:
    from tracker.sources.redaction import redact  # noqa: PLC0415 - keeps --help quick

    return redact(text)


class _LastResort(logging.Handler):
    """Writes what libraries log where nobody listens. Python's own handler writes it as it came."""

    def emit(self, record: logging.LogRecord) -> None:
        say(Message(_redacted(self.format(record))))
