"""Runs of the command that die at a chosen write to the store.

They are copies of one process that has everything imported, since starting takes longer than what is tried here.
As a program this module is that process: it reads a run from each line, and answers with how the run ended.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

_READS = ("SELECT", "PRAGMA", "BEGIN", "EXPLAIN")


class Killer:
    """Starts runs that die."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def killed(self, words: Sequence[str], environment: Mapping[str, str], folder: Path, *, doomed: int) -> bool:
        """Whether a run came to the write before which it is killed; where there are fewer writes, it ends by itself."""
        run = {"words": words, "environment": dict(environment), "folder": str(folder), "doomed": doomed}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(run) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        assert status in {0, -signal.SIGKILL}
        return status != 0

    def close(self) -> None:
        self._process.communicate()


def whole(path: Path) -> bool:
    """Whether a database has no broken page, and nothing in it refers to what is not there."""
    with closing(sqlite3.connect(path)) as db:
        sound = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sound and not db.execute("PRAGMA foreign_key_check").fetchall()


class _Dying(sqlite3.Connection):
    """A connection whose process is killed right before its nth write, counted over all connections."""

    def __init__(self, *words, doomed: int, writes: Iterator[int], **settings) -> None:
        super().__init__(*words, **settings)
        self.set_trace_callback(partial(_before, doomed, writes))


def _before(doomed: int, writes: Iterator[int], statement: str) -> None:
    if not statement.lstrip().upper().startswith(_READS) and next(writes) == doomed:
        os.kill(os.getpid(), signal.SIGKILL)


def _run(words: Sequence[str], environment: Mapping[str, str], folder: str, doomed: int) -> None:
    from tracker.cli.check import run

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sqlite3.connect = partial(sqlite3.connect, factory=partial(_Dying, doomed=doomed, writes=count(1)))
    sys.argv = ["ladder-check", *words]
    run()


def _copy_of_this_process(line: str) -> int:
    """How a run ended, as ``subprocess`` says it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _run(**json.loads(line))
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    os._exit(1)


if __name__ == "__main__":
    import tracker.cli.check
    import tracker.entry.connect
    import tracker.sources.github.source  # noqa: F401

    for line in sys.stdin:
        sys.stdout.write(f"{_copy_of_this_process(line)}\n")
        sys.stdout.flush()
