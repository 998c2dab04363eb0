"""Runs of the command that die at a chosen write to the store."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

_READS = ("SELECT", "PRAGMA", "BEGIN", "EXPLAIN")


def whole(path: Path) -> bool:
    """Whether a database has no broken page, and nothing in it refers to what is not there."""
    with closing(sqlite3.connect(path)) as db:
        sound = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sound and not db.execute("PRAGMA foreign_key_check").fetchall()


def die_before(doomed: int) -> None:
    """Have this process killed right before its nth write to a database, counted over all connections."""
    sqlite3.connect = partial(sqlite3.connect, factory=partial(_Dying, doomed=doomed, writes=count(1)))


class _Dying(sqlite3.Connection):
    def __init__(self, *words, doomed: int, writes: Iterator[int], **settings) -> None:
        super().__init__(*words, **settings)
        self.set_trace_callback(partial(_before, doomed, writes))


def _before(doomed: int, writes: Iterator[int], statement: str) -> None:
    if not statement.lstrip().upper().startswith(_READS) and next(writes) == doomed:
        os.kill(os.getpid(), signal.SIGKILL)
