"""Membership requests, one or all of a repository, checked by the same files in the same way."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from tracker.advice.affiliations import affiliations
from tracker.assess.org_changes import enter_all
from tracker.assess.requests import audited
from tracker.assess.triage import Known, triage
from tracker.checker.discreet import request_of
from tracker.checker.one import community_files
from tracker.errors import AccountError, SourceError
from tracker.facts import Community, CommunityQuery, Query
from tracker.facts.form_template import FormTemplate
from tracker.facts.left_out import LeftOut, is_stand_in
from tracker.facts.people import Affiliation, Login
from tracker.facts.request_list import RequestListQuery
from tracker.facts.requests import MembershipRequest
from tracker.findings.desk import Desk
from tracker.findings.sponsors import RequestAudit
from tracker.ladder import Ladder
from tracker.record import record
from tracker.sources.base import RequestSource, Source

#: Reads what a file states of the companies of some logins on a day.
Companies = Callable[[Iterable[Login], date], Mapping[str, tuple[Affiliation, ...]]]


@record
class RequestAids:
    """What helps to check requests: a copy of their form, and companies that somebody else states."""

    form: FormTemplate | None = None
    companies: Companies | None = None


NO_AIDS = RequestAids()


@record
class Requests:
    """Checks requests of one source as of one moment.

    The ``community`` is read from a source that names nobody left out. Read are the OWNERS files of all subprojects
    that sigs.yaml lists, with those above them: who is in none of them is unknown, not refused, since not every
    directory's file is among them. ``notes`` say what is not as it was then.
    """

    source: RequestSource
    community: Source
    ladder: Ladder
    as_of: datetime
    aids: RequestAids = NO_AIDS
    notes: tuple[str, ...] = ()

    def one(self, query: Query, number: int) -> RequestAudit:
        """The request with a number, with its triage.

        Raises:
            SourceError: there is no such request, or was none yet, or the source did not answer.
            AccountError: the applicant asked to be left out.
        """
        request = request_of(self.source, query, number)
        if _is_left_out(request):
            who = f"who made request {number}"
            raise AccountError(f"{who} asked to be left out of reports", hint="The login is among do_not_track.")
        if request.opened_at > self.as_of:
            message = f"request {number} was made on {request.opened_at.date()}, after {self.as_of.date()}"
            raise SourceError(message, hint="Ask for a later day, or leave the day out.")
        if not request.asks(self.ladder.files.requests_title):
            message = f"issue {number} is no membership request"
            raise SourceError(message, hint="Give the number or the address of a request.")
        (audit,) = self._audited([request], self._known([request]))
        return audit

    def all(self, query: Query, wanted: RequestListQuery) -> Desk:
        """The requests that are wanted, the oldest first. Applicants who asked to be left out are not named.

        Raises:
            SourceError, TokenError: nothing at all could be read.
        """
        found = self.source.requests(query, wanted)
        named = LeftOut(query.left_out)
        everyone = [named.request(one) if query.left_out else one for one in found.requests]
        requests = sorted((one for one in everyone if not _is_left_out(one)), key=lambda one: one.number)
        known = self._known(requests)
        audits = self._audited(requests, known)
        return Desk(
            as_of=self.as_of,
            repository=query.requests_repository or "",
            state=wanted.state or "all",
            since=wanted.since,
            requests=audits,
            left_out=len(everyone) - len(requests),
            changes=enter_all(audits, known.community, self.ladder),
            unread=found.unread,
            gaps=found.gaps,
            notes=self.notes,
            cost=self.source.cost,
        )

    def _audited(self, requests: Sequence[MembershipRequest], known: Known) -> tuple[RequestAudit, ...]:
        day = self.as_of.date()
        audits = [audited(one, known.community, self.ladder, day) for one in requests]
        both = zip(requests, audits, strict=True)
        return tuple(replace(audit, triage=triage(request, audit, known)) for request, audit in both)

    def _known(self, requests: Sequence[MembershipRequest]) -> Known:
        applicants = frozenset(one.applicant for one in requests if one.applicant)
        sponsors = frozenset(login for one in requests for login in _sponsors(one))
        community = self._files(applicants)
        accounts = self.community.profiles(sorted(applicants | sponsors))
        stated = affiliations(community, accounts)
        if self.aids.companies:
            stated = _joined(stated, self.aids.companies(applicants | sponsors, self.as_of.date()))
        return Known(
            community=replace(community, affiliations=stated),
            accounts=accounts,
            ladder=self.ladder,
            form=community.request_form or self.aids.form,
            as_of=self.as_of,
            notes=self.notes,
        )

    def _files(self, applicants: frozenset[Login]) -> Community:
        files = role_files(self.community, self.ladder)
        query = replace(
            files,
            logins=applicants,
            former=True,
            request_form=self.ladder.files.request_form,
            layouts=frozenset(files.org_files.values()),
        )
        found = self.community.community(query)
        return replace(found, owners={repo: tree for repo, tree in found.owners.items() if self._counts(tree.repo)})

    def _counts(self, repo: str) -> bool:
        """Whether a repository is in one of the organizations, as it is called now: roles elsewhere sponsor nobody."""
        return repo.partition("/")[0].casefold() in {org.casefold() for org in self.ladder.orgs}


def role_files(source: Source, ladder: Ladder) -> CommunityQuery:
    """The community's files with the OWNERS of all subprojects that sigs.yaml lists."""
    files = community_files(ladder)
    groups = source.community(files).groups
    links = [link for one in groups.subprojects().values() for link in one.owners] if groups else []
    paths = {link.repo: frozenset(other.path for other in links if other.repo == link.repo) for link in links}
    return replace(files, paths=paths)


def _is_left_out(request: MembershipRequest) -> bool:
    return request.applicant is not None and is_stand_in(request.applicant)


def _sponsors(request: MembershipRequest) -> Iterator[Login]:
    """Those who are named, and those who confirmed without being named."""
    yield from (sponsor.login for sponsor in request.sponsors)
    yield from (said.by for said in request.confirmations)


def _joined(
    stated: Mapping[str, tuple[Affiliation, ...]], more: Mapping[str, tuple[Affiliation, ...]]
) -> dict[str, tuple[Affiliation, ...]]:
    """Both, for each person those of the first before those of the second."""
    keys: Collection[str] = {**stated, **more}
    return {key: (*stated.get(key, ()), *more.get(key, ())) for key in keys}
