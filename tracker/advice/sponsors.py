"""Who could sponsor somebody: people who know their work, may sponsor now, and are of different companies.

Source: kubernetes/community, ``community-membership.md``: close interaction with each sponsor, who is a reviewer or
approver, and sponsors from multiple companies. For reviewer and approver it is the approvers and owners of the scope.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tracker.criteria.definitions import Bots, Definitions
from tracker.criteria.sponsorship import different_companies, owners_entries
from tracker.facts import Community, Facts
from tracker.facts.activity import PullRequest
from tracker.facts.commands import CommandKind
from tracker.facts.left_out import is_stand_in
from tracker.facts.owners import OwnersEntry, Role
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Evidence
from tracker.findings.sponsors import Answer, OwnedScope, SuggestedSponsor

#: As many as somebody would write to; a longer list helps nobody choose.
MOST = 5
SHOWN = 5
OWNED = 3
FOLLOWERS = 2
#: So many shared pull requests make somebody known.
KNOWN = 3

_SAID = {CommandKind.LGTM: "gave /lgtm on your pull request", CommandKind.APPROVE: "approved your pull request"}


@dataclass(slots=True)
class Acquaintance:
    """Somebody who met the person's work, and where: each pull request once, with the last time and what was done."""

    login: Login
    met: dict[str, tuple[datetime, PullRequest, str]] = field(default_factory=dict)

    def add(self, pull_request: PullRequest, at: datetime, note: str) -> None:
        known = self.met.get(pull_request.id)
        if known is None or known[0] < at:
            self.met[pull_request.id] = at, pull_request, note

    def newest(self, most: int) -> tuple[Evidence, ...]:
        """The last times that they met, so many at most."""
        found = sorted(self.met.values(), key=lambda one: (one[0], one[1].url), reverse=True)
        return tuple(
            Evidence(title=f"{pull_request}: {pull_request.title}", url=pull_request.url, at=at, note=note)
            for at, pull_request, note in found[:most]
        )

    @property
    def rank(self) -> tuple[int, datetime]:
        """By number of shared pull requests, then by the last of them."""
        return len(self.met), max(at for at, *_ in self.met.values())


def acquaintances(facts: Facts, bots: Bots) -> tuple[Acquaintance, ...]:
    """Everybody whose work met the person's, those who met it most first."""
    found: dict[Login, Acquaintance] = {}
    me = facts.contributor.login
    for login, pull_request, at, note in (*_on_mine(facts), *_on_theirs(facts)):
        if login != me and login not in bots and not is_stand_in(login):
            found.setdefault(login, Acquaintance(login)).add(pull_request, at, note)
    return tuple(sorted(found.values(), key=lambda one: (one.rank, one.login), reverse=True))


_Meeting = tuple[Login, PullRequest, datetime, str]


def _on_mine(facts: Facts) -> Iterator[_Meeting]:
    """Others' reviews and commands on the person's own pull requests."""
    for pull_request in facts.authored:
        if talk := facts.feedback.get(pull_request.id):
            yield from ((r.by, pull_request, r.at, "reviewed your pull request") for r in talk.reviews)
            said = (command for command in talk.commands if command.kind in _SAID)
            yield from ((command.by, pull_request, command.at, _SAID[command.kind]) for command in said)


def _on_theirs(facts: Facts) -> Iterator[_Meeting]:
    """The person's reviews of others' pull requests."""
    for participation in facts.participations:
        author, at = participation.pull_request.author, participation.reviewed_at
        if author and at and not participation.pull_request.author_is_bot:
            yield author, participation.pull_request, at, "you reviewed their pull request"


def suggested(
    facts: Facts,
    community: Community,
    definitions: Definitions,
    *,
    scopes: Iterable[Scope] = (),
    left_out: frozenset[Login] = frozenset(),
) -> tuple[SuggestedSponsor, ...]:
    """People to ask, those who know the work best first, a pair of different companies at the top where there is one.

    Without ``scopes`` anybody who reviews or approves somewhere counts; with them, the approvers of these directories.
    Whoever is ``left_out`` is not named.
    """
    wanted = tuple(scopes)
    entries: Callable[[Login], list[OwnersEntry]] = (
        (lambda login: _approving(login, community, wanted))
        if wanted
        else (lambda login: [e for e in owners_entries(login, community, definitions) if not e.emeritus])
    )
    met = (one for one in acquaintances(facts, definitions.bots) if one.login not in left_out)
    known = [(one, held) for one in met if (held := entries(one.login))]
    return tuple(_suggestion(one, held, community) for one, held in _pair_first(known, community)[:MOST])


def followers(
    facts: Facts, community: Community, definitions: Definitions, *, left_out: frozenset[Login] = frozenset()
) -> tuple[SuggestedSponsor, ...]:
    """People who could follow somebody: those who share most pull requests with them, and approve nowhere yet."""
    met = (one for one in acquaintances(facts, definitions.bots) if one.login not in left_out and len(one.met) >= KNOWN)
    entries = ((one, list(owners_entries(one.login, community, definitions))) for one in met)
    fitting = [(one, held) for one, held in entries if all(e.role is not Role.APPROVER for e in held)]
    return tuple(_suggestion(one, held, community) for one, held in fitting[:FOLLOWERS])


def _approving(login: Login, community: Community, scopes: tuple[Scope, ...]) -> list[OwnersEntry]:
    found = []
    for scope in scopes:
        tree = community.owners.get(scope.repo or "")
        entry = tree.entry_for_some(login, Role.APPROVER, scope.path) if tree and tree.entries(login) else None
        found += [entry] if entry else []
    return found


def _suggestion(one: Acquaintance, entries: list[OwnersEntry], community: Community) -> SuggestedSponsor:
    stated = community.affiliations.get(one.login.key, ())
    owned = (OwnedScope(repo=entry.repo, path=entry.directory, role=entry.role) for entry in entries)
    return SuggestedSponsor(
        login=one.login,
        company=stated[0].company if stated else None,
        interactions=len(one.met),
        owners=tuple(dict.fromkeys(owned))[:OWNED],
        evidence=one.newest(SHOWN),
    )


_Known = tuple[Acquaintance, list[OwnersEntry]]


def _pair_first(people: list[_Known], community: Community) -> list[_Known]:
    """The best-known two of different companies at the top, as two sponsors of one company are not enough."""
    for place, first in enumerate(people):
        for second in people[place + 1 :]:
            if different_companies((first[0].login, second[0].login), community) is Answer.YES:
                return [first, second, *(one for one in people if one is not first and one is not second)]
    return people
