"""Checks of files: whether a repository's tree and the dates of a file's lines can be read."""

from tracker.errors import SourceError
from tracker.facts.groups_file import parse_groups
from tracker.sources.base import FileRef
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Result, repository_question
from tracker.sources.github.diagnosis.checking import Seen, ask, check, ok, problem
from tracker.sources.github.diagnosis.observations import FilesSeen, Observations, Trouble, not_asked
from tracker.sources.github.records import Json
from tracker.sources.kubernetes.yaml_text import load

FILES_POINTS = 1
_AT_TIP = "defaultBranchRef {{ target {{ ... on Commit {{ {} }} }} }}"
_BLAME = _AT_TIP.format("blame(path: $path) { ...LastChanges }")
_TEXT = _AT_TIP.format("file(path: $path) { ...Text }")


def read_files(client: GitHubClient, dated: FileRef | None, groups: FileRef | None) -> FilesSeen:
    """The dates of one file's lines and the text of another, for one request.

    Raises:
        SourceError, TokenError: from the client.
    """
    asked = [("dated", _BLAME, dated), ("groups", _TEXT, groups)]
    questions = {
        one: repository_question(one.repo, inside, alias=alias, path=one.path) for alias, inside, one in asked if one
    }
    results = dict(zip(questions, ask(client, list(questions.values())), strict=True))
    with understanding():
        return FilesSeen(
            ranges=_ranges(dated, results[dated])
            if dated
            else not_asked("the ladder names no file whose lines have dates"),
            repos=_repos(groups, results[groups]) if groups else not_asked("the ladder names no file of groups"),
        )


def _ranges(file: FileRef, result: Result) -> int | Trouble:
    found = (_commit(result).get("blame") or {}).get("ranges")
    return len(found) if found else _trouble(file, result)


def _repos(file: FileRef, result: Result) -> tuple[str, ...] | Trouble:
    """The repositories that the groups' file names, each once."""
    blob = (_commit(result).get("file") or {}).get("object") or {}
    if not blob.get("text"):
        return _trouble(file, result)
    try:
        groups = parse_groups(load(blob["text"], name=str(file.path)), url="")
    except SourceError as error:
        return Trouble(reason=error.message)
    links = (link for group in groups.by_id.values() for part in group.subprojects for link in part.owners)
    return tuple(dict.fromkeys(link.repo for link in links))


def _commit(result: Result) -> Json:
    """What was asked of the newest commit of a repository's default branch; nothing where GitHub did not say."""
    return ((result.data or {}).get("defaultBranchRef") or {}).get("target") or {}


def _trouble(file: FileRef, result: Result) -> Trouble:
    why = next((one.message for one in result.problems), "it is not there")
    return Trouble(reason=f"{file} could not be read: {why}")


@check("tree", "Tree")
def tree(observed: Observations) -> Seen | Trouble:
    """Whether all files of a repository are listed, those in directories, too."""
    paths = observed.paths
    if isinstance(paths, Trouble):
        return paths
    if any("/" in path for path in paths):
        return ok(f"{len(paths):,} files are listed")
    seen = "only files at the top are listed, so nested OWNERS files are missed"
    return problem(seen, "Look whether the repository was renamed: a redirect may lose the question.")


@check("blame", "Blame")
def blame(observed: Observations) -> Seen | Trouble:
    """Whether GitHub tells when a file's lines were last changed."""
    ranges = observed.files if isinstance(observed.files, Trouble) else observed.files.ranges
    return ranges if isinstance(ranges, Trouble) else ok("GitHub dates the lines of a file")
