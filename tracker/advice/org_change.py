"""The change that enters people in an organization's file, as a diff that leaves every other character as it is.

Source: kubernetes/org, ``config/<org>/org.yaml``: ``members`` in alphabetical order without regard to case, which a test
there enforces; a login that YAML would take for something else is quoted.
"""

from collections.abc import Sequence

from tracker.advice.list_change import ByHandError, all_entered, entered, folded
from tracker.facts.people import Login
from tracker.facts.yaml_layout import Layout
from tracker.findings.paperwork import FileChange

_MEMBERS, _ADMINS = "members", "admins"


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
