"""A membership request as it is looked at: its sponsors, and whether it needs any."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.criteria.base import cite
from tracker.criteria.composite import Composite
from tracker.criteria.granting import memberships_on
from tracker.criteria.holding import HeldBy
from tracker.criteria.holds import Holds
from tracker.criteria.sponsors import Sponsors
from tracker.criteria.sponsorship import audit
from tracker.facts import Community
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.findings.sponsors import Answer, NoSponsors, RequestAudit
from tracker.ladder import Ladder, walk


def audited(request: MembershipRequest, community: Community, ladder: Ladder, day: date = date.max) -> RequestAudit:
    """Everything that an organization's admin looks up by hand for a request, as it stood on a day."""
    known = tuple(org for org in request.orgs if org in ladder.orgs)  # other words beside them are none
    request = replace(request, orgs=known or request.orgs)
    found = audit(request, community, ladder.definitions, day)
    return replace(
        found, no_sponsors=_no_sponsors(request, community, ladder, day), needed=sponsors_needed(ladder, day)
    )


#: As many sponsors as a request needs, where the rules name no number.
_SPONSORS = 2


def sponsors_needed(ladder: Ladder, day: date) -> int:
    """How many sponsors a request needs by the rules of a day."""
    every = (rule for tier in ladder.tiers for rule in walk(tier.criteria))
    asked = [rule.number for rule in every if isinstance(rule, Sponsors) and rule.in_force(day)]
    return max(asked, default=_SPONSORS)


def _no_sponsors(request: MembershipRequest, community: Community, ladder: Ladder, day: date) -> NoSponsors | None:
    """The membership that makes sponsors needless: of an open request that of the day, else that of its opening."""
    opened = request.opened_at.date()
    when = day if request.state is RequestState.OPEN and day < date.max else opened
    rule = next(_instead_of_sponsors(ladder, when), None)
    if rule is None or request.applicant is None:
        return None
    found = dict(memberships_on(request.applicant, community, when))
    held = {org: found[org] for org in ladder.orgs if org in found and (not rule.in_orgs or org in rule.in_orgs)}
    sure = tuple(org for org, answer in held.items() if answer is Answer.YES)
    perhaps = tuple(
        org for org, answer in held.items() if answer is Answer.UNKNOWN and _listed(org, request, community)
    )
    if not sure and not perhaps:
        return None
    return NoSponsors(member_of=sure, perhaps=perhaps, source=cite(rule.source, ladder.citations))


def _listed(org: str, request: MembershipRequest, community: Community) -> bool:
    roster = community.rosters.get(org)
    return roster is not None and request.applicant in roster.members


def _instead_of_sponsors(ladder: Ladder, day: date) -> Iterator[Holds]:
    """The rules of a day by which a membership stands in the place of sponsors: one is enough, or the other."""
    for tier in ladder.tiers:
        for either in walk(tier.criteria):
            if isinstance(either, Composite) and either.kind == "any_of" and _names_sponsors(either):
                held = (one for one in either.criteria if isinstance(one, Holds) and one.in_force(day))
                yield from (one for one in held if one.held_by is HeldBy.ORG_FILE)


def _names_sponsors(either: Composite) -> bool:
    return any(isinstance(one, Sponsors) for one in walk(either.criteria))
