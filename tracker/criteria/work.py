"""One person's work, read by the ladder's definitions: what counts, what is substantial, who was primary."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tracker.criteria.definitions import Definitions
from tracker.criteria.primary import is_primary
from tracker.facts import Facts
from tracker.facts.activity import Participation, PullRequest
from tracker.facts.owners_file import upwards
from tracker.facts.scopes import Scope, ScopeKind
from tracker.record import record


@record
class Piece:
    """A pull request that counts for a person, when, and as what.

    ``first`` is when it began to count, where that may be before ``at``; ``first_known`` is False
    where it may have been earlier still.
    """

    pull_request: PullRequest
    at: datetime
    note: str
    first: datetime | None = None
    first_known: bool = True


@record
class Tally:
    """Pieces of work that count for certain, newest first, and how many more may count but could not be told."""

    certain: tuple[Piece, ...]
    possible: tuple[Piece, ...] = ()


#: Whether a piece counts: yes, no, or not known.
Test = Callable[[Piece], bool | None]


def tally(pieces: Iterable[Piece], *tests: Test) -> Tally:
    """The pieces that pass every test, and those that may, in the order in which they are given: the newest first."""
    certain: list[Piece] = []
    possible: list[Piece] = []
    for piece in pieces:
        passed = _passes(piece, tests)
        if passed is not False:
            (certain if passed else possible).append(piece)
    return Tally(certain=tuple(certain), possible=tuple(possible))


def _passes(piece: Piece, tests: Iterable[Test]) -> bool | None:
    """Whether every test says yes; None where none says no, and not all of them know."""
    certain = True
    for test in tests:
        passed = test(piece)
        if passed is False:  # what the others say makes no difference any more
            return False
        certain = certain and passed is True
    return certain or None


def _newest_first(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda piece: (piece.at, str(piece.pull_request)), reverse=True))


def within(scope: Scope) -> Test:
    """Whether a piece of work lies in a scope; None where not all of its files are known."""
    repo = (scope.repo or "").lower()

    def test(piece: Piece) -> bool | None:
        pull_request = piece.pull_request
        if scope.kind is not ScopeKind.DIRECTORY:
            return True
        if pull_request.repo.lower() != repo:
            return False
        if not scope.path or any(scope.holds(changed.path) for changed in pull_request.files):
            return True
        return False if pull_request.files_complete else None

    return test


class Places:
    """Where pieces of work lie: each is looked at once, however many scopes are asked about."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces
        # By repository and directory, a bit for each piece: there may be a thousand people's in memory at once.
        self._in: dict[str, dict[str, int]] = defaultdict(dict)
        self._perhaps: dict[str, int] = {}
        for number, piece in enumerate(pieces):
            pull_request = piece.pull_request
            repo = pull_request.repo.lower()
            known = self._in[repo]
            for place in {"", *(above for changed in pull_request.files for above in upwards(changed.path))}:
                known[place] = known.get(place, 0) | 1 << number
            if not pull_request.files_complete:
                self._perhaps[repo] = self._perhaps.get(repo, 0) | 1 << number

    def near(self, scope: Scope) -> tuple[Piece, ...]:
        """The pieces that lie in a directory or may lie there, in their order."""
        repo = (scope.repo or "").lower()
        near = self._in.get(repo, {}).get(scope.path, 0) | self._perhaps.get(repo, 0)
        return tuple(self._pieces[number] for number in range(near.bit_length()) if near >> number & 1)


@dataclass(frozen=True, kw_only=True)
class Work:
    """The pieces of work in a person's facts that count by a ladder's definitions."""

    facts: Facts
    definitions: Definitions

    @cached_property
    def opened(self) -> tuple[Piece, ...]:
        """The person's own pull requests, merged or not, dated by their opening."""
        return _newest_first(Piece(pull_request=own, at=own.created_at, note="opened by you") for own in self._authored)

    @cached_property
    def merged(self) -> tuple[Piece, ...]:
        """The person's own merged pull requests, dated by their merge."""
        return _newest_first(
            Piece(pull_request=own, at=own.merged_at, note="merged, by you") for own in self._authored if own.merged_at
        )

    @cached_property
    def reviewed(self) -> tuple[Piece, ...]:
        """Pull requests by others that the person reviewed, dated by the last review."""
        return _newest_first(
            Piece(
                pull_request=p.pull_request,
                at=at,
                note=_how(p),
                first=p.first_reviewed_at,
                first_known=p.conversation is not None and p.conversation.complete,
            )
            for p in self._participations
            if (at := p.reviewed_at)
        )

    @cached_property
    def lgtm_given(self) -> tuple[Piece, ...]:
        """Pull requests by others on which the person wrote ``/lgtm``."""
        given = {p.pull_request.id for p in self._participations if p.lgtm_given}
        return tuple(piece for piece in self.reviewed if piece.pull_request.id in given)

    @cached_property
    def reviewed_or_merged(self) -> tuple[Piece, ...]:
        """Both kinds, each pull request once."""
        pieces = {piece.pull_request.id: piece for piece in (*self.reviewed, *self.merged)}
        return _newest_first(pieces.values())

    @cached_property
    def reviewed_or_opened(self) -> tuple[Piece, ...]:
        """Everything that shows somebody at work, their own pull requests merged or not."""
        return _newest_first((*self.reviewed, *self.opened))

    def near(self, pieces: tuple[Piece, ...], scope: Scope) -> tuple[Piece, ...]:
        """Those of this work's pieces that lie in a scope or may lie there, without a look at each of them again."""
        if scope.kind is not ScopeKind.DIRECTORY:
            return pieces
        if id(pieces) not in self._places:
            self._places[id(pieces)] = pieces, Places(pieces)  # kept with it, as another tuple may get its id
        return self._places[id(pieces)][1].near(scope)

    @cached_property
    def _places(self) -> dict[int, tuple[tuple[Piece, ...], Places]]:
        return {}

    def counted(self, piece: Piece) -> bool | None:
        """Whether a piece counts at all; None where that is not known. What does not is in none of the lists here."""
        return self.definitions.counts(piece.pull_request)

    @cached_property
    def repositories(self) -> Mapping[str, int]:
        """How many of the newest pull requests of each kind are in each repository, whatever else was read."""
        if self.facts.repositories is not None:
            return self.facts.repositories
        counts = Counter(piece.pull_request.repo for piece in self.reviewed_or_merged)
        counts.update({piece.pull_request.repo: 0 for piece in self.opened})
        return counts

    def sampled(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Those that were read first, and not for the sake of any place."""
        sample = self.facts.sample
        return (piece for piece in pieces if sample is None or piece.pull_request.id in sample)

    def substantial(self, piece: Piece) -> bool | None:
        """Whether a piece is substantial; None where its size is not known well enough."""
        id_ = piece.pull_request.id
        if id_ not in self._sized:  # asked for again in each scope: a piece of work is sized up once
            self._sized[id_] = self.definitions.substantial.is_met(piece.pull_request)
        return self._sized[id_]

    @cached_property
    def _sized(self) -> dict[str, bool | None]:
        return {}

    def primary(self, piece: Piece) -> bool | None:
        """Whether the person was the primary reviewer; None where the conversation is not known well enough.

        Nobody is the primary reviewer of a pull request of their own.
        """
        return self._primary.get(piece.pull_request.id, False)

    @cached_property
    def _primary(self) -> dict[str, bool | None]:
        login, definitions = self.facts.contributor.login, self.definitions
        return {p.pull_request.id: is_primary(login, p, definitions) for p in self._participations}

    @cached_property
    def _authored(self) -> tuple[PullRequest, ...]:
        return tuple(own for own in self.facts.authored if self.definitions.counts(own) is not False)

    @cached_property
    def _participations(self) -> tuple[Participation, ...]:
        taken_part = self.facts.participations
        return tuple(p for p in taken_part if self.definitions.counts(p.pull_request) is not False)


def _how(participation: Participation) -> str:
    if participation.lgtm_given:
        return "you gave /lgtm"
    return "you reviewed it" if participation.mine else "you gave /approve"
