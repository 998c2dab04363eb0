"""When the lines of files were last changed, and by which pull requests: many files with one request."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.errors import SourceError, TokenError
from tracker.sources.base import FileRef, LastChange, Unread
from tracker.sources.github import answers
from tracker.sources.github.client import GitHubClient
from tracker.sources.github.documents import blaming
from tracker.sources.github.replies import Answer, TooHeavy
from tracker.sources.github.translate import Json, moment
from tracker.sources.store import open_store
from tracker.sources.store.texts import Texts

#: Files in one request. GitHub computes blame anew each time, and a large file takes it a second or two of its ten.
_AT_ONCE = 10

Told = tuple[LastChange, ...] | Unread


class GitHubBlame:
    """Blame of files on default branches; what was told is remembered, and so is what could not be had.

    What the store knows of a file as it is now is not asked for.
    """

    def __init__(self, client: GitHubClient, texts: Texts | None = None) -> None:
        self._client = client
        self._texts = texts or Texts(open_store(None))
        self._known: dict[FileRef, Told] = {}
        self._plain: set[FileRef] = set()
        self._at_once = _AT_ONCE

    def blame(self, refs: Sequence[FileRef]) -> Sequence[Told]:
        """One answer for each reference, in the same order. Never raises: what fails is ``Unread``."""
        if missing := self._missing(refs):
            self._known.update(self._texts.blame(missing))
        while chunk := self._missing(refs)[: self._at_once]:
            try:
                self._remember(self._ask(chunk))
            except TooHeavy as error:
                self._ask_for_less(chunk, error)
            except (SourceError, TokenError) as error:
                self._known.update({ref: _unread(ref, error.message) for ref in self._missing(refs)})
        return [self._known[ref] for ref in refs]

    def _remember(self, found: Mapping[FileRef, Told]) -> None:
        self._known.update(found)
        whole = {ref: told for ref, told in found.items() if not isinstance(told, Unread) and ref not in self._plain}
        self._texts.keep_blame(whole)

    def _missing(self, refs: Sequence[FileRef]) -> list[FileRef]:
        return [ref for ref in dict.fromkeys(refs) if ref not in self._known]

    def _ask_for_less(self, refs: Sequence[FileRef], error: TooHeavy) -> None:
        """First do without pull requests, which are looked up for each range of lines; then ask for fewer files."""
        if not self._plain.issuperset(refs):
            self._plain.update(refs)
        elif len(refs) > 1:
            self._at_once = len(refs) // 2
        else:
            self._known[refs[0]] = _unread(refs[0], error.message)

    def _ask(self, refs: Sequence[FileRef]) -> dict[FileRef, Told]:
        aliases = {f"f{index}": ref for index, ref in enumerate(refs)}
        variables: dict[str, object] = {"withPulls": self._plain.isdisjoint(refs)}
        for alias, ref in aliases.items():
            owner, _, name = ref.repo.partition("/")
            variables |= {f"{alias}_owner": owner, f"{alias}_name": name, f"{alias}_path": ref.path}
        question = blaming(aliases)
        answer = self._client.graphql(question, variables)
        if any(problem.passing for problem in answer.errors):
            answer = self._client.graphql(question, variables)
        with answers.understanding():
            return {ref: _told(answer, alias, ref) for alias, ref in aliases.items()}


def _told(answer: Answer, alias: str, ref: FileRef) -> Told:
    repo: Any = answer.data.get(alias)
    if not repo or repo["isPrivate"]:
        return _unread(ref, answers.reason_for(answer, alias) or f"{ref.repo} is not a public repository")
    commit: Any = (repo["defaultBranchRef"] or {}).get("target") or {}
    if not commit.get("blame"):
        return _unread(ref, answers.reason_for(answer, alias) or f"{ref.repo} has no commits")
    return tuple(_changes(commit["blame"]["ranges"], repo["nameWithOwner"]))


def _changes(ranges: Sequence[Json], repo: str) -> Iterator[LastChange]:
    for lines in ranges:
        if lines["endingLine"] < lines["startingLine"]:
            raise ValueError("lines end before they begin")
        at, url = _brought_by(lines["commit"], repo)
        yield LastChange(first=lines["startingLine"], last=lines["endingLine"], at=moment(at), url=url)


def _brought_by(commit: Json, repo: str) -> tuple[str, str]:
    """When a commit reached the branch and what shows it: the merge of its pull request, or itself."""
    found = commit.get("associatedPullRequests") or {}
    for pull in found.get("nodes") or ():
        if pull and pull["mergedAt"] and pull["repository"]["nameWithOwner"] == repo:
            return pull["mergedAt"], pull["url"]
    return commit["committedDate"], commit["url"]


def _unread(ref: FileRef, reason: str) -> Unread:
    return Unread(ref=ref, reason=reason)
