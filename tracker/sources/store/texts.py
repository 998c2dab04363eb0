"""Texts of governance files by Git's object id, which file had which, and when their lines were last changed."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from tracker.record import positional_record
from tracker.sources.base import FileRef, FileText, LastChange
from tracker.sources.store.record_columns import RecordColumns
from tracker.sources.store.records import ListReader, read_alone, read_list
from tracker.sources.store.store import Store
from tracker.sources.store.tables import LINE_CHANGES, PATHS, TEXTS
from tracker.sources.store.values import Value, moment, read_moment

_THESE_PATHS = "(repo, path) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))"
_THESE_TEXTS = "oid IN (SELECT value FROM json_each(?))"
_CHANGE = RecordColumns(LastChange)


class Texts:
    """The files of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, refs: Sequence[FileRef], since: datetime | None = None) -> dict[FileRef, FileText]:
        """These files as they were when somebody last looked (not before ``since``); without those never read."""
        names = json.dumps([(ref.repo, ref.path) for ref in refs])
        paths = [
            path
            for path in read_alone(self._store, PATHS, _path, _THESE_PATHS, names)
            if since is None or path.read_at >= since.replace(microsecond=0)
        ]
        oids = json.dumps([path.oid for path in paths if path.oid])
        words: dict[str | None, str | None] = {None: None}
        words.update(read_alone(self._store, TEXTS, lambda row: (row["oid"], row["text"]), _THESE_TEXTS, oids))
        return {path.ref: path.file(words[path.oid]) for path in paths if path.oid in words}

    def read_at(self, refs: Sequence[FileRef]) -> datetime | None:
        """When the one of these files was read that was not read for longest; None where none was."""
        names = json.dumps([(ref.repo, ref.path) for ref in refs])
        return min((one.read_at for one in read_alone(self._store, PATHS, _path, _THESE_PATHS, names)), default=None)

    def until(self) -> datetime | None:
        """When a file was last looked at; None where none was."""
        found = read_alone(self._store, PATHS, _path, "read_at = (SELECT max(read_at) FROM paths)")
        return max((one.read_at for one in found), default=None)

    def keep(self, files: Sequence[FileText], read_at: datetime) -> None:
        """Write files as they are now."""
        texts = ({"oid": one.oid, "text": words} for one in files if one.oid and (words := _words(one)) is not None)
        with self._store.transaction() as transaction:
            # Most of them are there already, and what has an object id never changes.
            TEXTS.write(transaction, texts, known="IGNORE")
            PATHS.write(transaction, (_path_row(one, read_at) for one in files))

    def blame(self, refs: Sequence[FileRef]) -> dict[FileRef, tuple[LastChange, ...]]:
        """When the lines of these files were last changed; without those of which that was not read."""
        oids = {ref: one.oid for ref, one in self.known(refs).items() if one.oid}
        found = {ref: self._changes(ref, oid) for ref, oid in oids.items()}
        return {ref: changes for ref, changes in found.items() if changes}

    def _changes(self, ref: FileRef, oid: str) -> tuple[LastChange, ...]:
        return tuple(read_list(self._store, ListReader(LINE_CHANGES, "", (ref.repo, ref.path, oid), _CHANGE.read)).rows)

    def keep_blame(self, told: Mapping[FileRef, tuple[LastChange, ...]]) -> None:
        """Write when the lines were last changed of files as they were last read."""
        oids = {ref: one.oid for ref, one in self.known(list(told)).items() if one.oid}
        with self._store.transaction() as transaction:
            for ref, oid in oids.items():
                of = {"repo": ref.repo, "path": ref.path, "oid": oid}
                LINE_CHANGES.empty(transaction, *of.values())
                LINE_CHANGES.write(transaction, ({**of, **_CHANGE.values(one)} for one in told[ref]))


@positional_record
class _Path:
    """What is kept of a file beside what is kept under its object id: its text, or the path that a link names."""

    ref: FileRef
    oid: str | None
    url: str
    read_at: datetime
    link: bool

    def file(self, words: str | None) -> FileText:
        text, link = (None, words) if self.link else (words, None)
        return FileText(ref=self.ref, text=text, oid=self.oid, url=self.url, link=link)


def _path(row: Row) -> _Path:
    ref = FileRef(row["repo"], row["path"])
    return _Path(ref, row["oid"], row["url"], read_moment(row["read_at"]), bool(row["link"]))


def _words(file: FileText) -> str | None:
    """What is kept under a file's object id."""
    return file.text if file.link is None else file.link


def _path_row(file: FileText, read_at: datetime) -> Mapping[str, Value]:
    return {
        "repo": file.ref.repo,
        "path": file.ref.path,
        "oid": file.oid if _words(file) is not None else None,
        "url": file.url,
        "read_at": moment(read_at),
        "link": int(file.link is not None),
    }
