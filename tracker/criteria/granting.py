"""Whether a membership request was granted, organization by organization.

Source: kubernetes/community, ``github-management/new-membership-procedure.md``: the merge that adds somebody to an
organization's file closes the request. That an issue is closed says nothing by itself.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.facts import Community
from tracker.facts.people import DatePrecision, Login
from tracker.facts.requests import MembershipRequest, RequestState
from tracker.facts.tenure import Stay
from tracker.findings.sponsors import Answer, Granting, RequestedOrg

#: The merge that adds somebody closes the request; hand-made closes follow within days.
CLOSED_SOON = timedelta(days=7)


def by_organization(request: MembershipRequest, community: Community, day: date) -> tuple[RequestedOrg, ...]:
    """What became of a request by a day, in each organization that it asks for."""
    return tuple(_in(org, request, community, day) for org in request.orgs)


def granted(orgs: tuple[RequestedOrg, ...]) -> tuple[Answer, date | None]:
    """Whether any of the organizations granted a request, and when the first one did."""
    days = [one.on for one in orgs if one.outcome is Granting.GRANTED]
    if days:
        return Answer.YES, min(filter(None, days), default=None)
    unknown = not orgs or any(one.outcome is Granting.UNKNOWN for one in orgs)
    return (Answer.UNKNOWN if unknown else Answer.NO), None


def _in(org: str, request: MembershipRequest, community: Community, day: date) -> RequestedOrg:
    applicant = request.applicant
    if applicant is None:
        return RequestedOrg(org=org, outcome=Granting.UNKNOWN)
    if (before := was_member(org, applicant, community, request.opened_at.date())) is Answer.YES:
        return RequestedOrg(org=org, outcome=Granting.ALREADY)
    entered = [stay for stay in _stays(org, applicant, community) if stay.joined <= day and _in_time(stay, request)]
    if entered and entered[0].precision is DatePrecision.EXACT:
        return RequestedOrg(org=org, outcome=Granting.GRANTED, on=entered[0].joined)
    refused = before is Answer.NO and not entered
    return RequestedOrg(
        org=org, outcome=Granting.NOT if refused or _not_yet(org, request, community) else Granting.UNKNOWN
    )


def _not_yet(org: str, request: MembershipRequest, community: Community) -> bool:
    """Whether a request is open and the organization's file, whose history is unknown, does not list the applicant."""
    roster = community.rosters.get(org)
    listed = roster is None or request.applicant in roster.members
    return request.state is RequestState.OPEN and request.closed_at is None and not listed


def _stays(org: str, login: Login, community: Community) -> tuple[Stay, ...]:
    return community.stays.get(org, {}).get(login.key, ())


def _in_time(stay: Stay, request: MembershipRequest) -> bool:
    closed = request.closed_at.date() + CLOSED_SOON if request.closed_at else date.max
    return request.opened_at.date() <= stay.joined <= closed


def was_member(org: str, login: Login, community: Community, day: date) -> Answer:
    """Whether an organization listed somebody before a day, and still on it.

    Without a history the file tells since when it has had the line; who is not in it may have been, and left.
    """
    if org in community.stays:
        stays = _stays(org, login, community)
        if any(stay.joined < day and (stay.left is None or stay.left > day) for stay in stays):
            return Answer.YES
        vague = any(stay.precision is not DatePrecision.EXACT and (not stay.left or stay.left > day) for stay in stays)
        return Answer.UNKNOWN if vague else Answer.NO
    roster = community.rosters.get(org)
    membership = roster.member(login) if roster else None
    since = membership.since.day if membership else None
    return Answer.YES if since and since < day else Answer.UNKNOWN


def memberships_on(login: Login, community: Community, day: date) -> Iterator[tuple[str, Answer]]:
    """The organizations that listed somebody before a day and still on it, or perhaps did."""
    for org in community.rosters.keys() | community.stays.keys():
        if (answer := was_member(org, login, community, day)) is not Answer.NO:
            yield org, answer
