"""The wording of a membership request that was checked, which text, Markdown and HTML share."""

from collections.abc import Iterator
from itertools import groupby

from tracker.findings import Answer, Granting, RequestAudit, RequestedOrg
from tracker.reports.words import day

_WORDS = {
    Granting.GRANTED: "granted",
    Granting.NOT: "not granted",
    Granting.UNKNOWN: "not known whether granted",
}
_ANSWERS = {Answer.YES: Granting.GRANTED, Answer.NO: Granting.NOT, Answer.UNKNOWN: Granting.UNKNOWN}


def request(made: RequestAudit) -> str:
    """A membership request in one sentence."""
    orgs = ", ".join(made.orgs) or "no organization that can be read"
    parts = [f"Request {made.reference} for {orgs}: {made.state}", f"made on {day(made.opened_at)}", *_became_of(made)]
    return f"{', '.join(parts)}."


def _became_of(made: RequestAudit) -> Iterator[str]:
    """What became of a request, said once where it is the same in all organizations."""
    known = made.organizations or (RequestedOrg(org="", outcome=_ANSWERS[made.granted], on=made.granted_on),)
    found = [(key, list(same)) for key, same in groupby(sorted(known, key=_as_said), key=_as_said)]
    for (outcome, on), same in found:
        orgs = [one.org for one in same]
        where = f" for {', '.join(orgs)}" if len(found) > 1 else ""
        if outcome is Granting.ALREADY:
            yield f"already a member of {', '.join(orgs)} then"
        elif outcome is not Granting.NOT or made.state == "closed":
            yield _WORDS[outcome] + (f" on {on}" if on else "") + where


def _as_said(one: RequestedOrg) -> tuple[Granting, str]:
    return one.outcome, str(one.on or "")


def remarks(made: RequestAudit) -> list[str]:
    """What else an admin would look at in a request."""
    also = [f"{s.login} ({s.eligible})" for s in made.also]
    found = [
        ("Confirmed too, without being named (eligible): ", also),
        ("A sponsor's line that names nobody who can be read: ", made.unread),
        ("Boxes not ticked: ", made.unticked),
    ]
    named = [] if made.sponsors or made.unread or _needless(made) else ["It names no sponsor."]
    read = [] if made.complete else ["A part of the thread was not read: a confirmation may be missing."]
    return [
        *named,
        *_without_sponsors(made),
        *(f"{title}{'; '.join(items)}." for title, items in found if items),
        *read,
    ]


def companies(made: RequestAudit) -> Iterator[str]:
    """Whether the sponsors are of different companies; nothing where none are named and none are needed."""
    if made.sponsors or not _needless(made):
        yield f"From different companies: {made.different_companies}."


def _needless(made: RequestAudit) -> bool:
    return made.no_sponsors is not None and bool(made.no_sponsors.member_of)


def _without_sponsors(made: RequestAudit) -> Iterator[str]:
    if made.no_sponsors is None:
        return
    rule, sure, perhaps = made.no_sponsors.source.title, made.no_sponsors.member_of, made.no_sponsors.perhaps
    if sure:
        yield f"It needs no sponsors: the applicant is a member of {', '.join(sure)} ({rule})."
    else:
        yield f"Whether it needs sponsors is not known: {', '.join(perhaps)} may have listed the applicant then ({rule})."
