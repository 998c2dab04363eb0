"""Who is of a cohort: the people that its file names, and all of the teams, OWNERS and directories that it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.assess import Aim
from tracker.catalog.cohort import CohortFile, Entry, Wider
from tracker.checker.contributors import contributors
from tracker.checker.one import community_files
from tracker.checker.places import settled
from tracker.errors import PlaceError, SourceError, TokenError
from tracker.facts import Community, Kind
from tracker.facts.left_out import LeftOut
from tracker.facts.people import Login, Team
from tracker.facts.scopes import Scope
from tracker.findings.cohort import Failure
from tracker.ladder import Ladder
from tracker.record import record
from tracker.sources.base import RepositorySource, Source

_HINT = "Correct the entry of the cohort's file, or run again where it could not be read."


@record
class Roll:
    """Everybody's entry by login, and the entries of which it is not known whom they stand for."""

    entries: Mapping[Login, Entry]
    failures: tuple[Failure, ...] = ()


def expand_members(file: CohortFile, source: Source, ladder: Ladder, as_of: datetime) -> Roll:
    """Everybody who is of a cohort. Who is named on their own has their own entry; bots are no contributors.

    Whoever the ladder leaves out is not among them. What the community's files say is read with one question, and only
    where a team or a directory is named; the repositories in whose directories people took part by ``as_of``, too.
    """
    if not file.wider:
        return Roll(entries=_without(file.people, ladder.left_out))
    community = source.community(
        replace(
            community_files(ladder),
            teams=frozenset(one.team for one in file.wider if one.team),
            paths=_paths(one.owners for one in file.wider if one.owners),
        )
    )
    misplaced = _misplaced(list(filter(None, map(_place, file.wider))), community, source, ladder)
    read = _Reader(source, ladder, as_of, community)
    found = [(one, *read.found(one)) for one in file.wider if _place(one) not in misplaced]
    named = {login: one.entry for one, people, _ in found for login in people}
    people = {login: entry for login, entry in named.items() if login not in ladder.definitions.bots}
    failures = [_failure(one, why) for one, _, why in found if why]
    failures += [_failure(one, *misplaced[_place(one)]) for one in file.wider if _place(one) in misplaced]
    return Roll(entries=_without({**people, **file.people}, ladder.left_out), failures=tuple(failures))


def _misplaced(
    scopes: Sequence[Scope], community: Community, source: Source, ladder: Ladder
) -> dict[Scope | None, tuple[str, str]]:
    """The directories that do not exist, with what to say; one whose own OWNERS name people is there."""
    trees = {scope: community.owners.get(str(scope.repo)) for scope in scopes}
    doubted = [scope for scope, tree in trees.items() if not (tree and tree.names_people(scope.path))]
    if doubted:
        source.places(doubted)  # all at once; each is cached
    found: dict[Scope | None, tuple[str, str]] = {}
    for scope in doubted:
        try:
            settled(Aim(scopes=(scope,)), source, ladder)
        except PlaceError as error:
            found[scope] = error.message, error.hint
    return found


def _without(entries: Mapping[Login, Entry], left_out: frozenset[Login]) -> dict[Login, Entry]:
    """Everybody else, and nothing that is said of these in the others' entries."""
    kept = {login: entry for login, entry in entries.items() if login not in left_out}
    return {login: _naming_none(entry, left_out) for login, entry in kept.items()} if left_out else kept


def _naming_none(entry: Entry, left_out: frozenset[Login]) -> Entry:
    mentor = None if Login.maybe(entry.mentor) in left_out else entry.mentor
    notes = entry.notes and LeftOut(left_out).text(entry.notes, "")
    return entry.model_copy(update={"mentor": mentor, "notes": notes})


def _paths(scopes: Iterable[Scope]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for scope in scopes:
        repo = str(scope.repo)
        found[repo] = found.get(repo, frozenset()) | {scope.path}
    return found


#: Who was found, and why that may not be everybody.
_Found = tuple[Sequence[Login], str | None]


def _place(one: Wider) -> Scope | None:
    """The directory that an entry names."""
    return one.owners or one.contributors


@dataclass(frozen=True)
class _Reader:
    """Finds whom an entry stands for."""

    source: Source
    ladder: Ladder
    as_of: datetime
    community: Community

    def found(self, one: Wider) -> _Found:
        if one.team:
            team = self.community.teams.get(one.team, Team())
            return team.members, team.unknown or (None if team.members else "nobody is in it")
        if one.contributors:
            return self._contributors(one.contributors)
        return _owners(one.owners, self.community) if one.owners else ((), None)

    def _contributors(self, scope: Scope) -> _Found:
        if not isinstance(self.source, RepositorySource):
            return (), "a repository's pull requests cannot be read without a token"
        try:
            return contributors(self.source, scope, self.ladder, self.as_of)
        except (SourceError, TokenError) as error:
            return (), error.message


def _owners(scope: Scope, community: Community) -> _Found:
    """Who reviews or approves something in a directory by its own OWNERS, or else by the nearest above it."""
    gap = community.gap(Kind.OWNERS, scope.repo)
    tree = community.owners.get(str(scope.repo))
    if tree is None:
        return (), gap.reason if gap else "its OWNERS were not read"
    people = [entry.login for entry in tree.nearest(scope.path)]
    return people, gap.reason if gap else (None if people else "its OWNERS name nobody")


def _failure(one: Wider, why: str, hint: str = _HINT) -> Failure:
    named = (
        f"@{one.team}" if one.team else f"OWNERS of {one.owners}" if one.owners else f"contributors to {_place(one)}"
    )
    return Failure(login=named, error=why, hint=hint)
