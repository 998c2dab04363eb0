"""When the lines of files were last changed, and by which pull requests: many files with one request."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.sources.base import FileRef, LastChange, Unread
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.question import Question, Result, repository_question
from tracker.sources.github.records import Json, moment
from tracker.sources.store import Store, open_store
from tracker.sources.store.texts import Texts

#: Files in one request. GitHub computes blame anew each time, and a large file takes it a second or two of its ten.
_AT_ONCE = 10
#: Milliseconds that it takes GitHub for one file, of which few are large.
_FILE = 450
_INSIDE = "defaultBranchRef { target { ... on Commit { blame(path: $path) { ...LastChanges } } } }"

Told = tuple[LastChange, ...] | Unread


class GitHubBlame:
    """Blame of files on default branches; what was told is cached, and so is what could not be had.

    What the store knows of a file as it is now is not asked for.
    """

    def __init__(self, client: GitHubClient, store: Store | None = None) -> None:
        self._batch = Batch(client, _AT_ONCE * _FILE, "Blame")
        self._texts = Texts(store or open_store(None))
        self._known: dict[FileRef, Told] = {}

    def blame(self, refs: Sequence[FileRef]) -> Sequence[Told]:
        """One answer for each reference, in the same order. Never raises: what fails is ``Unread``."""
        if missing := self._missing(refs):
            self._known.update(self._texts.blame(missing))
        for results in self._batch.settle({ref: _question(ref) for ref in self._missing(refs)}):
            self._take(results)
        return [self._known[ref] for ref in refs]

    def _take(self, results: Mapping[FileRef, Result]) -> None:
        found = {ref: _told(ref, one) for ref, one in results.items()}
        self._known |= found
        whole = {
            ref: told for ref, told in found.items() if not isinstance(told, Unread) and _is_all(results[ref], told)
        }
        self._texts.keep_blame(whole)

    def _missing(self, refs: Sequence[FileRef]) -> list[FileRef]:
        return [ref for ref in dict.fromkeys(refs) if ref not in self._known]


def _question(ref: FileRef) -> Question:
    return repository_question(ref.repo, _INSIDE, alias="f", weight=_FILE, path=ref.path)


def _is_all(result: Result, told: Sequence[LastChange]) -> bool:
    """Whether every line has its date."""
    return result.whole and len(told) == len(result.data["defaultBranchRef"]["target"]["blame"]["ranges"])


def _told(ref: FileRef, result: Result) -> Told:
    told = understood(lambda: _lines(ref, result))
    return Unread(ref=ref, reason=NOT_IN_FORM) if told is None else told


def _lines(ref: FileRef, result: Result) -> Told:
    repo: Any = result.data
    missing = (
        f"{ref.repo} is not a public repository" if not repo or repo["isPrivate"] else f"{ref.repo} has no commits"
    )
    commit: Any = ((repo or {}).get("defaultBranchRef") or {}).get("target") or {}
    if not repo or repo["isPrivate"] or not commit.get("blame"):
        return Unread(ref=ref, reason=result.reason if result.failed or result.problems else missing)
    return tuple(_changes(commit["blame"]["ranges"], repo["nameWithOwner"]))


def _changes(ranges: Sequence[Json], repo: str) -> Iterator[LastChange]:
    for lines in ranges:
        if lines["endingLine"] < lines["startingLine"]:
            raise ValueError("lines end before they begin")
        if brought := _brought_by(lines["commit"], repo):
            at, url = brought
            yield LastChange(first=lines["startingLine"], last=lines["endingLine"], at=moment(at), url=url)


def _brought_by(commit: Json, repo: str) -> tuple[str, str] | None:
    """When a commit reached the branch and what shows it: the merge of its pull request, or itself.

    None where GitHub left out whether a pull request brought it, which is later than the commit.
    """
    found = (commit.get("associatedPullRequests") or {}).get("nodes")
    if found is None or None in found:
        return None
    for pull in found:
        if pull["mergedAt"] and pull["repository"]["nameWithOwner"] == repo:
            return pull["mergedAt"], pull["url"]
    return commit["committedDate"], commit["url"]
