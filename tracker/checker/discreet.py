"""A source that says nothing of people who asked to be left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.assess import Aim
from tracker.criteria import Attestation
from tracker.facts import Community, CommunityQuery, Cost, Facts, Need, Query
from tracker.facts.left_out import LeftOut, is_stand_in
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place
from tracker.facts.requests import MembershipRequest
from tracker.facts.role_index import RoleIndex
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Evidence
from tracker.sources.base import Gathering, RequestSource, Source, Told


def discreet(source: Source, logins: frozenset[Login]) -> Source:
    """The source, with stand-ins for these people; their accounts are not looked up."""
    return Discreet(source, LeftOut(logins)) if logins else source


def aim_without(aim: Aim, logins: frozenset[Login]) -> Aim:
    """What somebody is judged for, without these people among those who spoke for them, and in what others wrote."""
    if not logins:
        return aim
    named = LeftOut(logins)
    return replace(
        aim,
        attested={name: _attested(said, named) for name, said in aim.attested.items()},
        sponsors=tuple(login for login in aim.sponsors if login not in logins),
        contributions=tuple(_evidence(one, named) for one in aim.contributions),
    )


def _attested(said: Attestation, named: LeftOut) -> Attestation:
    said = replace(said, by=named.text(said.by, ""), note=said.note and named.text(said.note, ""))
    return replace(said, url=said.url and named.text(said.url, ""))


def _evidence(one: Evidence, named: LeftOut) -> Evidence:
    note = one.note and named.text(one.note, "")
    return replace(one, title=named.text(one.title, ""), url=named.text(one.url, ""), note=note)


def request_of(source: RequestSource, query: Query, number: int) -> MembershipRequest:
    """A membership request, with stand-ins for those whom the query leaves out.

    Raises:
        SourceError: as ``RequestSource.request``.
    """
    found = source.request(query, number)
    return LeftOut(query.left_out).request(found) if query.left_out else found


@dataclass(frozen=True)
class Discreet:
    """A source in which nobody of some people is named."""

    source: Source
    left_out: LeftOut

    @property
    def cost(self) -> Cost:
        return self.source.cost

    def begin(self, queries: Sequence[Query], told: Told) -> Gathering:
        return _DiscreetGathering(self.source.begin(queries, told), self.left_out)

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        return self.source.profiles(_to_look_up(logins, self.left_out))

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        return tuple(map(self.left_out.opening, self.source.openings(query)))

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        return self.source.places(scopes)

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> RoleIndex | None:
        return self.source.role_index(groups_file, orgs, build=build)

    def community(self, query: CommunityQuery) -> Community:
        return self.left_out.community(self.source.community(query), query.logins)


def _to_look_up(logins: Sequence[Login], left_out: LeftOut) -> list[Login]:
    return [one for one in logins if one not in left_out.logins and not is_stand_in(one)]


@dataclass(frozen=True)
class _DiscreetGathering:
    gathering: Gathering
    left_out: LeftOut

    @property
    def expecting(self) -> bool:
        return self.gathering.expecting

    def expect(
        self, needs: Mapping[Login, frozenset[Need]], accounts: Sequence[Login], openings: Sequence[OpeningsQuery]
    ) -> None:
        self.gathering.expect(needs, _to_look_up(accounts, self.left_out), openings)

    def listed(self, login: Login) -> bool | None:
        return self.gathering.listed(login)

    def facts(self, login: Login) -> Facts:
        return self.left_out.facts(self.gathering.facts(login))

    def advance(self, needs: Mapping[Login, frozenset[Need]]) -> bool:
        return self.gathering.advance(needs)

    def settle(self) -> bool:
        return self.gathering.settle()

    def unread_accounts(self, logins: Sequence[Login]) -> Sequence[Login]:
        return self.gathering.unread_accounts(_to_look_up(logins, self.left_out))

    def let_go(self, login: Login) -> None:
        self.gathering.let_go(login)

    def end(self) -> None:
        self.gathering.end()

    def look_ahead(self, queries: Sequence[OpeningsQuery]) -> None:
        self.gathering.look_ahead(queries)
