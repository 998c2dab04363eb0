"""How facts are written into columns, and read from them."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from tracker.facts.people import Login

Value = str | int | None
Row = Mapping[str, Value] | sqlite3.Row


def moment(at: datetime) -> str:
    """A time as it is written: ``2026-05-01T12:00:00Z``."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def read_moment(text: str) -> datetime:
    """Raises ValueError for a text that is no time."""
    return datetime.fromisoformat(text)


def maybe_read_moment(text: str | None) -> datetime | None:
    return read_moment(text) if text else None


@lru_cache(maxsize=20_000)
def login(name: str) -> Login:
    """A login that GitHub gave once: the same record each time, since most of them come up again and again.

    Raises ValueError for a text that is none.
    """
    found = Login.maybe(name)
    if found is None:
        raise ValueError(f"{name!r} is no login")
    return found


def orgs_key(orgs: Iterable[str]) -> str:
    """Organizations as a part of a key, whatever their order and case."""
    return ",".join(sorted(org.casefold() for org in orgs))
