"""A membership request, checked: who sponsors it, whether they may, whether they answered, whether it was granted.

Source: kubernetes/community, ``community-membership.md`` (two sponsors, reviewers or approvers in an OWNERS file of a
project organization, from multiple companies) and ``github-management/new-membership-procedure.md``.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, product
from unicodedata import combining, normalize

from tracker.criteria.definitions import Definitions
from tracker.criteria.granting import by_organization, granted
from tracker.facts import Community
from tracker.facts.left_out import is_stand_in
from tracker.facts.owners import OwnersEntry
from tracker.facts.people import Affiliation, Login
from tracker.facts.prose import visible
from tracker.facts.requests import MembershipRequest, NamedSponsor
from tracker.findings.outcomes import Evidence
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck

#: Words at the end of a company's name that say how it is registered, and nothing about which one it is.
_LEGAL = re.compile(
    r"(?<![\s,])[\s,]++(?:inc|incorporated|llc|ltd|limited|gmbh|ag|co|corp|corporation|s\.?a|b\.?v|plc)\.?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
#: How people say that they are with no company; two of them are not known to differ.
_INDEPENDENT = frozenset({"independent", "self", "self employed", "selfemployed", "freelance", "freelancer", "none"})
_NO_COMPANY = "independent"
#: Words that many companies have in their names; shorter ones than so many letters tell none apart either.
_GENERIC = frozenset({
    "cloud", "computing", "consulting", "data", "digital", "electronics", "global", "group", "international", "labs",
    "network", "networks", "services", "software", "solutions", "system", "systems", "tech", "technologies",
    "technology", "works",
})  # fmt: skip
_TELLING = 4
#: Characters of a name that are looked at.
_LONGEST = 200


def audit(
    request: MembershipRequest, community: Community, definitions: Definitions, day: date = date.max
) -> RequestAudit:
    """Everything that an organization's admin looks up by hand for a request, as it stood on a day."""
    sponsors = tuple(check(sponsor, request, community, definitions) for sponsor in request.sponsors)
    unasked = (NamedSponsor(login=c.by, raw="", confirmed=c) for c in request.confirmations if not c.named)
    organizations = by_organization(request, community, day)
    yes, granted_on = granted(organizations)
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
        granted=yes,
        granted_on=granted_on,
        organizations=organizations,
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
        doubted=sponsor.confirmed is not None and not sponsor.confirmed.is_plain,
    )


def eligibility(
    login: Login, community: Community, definitions: Definitions, *, applicant: Login | None = None
) -> tuple[Answer, tuple[str, ...], tuple[Evidence, ...]]:
    """Whether somebody may sponsor, in words, with the OWNERS entries that prove it.

    Nobody is *no* for want of an entry: not every OWNERS file of the project is read.
    """
    if login == applicant:
        return Answer.NO, ("is the applicant",), ()
    if login in definitions.bots:
        return Answer.NO, ("is a bot",), ()
    if is_stand_in(login):
        return Answer.UNKNOWN, ("is left out at their own wish",), ()
    found = list(owners_entries(login, community, definitions))
    if entries := [entry for entry in found if not entry.emeritus]:
        shown = entries[:3]
        proof = tuple(Evidence(title=_in_words(entry), url=entry.url) for entry in shown)
        return Answer.YES, tuple(map(_in_words, shown)), proof
    past = tuple(f"is only emeritus in {_place(entry)}" for entry in found[:1])
    here = "in no other of" if past else "in none of"
    return Answer.UNKNOWN, (*past, f"is {here} the OWNERS files that were read, and not all were"), ()


def owners_entries(login: Login, community: Community, definitions: Definitions) -> Iterator[OwnersEntry]:
    """Entries in the OWNERS files that count: approvers' first, those of a whole directory before filtered ones."""
    entries = (entry for entry in community.entries(login) if not definitions.excludes(entry.repo))
    return iter(sorted(entries, key=lambda e: (e.role, e.filter is not None, e.repo, e.directory)))


def _in_words(entry: OwnersEntry) -> str:
    by = f" by the alias {entry.alias}" if entry.alias else ""
    return f"{entry.role} in {_place(entry)}{by}"


def _place(entry: OwnersEntry) -> str:
    return f"{entry.repo}:{entry.directory}" if entry.directory else entry.repo


def different_companies(logins: Iterable[Login], community: Community) -> Answer:
    """Whether sponsors are from different companies. A company that nobody stated is unknown, and never blocks.

    Statements grow old: where two sources name different companies for one person, only a pair that differs whichever
    of them is right counts as different. Names that may mean one company (Acme, Acme Cloud) are not known to differ.
    """
    stated = [frozenset(_plain(a) for a in community.affiliations.get(login.key, ())) for login in logins]
    pairs = list(combinations(stated, 2))
    if any(one and other and not any(_may_be_one(*names) for names in product(one, other)) for one, other in pairs):
        return Answer.YES
    if pairs and all(len(one) == 1 and one == other and one != {_NO_COMPANY} for one, other in pairs):
        return Answer.NO
    return Answer.UNKNOWN


def _plain(affiliation: Affiliation) -> str:
    """The words of a company's name, without how it is registered; whoever has none is independent."""
    seen = normalize("NFKD", visible(affiliation.company)).strip()[:_LONGEST]
    name = "".join(letter for letter in seen if not combining(letter)).removeprefix("@").casefold()
    while (shorter := _LEGAL.sub("", name)) != name:
        name = shorter
    words = " ".join(_WORD.findall(name))
    return _NO_COMPANY if words in _INDEPENDENT else words


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names may mean one company: joined or not, longer or shorter, by a word or by initials."""
    if one == other:
        return True
    if _NO_COMPANY in (one, other):
        return False
    here, there = one.split(), other.split()
    joined = ("".join(here), "".join(there))
    within = joined[0] in joined[1] or joined[1] in joined[0]
    shared = {word for word in {*here} & {*there} if len(word) >= _TELLING} - _GENERIC
    initials = {"".join(word[0] for word in words) for words in (here, there) if len(words) > 1}
    return within or bool(shared) or not initials.isdisjoint(joined) or _may_shorten(*sorted(joined, key=len))


def _may_shorten(short: str, long: str) -> bool:
    """Whether a name may be the initials of another one's full name: so few letters, the first of which is the same."""
    return 1 < len(short) < _TELLING <= len(long) and short[0] == long[0]
