"""What a membership request needs of its sponsors."""

from dataclasses import replace
from enum import StrEnum
from typing import Literal

from pydantic import Field

from tracker.criteria import dated
from tracker.criteria.base import Case, Criterion, unknown
from tracker.criteria.sponsorship import audit
from tracker.facts import Kind
from tracker.facts.requests import MembershipRequest, RequestState, current
from tracker.findings.outcomes import Evidence, Outcome, Verdict
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck

_EDITED = dated.undated("a request's text may have changed since it was opened")
_NOT_WHOLE = "the thread was not read whole, and a later comment may take an answer back"
_LISTED = dated.undated("since when each sponsor may sponsor was not read")


class Checked(StrEnum):
    """What is looked at in a request."""

    REQUESTED = "requested"
    NAMED = "named"
    ELIGIBLE = "eligible"
    COMPANIES = "companies"
    CONFIRMED = "confirmed"


class Sponsors(Criterion):
    """A membership request with so many sponsors of whom something holds."""

    kind: Literal["sponsors"]
    check: Checked
    number: int = Field(default=2, ge=1)

    def judge(self, case: Case) -> Verdict:
        if (requests := case.facts.requests) is None:
            return unknown(case.gap(Kind.REQUESTS), "membership requests were not read")
        if (request := current(requests)) is None:
            return self._no_request(case)
        checked = audit(request, case.community, case.definitions, case.today)
        evidence = (Evidence(title=f"request {checked.reference}", url=request.url, at=request.opened_at),)
        if self.check is Checked.REQUESTED:
            verdict = _perhaps_granted(checked, case) or self._requested(checked, evidence, listed=_is_listed(case))
            return replace(verdict, met_since=_EDITED)
        return self._dated_by(request, checked, self._judged(checked, evidence))

    def _judged(self, checked: RequestAudit, evidence: tuple[Evidence, ...]) -> Verdict:
        return {
            Checked.NAMED: self._named,
            Checked.ELIGIBLE: self._eligible,
            Checked.COMPANIES: self._companies,
            Checked.CONFIRMED: self._confirmed,
        }[self.check](checked, evidence)

    def _dated_by(self, request: MembershipRequest, checked: RequestAudit, verdict: Verdict) -> Verdict:
        """Answers have their day. Of what a request says, and of who may sponsor, the day is not known."""
        if self.check is not Checked.CONFIRMED:
            return replace(verdict, met_since=_LISTED if self.check is Checked.ELIGIBLE else _EDITED)
        answers = (one.confirmed for one in request.sponsors if one.confirmed and one.confirmed.is_plain)
        said = sorted(answers, key=lambda one: one.at)
        if len(said) < self.number:
            return verdict
        last = said[self.number - 1]
        return replace(verdict, met_since=dated.since(dated.day_of(last.at), last.url, exact=not checked.unread))

    def _no_request(self, case: Case) -> Verdict:
        if gap := case.gap(Kind.REQUESTS):
            return unknown(gap, "")
        if self.check is Checked.COMPANIES:
            return unknown(None, "no request names sponsors yet")
        needed = {
            Checked.REQUESTED: "a membership request",
            Checked.NAMED: f"{self.number} sponsors, named in a request",
            Checked.ELIGIBLE: f"{self.number} sponsors who are reviewers or approvers",
            Checked.CONFIRMED: f"a +1 of {self.number} sponsors in the request",
        }[self.check]
        return Verdict(outcome=Outcome.NOT_YET, required=self._required, observed=0, unit="sponsors", missing=needed)

    @property
    def _required(self) -> int | None:
        return None if self.check in (Checked.REQUESTED, Checked.COMPANIES) else self.number

    def _requested(self, checked: RequestAudit, evidence: tuple[Evidence, ...], *, listed: bool) -> Verdict:
        if _is_over(checked):
            nobody = f"{' and '.join(checked.orgs)} did not add you" if listed else "no organization lists you"
            missing = f"a new request: the last one was closed, and {nobody}"
            return Verdict(outcome=Outcome.NOT_YET, missing=missing, evidence=evidence)
        if checked.unticked:
            boxes = "1 box" if len(checked.unticked) == 1 else f"{len(checked.unticked)} boxes"
            missing = f"{boxes} of the request to tick"
            return Verdict(outcome=Outcome.NOT_YET, missing=missing, evidence=evidence)
        return Verdict(outcome=Outcome.MET, evidence=evidence)

    def _named(self, checked: RequestAudit, evidence: tuple[Evidence, ...]) -> Verdict:
        return self._count(len(checked.sponsors), len(checked.unread), "named", evidence)

    def _eligible(self, checked: RequestAudit, evidence: tuple[Evidence, ...]) -> Verdict:
        yes = [sponsor for sponsor in checked.sponsors if sponsor.eligible is Answer.YES]
        maybe = [sponsor for sponsor in checked.sponsors if sponsor.eligible is Answer.UNKNOWN]
        proof = tuple(item for sponsor in yes for item in sponsor.proof[:1])
        return self._count(len(yes), len(maybe) + len(checked.unread), "eligible", (*proof, *evidence))

    def _confirmed(self, checked: RequestAudit, evidence: tuple[Evidence, ...]) -> Verdict:
        said = [sponsor for sponsor in checked.sponsors if sponsor.stands_by_it]
        doubted = sum(sponsor.doubted for sponsor in checked.sponsors)
        hidden = len(checked.unread) + doubted if checked.complete else self.number
        verdict = self._count(len(said), hidden, "with a +1 in the request", tuple(map(_answer, said)) or evidence)
        if verdict.outcome is Outcome.MET and not checked.complete:
            return replace(verdict, outcome=Outcome.UNKNOWN, reason=_NOT_WHOLE)
        return verdict

    def _companies(self, checked: RequestAudit, evidence: tuple[Evidence, ...]) -> Verdict:
        stated = ", ".join(f"{s.login}: {s.company or 'not stated'}" for s in checked.sponsors)
        match checked.different_companies:
            case Answer.YES:
                return Verdict(outcome=Outcome.MET, reason=stated, evidence=evidence, basis=self.basis)
            case Answer.NO if not checked.unread:
                missing = f"a sponsor of another company ({stated})"
                return Verdict(outcome=Outcome.NOT_YET, missing=missing, evidence=evidence, basis=self.basis)
            case _:
                return Verdict(
                    outcome=Outcome.UNKNOWN,
                    reason=f"not every sponsor's company is stated ({stated})",
                    evidence=evidence,
                )

    def _count(self, seen: int, maybe: int, what: str, evidence: tuple[Evidence, ...]) -> Verdict:
        more = self.number - seen
        words = "sponsor" if more == 1 else "sponsors"
        outcome = Outcome.MET if more <= 0 else Outcome.UNKNOWN if seen + maybe >= self.number else Outcome.NOT_YET
        return Verdict(
            outcome=outcome,
            required=self.number,
            observed=seen,
            observed_is_at_least=maybe > 0,
            unit="sponsors",
            missing=f"{more} {'more ' if seen else ''}{words} {what}" if more > 0 else None,
            reason=f"{maybe} could not be judged" if outcome is Outcome.UNKNOWN else None,
            evidence=evidence,
        )


def _is_listed(case: Case) -> bool:
    return bool(case.community.memberships(case.facts.contributor.login))


def _is_over(checked: RequestAudit) -> bool:
    """Whether a request was closed and, as far as is known, not granted."""
    return checked.state == RequestState.CLOSED and checked.granted is not Answer.YES


def _perhaps_granted(checked: RequestAudit, case: Case) -> Verdict | None:
    """Unknown, where a closed request may have been granted, or a newer one may have been made."""
    if not _is_over(checked):
        return None
    members = case.community.memberships(case.facts.contributor.login)
    if checked.granted is Answer.UNKNOWN and any(membership.org in checked.orgs for membership in members):
        return unknown(case.gap(Kind.MEMBER_SINCE), "whether the last request was granted is not known")
    gap = case.gap(Kind.REQUESTS, Kind.MEMBERS)
    return unknown(gap, "") if gap else None


def _answer(sponsor: SponsorCheck) -> Evidence:
    return Evidence(title=f"{sponsor.login} answered", url=sponsor.confirmed_url or "")
