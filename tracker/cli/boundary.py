"""The one place where an error becomes a line on stderr and an exit code."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from tracker.errors import LadderCheckError, UsageError

INTERRUPTED = 130
#: What an operating system says of a full disk, or of a file that may not grow.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ReaderLeft(Exception):
    """Whoever read what is written has left, as ``head`` does."""


@contextmanager
def _piped() -> Iterator[None]:
    """Around whatever writes: click would end with 1, the code of what is unexpected, where nobody reads on."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderLeft from None


class Command(click.Command):
    """A command for ``run_guarded``."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        with _piped():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        with _piped():
            return super().invoke(ctx)


class Group(Command, click.Group):
    """A command with commands below it, for ``run_guarded``."""


def run_guarded(command: click.Command) -> None:
    """Run a command; end the process with its exit code.

    Expected errors are one line that says what is wrong and one that says what to do, without a traceback. An
    unexpected error keeps its traceback and ends with 1.
    """
    _replace_closed_streams()
    try:
        code = command.main(standalone_mode=False)
    except LadderCheckError as error:
        _show(error)
        code = error.exit_code
    except click.exceptions.Abort:
        _say("Interrupted.")
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except ReaderLeft:
        _say("Nobody reads on: the pipe was closed. To keep the whole report, use --output FILE.")
        _drop(sys.stdout)
        code = 0
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _show(UsageError(f"cannot write: {error.strerror}", hint="Make room, or write to another place."))
        _drop(sys.stdout)
        code = UsageError.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _drop(stream: TextIO) -> None:
    """Send what is still to be written nowhere: the interpreter's own flush at exit must not complain about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(text: str) -> None:
    """A line on stderr; nothing where that is closed, too, as in ``2>&1 | head``."""
    try:
        click.echo(text, err=True)
    except BrokenPipeError:
        _drop(sys.stderr)


def _replace_closed_streams() -> None:
    """Stand in for streams that the shell closed (``>&-``), which Python has as None."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end


def _show(error: LadderCheckError) -> None:
    _say(f"Error: {error.message}")
    for mistake in error.mistakes:
        _say(f"  {mistake}")
    if error.hint:
        _say(f"Hint: {error.hint}")
