"""Who may vote: the members of all organizations, the committees, and what each contributed in the time that counts."""

from collections.abc import Collection, Sequence

from tracker.assess.voters import Electorate
from tracker.checker.members import Members, Told, refuse_left_out, roll_of
from tracker.criteria.base import RuleSource, cite
from tracker.criteria.election import Election
from tracker.facts import Community
from tracker.facts.contributions import Activities
from tracker.facts.gaps import Kind
from tracker.facts.people import Login
from tracker.findings.audits import VotersAudit

_KINDS = frozenset({Kind.MEMBERS, Kind.GROUPS})


def audit_voters(members: Members, election: Election, named: Collection[Login], told: Told) -> VotersAudit:
    """Everybody who may vote, or those who are named, by an election's own rule.

    Raises:
        SourceError: nobody knows who the members are.
        AccountError: somebody who is named asked to be left out.
    """
    query, ladder = members.query, members.ladder
    refuse_left_out(named, ladder)
    community = members.rosters()
    roll = roll_of(community, ladder, query.orgs, ())
    wanted = {*roll.logins, *_in_committees(community, election)}
    people = sorted((set(named) or wanted) - ladder.left_out)
    activities = Activities() if election.everyone else members.activities(people, told)
    electorate = Electorate(
        election=election, community=community, activities=activities, orgs=query.orgs, since=query.since
    )
    sources: Sequence[RuleSource | None] = (election.everyone or election.source, election.committees_source)
    return VotersAudit(
        as_of=query.until,
        election=election.id,
        title=election.title,
        contributions=election.contributions,
        since=query.since,
        snapshot=query.until,
        everyone=election.everyone is not None,
        rules=tuple((cite(one, ladder.citations), one.quote) for one in sources if one),
        exception_url=election.exception_url,
        exception_due=election.exception_due,
        voters=tuple(map(electorate.voter, people)),
        left_out=roll.left_out,
        bots=roll.bots,
        ended=activities.ended,
        gaps=tuple(gap for gap in community.gaps if gap.kind in _KINDS),
        notes=members.notes,
        cost=members.source.cost,
    )


def _in_committees(community: Community, election: Election) -> frozenset[Login]:
    groups = community.groups.by_id if community.groups else {}
    found = (groups[name] for name in election.committees if name in groups)
    return frozenset(person.login for group in found for person in (*group.chairs, *group.emeritus_leads))
