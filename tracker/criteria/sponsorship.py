"""A membership request, checked: who sponsors it, whether they may, whether they answered, whether it was granted.

Source: kubernetes/community, ``community-membership.md`` (two sponsors, reviewers or approvers in an OWNERS file of a
project organization, from multiple companies) and ``github-management/new-membership-procedure.md``.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from tracker.criteria.definitions import Definitions
from tracker.facts import Community
from tracker.facts.owners import OwnersEntry
from tracker.facts.people import Affiliation, DatePrecision, Login
from tracker.facts.requests import MembershipRequest, NamedSponsor
from tracker.findings import Answer, Evidence, RequestAudit, SponsorCheck

#: The merge that adds somebody closes the request; hand-made closes follow within days.
CLOSED_SOON = timedelta(days=7)
#: Words at the end of a company's name that say how it is registered, and nothing about which one it is.
_LEGAL = re.compile(
    r"(?<![\s,])[\s,]++(?:inc|incorporated|llc|ltd|limited|gmbh|ag|co|corp|corporation|s\.?a|b\.?v|plc)\.?$",
    re.IGNORECASE,
)


def audit(
    request: MembershipRequest, community: Community, definitions: Definitions, day: date = date.max
) -> RequestAudit:
    """Everything that an organization's admin looks up by hand for a request, as it stood on a day."""
    sponsors = tuple(check(sponsor, request, community, definitions) for sponsor in request.sponsors)
    unasked = (NamedSponsor(login=c.by, raw="", confirmed=c) for c in request.confirmations if not c.named)
    granted, granted_on = _granted(request, community, day)
    return RequestAudit(
        number=request.number,
        url=request.url,
        title=request.title,
        applicant=request.applicant,
        state=request.state,
        orgs=request.orgs,
        opened_at=request.opened_at,
        sponsors=sponsors,
        also=tuple(check(sponsor, request, community, definitions) for sponsor in unasked),
        unread=request.unread_sponsors,
        different_companies=different_companies((s.login for s in request.sponsors), community),
        granted=granted,
        granted_on=granted_on,
        complete=request.comments_complete,
        unticked=tuple(box.text for box in request.unticked),
    )


def check(
    sponsor: NamedSponsor, request: MembershipRequest, community: Community, definitions: Definitions
) -> SponsorCheck:
    """One sponsor that a request names."""
    eligible, why, proof = eligibility(sponsor.login, community, definitions, applicant=request.applicant)
    stated = community.affiliations.get(sponsor.login.key, ())
    return SponsorCheck(
        login=sponsor.login,
        eligible=eligible,
        why=why,
        company=stated[0].company if stated else None,
        company_from=stated[0].stated_in if stated else None,
        confirmed=sponsor.confirmed is not None,
        confirmed_url=sponsor.confirmed.url if sponsor.confirmed else None,
        proof=proof,
    )


def eligibility(
    login: Login, community: Community, definitions: Definitions, *, applicant: Login | None = None
) -> tuple[Answer, tuple[str, ...], tuple[Evidence, ...]]:
    """Whether somebody may sponsor, in words, with the OWNERS entries that prove it.

    ``no`` only where nothing that was not read could change it.
    """
    if login == applicant:
        return Answer.NO, ("is the applicant",), ()
    if login in definitions.bots:
        return Answer.NO, ("is a bot",), ()
    found = list(owners_entries(login, community, definitions))
    if entries := [entry for entry in found if not entry.emeritus]:
        shown = entries[:3]
        proof = tuple(Evidence(title=_in_words(entry), url=entry.url) for entry in shown)
        return Answer.YES, tuple(map(_in_words, shown)), proof
    past = tuple(f"is only emeritus in {_place(entry)}" for entry in found[:1])
    if community.every_owner:
        return Answer.NO, past or ("is in no OWNERS file of the active organizations",), ()
    here = "in no other of" if past else "in none of"
    return Answer.UNKNOWN, (*past, f"is {here} the OWNERS files that were read, and not all were"), ()


def owners_entries(login: Login, community: Community, definitions: Definitions) -> Iterator[OwnersEntry]:
    """Entries in the OWNERS files that count: approvers' first, those of a whole directory before filtered ones."""
    trees = (tree for repo, tree in community.owners.items() if not definitions.excludes(repo))
    entries = (entry for tree in trees for entry in tree.entries(login))
    return iter(sorted(entries, key=lambda e: (e.role, e.filter is not None, e.repo, e.directory)))


def _in_words(entry: OwnersEntry) -> str:
    by = f" by the alias {entry.alias}" if entry.alias else ""
    return f"{entry.role} in {_place(entry)}{by}"


def _place(entry: OwnersEntry) -> str:
    return f"{entry.repo}:{entry.directory}" if entry.directory else entry.repo


def different_companies(logins: Iterable[Login], community: Community) -> Answer:
    """Whether sponsors are from different companies. A company that nobody stated is unknown, and never blocks.

    Statements grow old: where two sources name different companies for one person, only a pair that differs whichever
    of them is right counts as different.
    """
    stated = [{_plain(a) for a in community.affiliations.get(login.key, ())} for login in logins]
    pairs = list(combinations(stated, 2))
    if any(one and other and one.isdisjoint(other) for one, other in pairs):
        return Answer.YES
    if pairs and all(len(one) == 1 and one == other for one, other in pairs):
        return Answer.NO
    return Answer.UNKNOWN


def _plain(affiliation: Affiliation) -> str:
    name = affiliation.company.strip().removeprefix("@").casefold()
    return re.sub(r"[\s-]+", " ", _LEGAL.sub("", name)).strip(" .,")


def _granted(request: MembershipRequest, community: Community, day: date) -> tuple[Answer, date | None]:
    """Granted is who entered the organization's file about when the issue was closed: the merge closes it.

    That an issue is closed says nothing, and neither does a membership that began at another time, or after the day.
    """
    if request.applicant is None:
        return Answer.UNKNOWN, None
    stays = [stay for org in request.orgs for stay in community.stays.get(org, {}).get(request.applicant.key, ())]
    if granted := next((stay.joined for stay in stays if stay.joined <= day and _in_time(stay.joined, request)), None):
        return Answer.YES, granted
    known = bool(request.orgs) and all(org in community.stays for org in request.orgs)
    exact = all(stay.precision is DatePrecision.EXACT for stay in stays)
    if known and exact:
        return Answer.NO, None
    listed = any(
        request.applicant in community.rosters[org].members for org in request.orgs if org in community.rosters
    )
    read = bool(request.orgs) and all(org in community.rosters for org in request.orgs)
    return (Answer.NO if read and not listed and request.closed_at is None else Answer.UNKNOWN), None


def _in_time(day: date, request: MembershipRequest) -> bool:
    closed = request.closed_at.date() + CLOSED_SOON if request.closed_at else date.max
    return request.opened_at.date() <= day <= closed
