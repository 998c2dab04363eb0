"""Takes everything about one person out of the file of a store, for who asks to be left out."""

from pathlib import Path

from tracker.facts.people import Login
from tracker.record import record
from tracker.sources.store.damage import Warn, damaged_files
from tracker.sources.store.left_out import leave_out
from tracker.sources.store.sweep import swept
from tracker.sources.store.upkeep import shrink


@record
class Forgotten:
    """How many rows were taken away, and damaged ``files`` that were deleted.

    ``done`` is False where another process still reads what was there before, so that old pages are still in the file.
    """

    rows: int
    files: int
    done: bool


def forget(path: Path, login: Login, warn: Warn) -> Forgotten:
    """Leave no trace of a person but in the texts of public governance files.

    Files that were set aside because they were damaged are deleted: nobody can tell what is in them.

    Raises:
        StoreError: the store cannot be read, or written.
    """
    with swept(path, warn) as store:
        rows = leave_out(store, [login])
        done = shrink(store)
    return Forgotten(rows=rows, files=_delete_damaged(path), done=done)


def _delete_damaged(path: Path) -> int:
    files = damaged_files(path)
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)
