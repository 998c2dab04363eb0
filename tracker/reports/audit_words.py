"""The wording of a membership request that was checked, which text, Markdown and HTML share."""

from collections.abc import Iterator
from itertools import groupby

from tracker.facts.prose import counted
from tracker.findings.sponsors import Answer, Granting, RequestAudit, RequestedOrg
from tracker.reports.words import day

_WORDS = {Granting.GRANTED: "granted", Granting.NOT: "not granted", Granting.UNKNOWN: "not known whether granted"}
_ANSWERS = {Answer.YES: Granting.GRANTED, Answer.NO: Granting.NOT, Answer.UNKNOWN: Granting.UNKNOWN}


def verdict(made: RequestAudit) -> str:
    """What a request came to or, while it is open, whether it is complete: what is missing, and what is not known.

    Where an admin asked, it is the verdict of the request desk.
    """
    if made.triage:
        return made.triage.text
    if made.state != "open":
        return _sentence("; ".join(_became_of(made)) or made.state)
    if _needless(made) and not made.unticked:
        return "Complete: it needs no sponsors. The GitHub admins are next."
    missing, doubts = "; ".join(_missing(made)), "; ".join(_doubts(made))
    if missing:
        return f"Not complete: {missing}.{f' Not known: {doubts}.' if doubts else ''}"
    if doubts:
        return f"Not known whether it is complete: {doubts}."
    return "Complete: the sponsors may sponsor, confirmed, and are of different companies. The GitHub admins are next."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _missing(made: RequestAudit) -> Iterator[str]:
    if not _needless(made):
        yield from _missing_sponsors(made)
    if made.unticked:
        yield f"{counted(len(made.unticked), 'box', 'boxes')} not ticked"


def _missing_sponsors(made: RequestAudit) -> Iterator[str]:
    lacking = made.needed - len(made.sponsors) - len(made.unread)
    no = [str(one.login) for one in made.sponsors if one.eligible is Answer.NO]
    silent = [str(one.login) for one in made.sponsors if not one.confirmed and one.eligible is not Answer.NO]
    if lacking > 0:
        yield f"{counted(lacking, 'sponsor')} still to be named"
    if no:
        yield f"{' and '.join(no)} may not sponsor"
    if silent and made.complete:
        yield f"{' and '.join(silent)} did not confirm yet"
    if made.different_companies is Answer.NO and not made.unread:
        yield "the sponsors are of one company"


def _doubts(made: RequestAudit) -> Iterator[str]:
    """What could not be told, of what makes a request complete."""
    if _needless(made):
        return
    asked = [str(one.login) for one in made.sponsors if one.eligible is Answer.UNKNOWN]
    silent = [str(one.login) for one in made.sponsors if not one.confirmed and one.eligible is not Answer.NO]
    if made.no_sponsors is not None:
        yield "whether it needs sponsors"
    if asked:
        yield f"whether {' and '.join(asked)} may sponsor"
    if silent and not made.complete:
        yield f"whether {' and '.join(silent)} confirmed"
    if doubted := [str(one.login) for one in made.sponsors if one.doubted]:
        yield f"whether {' and '.join(doubted)} confirmed, which is not plain"
    if made.unread:
        yield "whom a sponsor's line names"
    if made.different_companies is Answer.UNKNOWN and len(made.sponsors) >= made.needed:
        yield "whether the sponsors are of different companies"


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
    also = [f"{s.login} ({s.eligible})" for s in made.also if s.stands_by_it]
    found = [
        ("Confirmed without being named (may sponsor): ", also),
        ("Sponsor lines without a login: ", made.unread),
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
        listed = f"{', '.join(perhaps)} may have listed the applicant then"
        yield f"Whether it needs sponsors is not known: {listed} ({rule})."
