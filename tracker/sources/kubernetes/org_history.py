"""Since when somebody is in an organization, from the git history of the files that list its members.

Costs no API request: the repository is public and is cloned once. The method and its limits: ladder-facts.md, 4.3.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.facts import Gap, Kind
from tracker.facts.tenure import Book, Listing, stays
from tracker.sources.kubernetes.file_history import Branch, Version
from tracker.sources.kubernetes.git_cache import TIP, GitCache, Remote
from tracker.sources.kubernetes.git_command import Git, GitError
from tracker.sources.kubernetes.org_books import Books
from tracker.sources.kubernetes.org_listing import Versions
from tracker.sources.kubernetes.org_records import Commit, HistoryPlace, HistoryQuery, OrgHistory

# Where somebody's own clone keeps the published branch. HEAD may be their own work, and so comes last.
_PUBLISHED = tuple(
    f"refs/remotes/{remote}/{branch}" for remote in ("upstream", "origin") for branch in ("HEAD", "main", "master")
)
_EFFECT = "dates of joining may be missing, or later than they were"


def read_history(query: HistoryQuery, place: HistoryPlace) -> OrgHistory:
    """The history of the organizations' files, with a gap for whatever could not be read. Never raises for that."""
    commits = f"{place.server_url.rstrip('/')}/{query.repo}/commit/"
    try:
        git = Git.find(place.environ, timeout=place.timeout)
        if place.clone:
            books, tip, gaps = _read(Branch.of_clone(git, place.clone, (*_PUBLISHED, "HEAD")), query)
        else:
            books, tip, gaps = _of_server(git, place, query)
    except GitError as error:
        return OrgHistory(commits=commits, gaps=(_gap(f"the history of {query.repo} was not read: {error.message}"),))
    return OrgHistory(books=books, tip=tip, commits=commits, gaps=tuple(gaps))


def _gap(reason: str) -> Gap:
    return Gap(kind=Kind.MEMBER_SINCE, reason=reason, effect=_EFFECT)


_Read = tuple[dict[str, Book], Commit, list[Gap]]


def _of_server(git: Git, place: HistoryPlace, query: HistoryQuery) -> _Read:
    cache = GitCache(git=git, directory=place.cache)
    kept = Books(directory=place.cache, asked=repr(query))
    remote = Remote.of(place.server_url, query.repo)
    with cache.holding():
        copy = cache.kept(remote) if place.offline else cache.fresh(remote)
        try:
            books, tip, gaps = _read(Branch.at(git, copy.git_dir, (TIP,)), query, kept)
        except GitError:
            if copy.new or place.offline:
                raise
            copy = cache.anew(remote)  # what an earlier run left may be broken where only reading shows it
            books, tip, gaps = _read(Branch.at(git, copy.git_dir, (TIP,)), query, kept)
    if copy.stale:
        gaps.append(_gap(f"the history of {query.repo} was read up to {tip.at.date()} only: {copy.stale}"))
    return books, tip, gaps


def _read(branch: Branch, query: HistoryQuery, kept: Books | None = None) -> _Read:
    """The books of the organizations' files on a branch: kept ones, or read and, if whole, kept. Raises GitError."""
    if kept and (known := kept.at(branch.tip.oid)) is not None:
        return known, branch.tip, []
    books, tip, gaps = _walk(branch, query)
    if kept and not gaps:
        kept.keep(tip.oid, books)
    return books, tip, gaps


def _walk(branch: Branch, query: HistoryQuery) -> _Read:
    books: dict[str, Book] = {}
    gaps = []
    changes = list(branch.versions([path for paths in query.paths.values() for path in paths]))
    states = {org: _states(changes, paths) for org, paths in query.paths.items()}
    blobs = [blob for own in states.values() for _, blob in own if blob]
    texts = branch.texts(blobs, branch.sizes(change.blob for change in changes if change.blob))
    for org, paths in query.paths.items():
        listings = _Listings(texts, states[org], org)
        books[org] = stays(listings, floor=query.floor)
        if trouble := _trouble(states[org], is_read=listings.is_read):
            gaps.append(_gap(f"{paths[0]} in {query.repo} {trouble}"))
    if changes and branch.shallow():
        gaps.append(_gap(f"the clone of {query.repo} is shallow: it begins on {changes[0].commit.at.date()}"))
    return {org: book for org, book in books.items() if book}, branch.tip, gaps


_State = tuple[Commit, str | None]


def _states(changes: Sequence[Version], paths: Sequence[str]) -> list[_State]:
    """What an organization's file held after each commit that changed it (a blob's id), wherever it was then.

    A move takes the file away at one path and puts it at another in one commit, which changes nothing.
    """
    blobs: dict[str, str | None] = dict.fromkeys(paths)
    states: list[_State] = []
    own = (change for change in changes if change.path in blobs)
    for commit, group in groupby(own, key=lambda change: change.commit):
        blobs.update({change.path: change.blob for change in group})
        blob = next((blobs[path] for path in paths if blobs[path]), None)
        if not states or states[-1][1] != blob:
            states.append((commit, blob))
    return states


class _Listings:
    """The versions of an organization's file that can be read, once; ``is_read`` is whether the last one could be.

    ``texts`` gives the texts of all its states' blobs in their order. One that cannot be read, or no file at all, says
    nothing about who left.
    """

    def __init__(self, texts: Iterator[str | None], states: Sequence[_State], org: str) -> None:
        self._texts = texts
        self._states = states
        self._versions = Versions(org)
        self.is_read = True

    def __iter__(self) -> Iterator[Listing]:
        for commit, blob in self._states:
            text = next(self._texts) if blob else None
            logins = None if text is None else self._versions.listed(text)
            if logins is not None:
                yield Listing(at=commit.at, commit=commit.oid, logins=logins, follows=self.is_read)
            self.is_read = logins is not None


def _trouble(states: Sequence[_State], *, is_read: bool) -> str | None:
    """What is wrong with an organization's file as it stands now."""
    if not states:
        return "does not exist"
    commit, blob = states[-1]
    if blob is None:
        return f"no longer exists since {commit.at.date()}"
    return None if is_read else f"cannot be read as it stands since {commit.at.date()}"
