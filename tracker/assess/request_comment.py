"""A comment for the thread of a membership request, which a person may post: it mentions nobody and judges nobody."""

import re
from collections.abc import Iterator, Sequence

from tracker.facts.left_out import is_stand_in
from tracker.findings.sponsors import Answer, RequestAudit, SponsorCheck
from tracker.findings.triage import RequestVerdict, Turn, Wait
from tracker.visible import SENTENCE, plain

#: What would call somebody, refer to something or format a line in a comment: names of companies
#: are free text of strangers.
_ACTS = re.compile(r"[@#<>\[\]`*|\\~]|:(?=//)|\bwww(?=\.)|\bGH-(?=\d)", re.IGNORECASE)


def comment_for(verdict: RequestVerdict, audit: RequestAudit, waits: Sequence[Wait], orgs: Sequence[str]) -> str | None:
    """What to say to those who wait; None where there is nothing that they need to know."""
    if verdict is RequestVerdict.READY:
        return "\n".join(_ready(audit, orgs))
    asked = [wait for wait in waits if wait.turn is not Turn.ADMINS and not any(map(is_stand_in, wait.logins))]
    if verdict not in {RequestVerdict.WAITS, RequestVerdict.UNKNOWN} or not asked:
        return None
    return "\n".join(["Thanks for the request. This is still open:", "", *map(_line, asked)])


def _ready(audit: RequestAudit, orgs: Sequence[str]) -> Iterator[str]:
    confirmed = [one for one in audit.sponsors if one.stands_by_it and one.eligible is Answer.YES]
    if confirmed and not audit.no_sponsors:
        yield f"Thanks, all that can be read is in order. Sponsors: {'; '.join(map(_sponsor, confirmed))}."
    else:
        yield "Thanks, all that can be read is in order. No sponsors are needed."
    yield (
        f"The next step is a change that adds {audit.applicant} to {' and '.join(orgs)}. "
        "GitHub then sends an invitation, which can be accepted with two-factor authentication only."
    )


def _sponsor(one: SponsorCheck) -> str:
    return f"{one.login} ({', '.join(filter(None, [one.why[0] if one.why else None, _harmless(one.company or '')]))})"


def _line(wait: Wait) -> str:
    who = "applicant: " if wait.turn is Turn.APPLICANT else ""
    return f"- {who}{_harmless(wait.text)}"


def _harmless(text: str) -> str:
    return plain(_ACTS.sub("", text), SENTENCE).strip()
