"""Texts of governance files by Git's object id, which file had which, and when their lines were last changed."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.sources.base import FileRef, FileText, LastChange
from tracker.sources.store.database import Row, Store
from tracker.sources.store.values import moment, number, read_moment, text

_KNOWN = """
    SELECT paths.repo, paths.path, paths.oid, paths.url, texts.text, paths.link
    FROM json_each(?) AS wanted
    JOIN paths ON paths.repo = wanted.value ->> 0 AND paths.path = wanted.value ->> 1
    LEFT JOIN texts ON texts.oid = paths.oid
    WHERE (paths.oid IS NULL OR texts.text IS NOT NULL) AND paths.read_at >= ?
"""


class Texts:
    """The files of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, refs: Sequence[FileRef], since: datetime | None = None) -> dict[FileRef, FileText]:
        """These files as they were when somebody last looked (not before ``since``); without those never read."""
        names = json.dumps([(ref.repo, ref.path) for ref in refs])
        rows = self._store.read(_KNOWN, (names, moment(since) if since else ""))
        return {found.ref: found for found in map(_file, rows)}

    def keep(self, files: Sequence[FileText], read_at: datetime) -> None:
        """Write files as they are now."""
        texts = [(one.oid, words) for one in files if one.oid and (words := _words(one)) is not None]
        paths = [
            (
                one.ref.repo,
                one.ref.path,
                one.oid if _words(one) is not None else None,
                one.url,
                moment(read_at),
                one.link is not None,
            )
            for one in files
        ]

        def change(db: sqlite3.Connection) -> None:
            db.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", texts)
            db.executemany("INSERT OR REPLACE INTO paths VALUES (?, ?, ?, ?, ?, ?)", paths)

        self._store.write(change)

    def read_at(self) -> datetime | None:
        """When the file that was not looked at for longest was read."""
        ((oldest,),) = self._store.read("SELECT min(read_at) FROM paths")
        return read_moment(oldest) if oldest else None

    def blame(self, refs: Sequence[FileRef]) -> dict[FileRef, tuple[LastChange, ...]]:
        """When the lines of these files were last changed; without those of which that was not read."""
        oids = {ref: one.oid for ref, one in self.known(refs).items() if one.oid}
        query = "SELECT first, last, at, url FROM line_changes WHERE repo = ? AND path = ? AND oid = ? ORDER BY first"
        rows = {ref: self._store.read(query, (ref.repo, ref.path, oid)) for ref, oid in oids.items()}
        return {
            ref: tuple(
                LastChange(first=number(first), last=number(last), at=read_moment(at), url=str(url))
                for first, last, at, url in found
            )
            for ref, found in rows.items()
            if found
        }

    def keep_blame(self, told: Mapping[FileRef, tuple[LastChange, ...]]) -> None:
        """Write when the lines were last changed of files as they were last read."""
        oids = {ref: one.oid for ref, one in self.known(list(told)).items() if one.oid}
        rows = [
            (ref.repo, ref.path, oid, one.first, one.last, moment(one.at), one.url)
            for ref, oid in oids.items()
            for one in told[ref]
        ]
        self._store.write(
            lambda db: db.executemany("INSERT OR REPLACE INTO line_changes VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        )


def _words(one: FileText) -> str | None:
    """What is kept under a file's object id."""
    return one.text if one.link is None else one.link


def _file(row: Row) -> FileText:
    repo, path, oid, url, words, link = row
    return FileText(
        ref=FileRef(str(repo), str(path)),
        text=None if link else text(words),
        oid=text(oid),
        url=str(url),
        link=text(words) if link else None,
    )
