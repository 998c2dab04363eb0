"""What ``ladder store`` does: what is cached on this machine, in plain words."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from tabulate import tabulate

from tracker.cli.streams import say
from tracker.entry.cache import stores
from tracker.entry.interests import guide_of
from tracker.entry.people import apply_do_not_track, cohort_in
from tracker.entry.settings import ladder_of, usual_file
from tracker.errors import UsageError
from tracker.facts.people import Login
from tracker.facts.prose import counted
from tracker.sources.store.export import export
from tracker.sources.store.upkeep import Forgotten, Info, forget, info, vacuum
from tracker.visible import Message

_UNITS = ("bytes", "KiB", "MiB", "GiB")
_THOUSAND = 1024


def left_out(name: str, cohort: Path | None) -> frozenset[Login]:
    """Who is left out by the settings, a ladder and the file of a cohort.

    Raises:
        ConfigError: one of these does not hold.
    """
    ladder, _ = ladder_of(name, os.environ)
    return apply_do_not_track(ladder, cohort_in(cohort, ladder, guide_of(ladder, name))).left_out


def say_info(cache: Path, without: Collection[Login]) -> Iterator[str]:
    """For each GitHub: where its store is, how large, whom it knows and since when.

    Raises:
        StoreError: one of them cannot be read.
    """
    found = stores(cache)
    if not found:
        yield f"Nothing is cached in {cache}."
    for path in found:
        yield "\n".join(_lines(info(path, _warn, without)))


def _lines(found: Info) -> Iterator[str]:
    yield f"{found.path}"
    yield f"{size(found.size)}, version {found.version}, {_people(found)}"
    for file in found.damaged:
        yield f"set aside because it was damaged: {file}"
    yield tabulate(found.rows.items(), headers=["table", "rows"], intfmt=",")


def _people(found: Info) -> str:
    if not (found.oldest and found.newest):
        return "nobody was read yet"
    people = counted(found.checked, "person", "people")
    days = sorted({f"{day:%Y-%m-%d}" for day in (found.oldest, found.newest)})
    return f"{people} read {'on' if len(days) == 1 else 'between'} {' and '.join(days)}"


def size(number: float) -> str:
    """Bytes as people say them: ``3.2 MiB``."""
    unit = 0
    while number >= _THOUSAND and unit < len(_UNITS) - 1:
        number, unit = number / _THOUSAND, unit + 1
    return f"{number:.0f} {_UNITS[unit]}" if unit == 0 else f"{number:.1f} {_UNITS[unit]}"


def do_vacuum(cache: Path, without: Collection[Login]) -> Iterator[str]:
    """Make the stores as small as they can be.

    Raises:
        StoreError: one of them cannot be read, or written.
    """
    for path in _all(cache):
        before, after = vacuum(path, _warn, without)
        yield f"{path}: {size(before)}, now {size(after)}"


def do_export(cache: Path, folder: Path, without: Collection[Login]) -> Iterator[str]:
    """Write the tables as JSON lines, in a folder for each GitHub.

    Raises:
        StoreError: one of them cannot be read.
        UsageError: the folder cannot be written.
    """
    for path in _all(cache):
        try:
            written = export(path, folder / path.stem, _warn, without)
        except OSError as error:
            raise UsageError(f"cannot write {folder}: {error.strerror}", hint="Name another directory.") from None
        for file, rows in written.items():
            yield f"{file}: {rows:,} {'row' if rows == 1 else 'rows'}"


def do_forget(cache: Path, login: Login) -> Iterator[str]:
    """Take everything about a person out of the stores.

    Raises:
        StoreError: one of them cannot be read, or written.
    """
    for path in _all(cache):
        yield from (f"{path}: {text}" for text in _forgotten(forget(path, login, _warn), login))
    yield "What public governance files (OWNERS, org files) say stays, as it stands in public."
    yield f"To keep {login} out of every report from now on: add the login to do_not_track in {usual_file()}."


def _forgotten(found: Forgotten, login: Login) -> Iterator[str]:
    yield f"{found.rows:,} rows taken away" if found.rows else f"nothing was there of {login}"
    if found.files:
        yield f"{found.files} damaged {'file' if found.files == 1 else 'files'} deleted"
    if not found.done:
        yield (
            "another process reads it, so that old pages are still in the file: "
            "run this command again when that has ended"
        )


def _warn(text: str) -> None:
    """Tell the person, on standard error."""
    say(Message(text))


def _all(cache: Path) -> tuple[Path, ...]:
    found = stores(cache)
    if not found:
        raise UsageError(f"nothing is cached in {cache}", hint="Name the right one with --cache-dir.")
    return found
