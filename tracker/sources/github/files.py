"""Reads files of many repositories, as many as possible with one request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from tracker.errors import LadderCheckError, SourceError, TokenError
from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.github.answers import understanding
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import reading_texts
from tracker.sources.github.page_size import PageSize
from tracker.sources.github.replies import Answer, TooHeavy
from tracker.sources.github.translate import Json
from tracker.sources.store import open_store
from tracker.sources.store.texts import Texts

#: Files in one request: published practice fails from a few dozen on, and halves when it does.
_AT_ONCE = 50
#: Of files that are known only the object ids are asked for, which takes GitHub next to nothing: so many for one text.
_KNOWN_FOR_ONE = 3

Found = FileText | Unread


class GitHubFiles:
    """Files on default branches, read once: what was read is remembered, and read again only where it has changed.

    With ``refresh`` the texts in the store are not trusted.
    """

    def __init__(self, client: GitHubClient, texts: Texts | None = None, *, refresh: bool = False) -> None:
        self._client = client
        self._texts = texts or Texts(open_store(None))
        self._refresh = refresh
        self._known: dict[FileRef, Found] = {}
        self._listed: dict[str, tuple[str, ...] | Unread] = {}
        self._at_once = PageSize(_AT_ONCE)
        self._since: datetime | None = None

    def trust(self, since: datetime | None) -> None:
        """What was read since is as it was then; None where nothing is."""
        self._since = since

    def read(self, refs: Sequence[FileRef]) -> Sequence[Found]:
        """One answer for each reference, in the same order. Never raises: what fails is ``Unread``."""
        missing = [ref for ref in dict.fromkeys(refs) if ref not in self._known]
        missing.sort(key=lambda ref: ref.repo)
        now = self._read_missing(missing) if missing else {}
        self._known.update({ref: found for ref, found in now.items() if isinstance(found, FileText)})
        return [self._known.get(ref) or now[ref] for ref in refs]

    def _read_missing(self, refs: Sequence[FileRef]) -> dict[FileRef, Found]:
        """First whether those in the store are still the same, then the texts of all others."""
        found: dict[FileRef, Found] = dict(self._texts.known(refs, self._since)) if self._since else {}
        asked = [ref for ref in refs if ref not in found]
        found |= self._read_asked(asked)
        read_at = datetime.fromtimestamp(self._client.settings.patience.now(), tz=UTC)
        self._texts.keep([one for ref in asked if isinstance(one := found[ref], FileText)], read_at)
        return found

    def _read_asked(self, refs: Sequence[FileRef]) -> dict[FileRef, Found]:
        known = {} if self._refresh else self._texts.known(refs)
        found = dict(self._read_all(refs, known))
        changed = [ref for ref, one in found.items() if _is_other(one)]
        return found | dict(self._read_all(changed, {}))

    def list_paths(self, repo: str) -> tuple[str, ...] | Unread:
        """The paths of all files of a repository's default branch; ``Unread`` where GitHub does not list them all."""
        if repo not in self._listed:
            self._listed[repo] = list_paths(self._client, repo)
        return self._listed[repo]

    def _read_all(self, refs: Sequence[FileRef], known: Mapping[FileRef, FileText]) -> Iterator[tuple[FileRef, Found]]:
        start = failed = 0
        while start < len(refs):
            chunk = refs[start : start + self._fitting(refs[start:], known)]
            try:
                found = self._read_chunk(chunk, known)
                self._at_once.passed()
                failed = 0
            except TooHeavy as error:
                if self._at_once.halve(len(chunk)):
                    continue
                failed += 1
                # two files in a row are not both too large: GitHub is out of order
                found = _all_unread(chunk if failed == 1 else refs[start:], error)
            except (SourceError, TokenError) as error:
                found = _all_unread(refs[start:], error)
            yield from found.items()
            start += len(found)

    def _fitting(self, refs: Sequence[FileRef], known: Mapping[FileRef, FileText]) -> int:
        """How many of these go into one request: at least one."""
        weights = accumulate(1 if ref in known else _KNOWN_FOR_ONE for ref in refs)
        return max(1, sum(weight <= self._at_once.size * _KNOWN_FOR_ONE for weight in weights))

    def _read_chunk(self, refs: Sequence[FileRef], known: Mapping[FileRef, FileText]) -> dict[FileRef, Found]:
        aliases = _Aliases(refs)
        question = reading_texts(aliases.files, {alias for ref, (_, alias) in aliases.of.items() if ref in known})
        answer = self._client.graphql(question, aliases.variables)
        if any(problem.passing for problem in answer.errors):
            answer = self._client.graphql(question, aliases.variables)
        with understanding():
            return {ref: self._found(answer, ref, known.get(ref), *aliases.of[ref]) for ref in refs}

    def _found(self, answer: Answer, ref: FileRef, known: FileText | None, repo_alias: str, alias: str) -> Found:
        repo: Any = answer.data.get(repo_alias)
        if not repo or repo["isPrivate"]:
            return _unread(ref, _reason(answer, (repo_alias,)) or f"{ref.repo} is not a public repository")
        blob: Json | None = repo[alias]
        branch = (repo["defaultBranchRef"] or {"name": "HEAD"})["name"]
        if not blob and (reason := _reason(answer, (repo_alias, alias))):
            return _unread(ref, reason)
        url = f"{self._client.settings.endpoints.server}/{ref.repo}/blob/{branch}/{ref.path}"
        oid = (blob or {}).get("oid")
        if known:
            return replace(known, url=url) if known.oid == oid else _unread(ref, _OTHER)
        trouble = _trouble(blob)
        if trouble:
            return _unread(ref, trouble)
        return FileText(ref=ref, text=(blob or {}).get("text"), oid=oid, url=url)


_OTHER = "it has changed"


def _is_other(found: Found) -> bool:
    return isinstance(found, Unread) and found.reason == _OTHER


def list_paths(client: GitHubClient, repo: str) -> tuple[str, ...] | Unread:
    """The paths of all files of a repository's default branch, from its tree, for one request."""
    try:
        reply = client.rest("GET", f"/repos/{repo}/git/trees/HEAD", {"recursive": 1})
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
        return tuple(entry["path"] for entry in tree if entry["type"] == "blob")


def _flat(tree: Sequence[Json]) -> bool:
    """Whether directories are listed and nothing in them: an answer to a question that lost "recursive" on its way."""
    return any(entry["type"] == "tree" for entry in tree) and not any("/" in entry["path"] for entry in tree)


class _Aliases:
    """Names in a question for what was asked: ``files`` by repository, ``variables``, and ``of`` each reference."""

    def __init__(self, refs: Sequence[FileRef]) -> None:
        self.files: dict[str, list[str]] = {}
        self.variables: dict[str, object] = {}
        self.of: dict[FileRef, tuple[str, str]] = {}
        repos = {repo: f"r{index}" for index, repo in enumerate(dict.fromkeys(ref.repo for ref in refs))}
        for repo, alias in repos.items():
            owner, _, name = repo.partition("/")
            self.variables |= {f"{alias}_owner": owner, f"{alias}_name": name}
        for index, ref in enumerate(refs):
            alias = f"f{index}"
            self.files.setdefault(repos[ref.repo], []).append(alias)
            self.variables[alias] = f"HEAD:{ref.path}"
            self.of[ref] = (repos[ref.repo], alias)


def _reason(answer: Answer, path: tuple[str, ...]) -> str | None:
    """Why the answer holds nothing at a path, where GitHub gives a reason that is not its absence."""
    for problem in answer.errors:
        if problem.path == path[: len(problem.path)] and problem.type != "NOT_FOUND":
            return problem.message
    return None


def _trouble(blob: Json | None) -> str | None:
    """Why an object that is there has no readable text; a directory is no file, and so no trouble."""
    if not blob or "oid" not in blob:
        return None
    if blob["isBinary"]:
        return "it is binary"
    return "it is too large" if blob["isTruncated"] or blob["text"] is None else None


def _all_unread(refs: Sequence[FileRef], error: LadderCheckError) -> dict[FileRef, Found]:
    return {ref: _unread(ref, error.message) for ref in refs}


def _unread(ref: FileRef, reason: str) -> Unread:
    return Unread(ref=ref, reason=reason)
