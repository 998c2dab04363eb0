"""Reads files through REST: one request each, and so only a few of them."""

import base64
import binascii
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from tracker.errors import SourceError, TokenError
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.records import Json


class RestFiles:
    """Files on default branches, read once; after ``most`` requests the rest stays unread."""

    def __init__(self, client: GitHubClient, *, most: int) -> None:
        self._client = client
        self._left = most
        self._why = "without a token only a few files are read"
        self._known: dict[FileRef, FileText | Unread] = {}

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        """One answer for each reference, in the same order. Never raises: what fails is ``Unread``."""
        return [self._read(ref) for ref in refs]

    def list_paths(self, repo: str) -> tuple[str, ...] | Unread:
        """The paths of all files of a repository's default branch."""
        if not self._left:
            return self._too_many(FileRef(repo, ""))
        self._left -= 1
        return list_paths(self._client, repo)

    def _read(self, ref: FileRef) -> FileText | Unread:
        if ref not in self._known:
            if not self._left:
                return self._too_many(ref)
            self._left -= 1
            self._known[ref] = self._fetch(ref)
        return self._known[ref]

    def _fetch(self, ref: FileRef) -> FileText | Unread:
        try:
            reply = self._client.get(f"/repos/{ref.repo}/contents/{quote(ref.path)}")
        except (SourceError, TokenError) as error:
            self._left, self._why = 0, error.message  # what stopped this one will stop the others
            return Unread(ref=ref, reason=error.message)
        url = f"{self._client.settings.endpoints.server}/{ref.repo}/blob/HEAD/{ref.path}"
        kind = "directory" if isinstance(reply.json, list) else reply.record.get("type")
        if reply.status == HTTPStatus.NOT_FOUND or kind == "symlink":
            # GitHub follows a link to a file itself; it shows one that leads to something else.
            link = str(reply.record.get("target")) if kind == "symlink" else None
            return FileText(ref=ref, text=None, oid=None, url=url, link=link)
        if kind in {"directory", "submodule"}:
            return Unread(ref=ref, reason=f"it is a {kind}")
        with understanding():
            text = file_text(reply.record)
        if reply.status != HTTPStatus.OK or text is None:
            return Unread(ref=ref, reason=reply.message or "it is too large, or no text")
        return FileText(ref=ref, text=text, oid=str(reply.record.get("sha")), url=url)

    def _too_many(self, ref: FileRef) -> Unread:
        return Unread(ref=ref, reason=self._why)


def file_text(record: Json) -> str | None:
    """A file's text; None where GitHub left it out, or it is none."""
    content: Any = record.get("content")
    if not content or record.get("encoding") != "base64":
        return "" if record.get("size") == 0 else None
    try:
        return base64.b64decode(content).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


#: The mode of a symbolic link among git's tree entries.
LINK = 0o120000


def list_paths(client: GitHubClient, repo: str) -> tuple[str, ...] | Unread:
    """The paths of all plain files of a repository's default branch, from its tree, for one request."""
    try:
        reply = client.get(f"/repos/{repo}/git/trees/HEAD", {"recursive": 1})
    except (SourceError, TokenError) as error:
        return Unread(ref=FileRef(repo, ""), reason=error.message)
    tree: Any = reply.record.get("tree")
    if not isinstance(tree, list):
        return Unread(ref=FileRef(repo, ""), reason=reply.message or f"status {reply.status}")
    if reply.record.get("truncated"):
        return Unread(ref=FileRef(repo, ""), reason="it has more files than GitHub lists")
    if not tree or _flat(tree):
        return Unread(ref=FileRef(repo, ""), reason="GitHub lists nothing below its top level")
    with understanding():
        return tuple(entry["path"] for entry in tree if entry["type"] == "blob" and int(entry["mode"], 8) != LINK)


def _flat(tree: Sequence[Json]) -> bool:
    """Whether directories are listed and nothing in them: an answer to a question that lost "recursive" on its way."""
    return any(entry["type"] == "tree" for entry in tree) and not any("/" in entry["path"] for entry in tree)
