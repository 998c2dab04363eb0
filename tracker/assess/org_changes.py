"""The changes to organizations' files that enter those whose requests are ready."""

from collections.abc import Sequence

from tracker.advice.org_change import add_members
from tracker.assess.paperwork import discreet_change
from tracker.facts import Community
from tracker.facts.people import Login
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import Granting, RequestAudit
from tracker.findings.triage import RequestVerdict
from tracker.ladder import Ladder


def to_enter(audit: RequestAudit) -> tuple[str, ...]:
    """The organizations asked for that do not list the applicant."""
    return tuple(one.org for one in audit.organizations if one.outcome is Granting.NOT)


def enter_all(audits: Sequence[RequestAudit], community: Community, ladder: Ladder) -> tuple[FileChange, ...]:
    """The changes that enter everybody who is ready, one for each file: one after the other, diffs might not apply."""
    found: dict[str, list[Login]] = {}
    for audit in audits:
        if audit.applicant and audit.triage and audit.triage.verdict is RequestVerdict.READY:
            for org in to_enter(audit):
                found.setdefault(org, []).append(audit.applicant)
    return tuple(entering(org, logins, community, ladder) for org, logins in sorted(found.items()))


def entering(org: str, logins: Sequence[Login], community: Community, ladder: Ladder) -> FileChange:
    """The change that enters logins in an organization's file."""
    name = (ladder.files.org_file or "").format(org=org)
    if (layout := community.layouts.get(name)) is None:
        return FileChange(path=name.partition(":")[2], by_hand="the file could not be read")
    return discreet_change(add_members(layout, logins), ladder)
