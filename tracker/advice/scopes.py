"""Directories of OWNERS that a person works in: where a role is within reach."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tracker.criteria.work import Work
from tracker.facts.activity import PullRequest
from tracker.facts.owners import OwnersTree
from tracker.facts.scopes import Scope

#: A directory stands for its parent when it holds so much of the work there.
MAIN_SHARE = 0.6


def directories(pull_request: PullRequest) -> frozenset[str]:
    """The directories that a pull request touches, with all that are above them; ``""`` is the root."""
    touched = {changed.path.rpartition("/")[0] for changed in pull_request.files}
    return frozenset({""}.union(*map(_with_those_above, touched)))


@lru_cache(maxsize=20_000)  # the same come up in most of what is done in a repository
def _with_those_above(directory: str) -> tuple[str, ...]:
    parts = directory.split("/")
    return tuple("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def busiest(work: Work, *, repos: int, directories_each: int) -> dict[str, frozenset[str]]:
    """For the repositories in which a person works most, the directories in which they do."""
    return {repo: _busiest_directories(work, repo, directories_each) for repo in _most(work)[:repos]}


def _most(work: Work) -> list[str]:
    """The repositories of a person's newest work, those with most of it first."""
    return sorted(work.repositories, key=lambda repo: (-work.repositories[repo], repo))


def _busiest_directories(work: Work, repo: str, limit: int) -> frozenset[str]:
    newest = work.sampled((*work.reviewed_or_merged, *work.opened))
    pieces = [piece for piece in newest if piece.pull_request.repo == repo]
    counts = Counter(directory for piece in pieces for directory in directories(piece.pull_request))
    ranked = sorted(counts, key=lambda directory: (-counts[directory], directory.count("/"), directory))
    return frozenset(ranked[:limit])


def promising(work: Work, owners: Mapping[str, OwnersTree]) -> tuple[Scope, ...]:
    """Directories of OWNERS that hold much of a person's newest work, the most promising first.

    In each repository: the deepest directory that still holds most of the work in the one above it; then the others
    beside it. A directory counts as one of OWNERS where its own file names reviewers or approvers.
    """
    found: list[tuple[int, Scope]] = []
    pull_requests: dict[str, list[PullRequest]] = defaultdict(list)
    for piece in work.sampled(work.reviewed_or_merged):
        pull_requests[piece.pull_request.repo].append(piece.pull_request)
    for repo in owners.keys() & pull_requests.keys():
        counts = _by_owners_directory(pull_requests[repo], owners[repo])
        if counts:
            main = _main_directory(counts)
            found.append((counts[main], Scope.directory(repo, main)))
            found += [(n, Scope.directory(repo, other)) for other, n in counts.items() if _beside(other, main)]
    return tuple(scope for _, scope in sorted(found, key=lambda pair: (-pair[0], pair[1])))


def _by_owners_directory(pull_requests: Iterable[PullRequest], tree: OwnersTree) -> Counter[str]:
    return Counter(
        directory
        for pull_request in pull_requests
        for directory in directories(pull_request)
        if tree.names_people(directory)
    )


def _main_directory(counts: Counter[str]) -> str:
    """From the top down, into whichever directory holds most of the work of the one above."""
    here = min(counts, key=lambda directory: (_depth(directory), directory))
    while below := list(_heavy_below(here, counts)):
        here = max(below, key=lambda directory: (counts[directory], -_depth(directory), directory))
    return here


def _heavy_below(here: str, counts: Counter[str]) -> Iterator[str]:
    return (other for other in counts if _above(here, other) and counts[other] >= MAIN_SHARE * counts[here])


def _above(outer: str, inner: str) -> bool:
    return outer != inner and (not outer or inner.startswith(f"{outer}/"))


def _beside(other: str, main: str) -> bool:
    return other != main and not _above(other, main) and not _above(main, other)


def _depth(directory: str) -> int:
    return directory.count("/") + bool(directory)
