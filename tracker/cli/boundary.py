"""The one place where an error becomes a line on stderr and an exit code."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tracker.cli import streams
from tracker.cli.streams import say
from tracker.errors import LadderCheckError, UsageError
from tracker.visible import Message

INTERRUPTED = 130
#: Characters that no first sentence of a help has.
_WHOLE = 1_000
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
    """A command with commands below it, for ``run_guarded``. Its help has the whole first sentence of each."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(limit=_WHOLE)) for name, one in found if one and not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def run_guarded(command: click.Command) -> None:
    """Run a command; end the process with its exit code.

    Expected errors are one line that says what is wrong and one that says what to do, without a traceback. An
    unexpected error keeps its traceback and ends with 1.
    """
    streams.prepare()
    try:
        code = command.main(standalone_mode=False)
    except LadderCheckError as error:
        _show(error)
        code = error.exit_code
    except click.exceptions.Abort:
        say(Message("Interrupted."))
        code = INTERRUPTED
    except click.ClickException as error:
        _show_misuse(error)
        code = error.exit_code
    except ReaderLeft:
        say(Message("Nobody reads on: the pipe was closed. To keep the whole report, use --output FILE."))
        streams.drop(sys.stdout)
        code = 0
    except OSError as error:
        _show(_of_system(error))
        if error.errno in _NO_ROOM:
            streams.drop(sys.stdout)
        code = UsageError.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _of_system(error: OSError) -> UsageError:
    """What the operating system refuses, where it is about a file or a full disk; else the error is raised again."""
    if error.errno in _NO_ROOM:
        return UsageError(f"cannot write: {error.strerror}", hint="Make room, or write to another place.")
    if error.filename is None:
        raise error
    return UsageError(f"{error.filename} cannot be used: {error.strerror}", hint="Name another file or directory.")


def _show(error: LadderCheckError) -> None:
    say(Message(f"Error: {error.message}"))
    for mistake in error.mistakes:
        say(Message(mistake, indent=2))
    if error.hint:
        say(Message(f"Hint: {error.hint}"))


def _show_misuse(error: click.ClickException) -> None:
    """What click says of words that no command has, in click's own form."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        if error.format_message() == error.ctx.get_help():  # no words at all
            say(Message.block(error.ctx.get_help()))
            return
        say(Message.block(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n"))
    say(Message(f"Error: {error.format_message()}"))
