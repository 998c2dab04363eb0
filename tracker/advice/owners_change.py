"""The change that enters somebody in OWNERS, as a diff that leaves every other character as it is."""

from tracker.advice.list_change import ByHandError, entered, folded
from tracker.facts.owners import AliasUse, OwnersTree, Role
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.people import Login
from tracker.facts.yaml_layout import Entry, Layout
from tracker.findings.paperwork import FileChange

_PLAIN_KEYS = ("approvers", "reviewers", "required_reviewers", "labels")


def propose(owners: Layout, aliases: Layout | None, role: Role, login: Login, tree: OwnersTree) -> FileChange:
    """Enter a login under a role. Where one alias alone gives the role, and only that, the login goes into the alias.

    As in Prow, the filters count where no plain key gives anything: the login then goes into the section ``.*``. An
    alias that stands anywhere else in the repository too, or may do so (``tree``), would give more than was asked for.
    """
    layout, alias, note = owners, None, None
    try:
        _refuse_rejected(owners, tree)
        place = _place(owners, f"{role}s")
        _refuse_first(owners, role, tree)
        alias = _only_alias(owners.entry(*place), aliases)
        note = _gives_more(alias, owners.path, f"{role}s", tree) if alias else None
        alias = None if note else alias
        if alias and aliases:
            layout, place = aliases, ("aliases", alias)
        return FileChange(path=layout.path, diff=entered(layout, place, login, _PLAIN_KEYS[:2]), alias=alias, note=note)
    except ByHandError as reason:
        return FileChange(path=layout.path, alias=alias, by_hand=str(reason), note=note)


def _refuse_rejected(owners: Layout, tree: OwnersTree) -> None:
    why = next((problem.text for problem in tree.problems if problem.path == owners.path), None)
    if why:
        raise ByHandError(f"Prow rejects the file, or a part of it: {why}")


def _refuse_first(owners: Layout, role: Role, tree: OwnersTree) -> None:
    """With ``no_parent_owners`` the first who has a role ends what the directories above give."""
    directory = owners.path.rpartition("/")[0]
    first = not any(e.directory == directory and e.role is role and not e.emeritus for e in tree.entries_)
    if first and directory and directory in tree.no_parent_owners:
        raise ByHandError(f"with no_parent_owners, a first {role} there ends the role of those in directories above")


def _gives_more(alias: str, path: str, key: str, tree: OwnersTree) -> str | None:
    """What else an alias gives than a role in the directory of a file, in words; None where that is all."""
    if any(problem.path == ALIASES_PATH for problem in tree.problems):
        return f"Prow rejects {ALIASES_PATH}, which holds the alias {alias}"
    if not tree.complete:
        return f"it was not found out what else the alias {alias} gives in {tree.repo}"
    here = AliasUse(directory=path.rpartition("/")[0], key=key)
    for use in sorted(tree.alias_uses.get(folded(alias), frozenset()) - {here}):
        files = f" for files matching {use.filter}" if use.filter else ""
        return f"the alias {alias} is also among the {use.key} of {use.directory or 'the root'}{files}"
    return None


def _place(owners: Layout, key: str) -> tuple[str, ...]:
    """Where the list of a role stands, or should stand."""
    if owners.problem:
        raise ByHandError(owners.problem)
    simple = any((entry := owners.entry(plain)) and entry.items for plain in _PLAIN_KEYS)
    if simple or not any(owners.below("filters")):
        return (key,)
    if not any(owners.below("filters", ".*")):
        raise ByHandError('none of its filters is for all files (".*")')
    return ("filters", ".*", key)


def _only_alias(entry: Entry | None, aliases: Layout | None) -> str | None:
    if entry is None or aliases is None or len(entry.items) != 1 or entry.items[0].name is None:
        return None
    name = folded(entry.items[0].name)
    group = next((one for one in aliases.below("aliases") if folded(one.place[-1]) == name), None)
    return group.place[-1] if group else None
