"""From what was read of a repository to facts with gaps."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from tracker.facts import Gap
from tracker.facts.repository_work import Discussed, RepositoryQuery, RepositoryWork
from tracker.record import record
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.gather import NAME
from tracker.sources.github.gather.checkpoint import LATELY
from tracker.sources.github.gather.cursor import Cursor
from tracker.sources.github.gather.plan import WORK
from tracker.sources.github.records import GHOST, Reader, seen
from tracker.sources.threads import Item

_EFFECT = "what some people did there may be missing"


@record
class Known:
    """What was read of a repository: pull requests, and of the others why not.

    Everything that changed from ``since`` until ``until`` was found (None: nothing is certain), ``found`` in all;
    ``unfound`` where search left out what changed last. ``ended`` is what put an end to all reading, which began
    ``at``.
    """

    query: RepositoryQuery
    read: Mapping[str, Item]
    lost: Mapping[str, str]
    found: int
    cursors: Sequence[Cursor]
    since: datetime | None
    until: datetime | None
    unfound: bool
    ended: str | None
    at: datetime


def work_of(known: Known, settings: Settings) -> RepositoryWork:
    """The facts: pull requests as they stood on the query's day, those that changed since its first."""
    query = known.query
    shown = [one for item in known.read.values() if _matters(item, query) and (one := _seen(item, query))]
    shown.sort(key=lambda one: (one.pull_request.created_at, one.pull_request.id), reverse=True)
    return RepositoryWork(
        repo=query.repo,
        since=query.since,
        as_of=query.as_of,
        pulls=tuple(shown),
        total=known.found,
        gaps=tuple(_gaps(known)),
        source=NAME,
        host=settings.endpoints.host,
        web=settings.endpoints.server,
        fetched_at=min(known.at, known.until or known.at),
    )


def _matters(item: Item, query: RepositoryQuery) -> bool:
    found = item.pull_request
    return found.updated_at >= query.since or (query.open_too and found.closed_at is None)


def _seen(item: Item, query: RepositoryQuery) -> Discussed | None:
    reader = Reader(
        login=GHOST,
        orgs=frozenset({query.repo.partition("/")[0].casefold()}),
        as_of=query.as_of,
        excluded_repos=frozenset(repo.casefold() for repo in query.excluded_repos),
        bots=query.bots,
    )
    one = seen(item, reader)
    if one is None:
        return None
    return Discussed(pull_request=one.pull_request, conversation=one.talk.conversation())


def _gaps(known: Known) -> Iterator[Gap]:
    """What may be missing. Work that is not read is nobody's: no number of anybody is certain then."""
    for reason in dict.fromkeys((*_unfound(known), *_unread(known))):
        for kind in WORK:
            yield Gap(kind=kind, reason=reason, effect=_EFFECT, repos=frozenset({known.query.repo}))


def _unfound(known: Known) -> Iterator[str]:
    query, repo = known.query, known.query.repo
    if query.numbers is not None:
        beside = ", and open ones" if query.open_too else ""
        merged = f"merged ones, on its branch{beside}"
        yield f"of {repo} only pull requests that the clone's history names were read: {merged}"
        if known.ended and any(cursor.open for cursor in known.cursors):
            yield f"{known.ended}; open pull requests of {repo} were not all looked for"
    else:
        yield from _not_looked_for(known)
    for cursor in known.cursors:
        if cursor.stopped:
            yield f"a search in {repo} was not answered: {cursor.stopped}"
        yield from (f"GitHub left out a part of its answer: {one.reason}" for one in cursor.left_out)
    if missing := sum(cursor.missing for cursor in known.cursors):
        yield f"GitHub's search announced {missing:,} more pull requests in {repo} than it showed"


def _not_looked_for(known: Known) -> Iterator[str]:
    """Of what the repository's own searches should find."""
    query, repo = known.query, known.query.repo
    if known.ended and known.since and known.since > query.since:
        yield f"{known.ended}; what changed in {repo} before {known.since:%Y-%m-%d} was not looked for"
    if known.ended and (known.until is None or known.until + LATELY < query.as_of):
        since = f"since {known.until:%Y-%m-%d %H:%M} UTC " if known.until else ""
        yield f"{known.ended}; what changed in {repo} {since}was not looked for"
    if known.unfound:
        yield f"GitHub's search does not find the pull request of {repo} that changed last"


def _unread(known: Known) -> Iterator[str]:
    repo, number = known.query.repo, len(known.read)
    if known.ended and number + len(known.lost) < known.found:
        yield f"{known.ended}; read {number:,} of the {known.found:,} pull requests of {repo} that were found"
    for reason, count in Counter(known.lost.values()).items():
        number_of = "1 pull request" if count == 1 else f"{count:,} pull requests"
        yield f"GitHub did not show {number_of} of {repo} that it found{reason and f': {reason}'}"
    if any(not item.talk.complete for item in known.read.values()):
        yield f"only the newest part of long conversations in {repo} was read"
