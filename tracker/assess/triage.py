"""What a membership request waits for: whose turn it is, and whether admins can add the applicant.

Nothing is taken for done that was not read. Source: kubernetes/community, ``community-membership.md`` and
``github-management/new-membership-procedure.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tracker.assess.org_changes import entering, to_enter
from tracker.assess.request_comment import comment_for
from tracker.assess.sponsor_waits import SponsorCase, by_applicant, look_up, name_of
from tracker.facts import Community
from tracker.facts.form_template import FormTemplate
from tracker.facts.people import Contributor, Login
from tracker.facts.requests import MembershipRequest, RequestState, title_login
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import Answer, Granting, RequestAudit
from tracker.findings.triage import RequestVerdict, StatedCompany, Triage, Turn, Wait
from tracker.ladder import Ladder

#: Words beside the names of organizations with which not all of these need be asked for.
_CHOICE = frozenset({"but", "except", "instead", "later", "not", "or", "otherwise", "than", "without"})


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known beside a request: the community's files, accounts by login, today's form (None: not known).

    ``notes`` say what of this is not as it was then.
    """

    community: Community
    accounts: Mapping[Login, Contributor]
    ladder: Ladder
    form: FormTemplate | None
    as_of: datetime
    notes: tuple[str, ...] = ()


def triage(request: MembershipRequest, audit: RequestAudit, known: Known) -> Triage:
    """What a request waits for. Pure."""
    case = _Case(request=request, audit=audit, known=known)
    waits = () if case.over else tuple(sorted(case.waits(), key=lambda wait: list(Turn).index(wait.turn)))
    verdict = _verdict(case, waits)
    ready = verdict is RequestVerdict.READY
    return Triage(
        verdict=verdict,
        text=_TEXTS[verdict](case, waits),
        waits=waits,
        age_days=(known.as_of.date() - request.opened_at.date()).days,
        companies=tuple(case.companies()),
        changes=tuple(case.changes()) if ready else (),
        commit=_commit(request.applicant, case.to_enter) if ready else None,
        comment=comment_for(verdict, audit, waits, case.to_enter),
        notes=known.notes,
    )


@dataclass(frozen=True, kw_only=True)
class _Case:
    """One request with all that it is judged by."""

    request: MembershipRequest
    audit: RequestAudit
    known: Known

    @property
    def over(self) -> bool:
        return self.request.state is RequestState.CLOSED

    @property
    def needless(self) -> bool:
        """Whether the applicant is in every organization that is asked for."""
        listed = {Granting.ALREADY, Granting.GRANTED}
        return bool(self.audit.organizations) and all(one.outcome in listed for one in self.audit.organizations)

    @property
    def to_enter(self) -> tuple[str, ...]:
        """The organizations that do not list the applicant."""
        return to_enter(self.audit)

    def changes(self) -> Iterator[FileChange]:
        who, known = self.request.applicant, self.known
        return (entering(org, [who], known.community, known.ladder) for org in self.to_enter if who)

    def waits(self) -> Iterator[Wait]:
        if self.needless:
            orgs = " and ".join(one.org for one in self.audit.organizations)
            yield Wait(turn=Turn.ADMINS, text=f"close the request: {orgs} lists {self.request.applicant}")
            return
        found = [*self._identity(), *self._orgs(), *self._boxes(), *self._sponsors.waits(), *self._thread()]
        yield from found
        if not found:
            orgs = " and ".join(self.to_enter)
            yield Wait(turn=Turn.ADMINS, text=f"judge the contributions, and enter {self.request.applicant} in {orgs}")

    # -- who asks, and for what

    def _identity(self) -> Iterator[Wait]:
        applicant, author = self.request.applicant, self.request.author
        if applicant is None:
            yield by_applicant(self.request, "name the GitHub login that is to be added")
            return
        if author != applicant:
            by = author or "an account that is deleted"
            yield look_up(f"find out whether {applicant} wants this: the request is by {by}", applicant)
        titled = title_login(self.request.title)
        if titled not in {None, applicant}:
            yield look_up(f"find out who is to be added: the form names {applicant}, and the title {titled}", applicant)
        account = self.known.accounts.get(applicant)
        if account is None:
            yield look_up(f"check that there is an account {applicant}: it could not be read", applicant)
        elif account.login != applicant:
            yield look_up(f"find out which login to add: GitHub calls {applicant} {account.login} now", applicant)

    def _orgs(self) -> Iterator[Wait]:
        orgs = self.known.ladder.orgs
        if len(self.audit.organizations) > 1 and not _CHOICE.isdisjoint(self.request.orgs):
            yield look_up(f"read which organization is asked for: {' '.join(self.request.orgs)}")
        if not any(org in orgs for org in self.audit.orgs):
            yield by_applicant(self.request, f"choose an organization: {', '.join(orgs)}")
            return
        for one in self.audit.organizations:
            if one.outcome is Granting.UNKNOWN:
                who = self.request.applicant or "the applicant"
                yield look_up(f"check whether {one.org} lists {who}: its file or its history could not be read")

    def _boxes(self) -> Iterator[Wait]:
        required = [box for box in self.request.boxes if not box.optional]
        if not required:
            yield by_applicant(self.request, "fill in the form: the request has none of its boxes")
            return
        if left := len(self.audit.unticked):
            yield by_applicant(self.request, f"tick {'1 box' if left == 1 else f'{left} boxes'} of the form")
        asked = sum(box.required for one in self.known.form.fields for box in one.boxes) if self.known.form else None
        if asked is None:
            yield look_up("compare the boxes with the form, which could not be read")
        elif len(required) < asked:
            yield look_up(f"compare the boxes with the form: it requires {asked}, and the request has {len(required)}")

    def _thread(self) -> Iterator[Wait]:
        """What may be otherwise than it was when sponsors answered, or was not read."""
        edited = self.request.edited_at
        before = [one for one in self._sponsors.confirmed if edited and one.confirmed and one.confirmed.at < edited]
        if edited and before:
            who = " and ".join(name_of(one.login) for one in before)
            yield look_up(f"read what was changed in the request on {edited.date()}, after {who} confirmed")
        if not self.audit.complete:
            yield look_up("read the thread: a part of it was not read")

    @cached_property
    def _sponsors(self) -> SponsorCase:
        return SponsorCase(
            request=self.request, audit=self.audit, community=self.known.community, orgs=self.known.ladder.orgs
        )

    @property
    def sponsors(self) -> str:
        """Who may sponsor, and confirmed."""
        return " and ".join(name_of(one.login) for one in self._sponsors.sure[: self.audit.needed])

    def companies(self) -> Iterator[StatedCompany]:
        """What is stated of everybody in the request, in every place."""
        people = [*filter(None, [self.request.applicant]), *(one.login for one in self.audit.sponsors)]
        for login in dict.fromkeys(people):
            for one in self.known.community.affiliations.get(login.key, ()):
                yield StatedCompany(login=login, company=one.company, stated_in=one.stated_in, url=one.url)


def _commit(applicant: Login | None, orgs: Sequence[str]) -> str:
    """The title that AGENTS.md of kubernetes/org asks for."""
    return f"Add {applicant} to {' and '.join(orgs)} {'org' if len(orgs) == 1 else 'orgs'}"


def _verdict(case: _Case, waits: Sequence[Wait]) -> RequestVerdict:
    if case.over:
        return RequestVerdict.OVER
    if case.needless:
        return RequestVerdict.NEEDLESS
    if any(not wait.unread and wait.turn is not Turn.ADMINS for wait in waits):
        return RequestVerdict.WAITS
    return RequestVerdict.UNKNOWN if any(wait.unread for wait in waits) else RequestVerdict.READY


def _ready(case: _Case, _: Sequence[Wait]) -> str:
    if case.audit.no_sponsors:
        return "Ready for admins: it needs no sponsors, and all boxes are ticked."
    return f"Ready for admins: {case.sponsors} may sponsor and confirmed, and all boxes are ticked."


def _waiting(_: _Case, waits: Sequence[Wait]) -> str:
    certain = [wait for wait in waits if not wait.unread and wait.turn is not Turn.ADMINS]
    who = ["the applicant" if one.turn is Turn.APPLICANT else " and ".join(map(name_of, one.logins)) for one in certain]
    return f"Waits for {' and '.join(dict.fromkeys(who))}."


def _unknown(_: _Case, waits: Sequence[Wait]) -> str:
    points = sum(wait.unread for wait in waits)
    return f"Not known yet: {'1 point has' if points == 1 else f'{points} points have'} to be looked up or answered."


def _needless(case: _Case, _: Sequence[Wait]) -> str:
    return f"Nothing to add: {' and '.join(case.audit.orgs)} lists {case.request.applicant} already."


def _over(case: _Case, _: Sequence[Wait]) -> str:
    words = {Answer.YES: "and granted", Answer.NO: "and not granted", Answer.UNKNOWN: "whether granted is not known"}
    return f"Closed, {words[case.audit.granted]}."


_TEXTS = {
    RequestVerdict.READY: _ready,
    RequestVerdict.WAITS: _waiting,
    RequestVerdict.UNKNOWN: _unknown,
    RequestVerdict.NEEDLESS: _needless,
    RequestVerdict.OVER: _over,
}
