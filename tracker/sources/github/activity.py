"""One family of a person's work: the searches over all organizations, those in single repositories, what is missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from tracker.facts import Gap, Kind
from tracker.sources.github.streams import Stream
from tracker.sources.github.threads import Item
from tracker.sources.github.translate import Json

T = TypeVar("T", bound=Item)

#: With so few pages to go, reading everything is cheaper than another search.
_FEW_PAGES = 2


class Activity(Generic[T]):
    """What was read of one family: ``items`` by id, newest searches first.

    ``opened`` makes a stream for some searches; ``within`` gives the searches for one repository.
    """

    def __init__(
        self,
        *,
        kinds: Sequence[Kind],
        what: str,
        whole: Stream,
        within: Callable[[str], Stream],
        translate: Callable[[Json], T | None],
    ) -> None:
        self.items: dict[str, T] = {}
        self._kinds = kinds
        self._what = what
        self._whole = whole
        self._within = within
        self._parts: dict[str, Stream] = {}
        self._translate = translate

    def stream(self, repo: str | None) -> Stream | None:
        """Where to read on for evidence in a repository (None: anywhere); None where nothing is left."""
        if not self._whole.open:
            return None
        if repo is None or self._whole.pages_left <= _FEW_PAGES:
            return self._whole
        part = self._parts.setdefault(repo, self._within(repo))
        return part if part.open else None

    def read(self, stream: Stream) -> None:
        """Read a page; raises what the client raises."""
        for node in stream.read():
            item = self._translate(node)
            if item and item.id not in self.items:
                self.items[item.id] = item

    def gaps(self, ended: str | None) -> Iterator[Gap]:
        """What is not complete, and why; ``ended`` is what put an end to all reading."""
        for kind in self._kinds:
            if gap := self._unread(kind, ended):
                yield gap
            for stream, repos in self._streams():
                yield from self._losses(kind, stream, repos)

    def _streams(self) -> Iterator[tuple[Stream, frozenset[str] | None]]:
        yield self._whole, None
        for repo, stream in self._parts.items():
            yield stream, frozenset({repo})

    def _unread(self, kind: Kind, ended: str | None) -> Gap | None:
        stream = self._whole
        reason = stream.stopped or (ended if stream.open else None)
        if not (stream.open or reason):
            return None
        read = f"read the newest {len(stream.seen):,} of {stream.total:,} {self._what}"
        return Gap(
            kind=kind,
            reason=f"{reason}; {read}" if reason else f"{read}; --full reads them all",
            effect="what is counted of them is a lower bound",
            besides=frozenset(repo for repo, part in self._parts.items() if not (part.open or part.stopped)),
            more=not reason,
        )

    def _losses(self, kind: Kind, stream: Stream, repos: frozenset[str] | None) -> Iterator[Gap]:
        for repo, number in stream.skipped:
            yield _loss(kind, frozenset({repo}), f"GitHub could not answer about {repo}#{number}")
        if stream.missing:
            seen, total = len(stream.seen), len(stream.seen) + stream.missing
            yield _loss(kind, repos, f"pages shifted while reading: {seen:,} of {total:,} {self._what} seen")
        for reason, where in _grouped(stream).items():
            yield _loss(kind, where or repos, f"GitHub left out a part of its answer: {reason}")


def _grouped(stream: Stream) -> Mapping[str, frozenset[str] | None]:
    """For each reason the repositories it is about, None where one of them is not known."""
    found: dict[str, set[str | None]] = {}
    for left_out in stream.left_out:
        found.setdefault(left_out.reason, set()).add(left_out.repo)
    return {
        reason: None if None in repos else frozenset(repo for repo in repos if repo) for reason, repos in found.items()
    }


def _loss(kind: Kind, repos: frozenset[str] | None, reason: str) -> Gap:
    return Gap(kind=kind, reason=reason, effect="some may be missing", repos=repos)
