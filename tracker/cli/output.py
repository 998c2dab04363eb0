"""Where a report goes: standard output, or a file that is replaced whole or not at all."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.streams import write_report
from tracker.errors import UsageError
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.reports import json as documents
else:
    documents = Later("tracker.reports.json")

#: Characters that are written at once: more than nearly every report has.
_PIECE = 1 << 20


def check_target(target: Path | None) -> None:
    """Refuse a target that cannot be written, before anything is fetched for it.

    Raises:
        UsageError: the target is a directory, or lies in none.
    """
    if target is None:
        return
    if target.is_dir():
        raise UsageError(f"{target} is a directory", hint="Name a file in it, for example report.md.")
    if not target.parent.is_dir():
        raise UsageError(f"there is no directory {target.parent}", hint="Make it first, or name another file.")


def write(text: str, target: Path | None) -> None:
    """Write a report. A file is written beside its place and moved there, so the old one stays whole on any failure.

    Raises:
        UsageError: the file cannot be written.
    """
    write_pieces([text], target)


def write_schema(name: str, target: Path | None) -> None:
    """Write the JSON Schema of that name, as it is published.

    Raises:
        UsageError: the file cannot be written.
    """
    write(json.dumps(documents.schema(name), indent=2), target)


def write_pieces(pieces: Iterable[str], target: Path | None) -> None:
    """The same of a report that comes in pieces, each of which is written before there is another.

    Raises:
        UsageError: the file cannot be written.
    """
    lines = _ended(short for piece in pieces for short in _short(piece))
    if target is None:
        for piece in lines:
            write_report(piece)
        return
    try:
        _replace(target, lines)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write {target}: {reason}", hint="The old file, if any, is as it was.") from None


def _short(text: str) -> Iterator[str]:
    """The text piece by piece: encoded at once, the report of a large cohort would be there twice."""
    return (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def _ended(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, with a line's end after the last."""
    last = ""
    for last in pieces:
        yield last
    if not last.endswith("\n"):
        yield "\n"


def _replace(target: Path, pieces: Iterable[str]) -> None:
    if target.exists() and not target.is_file():
        # A device or a pipe cannot be replaced; it is written to.
        with target.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - mkstemp gives a descriptor, not a path
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or what the process's umask leaves of a new one's."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
