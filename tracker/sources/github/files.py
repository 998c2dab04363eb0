"""Reads files of many repositories, as many as possible with one request."""

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.github.api.answers import public_name, understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.question import LOOKUP, Question, Result, repository_question
from tracker.sources.github.records import Json
from tracker.sources.github.rest_files import LINK, list_paths
from tracker.sources.store import Store, open_store
from tracker.sources.store.places import Places
from tracker.sources.store.texts import Texts

#: Files in one request: published practice fails from a few dozen on, and halves when it does.
_AT_ONCE = 50
#: Milliseconds that it takes GitHub to give a text; and the object id alone, of a file that is known.
_TEXT, _OID = 25, 10

Found = FileText | Unread


class GitHubFiles:
    """Files on default branches, read once: what was read is cached, and read again only where it has changed.

    With ``refresh`` the texts in the store are not trusted.
    """

    def __init__(self, client: GitHubClient, store: Store | None = None, *, refresh: bool = False) -> None:
        store = store or open_store(None)
        self._client = client
        self._texts = Texts(store)
        self._refresh = refresh
        self._known: dict[FileRef, Found] = {}
        self._listed: dict[str, tuple[str, ...] | Unread] = {}
        self._batch = Batch(client, _AT_ONCE * _TEXT, "Texts")
        self._since: datetime | None = None
        #: What came along with other questions: it may be read later, or not.
        self._came: dict[FileRef, Found] = {}
        self._names = Places(store)
        #: Repositories of which only the present name is asked, along with files.
        self._along: tuple[str, ...] = ()
        self.called: dict[str, str] = {}

    def trust(self, since: datetime | None) -> None:
        """What was read since is as it was then; None where nothing is."""
        self._since = since

    def expect(self, names: Sequence[str]) -> None:
        """These (``owner/name:path``) are read soon: ask along whether the stored ones are the same, and for others."""
        refs = [FileRef.parse(name) for name in names]
        known = {} if self._refresh else self._texts.known(refs)
        for ref in refs:
            if ref not in self._known:
                then = partial(self._note_came, ref, known.get(ref))
                self._batch.expect(_question(ref, known=ref in known), then)

    def mention(self, word: str, names: Sequence[str]) -> bool | None:
        """Whether a login in small letters stands in one of these files; None where one of them did not come along."""
        came = [self._known.get(ref) or self._came.get(ref) for ref in map(FileRef.parse, names)]
        texts = [one.text or "" for one in came if isinstance(one, FileText)]
        # Not in a longer login: that is somebody else's.
        alone = re.compile(rf"(?<![a-z0-9-]){re.escape(word)}(?![a-z0-9-])")
        return any(map(alone.search, map(str.casefold, texts))) if texts and len(texts) == len(names) else None

    def _note_came(self, ref: FileRef, known: FileText | None, result: Result) -> None:
        self._came[ref] = self._found(ref, result, known)

    def ask_names(self, repos: Collection[str]) -> None:
        """Ask along with the next files what these repositories are called now."""
        self._along = tuple(sorted(repo for repo in repos if repo not in self.called))

    def read(self, refs: Sequence[FileRef]) -> Sequence[Found]:
        """One answer for each reference, in the same order. Never raises: what fails is ``Unread``."""
        missing = [ref for ref in dict.fromkeys(refs) if ref not in self._known]
        missing.sort(key=lambda ref: ref.repo)
        now = self._read_missing(missing) if missing else {}
        # That there is no such public repository is known, too; what could not be read is asked for again.
        self._known.update({ref: one for ref, one in now.items() if isinstance(one, FileText) or one.absent})
        return [self._known.get(ref) or now[ref] for ref in refs]

    def _read_missing(self, refs: Sequence[FileRef]) -> dict[FileRef, Found]:
        """First whether those in the store are still the same, then the texts of all others."""
        found: dict[FileRef, Found] = dict(self._texts.known(refs, self._since)) if self._since else {}
        asked = [ref for ref in refs if ref not in found]
        found |= self._read_asked(asked)
        read_at = self._client.settings.now
        self._texts.keep([one for ref in asked if isinstance(one := found[ref], FileText)], read_at)
        here = {ref.repo for ref in refs} | set(self._along)
        self._names.keep_names({repo: name for repo, name in self.called.items() if repo in here}, read_at)
        self.called = {**self._names.names(here), **self.called}
        return found

    def _read_asked(self, refs: Sequence[FileRef]) -> dict[FileRef, Found]:
        known = {} if self._refresh else self._texts.known(refs)
        found = dict(self._read_all(refs, known))
        changed = [ref for ref, one in found.items() if _is_other(one)]
        return found | dict(self._read_all(changed, {}))

    def list_paths(self, repo: str) -> tuple[str, ...] | Unread:
        """The paths of all plain files of the default branch; ``Unread`` where GitHub does not list them all."""
        if repo not in self._listed:
            self._listed[repo] = list_paths(self._client, repo)
        return self._listed[repo]

    def _read_all(self, refs: Sequence[FileRef], known: Mapping[FileRef, FileText]) -> Iterator[tuple[FileRef, Found]]:
        """All of these; of those that are known, only whether they are still the same."""
        questions: dict[FileRef | str, Question] = {ref: _question(ref, known=ref in known) for ref in refs}
        names = [repo for repo in self._along if refs and repo not in self.called]
        for results in self._batch.settle(
            questions | {repo: repository_question(repo, alias="r", weight=LOOKUP) for repo in names}
        ):
            for asked, result in results.items():
                self._note_name(asked, result)
                if isinstance(asked, FileRef):
                    yield asked, self._found(asked, result, known.get(asked))

    def _note_name(self, asked: FileRef | str, result: Result) -> None:
        """What a public repository is called now, by the name that was asked for."""
        name = understood(lambda: public_name(result.data))
        if name:
            self.called[asked.repo if isinstance(asked, FileRef) else asked] = name

    def _found(self, ref: FileRef, result: Result, known: FileText | None) -> Found:
        found = understood(lambda: self._understood(ref, result, known))
        return found or _unread(ref, NOT_IN_FORM)

    def _understood(self, ref: FileRef, result: Result, known: FileText | None) -> Found:
        repo: Any = result.data
        if not repo or repo["isPrivate"]:
            reason = result.failed or next((one.message for one in result.problems if one.type != "NOT_FOUND"), None)
            return _unread(ref, reason) if reason else _not_public(ref, absent=bool(repo) or result.absent)
        # A repository without commits has no branch, and so no files; a branch always has a commit.
        branch: Json = repo["defaultBranchRef"] or {"name": "HEAD", "target": {"file": None}}
        entry: Json | None = (branch["target"] or {}).get("file")
        if not entry and (reason := _reason(result, ("defaultBranchRef", "target", "file"))):
            return _unread(ref, reason)
        if "file" not in (branch["target"] or {}):
            return _unread(ref, NOT_IN_FORM)
        url = f"{self._client.settings.endpoints.server}/{repo['nameWithOwner']}/blob/{branch['name']}/{ref.path}"
        return _still(known, entry, url) if known else _read(ref, entry, url)


def _question(ref: FileRef, *, known: bool) -> Question:
    what = "Identity" if known else "Text"
    inside = f"defaultBranchRef {{ name target {{ ... on Commit {{ file(path: $path) {{ ...{what} }} }} }} }}"
    return repository_question(ref.repo, inside, alias="f", weight=_OID if known else _TEXT, path=ref.path)


def _still(known: FileText, entry: Json | None, url: str) -> Found:
    """What is known of a file, where it is still the same."""
    oid, link = (entry["oid"], entry["mode"] == LINK) if entry else (None, False)
    same = known.oid == oid and (known.link is not None) == link
    return replace(known, url=url) if same else _unread(known.ref, _OTHER)


def _read(ref: FileRef, entry: Json | None, url: str) -> Found:
    """A file by its entry in the tree of its directory."""
    if entry is None:
        return FileText(ref=ref, text=None, oid=None, url=url)
    if trouble := _trouble(entry):
        return _unread(ref, trouble)
    text, link = entry["object"]["text"], entry["mode"] == LINK
    return FileText(ref=ref, text=None if link else text, oid=entry["oid"], url=url, link=text if link else None)


# Modes of git's tree entries; plain files have 0o100644 and the like.
_DIRECTORY, _SUBMODULE = 0o040000, 0o160000
_NO_FILE = {_DIRECTORY: "it is a directory", _SUBMODULE: "it is a submodule"}
_OTHER = "it has changed"


def _is_other(found: Found) -> bool:
    return isinstance(found, Unread) and found.reason == _OTHER


def _reason(result: Result, path: tuple[str, ...]) -> str | None:
    """Why the answer holds nothing at a path, where GitHub gives a reason that is not its absence."""
    if result.failed:
        return result.failed
    for problem in result.problems:
        if problem.path == path[: len(problem.path)] and problem.type != "NOT_FOUND":
            return problem.message
    return None


def _trouble(entry: Json) -> str | None:
    """Why an entry that is there has no readable text."""
    if no_file := _NO_FILE.get(entry["mode"]):
        return no_file
    blob: Json = entry["object"] or {}
    if blob.get("isBinary"):
        return "it is binary"
    if blob.get("isTruncated") or blob.get("text") is None:
        return "it is too large"
    return None if _is_whole(blob) else "it is not in UTF-8"


def _is_whole(blob: Json) -> bool:
    """Whether a text is what is in the repository: GitHub shows other encodings in UTF-8, which Go does not read."""
    size = len(blob["text"].encode(errors="surrogatepass"))
    return blob["byteSize"] in {size, size + len(BOM_UTF8)}  # a mark of the encoding may be left out


def _not_public(ref: FileRef, *, absent: bool) -> Unread:
    return Unread(ref=ref, reason=f"{ref.repo} is not a public repository", absent=absent)


def _unread(ref: FileRef, reason: str) -> Unread:
    return Unread(ref=ref, reason=reason)
