"""``--also FORMAT=FILE``: the same result in other formats too, so that one run fills a page, a comment and a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from tracker.cli.output import check_target, write
from tracker.cli.terminal import WIDTH
from tracker.entry.words import format_of
from tracker.errors import UsageError
from tracker.record import record
from tracker.reports import EXCERPTS, FORMATS, Style

Shown = TypeVar("Shown")
_FORMATS = FORMATS | EXCERPTS


@record
class Also:
    """One more file, and the format that it is written in."""

    format: str
    target: Path


def also(text: str) -> Also:
    """``html=report.html`` as a value.

    Raises:
        click.BadParameter: there is no ``=`` with something on both sides.
        UsageError: there is no such format.
    """
    name, _, target = text.partition("=")
    if not name or not target:
        raise click.BadParameter(f"{text!r} is no FORMAT=FILE. Write it as html=report.html.")
    return Also(format=format_of(name, list(_FORMATS)), target=Path(target))


def check_others(others: Sequence[Also], first: Path | None, formats: Sequence[str] = tuple(_FORMATS)) -> None:
    """Refuse what cannot be written, before anything is fetched for it.

    Raises:
        UsageError: no such format or directory, or two reports for one file.
    """
    taken = {first.absolute()} if first else set[Path]()
    for other in others:
        format_of(other.format, formats)
        check_target(other.target)
        if other.target.absolute() in taken:
            raise UsageError(f"two reports are to be written to {other.target}", hint="Give each a file of its own.")
        taken.add(other.target.absolute())


def write_others(
    others: Sequence[Also], result: Shown, style: Style, formats: Mapping[str, Callable[[Shown, Style], str]]
) -> None:
    """Write the other formats: as much as in the first, in the style of files. All are laid out before one is written.

    Raises:
        UsageError: a file cannot be written.
    """
    plain = replace(style, width=WIDTH, color=False, links=False, unicode=True)
    for other, text in [(other, formats[other.format](result, plain)) for other in others]:
        write(text, other.target)
