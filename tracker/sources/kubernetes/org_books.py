"""What the history of the org files was found to say, kept by the commit that it was read at.

Reading a thousand versions takes a second; the answer changes only with the repository's tip.
"""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from tracker.facts.tenure import Book, Stay
from tracker.record import record

#: Grows when the meaning of a stay changes: what an older version kept is then read anew.
_VERSION = 5
_BOOKS = TypeAdapter(dict[str, dict[str, tuple[Stay, ...]]], config=ConfigDict(defer_build=True))


@record
class Books:
    """The books that were kept for a question (``asked``, any text that tells it from others) in a directory."""

    directory: Path
    asked: str

    def at(self, tip: str) -> dict[str, Book] | None:
        """The books as of a commit, or None where none were kept, or none that can be read."""
        try:
            checksum, _, data = self._file(tip).read_bytes().partition(b"\n")
            return {**_BOOKS.validate_json(data)} if checksum == _checksum(data) else None
        except (OSError, ValidationError):
            return None

    def keep(self, tip: str, books: Mapping[str, Book]) -> None:
        """Keep the books of a commit in the place of older ones. A directory that cannot be written keeps none."""
        with contextlib.suppress(OSError):
            older = [path for path in self.directory.glob(f"{self._name}-*.json") if path != self._file(tip)]
            data = _BOOKS.dump_json({org: dict(book) for org, book in books.items()})
            _write(self._file(tip), _checksum(data) + b"\n" + data)
            for path in older:
                path.unlink(missing_ok=True)

    @property
    def _name(self) -> str:
        return f"org-books-{sha256(f'{_VERSION} {self.asked}'.encode()).hexdigest()[:12]}"

    def _file(self, tip: str) -> Path:
        return self.directory / f"{self._name}-{tip}.json"


def _checksum(data: bytes) -> bytes:
    """Tells books that were damaged from those that were written here."""
    return sha256(data).hexdigest().encode()


def _write(target: Path, data: bytes) -> None:
    """Beside its place and then there, so that nobody reads half of it."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".org-books-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
