"""The changes to organizations' files that enter those whose requests are ready.

Source: kubernetes/org, ``config/<org>/org.yaml``: ``members`` in alphabetical order without regard to case, which a
test there enforces; a login that YAML would take for something else is quoted.
"""

from collections.abc import Sequence

from tracker.advice.list_change import ByHandError, all_entered, entered, folded
from tracker.assess.paperwork import discreet_change
from tracker.facts import Community
from tracker.facts.people import Login
from tracker.facts.yaml_layout import Layout
from tracker.findings.paperwork import FileChange
from tracker.findings.sponsors import Granting, RequestAudit
from tracker.findings.triage import RequestVerdict
from tracker.ladder import Ladder

_MEMBERS, _ADMINS = "members", "admins"


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


def add_members(layout: Layout, logins: Sequence[Login]) -> FileChange:
    """Enter logins among the members; who is an admin there is a member already."""
    try:
        return FileChange(path=layout.path, diff=_diff(layout, logins))
    except ByHandError as reason:
        return FileChange(path=layout.path, by_hand=str(reason))


def _diff(layout: Layout, logins: Sequence[Login]) -> str:
    if layout.problem:
        raise ByHandError(layout.problem)
    admins = layout.entry(_ADMINS)
    known = {folded(item.name) for item in admins.items if item.name} if admins else set[str]()
    if there := next((login for login in logins if login.key in known), None):
        raise ByHandError(f"{_ADMINS} names {there} already")
    members = layout.entry(_MEMBERS)
    keys = [folded(item.name or "") for item in members.items] if members else []
    if keys != sorted(keys):
        raise ByHandError(f"{_MEMBERS} are not in alphabetical order")
    if len(set(logins)) == 1:
        return entered(layout, (_MEMBERS,), logins[0], (_ADMINS,))
    return all_entered(layout, (_MEMBERS,), logins)
