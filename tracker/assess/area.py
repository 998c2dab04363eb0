"""Who looks after the directories of a repository, by their OWNERS and by what was done there. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from tracker.assess.taking_part import TakingPart, last_of
from tracker.criteria.work import Piece, tally, within
from tracker.facts.activity import Participation, PullRequest, ReviewState
from tracker.facts.commands import CommandKind
from tracker.facts.left_out import is_stand_in
from tracker.facts.owners import OwnersEntry, OwnersTree, Role
from tracker.facts.people import Login
from tracker.facts.repository_work import Discussed
from tracker.facts.scopes import Scope
from tracker.findings.area import Deeds, Entered, OwnedPlace, Waiting

#: Labels that say that a pull request waits for its author.
_FOR_ITS_AUTHOR = ("do-not-merge", "needs-rebase")


@dataclass(frozen=True)
class AreaView:
    """A place with its OWNERS and the work of its repository; nothing is said of people who are ``left_out``.

    ``in_part`` where not all of either was read.
    """

    tree: OwnersTree
    taking_part: TakingPart
    scope: Scope
    left_out: frozenset[Login] = frozenset()
    in_part: bool = False

    @cached_property
    def places(self) -> tuple[OwnedPlace, ...]:
        """The directories in the place whose own OWNERS name people, after the place by the nearest above it."""
        named = [path for path in self.tree.directories if self.scope.holds(path)]
        found = tuple(map(self.place, named))
        above = self.tree.directory_of(self.scope.path)
        if {self.scope.path, above} & {*named} or not self.tree.names_people(above):
            return found
        return (self.place(above, self.scope), *found)

    def place(self, path: str, counted_in: Scope | None = None) -> OwnedPlace:
        """A directory with what its own OWNERS say, and what was done in it, or else in one below."""
        entries = [entry for entry in self.tree.entries_ if entry.directory == path and self._counts(entry)]
        owned = Scope.directory(self.tree.repo, path)
        scope = counted_in or owned
        here = {entry.login for entry in entries}
        above = {one.login for one in self._inherited(path)} - here
        changes = tally(self._merged, within(scope))
        return OwnedPlace(
            scope=owned,
            counted_in=counted_in,
            url=entries[0].url if entries else "",
            entries=tuple(
                self._entered(one, scope)
                for one in sorted(entries, key=lambda one: (one.role is not Role.APPROVER, one.login))
            ),
            changes=len(changes.certain),
            changes_at_least=self.in_part or bool(changes.possible),
            above=sum(self.deeds(login, scope).active for login in above),
            in_part=self.in_part,
        )

    def _counts(self, entry: OwnersEntry) -> bool:
        """Whether an entry is a person's, and in force."""
        bot = entry.login in self.taking_part.definitions.bots
        return not (entry.emeritus or bot or entry.login in self.left_out or is_stand_in(entry.login))

    def _inherited(self, path: str) -> Iterator[OwnersEntry]:
        for entry in self.tree.entries_:
            if self._counts(entry) and self.tree.entry_for_some(entry.login, entry.role, path):
                yield entry

    @cached_property
    def _merged(self) -> tuple[Piece, ...]:
        read = self.taking_part.read
        merged = ((one.pull_request, at) for one in read.pulls if (at := one.pull_request.merged_at))
        return tuple(Piece(pull_request=one, at=at, note="merged") for one, at in merged if at >= read.since)

    def _entered(self, entry: OwnersEntry, scope: Scope) -> Entered:
        return Entered(
            login=entry.login,
            url=f"{self.taking_part.read.web}/{entry.login}",
            role=entry.role.value,
            alias=entry.alias,
            filter=entry.filter,
            deeds=self.deeds(entry.login, scope),
        )

    @cached_property
    def deeds(self) -> Callable[[Login, Scope], Deeds]:
        """What somebody did in a directory within the time."""
        return cache(self._deeds)

    def _deeds(self, login: Login, scope: Scope) -> Deeds:
        pieces, work, here = self.taking_part.pieces(login, scope), self.taking_part.work(login), within(scope)
        certain = {piece.pull_request.id for piece in pieces if here(piece)}
        approved = {one.pull_request.id for one in work.facts.participations if _is_approved(one)}
        last = last_of(pieces)
        return Deeds(
            reviews=_count(work.reviewed, certain),
            approvals=len(approved & certain),
            merged=_count(work.merged, certain),
            at_least=self.in_part or len(certain) < len(pieces),
            last=last[0] if last else None,
            last_url=last[1] if last else None,
        )

    @cached_property
    def holders(self) -> Mapping[Login, tuple[Scope, ...]]:
        """Everybody who is named in the place, with where."""
        found: dict[Login, list[Scope]] = {}
        for place in self.places:
            for one in place.entries:
                found.setdefault(one.login, []).append(place.scope)
        return {login: tuple(dict.fromkeys(found[login])) for login in sorted(found)}

    def waiting(self, as_of: datetime) -> tuple[Waiting, ...]:
        """Open pull requests in the place that are no drafts, the longest open first."""
        open_ones = [pull for pull in self.taking_part.read.pulls if self._is_open(pull)]
        found = sorted(open_ones, key=lambda pull: (pull.pull_request.created_at, pull.pull_request.number))
        # Labels are read as they are now.
        past = (self.taking_part.read.fetched_at.date() - as_of.date()).days > 1
        return tuple(
            Waiting(
                number=one.number,
                title=one.title,
                url=one.url,
                author=one.author,
                opened_at=one.created_at,
                days=max(0, (as_of - one.created_at).days),
                waits_for=None if past else _waits_for(pull),
                certain=self._lies_here(one) is True,
            )
            for pull in found
            for one in [pull.pull_request]
        )

    def _is_open(self, pull: Discussed) -> bool:
        found = pull.pull_request
        is_open = found.closed_at is None and found.merged_at is None and not found.draft
        return is_open and self._lies_here(found) is not False

    def _lies_here(self, one: PullRequest) -> bool | None:
        return within(self.scope)(Piece(pull_request=one, at=one.created_at, note="opened"))


def _count(pieces: tuple[Piece, ...], ids: set[str]) -> int:
    return len({piece.pull_request.id for piece in pieces} & ids)


def _is_approved(one: Participation) -> bool:
    command = any(said.kind is CommandKind.APPROVE for said in one.commands)
    return command or any(review.state is ReviewState.APPROVED for review in one.mine)


def _waits_for(pull: Discussed) -> str:
    """By its labels and reviews; a guess at the next step, which is said in words."""
    labels, author = pull.pull_request.labels, pull.pull_request.author
    if any(label.startswith(_FOR_ITS_AUTHOR) for label in labels):
        return "its author"
    if "lgtm" in labels:
        return "an approver"
    reviews = [review for review in pull.conversation.reviews if review.by != author]
    if reviews and reviews[-1].state is ReviewState.CHANGES_REQUESTED:
        return "its author"
    return "another look" if reviews else "a first review"
