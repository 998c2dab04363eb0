"""The commands of ``ladder store``. They load next to nothing before they run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from tracker.cli.boundary import Group
from tracker.cli.options import LOGIN, options_of
from tracker.cli.streams import show
from tracker.entry.options import Option
from tracker.later import Later
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.cli import store as stores
    from tracker.entry import cache
    from tracker.facts.people import Login
else:
    stores, cache = Later("tracker.cli.store"), Later("tracker.entry.cache")


@click.group("store", cls=Group)
def store() -> None:
    """What is cached on this machine of earlier runs: public records, in a SQLite database for each GitHub."""


class _CacheOptions(TypedDict):
    cache_dir: Annotated[
        Path | None,
        Option(
            help="Where it is kept. Default: ladder-check in the user's cache directory.",
            kind="path", metavar="PATH",
        ),
    ]  # fmt: skip


class _ReadingOptions(_CacheOptions):
    ladder: Annotated[
        str, Option(help="Whose do_not_track holds: a name or a file.", default="kubernetes", metavar="FILE")
    ]
    cohort: Annotated[Path | None, Option(help="Whose do_not_track holds, too.", kind="path", metavar="FILE")]


@store.command("info", params=options_of(_ReadingOptions))
def store_info(cache_dir: Path | None, ladder: str, cohort: Path | None) -> None:
    """Say where it is, how large, and what is in it."""
    for text in stores.say_info(cache.own_cache(cache_dir), stores.left_out(ladder, cohort)):
        show(Message.block(text))


@store.command("vacuum", params=options_of(_ReadingOptions))
def store_vacuum(cache_dir: Path | None, ladder: str, cohort: Path | None) -> None:
    """Take away what nothing refers to any more, and give the room back."""
    for text in stores.do_vacuum(cache.own_cache(cache_dir), stores.left_out(ladder, cohort)):
        show(Message.block(text))


@store.command("export", params=options_of(_ReadingOptions))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def store_export(folder: Path, cache_dir: Path | None, ladder: str, cohort: Path | None) -> None:
    """Write every table as JSON lines below DIR, with a README that says what the columns are."""
    for text in stores.do_export(cache.own_cache(cache_dir), folder, stores.left_out(ladder, cohort)):
        show(Message.block(text))


@store.command("forget", params=options_of(_CacheOptions))
@click.argument("login", type=LOGIN)
def store_forget(login: "Login", cache_dir: Path | None) -> None:
    """Take everything about LOGIN away, for who asks to be left out.

    Pull requests that they took part in go as a whole; what others did there is read again when it is needed.
    """
    for text in stores.do_forget(cache.own_cache(cache_dir), login):
        show(Message.block(text))
