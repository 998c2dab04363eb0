"""What the person's terminal can show, and what is shown there while they wait and at the end."""

import os
import shutil
import sys
from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

import click

from tracker.cli import streams
from tracker.facts import Cost
from tracker.facts.prose import counted
from tracker.visible import Message

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from tracker.reports.base import Style

#: Reports are laid out for 80 columns, for as many as a terminal has up to the widest, and for fewer down to the
#: narrowest.
WIDTH = 80
WIDEST = 120
NARROWEST = 40
#: Columns of a bar of progress.
_BAR = 30
_LINKING_TERMINALS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_LINKING_VARIABLES = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "VTE_VERSION", "DOMTERM", "ALACRITTY_LOG")


def style_for(stream: TextIO, environment: Mapping[str, str], *, verbose: int, to_file: bool) -> "Style":
    """How a report may look on a stream: colour and links on a terminal only, and never against NO_COLOR."""
    from tracker.cli.local_time import LocalTime  # noqa: PLC0415 - only a report needs it
    from tracker.reports.base import Style, can_draw  # noqa: PLC0415 - see above

    terminal = not to_file and _takes_escapes(stream, environment)
    columns = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    return Style(
        width=max(NARROWEST, min(WIDEST, columns)),
        color=terminal and not environment.get("NO_COLOR"),
        links=terminal and _makes_links(environment),
        unicode=to_file or can_draw(stream.encoding),
        verbose=verbose,
        zone=LocalTime() if terminal else None,
    )


def _takes_escapes(stream: TextIO, environment: Mapping[str, str]) -> bool:
    return stream.isatty() and environment.get("TERM") != "dumb"


def _makes_links(environment: Mapping[str, str]) -> bool:
    named = environment.get("TERM_PROGRAM") in _LINKING_TERMINALS
    return named or any(environment.get(name) for name in _LINKING_VARIABLES)


def folded(text: str, columns: int) -> str:
    """Each line in as many as it takes, indented as it is, or by two where it is not; only addresses run over."""
    return "\n".join(part for line in text.splitlines() for part in _folded(line, columns))


def _folded(line: str, columns: int) -> list[str]:
    margin = " " * (len(line) - len(line.lstrip()) or 2)
    parts = wrap(line.strip(), columns - len(margin), break_long_words=False, break_on_hyphens=False) or [""]
    first = line[: len(line) - len(line.lstrip())] + parts[0]
    return [first, *(margin + part for part in parts[1:])]


class Progress:
    """One line on stderr that is rewritten while the source is read, and gone before the report.

    Where no line can be rewritten (``TERM=dumb``, a file) only waits are told.
    """

    def __init__(
        self, *, quiet: bool, stream: TextIO | None = None, environment: Mapping[str, str] = os.environ
    ) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._live = not quiet and _takes_escapes(self._stream, environment)
        self._waiting = False
        self._stage = ("", 0)
        self._bar: ProgressBar[int] | None = None

    def reading(self, place: int, total: int, what: object) -> None:
        """Who or what is read now, after ``place`` of ``total``; of several with a bar and the time left."""
        if total == 1:
            self._show(Message(f"Reading {what} …"))
        elif self._live:
            self._show(Message.block(self._bar_at(place, total, what).format_progress_line()))

    def _bar_at(self, place: int, total: int, what: object) -> "ProgressBar[int]":
        """The bar of this stage; a stage ends where there are others to count, or it is begun again."""
        name = what if isinstance(what, str) else "people"
        if self._bar is None or self._stage != (name, total) or place < self._bar.pos:
            self._stage = (name, total)
            self._bar = click.progressbar(
                length=total, label=f"Reading {name}", file=self._stream, width=_BAR, show_pos=True
            )
        if place > self._bar.pos:  # a step of nothing would count as time spent on something
            self._bar.make_step(place - self._bar.pos)
        return self._bar

    def waiting(self, remaining: float, reason: Message) -> None:
        """A countdown on a terminal, one line elsewhere: a log must not fill with seconds."""
        if remaining <= 0:
            self._waiting = False
            self.done()
        elif self._live:
            self._show(Message(f"Waiting {int(remaining)} s: {reason}"))
        elif not self._quiet and not self._waiting:
            self._waiting = True
            streams.say(Message(f"Waiting {int(remaining)} s: {reason}"), self._stream)

    def done(self) -> None:
        """Take the line away."""
        if self._live:
            streams.draw(Message(""), self._stream)

    def _show(self, text: Message) -> None:
        if self._live:
            streams.draw(Message.block(text[: WIDTH - 1]), self._stream)


def cost_line(cost: Cost, seconds: float) -> str:
    """One line: ``7 requests, 9 points, 3.1 s``."""
    return f"{counted(cost.requests, 'request')}, {counted(cost.points, 'point')}, {seconds:.1f} s"
