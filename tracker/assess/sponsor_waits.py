"""What the sponsors of a membership request still wait for: who they are, whether they may, answered, work where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from urllib.parse import urlencode, urlsplit

from tracker.criteria.sponsorship import different_companies
from tracker.facts import Community
from tracker.facts.left_out import is_stand_in
from tracker.facts.people import Login
from tracker.facts.requests import MembershipRequest, NamedSponsor
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.findings.triage import Turn, Wait


def by_applicant(request: MembershipRequest, text: str) -> Wait:
    """What the applicant has to do."""
    return Wait(turn=Turn.APPLICANT, text=text, logins=(request.applicant,) if request.applicant else ())


def look_up(text: str, *logins: Login, url: str | None = None) -> Wait:
    """What admins have to look up, since it was not read or cannot be told."""
    return Wait(turn=Turn.ADMINS, text=text, logins=logins, unread=True, url=url)


def name_of(login: Login) -> str:
    """A login in a sentence."""
    return "a sponsor who asked to be left out" if is_stand_in(login) else login.name


@dataclass(frozen=True, kw_only=True)
class SponsorCase:
    """The sponsors of one request."""

    request: MembershipRequest
    audit: RequestAudit
    community: Community
    orgs: tuple[str, ...]

    @cached_property
    def named(self) -> tuple[SponsorCheck, ...]:
        """The sponsors who are named, without those who certainly may not be one."""
        return tuple(one for one in self.audit.sponsors if one.eligible is not Answer.NO)

    @cached_property
    def sure(self) -> tuple[SponsorCheck, ...]:
        """The sponsors who may be one, are members, and have certainly answered."""
        certain = {one.login for one in self.request.sponsors if one.confirmed and one.confirmed.is_plain}
        return tuple(
            one
            for one in self.named
            if one.eligible is Answer.YES and one.login in certain and self._is_member(one.login)
        )

    @property
    def confirmed(self) -> tuple[NamedSponsor, ...]:
        """The sponsors who answered and are counted on."""
        sure = {one.login for one in self.sure}
        return tuple(one for one in self.request.sponsors if one.login in sure)

    def _is_member(self, login: Login) -> bool:
        """Whether an organization lists somebody: Prow passes over everybody else in OWNERS."""
        return bool(self.community.memberships(login))

    def waits(self) -> Iterator[Wait]:
        """What is missing of the sponsors; nothing where there are enough."""
        needless = self.audit.no_sponsors
        if needless and needless.member_of:
            return
        if needless:
            yield look_up(f"find out whether sponsors are needed: {', '.join(needless.perhaps)} may list the applicant")
        found = [*self._missing(), *([] if len(self.sure) >= self.audit.needed else self._open()), *self._companies()]
        if needless:  # where none may be needed, none is certainly missing
            yield from (look_up(one.text, *one.logins, url=one.url) for one in found)
        else:
            yield from (replace(one, unread=True) for one in found) if self._may_suffice() else found

    def _may_suffice(self) -> bool:
        """Whether those who answered, or whom a line may name, may be all that is needed: then none is missing."""
        said = {one.login for one in self.request.sponsors if one.confirmed or not self.audit.complete}
        answered = [one.login for one in self.named if one.login in said]
        lines = len(self._lines)
        pairs = combinations(answered, self.audit.needed)
        differ = any(different_companies(pair, self.community) is not Answer.NO for pair in pairs)
        return differ or (lines > 0 and lines + len(answered) >= self.audit.needed)

    @property
    def _lines(self) -> list[str]:
        """The lines that may name a sponsor: of one with words only a person can tell, and "-" names nobody."""
        return [line for line in self.audit.unread if any(map(str.isalnum, line))]

    def _missing(self) -> Iterator[Wait]:
        short = self.audit.needed - len(self.named)
        if short <= 0:
            return
        for line in self._lines:
            yield look_up(f"find out whom the line {line!r} names as a sponsor")
        if short > len(self._lines):
            yield by_applicant(self.request, self._more(short - len(self._lines)))

    def _more(self, number: int) -> str:
        """What the applicant is asked for where sponsors are missing, and who may step in."""
        refused = [f"{one.login} {' and '.join(one.why)}" for one in self.audit.sponsors if one.eligible is Answer.NO]
        why = f" ({'; '.join(refused)})" if refused else ""
        free = [str(one.login) for one in self.audit.also if one.stands_by_it and one.eligible is Answer.YES]
        offered = f"; {', '.join(free)} confirmed without being named" if free else ""
        return f"name {'another sponsor' if number == 1 else f'{number} sponsors'}{why}{offered}"

    def _open(self) -> Iterator[Wait]:
        """What is not settled about each sponsor who is named."""
        said = {one.login: one.confirmed for one in self.request.sponsors}
        for one in self.named:
            who, answer = name_of(one.login), said.get(one.login)
            if one.eligible is Answer.UNKNOWN:
                url = None if is_stand_in(one.login) else self._search_for(one.login)
                yield look_up(f"find an OWNERS entry of {who}, who {' and '.join(one.why)}", one.login, url=url)
            if one.eligible is Answer.YES and not self._is_member(one.login):
                yield look_up(
                    f"find out whether {who} may still sponsor: OWNERS lists them, and no organization", one.login
                )
            if answer is None and self.audit.complete:
                yield Wait(turn=Turn.SPONSOR, text=f"{who}: answer +1 in the request", logins=(one.login,))
            elif answer is None:
                yield look_up(f"look for an answer of {who} in the thread", one.login)
            elif not answer.is_plain:
                yield look_up(f"read whether {who} confirms", one.login, url=answer.doubted or answer.url)

    def _search_for(self, login: Login) -> str:
        """GitHub's search for a login in OWNERS files, for a person: its results prove nothing by themselves."""
        orgs = " OR ".join(f"org:{org}" for org in self.orgs)
        host = urlsplit(self.request.url)
        query = urlencode({"q": f"path:OWNERS {login} ({orgs})", "type": "code"})
        return f"{host.scheme}://{host.netloc}/search?{query}"

    def _companies(self) -> Iterator[Wait]:
        sponsors = self.sure if len(self.sure) >= self.audit.needed else self.named
        if len(sponsors) < max(self.audit.needed, 2):  # one alone shares no company
            return
        logins = [one.login for one in sponsors]
        match different_companies(logins, self.community):
            case Answer.NO if not self.audit.unread:
                yield by_applicant(
                    self.request, f"name a sponsor of another company; these share one: {self._stated(logins)}"
                )
            case Answer.NO | Answer.UNKNOWN:
                yield from self._unstated(logins)

    def _unstated(self, logins: Sequence[Login]) -> Iterator[Wait]:
        silent = [login for login in logins if not self.community.affiliations.get(login.key)]
        for login in silent:
            text = f"{name_of(login)}: state your company in the request"
            yield Wait(turn=Turn.SPONSOR, text=text, logins=(login,), unread=True)
        if not silent:
            yield look_up(f"find out whether the sponsors are of different companies: {self._stated(logins)}", *logins)

    def _stated(self, logins: Sequence[Login]) -> str:
        known = self.community.affiliations
        found = ((login, [one.company for one in known.get(login.key, ())]) for login in logins)
        return ", ".join(f"{name_of(login)} ({' or '.join(dict.fromkeys(named))})" for login, named in found)
