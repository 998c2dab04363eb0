"""Who took part in a repository within some time, and what each did there, as facts of each. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from tracker.criteria.definitions import Definitions
from tracker.criteria.work import Piece, Work, within
from tracker.facts import Facts
from tracker.facts.activity import Participation, PullRequest
from tracker.facts.left_out import is_stand_in
from tracker.facts.people import Contributor, Login
from tracker.facts.repository_work import Discussed, RepositoryWork
from tracker.facts.scopes import Scope
from tracker.findings.candidates import Companion


@dataclass(frozen=True)
class TakingPart:
    """Everybody who opened, merged or reviewed something in a repository within the time: people, no bots.

    What happened before the time is left out, so that a number is one of that time.
    """

    read: RepositoryWork
    definitions: Definitions

    @cached_property
    def works(self) -> Mapping[Login, Work]:
        """The work of each, by login."""
        found = {login: self._facts(login) for login in sorted({*self._authored, *self._reviewed})}
        return {login: Work(facts=facts, definitions=self.definitions) for login, facts in found.items()}

    def work(self, login: Login) -> Work:
        """The work of somebody; nothing for who did nothing."""
        return self.works.get(login) or Work(facts=self._facts(login), definitions=self.definitions)

    @cached_property
    def pieces(self) -> Callable[[Login, Scope], tuple[Piece, ...]]:
        """What somebody opened, merged or reviewed in a place, the newest first; also what may lie there."""
        return cache(self._found)

    def _found(self, login: Login, scope: Scope) -> tuple[Piece, ...]:
        work, here = self.work(login), within(scope)
        every = (*work.reviewed, *work.merged, *work.opened)
        latest: dict[str, Piece] = {}
        for piece in sorted(every, key=lambda one: one.at):
            if piece.at >= self.read.since and here(piece) is not False:
                latest[piece.pull_request.id] = piece
        return tuple(sorted(latest.values(), key=lambda one: (one.at, one.pull_request.id), reverse=True))

    def inside(self, scope: Scope) -> frozenset[Login]:
        """Everybody who did something in a place."""
        return frozenset(login for login in self.works if self.pieces(login, scope))

    def companions(self, login: Login, scope: Scope) -> tuple[Companion, ...]:
        """Who reviewed the same pull requests in a place, or those of the person; in order of the alphabet."""
        ids = {piece.pull_request.id for piece in self.pieces(login, scope)}
        shared = Counter(one for id_ in ids for one in self._reviewers[id_] if one != login)
        return tuple(Companion(login=one, shared=number) for one, number in sorted(shared.items()))

    @cached_property
    def _reviewers(self) -> Mapping[str, list[Login]]:
        found: dict[str, list[Login]] = defaultdict(list)
        for login, parts in self._reviewed.items():
            for part in parts:
                found[part.pull_request.id].append(login)
        return found

    @cached_property
    def _authored(self) -> Mapping[Login, list[PullRequest]]:
        found: dict[Login, list[PullRequest]] = defaultdict(list)
        for one in (pull.pull_request for pull in self.read.pulls):
            if one.author and not one.author_is_bot and self._is_person(one.author) and self._opened_or_merged(one):
                found[one.author].append(one)
        return found

    @cached_property
    def _reviewed(self) -> Mapping[Login, list[Participation]]:
        found: dict[Login, list[Participation]] = defaultdict(list)
        for pull in self.read.pulls:
            for login in filter(self._is_person, _said_by(pull)):
                part = pull.participation(login)
                if part.reviewed_at and part.reviewed_at >= self.read.since:
                    found[login].append(part)
        return found

    def _opened_or_merged(self, one: PullRequest) -> bool:
        return (one.merged_at or one.created_at) >= self.read.since

    def _is_person(self, login: Login) -> bool:
        bot = login in self.definitions.bots or login.key.endswith("[bot]") or login.key == "ghost"
        return not (bot or is_stand_in(login))

    def _facts(self, login: Login) -> Facts:
        read = self.read
        return Facts(
            contributor=Contributor(login=login, id="", url=f"{read.web}/{login}"),
            as_of=read.as_of,
            authored=tuple(self._authored.get(login, ())),
            participations=tuple(self._reviewed.get(login, ())),
            source=read.source,
            host=read.host,
            fetched_at=read.fetched_at,
        )


def months_in(pieces: Iterable[Piece]) -> int:
    """In how many months somebody did something."""
    return len({(piece.at.year, piece.at.month) for piece in pieces})


def last_of(pieces: Iterable[Piece]) -> tuple[datetime, str] | None:
    """When somebody was last seen, and where."""
    return max(((piece.at, piece.pull_request.url) for piece in pieces), default=None)


def _said_by(pull: Discussed) -> Iterator[Login]:
    """Those who reviewed a pull request of somebody else's, or wrote a command there."""
    said = pull.conversation
    logins = {review.by for review in said.reviews} | {command.by for command in said.commands}
    return (login for login in sorted(logins) if login != pull.pull_request.author)
