"""Checks of files: whether a repository's tree and the dates of a file's lines can be read."""

from collections.abc import Sequence
from typing import Any

from tracker.errors import SourceError
from tracker.facts.groups_file import parse_groups
from tracker.findings.diagnosis import Check, CheckOutcome
from tracker.sources.base import FileRef
from tracker.sources.github.api.answers import reason, reason_for, understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.query import several
from tracker.sources.github.api.responses import Answer
from tracker.sources.github.diagnosis.observations import FilesSeen, Observations, Trouble, unknown
from tracker.sources.github.records import Json
from tracker.sources.kubernetes.yaml_text import load

FILES_POINTS = 1
_BLAME = (
    "dated: repository(owner: $dated_owner, name: $dated_name) { defaultBranchRef { target { ... on Commit "
    "{ blame(path: $dated_path) { ...LastChanges } } } } }"
)
_TEXT = (
    "groups: repository(owner: $groups_owner, name: $groups_name) { defaultBranchRef { target { ... on Commit "
    "{ file(path: $groups_path) { ...Text } } } } }"
)


def read_files(client: GitHubClient, dated: FileRef | None, groups: FileRef | None) -> FilesSeen:
    """The dates of one file's lines and the text of another, for one request.

    Raises:
        SourceError, TokenError: from the client.
    """
    fields, values = [], dict[str, object]()
    for name, field, file in (("dated", _BLAME, dated), ("groups", _TEXT, groups)):
        if file:
            owner, _, repo = file.repo.partition("/")
            fields.append(field)
            values |= {f"{name}_owner": owner, f"{name}_name": repo, f"{name}_path": file.path}
    variables = [f"${name}: String!" for name in values]
    answer = client.graphql(several(fields, variables), values)
    if any(not one.path for one in answer.errors):
        raise SourceError(reason(answer))
    with understanding():
        return FilesSeen(ranges=_ranges(answer, dated), repos=_repos(answer, groups))


def _ranges(answer: Answer, file: FileRef | None) -> int | Trouble:
    if file is None:
        return Trouble(reason="the ladder names no file whose lines have dates", asked=False)
    found = (_commit(answer, "dated").get("blame") or {}).get("ranges")
    return len(found) if found else _trouble(answer, "dated", file)


def _repos(answer: Answer, file: FileRef | None) -> tuple[str, ...] | Trouble:
    """The repositories that the groups' file names, each once."""
    if file is None:
        return Trouble(reason="the ladder names no file of groups", asked=False)
    blob = (_commit(answer, "groups").get("file") or {}).get("object") or {}
    if not blob.get("text"):
        return _trouble(answer, "groups", file)
    try:
        groups = parse_groups(load(blob["text"], name=str(file.path)), url="")
    except SourceError as error:
        return Trouble(reason=error.message)
    links = (link for group in groups.by_id.values() for part in group.subprojects for link in part.owners)
    return tuple(dict.fromkeys(link.repo for link in links))


def _commit(answer: Answer, alias: str) -> Json:
    """What was asked of the newest commit of a repository's default branch; nothing where GitHub did not say."""
    repo: Any = answer.data.get(alias) or {}
    return (repo.get("defaultBranchRef") or {}).get("target") or {}


def _trouble(answer: Answer, alias: str, file: FileRef) -> Trouble:
    why = reason_for(answer, alias) or "it is not there"
    return Trouble(reason=f"{file.repo}:{file.path} could not be read: {why}")


def tree(observed: Observations) -> Check:
    """Whether all files of a repository are listed, those in directories, too."""
    title, paths = "Tree", observed.paths
    if isinstance(paths, Trouble):
        return unknown("tree", title, paths)
    if _nested(paths):
        return Check(id="tree", title=title, outcome=CheckOutcome.OK, seen=f"{len(paths):,} files are listed")
    return Check(
        id="tree",
        title=title,
        outcome=CheckOutcome.PROBLEM,
        seen="only files at the top are listed, so nested OWNERS files are missed",
        to_do="Look whether the repository was renamed: a redirect may lose the question.",
    )


def _nested(paths: Sequence[str]) -> bool:
    return any("/" in path for path in paths)


def blame(observed: Observations) -> Check:
    """Whether GitHub tells when a file's lines were last changed."""
    title = "Blame"
    ranges = observed.files if isinstance(observed.files, Trouble) else observed.files.ranges
    if isinstance(ranges, Trouble):
        return unknown("blame", title, ranges)
    return Check(id="blame", title=title, outcome=CheckOutcome.OK, seen="GitHub dates the lines of a file")
