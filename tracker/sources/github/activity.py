"""One family of a person's work: the searches over all organizations, those in single repositories, what is missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.facts import Gap, Kind
from tracker.sources.github.answers import Page
from tracker.sources.github.pending import Pending
from tracker.sources.github.searches import Family
from tracker.sources.github.streams import Stream
from tracker.sources.github.translate import Json
from tracker.sources.store.readings import Found, Trail

#: With so few pages to go, reading everything is cheaper than another search.
_FEW_PAGES = 2

Pages = Stream | Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a family is about: the kinds of evidence in it, and what it is called."""

    family: Family
    kinds: tuple[Kind, ...]
    what: str


class Activity:
    """How one family is read.

    ``changed`` is what changed since the last time, and is read before anything else; then ``pending``, which was found
    and not looked at; then the ``whole``, or what ``within`` opens for one repository. ``earlier`` are those that were
    opened before, and ``newest`` the ids of what was found last: nothing is said of anybody before those were looked at.
    """

    def __init__(
        self,
        matter: Matter,
        *,
        whole: Stream,
        within: Callable[[str], Stream],
        pending: Pending,
        changed: Stream | None = None,
        earlier: Iterable[str] = (),
        newest: Iterable[str] = (),
    ) -> None:
        self.matter = matter
        self.whole = whole
        self.changed = changed
        self.pending = pending
        self._within = within
        self._newest = frozenset(newest)
        self._parts: dict[str, Stream] = {repo: within(repo) for repo in earlier}

    @property
    def restored(self) -> bool:
        """Whether somebody read a part of it before."""
        return self.changed is not None

    @property
    def streams(self) -> tuple[Stream, ...]:
        """What is read before anything is waited for: what changed, or else everything."""
        return (self.changed,) if self.changed else (self.whole,)

    def first(self) -> Pages | None:
        """What has to be read before anything can be said of what changed since; None where that is done."""
        return self.changed if self.changed and self.changed.open else None

    def stream(self, repo: str | None) -> Pages | None:
        """Where to read on for evidence in a repository (None: anywhere); None where nothing is left."""
        if self.pending.prefer(repo):
            return self.pending
        return self.unfound(repo)

    def unfound(self, repo: str | None) -> Stream | None:
        """Where to find more, in a repository (None: anywhere); None where everything is found."""
        if not self.whole.open:
            return None
        if repo is None or self.whole.pages_left <= _FEW_PAGES:
            return self.whole
        part = self._parts.setdefault(repo, self._within(repo))
        return part if part.open else None

    def first_to_look_at(self) -> Sequence[Found]:
        """What was found and is looked at before anything is waited for: what is new, or was changed since."""
        found = self.pending.within(None)
        return (
            [one for one in found if one.id in self._newest or one.id in self.changed.seen] if self.changed else found
        )

    def read(self, pages: Pages) -> tuple[Json, ...]:
        """A page of records; raises what the client raises."""
        found = pages.read()
        self._note(pages, found)
        return found

    def take(self, stream: Stream, page: Page) -> tuple[Json, ...]:
        """The same, of a page that somebody else asked for."""
        found = stream.take(page)
        stream.left_out += page.left_out
        self._note(stream, found)
        return found

    def _note(self, pages: Pages, found: Iterable[Json]) -> None:
        """What is new stands in no place of the other searches: it was found, wherever they are."""
        if pages is self.changed:
            self.whole.seen.update(node["id"] for node in found)

    @property
    def skipped(self) -> tuple[Json, ...]:
        """Records of pull requests that GitHub could not answer for: they are there, and were not looked at."""
        return tuple(node for stream, _ in self._streams() for node in stream.skipped)

    @property
    def trusted(self) -> bool:
        """Whether what was read is whole as far as it goes, so that the next time can go on from here."""
        return all(stream.whole for stream, _ in self._streams())

    def trails(self, watermark: datetime) -> Iterator[Trail]:
        """How far the searches were followed, for the next time."""
        yield from self.whole.trails("", watermark)
        for repo, part in self._parts.items():
            yield from part.trails(repo, watermark)

    def gaps(self, ended: str | None) -> Iterator[Gap]:
        """What is not complete, and why; ``ended`` is what put an end to all reading."""
        for kind in self.matter.kinds:
            yield from self._unchanged(kind, ended)
            if gap := self._unread(kind, ended):
                yield gap
            yield from self.pending.gaps(kind, ended)
            for stream, repos in self._streams():
                yield from self._losses(kind, stream, repos)

    def _streams(self) -> Iterator[tuple[Stream, frozenset[str] | None]]:
        yield self.whole, None
        if self.changed:
            yield self.changed, None
        for repo, stream in self._parts.items():
            yield stream, frozenset({repo})

    def _unchanged(self, kind: Kind, ended: str | None) -> Iterator[Gap]:
        if self.changed and (self.changed.open or self.changed.stopped):
            reason = self.changed.stopped or ended or "reading stopped"
            text = f"{reason}; what changed since the last time was not read"
            yield Gap(kind=kind, reason=text, effect="some may be missing")

    def _unread(self, kind: Kind, ended: str | None) -> Gap | None:
        stream = self.whole
        reason = stream.stopped or (ended if stream.open else None)
        if not (stream.open or reason):
            return None
        read = f"read the newest {len(stream.seen):,} of {stream.total:,} {self.matter.what}"
        return Gap(
            kind=kind,
            reason=f"{reason}; {read}" if reason else f"{read}; --full reads them all",
            effect="what is counted of them is a lower bound",
            besides=frozenset(repo for repo, part in self._parts.items() if not (part.open or part.stopped)),
            more=not reason,
        )

    def _losses(self, kind: Kind, stream: Stream, repos: frozenset[str] | None) -> Iterator[Gap]:
        for repo, number in stream.skipped_names:
            yield loss(kind, frozenset({repo}), f"GitHub could not answer about {repo}#{number}")
        if stream.missing:
            seen, total = len(stream.seen), len(stream.seen) + stream.missing
            reason = f"pages shifted while reading: {seen:,} of {total:,} {self.matter.what} seen"
            yield loss(kind, repos, reason)
        for reason, where in _grouped(stream).items():
            yield loss(kind, where or repos, f"GitHub left out a part of its answer: {reason}")


def _grouped(stream: Stream) -> Mapping[str, frozenset[str] | None]:
    """For each reason the repositories it is about, None where one of them is not known."""
    found: dict[str, set[str | None]] = {}
    for left_out in stream.left_out:
        found.setdefault(left_out.reason, set()).add(left_out.repo)
    return {
        reason: None if None in repos else frozenset(repo for repo in repos if repo) for reason, repos in found.items()
    }


def loss(kind: Kind, repos: frozenset[str] | None, reason: str) -> Gap:
    """A gap of what may be missing and cannot be had."""
    return Gap(kind=kind, reason=reason, effect="some may be missing", repos=repos)
