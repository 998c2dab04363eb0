"""From OWNERS files to a tree: aliases expanded, filters compiled, problems remarked on."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from tracker.facts.owners import AliasUse, OwnersEntry, OwnersTree, Remark, Role
from tracker.facts.owners_aliases import NO_ALIASES, Aliases
from tracker.facts.owners_file import PEOPLE, Compile, OwnersFile, PathPattern, Section, is_ignored
from tracker.facts.people import Login

ALIASES_PATH = "OWNERS_ALIASES"


def tree_of(
    repo: str,
    files: Iterable[OwnersFile],
    aliases: Aliases = NO_ALIASES,
    *,
    compile_pattern: Compile,
    complete: bool = True,
    problems: tuple[Remark, ...] = (),
    unread: frozenset[str] = frozenset(),
    unlisted: bool = False,
) -> OwnersTree:
    """The tree of a repository's OWNERS files and of the aliases at its root.

    Files in ignored directories are left out. ``problems`` are those that the reader of the files knows already;
    ``unread`` and ``unlisted`` are handed on.
    """
    kept = sorted((f for f in files if not is_ignored(f.directory)), key=lambda file: (file.directory, file.path))
    patterns, faulty = _compiled(kept, compile_pattern)
    return OwnersTree(
        repo=repo,
        entries_=tuple(dict.fromkeys(entry for file in kept for entry in _entries(repo, file, aliases, patterns))),
        no_parent_owners=frozenset(file.directory for file in kept if file.no_parent_owners),
        alias_uses=_alias_uses(kept, aliases),
        patterns=patterns,
        problems=(*problems, *_problems(kept, aliases), *faulty),
        complete=complete,
        unread=unread,
        unlisted=unlisted,
        aliases_unread=aliases.unread,
    )


def _entries(repo: str, file: OwnersFile, aliases: Aliases, known: Container[str]) -> Iterator[OwnersEntry]:
    """What a file gives. Prow passes a filter over that is no pattern, so nobody has a role by it."""
    for section in file.sections:
        if section.filter is not None and section.filter not in known:
            continue
        for role, emeritus, names in _roles(section):
            for login, alias in _people(names, aliases):
                yield OwnersEntry(
                    login=login,
                    role=role,
                    repo=repo,
                    directory=file.directory,
                    url=file.url,
                    alias=alias,
                    filter=section.filter,
                    emeritus=emeritus,
                )


def _roles(section: Section) -> Iterator[tuple[Role, bool, tuple[str, ...]]]:
    yield Role.APPROVER, False, section.approvers
    yield Role.REVIEWER, False, section.reviewers
    yield Role.APPROVER, True, section.emeritus_approvers
    yield Role.REVIEWER, True, section.emeritus_reviewers


def _people(names: tuple[str, ...], aliases: Aliases) -> Iterator[tuple[Login, str | None]]:
    """The logins behind names, each with the alias that led to it; an alias hides a login of the same name."""
    for name in names:
        members = aliases.expand(name)
        for text in (name,) if members is None else members:
            login = Login.maybe(text)
            if login is not None:
                yield login, None if members is None else name


def _alias_uses(files: Iterable[OwnersFile], aliases: Aliases) -> dict[str, frozenset[AliasUse]]:
    found: dict[str, set[AliasUse]] = defaultdict(set)
    for file in files:
        for section in file.sections:
            for key in PEOPLE:
                use = AliasUse(directory=file.directory, key=key, filter=section.filter or "")
                names: tuple[str, ...] = getattr(section, key)
                for name in names:
                    if aliases.expand(name) is not None:
                        found[name.casefold()].add(use)
    return {name: frozenset(uses) for name, uses in found.items()}


def _compiled(files: list[OwnersFile], compile_pattern: Compile) -> tuple[dict[str, PathPattern], list[Remark]]:
    patterns: dict[str, PathPattern] = {}
    faulty: list[Remark] = []
    for path, text in ((file.path, section.filter) for file in files for section in file.sections):
        if text is None or text in patterns:
            continue
        pattern = compile_pattern(text)
        if pattern is None:
            faulty.append(Remark(path=path, text=f"the filter {text!r} is no pattern, and is passed over"))
        else:
            patterns[text] = pattern
    return patterns, faulty


def _problems(files: list[OwnersFile], aliases: Aliases) -> Iterator[Remark]:
    yield from (Remark(path=ALIASES_PATH, text=text) for text in aliases.problems)
    yield from (Remark(path=file.path, text=text) for file in files for text in file.problems)
