"""The members of organizations, and what each of them did: read once for all."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from difflib import get_close_matches
from typing import NoReturn

from tracker.assess.members import MembersSeen, StayingOn
from tracker.checker.one import community_files
from tracker.checker.requests import role_files
from tracker.criteria.base import cite
from tracker.errors import AccountError, SourceError, UsageError
from tracker.facts import Community
from tracker.facts.contributions import Activities, ActivityQuery
from tracker.facts.gaps import Kind
from tracker.facts.people import Login, OrgRoster
from tracker.findings.audits import MembersAudit
from tracker.ladder import Inactivity, Ladder
from tracker.record import record
from tracker.sources.base import ActivitySource, Source

#: What keeps it from being known who the members are, and who leads a group.
_KINDS = frozenset({Kind.MEMBERS, Kind.GROUPS})
#: Hears how many of how many people are done.
Told = Callable[[int, int], None]


@record
class Roll:
    """Who is to be looked at: people, without robots and those who asked to be left out; how many these are."""

    logins: tuple[Login, ...]
    bots: int
    left_out: int


def roll_of(community: Community, ladder: Ladder, orgs: Collection[str], named: Collection[Login]) -> Roll:
    """The members of some organizations, or those of them who are named.

    Raises:
        SourceError: no organization's file could be read, or not all of them, and somebody named is in none.
        UsageError: somebody who is named is no member.
        AccountError: somebody who is named asked to be left out.
    """
    refuse_left_out(named, ladder)
    rosters = [roster for org, roster in community.rosters.items() if org in orgs]
    if not rosters:
        reason = next((gap.reason for gap in community.gaps if gap.kind is Kind.MEMBERS), "no file names them")
        raise SourceError(
            f"the members are not known: {reason}",
            hint="Where it was offline, run it without --offline once; else again later.",
        )
    listed = {login for roster in rosters for login in roster.members if not named or login in named}
    if strangers := sorted(set(named) - listed):
        _refuse(strangers[0], rosters, orgs)
    bots = {login for login in listed if login in ladder.definitions.bots}
    left_out = listed & ladder.left_out
    return Roll(logins=tuple(sorted(listed - bots - left_out)), bots=len(bots), left_out=len(left_out - bots))


def refuse_left_out(named: Collection[Login], ladder: Ladder) -> None:
    """Nothing, where nobody who is named asked to be left out.

    Raises:
        AccountError: somebody did.
    """
    if hidden := sorted(set(named) & ladder.left_out):
        raise AccountError(f"{hidden[0]} asked to be left out of reports", hint="The login is among do_not_track.")


def _refuse(login: Login, rosters: Sequence[OrgRoster], orgs: Collection[str]) -> NoReturn:
    """Refuse somebody whom no file lists, with the name that was perhaps meant."""
    if len(rosters) < len(orgs):
        raise SourceError(f"whether {login} is a member is not known: not every file could be read", hint="Try later.")
    names = sorted(str(member) for roster in rosters for member in roster.members)
    near = get_close_matches(login.name, names, n=1)
    hint = f"Did you mean {near[0]}?" if near else "Check the spelling."
    raise UsageError(f"{login} is no member of {', '.join(orgs)}", hint=hint)


@record
class Members:
    """Audits the members of organizations; the ``community`` is read from a source that names nobody left out.

    ``notes`` say what is not as it was at the end of the query's time.
    """

    source: ActivitySource
    community: Source
    ladder: Ladder
    query: ActivityQuery
    notes: tuple[str, ...] = ()

    def rosters(self) -> Community:
        """Who is in which organization."""
        return self.community.community(community_files(self.ladder))

    def with_roles(self) -> Community:
        """The same with the OWNERS of all subprojects."""
        return self.community.community(role_files(self.community, self.ladder))

    def activities(self, logins: Sequence[Login], told: Told) -> Activities:
        """What these people did."""
        return self.source.activities(self.query, logins, lambda done: told(done, len(logins)))

    def dated(self, community: Community, logins: Collection[Login]) -> Community:
        """The community with the day since when these people are members."""
        found = self.community.community(replace(community_files(self.ladder), logins=frozenset(logins)))
        return replace(community, rosters=found.rosters)


@record
class MembersWanted:
    """Whose work is looked for: members of these organizations, or the ``named`` ones of them; and who stays on."""

    orgs: tuple[str, ...]
    named: frozenset[Login] = frozenset()
    exceptions: Mapping[Login, StayingOn] = field(default_factory=dict)


def audit_members(members: Members, rule: Inactivity, wanted: MembersWanted, told: Told) -> MembersAudit:
    """The members that are wanted, by a rule on inactivity.

    Raises:
        SourceError, UsageError, AccountError: as ``roll_of``.
    """
    query, ladder = members.query, members.ladder
    # Roles first: where a limit ends the run, nobody is listed whose roles are not known.
    community = members.with_roles()
    roll = roll_of(community, ladder, wanted.orgs, wanted.named)
    activities = members.activities(roll.logins, told)
    if idle := [login for login, one in activities.by_login.items() if not one.least]:
        community = members.dated(community, idle)
    seen = MembersSeen(
        community=community, activities=activities, exceptions=wanted.exceptions, since=query.since, as_of=query.until
    )
    return MembersAudit(
        as_of=query.until,
        since=query.since,
        months=rule.months,
        rule=cite(rule.source, ladder.citations),
        quote=rule.source.quote,
        orgs=wanted.orgs,
        looked_in=query.orgs,
        members=tuple(map(seen.audited, roll.logins)),
        left_out=roll.left_out,
        bots=roll.bots,
        ended=activities.ended,
        gaps=tuple(gap for gap in community.gaps if gap.kind in _KINDS),
        notes=members.notes,
        cost=members.source.cost,
    )
