"""A membership request, filled in as far as it is known, not written at all where too little is there to ask for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.advice.membership_steps import sponsors_needed
from tracker.advice.worklists import by_repository
from tracker.criteria.work import Work
from tracker.facts.form_template import FieldKind, FormBox, FormField, FormTemplate
from tracker.facts.people import Login
from tracker.findings.outcomes import Evidence, Finding, Outcome
from tracker.findings.papers import Paper
from tracker.findings.paperwork import Checkbox, FilledField, FilledForm, Paperwork, WorkList
from tracker.findings.readiness import TierResult
from tracker.findings.sponsors import Answer, RequestAudit

#: The box that is true of sponsors who are attested: they were spoken to, and agreed.
SPOKEN_TO = "sponsors-spoken-to"


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """What goes into a request: the findings of the tier in an organization, sponsors, work, and what was attested."""

    login: Login
    web: str
    org: str
    result: TierResult
    work: Work
    request: RequestAudit | None = None
    could_ask: tuple[Login, ...] = ()
    attested: Collection[str] = ()
    spoken_to: tuple[Login, ...] = ()
    contributions: tuple[Evidence, ...] = ()

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """The findings of the result, alternatives' too, by the criterion's id."""
        return {one.id: one for one in _every(self.result.criteria)}

    @property
    def needed(self) -> int:
        """How many sponsors the criteria ask for."""
        return sponsors_needed(self.result.criteria)

    @property
    def named(self) -> tuple[Login, ...]:
        """The sponsors of the request that is there, without those who may not be."""
        found = self.request.sponsors if self.request else ()
        return tuple(sponsor.login for sponsor in found if sponsor.eligible is not Answer.NO)

    @property
    def sponsors(self) -> tuple[Login, ...]:
        """Both that the request names; else those who were spoken to come first."""
        known = self.named if len(self.named) >= self.needed else (*self.spoken_to, *self.named)
        return tuple(login for login in dict.fromkeys(known) if login != self.login)[: self.needed]

    @property
    def to_ask(self) -> tuple[Login, ...]:
        """People who know the work, where sponsors are still to be found."""
        if len(self.sponsors) == self.needed:
            return ()
        return tuple(login for login in self.could_ask if login not in self.sponsors)


def _every(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from _every(finding.parts)


def membership_request(form: FormTemplate, applicant: Applicant) -> Paperwork:
    """The request in this form, or what is missing for it."""
    missing = tuple(_missing(form, applicant))
    if missing:
        return Paperwork(paper=Paper.REQUEST, missing=missing)
    return Paperwork(paper=Paper.REQUEST, form=_filled(form, applicant))


def _missing(form: FormTemplate, applicant: Applicant) -> Iterator[str]:
    """What a request would be refused for, but for what the request itself is the way to."""
    for finding in applicant.result.criteria:
        if finding.outcome in {Outcome.NOT_YET, Outcome.UNKNOWN} and finding.id not in form.settles:
            yield f"{finding.title}: {finding.missing or finding.reason or finding.outcome.words}"
    found = (*applicant.sponsors, *applicant.to_ask)
    if len(found) < applicant.needed:
        who = (
            f"only {' and '.join(map(str, found))} {'is' if len(found) == 1 else 'are'} known"
            if found
            else "nobody is known"
        )
        number = {1: "a reviewer or approver who knows", 2: "two reviewers or approvers who know"}
        people = number.get(applicant.needed, f"{applicant.needed} reviewers or approvers who know")
        yield f"{people} the work and could sponsor it: {who} so far"


def _filled(form: FormTemplate, applicant: Applicant) -> FilledForm:
    request = applicant.request
    return FilledForm(
        title=form.title_for(applicant.login.name),
        fields=tuple(_field(one, applicant) for one in form.fields),
        new_url=f"{applicant.web}/{form.repository}/issues/new",
        template=form.path.rpartition("/")[2],
        form_url=form.url,
        read_on=form.read_on,
        to_ask=applicant.to_ask,
        request_url=request.url if request else None,
        remarks=tuple(_remarks(form)),
    )


def _field(asked: FormField, applicant: Applicant) -> FilledField:
    return FilledField(
        id=asked.id,
        kind=asked.kind,
        label=asked.label,
        text=_text(asked, applicant),
        boxes=tuple(
            Checkbox(text=box.text, required=box.required, ticked=_is_true(box, applicant)) for box in asked.boxes
        ),
        work=_contributions(applicant) if asked.id == "contributions" else (),
    )


def _text(asked: FormField, applicant: Applicant) -> str:
    sponsors = dict(enumerate(applicant.sponsors, start=1))
    answers = {"github": f"@{applicant.login}", "org": applicant.org}
    answers |= {f"sponsor_{number}": f"@{login}" for number, login in sponsors.items()}
    answer = answers.get(asked.id, "")
    return answer if asked.kind is not FieldKind.DROPDOWN or answer in asked.options else ""


def _is_true(box: FormBox, applicant: Applicant) -> bool:
    """Whether what a box says is attested, or every criterion that shows it is met or attested."""
    both = set(applicant.sponsors)
    if box.id in applicant.attested:
        return True
    if box.id == SPOKEN_TO and len(both) == applicant.needed and both <= set(applicant.spoken_to):
        return True
    # What is met speaks of the sponsors of the request that is there, and of no others.
    if not box.shown_by or (box.of_sponsors and (len(both) < applicant.needed or both != set(applicant.named))):
        return False
    return all(_is_met(name, applicant) for name in box.shown_by)


def _is_met(criterion: str, applicant: Applicant) -> bool:
    found = applicant.findings.get(criterion)
    return criterion in applicant.attested or (found is not None and found.outcome is Outcome.MET)


def _contributions(applicant: Applicant) -> tuple[WorkList, ...]:
    lists = tuple(by_repository(applicant.work, applicant.web))
    said = applicant.contributions
    return (*lists, WorkList(title="Other contributions", pieces=said, total=len(said))) if said else lists


_KNOWN = frozenset({"github", "org", "sponsor_1", "sponsor_2", "contributions"})


def _remarks(form: FormTemplate) -> Iterator[str]:
    """What this program cannot answer: the form has changed since its copy was made."""
    for one in form.fields:
        if one.kind is not FieldKind.CHECKBOXES and one.id not in _KNOWN:
            yield f"The form asks for {one.label}, which is new: fill it in by hand."
        if strange := sum(box.id is None for box in one.boxes):
            yield f"{strange} of the form's boxes {'is' if strange == 1 else 'are'} worded anew: read and tick by hand."
