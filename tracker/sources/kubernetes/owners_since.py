"""Since when somebody reviews or approves: when the lines that say so were last changed.

Rule: semantics.md, "Tenure". An OWNERS entry is two lines where an alias holds the login: the alias in the OWNERS file
and the login in OWNERS_ALIASES. Both have to be there, so the later change of the two counts. A line can have been
touched since somebody entered (sorted, indented anew), so the date is one by which they held the role, not the first.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tracker.facts import Community, Gap, Kind
from tracker.facts.owners import OwnersEntry, OwnersTree
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.people import Login, Since
from tracker.record import positional_record
from tracker.sources.base import Blamer, FileReader, FileRef, FileText, LastChange, Unread
from tracker.sources.kubernetes.line_dates import last_change, since
from tracker.sources.kubernetes.links import read_through
from tracker.sources.kubernetes.owners import front_matter
from tracker.sources.kubernetes.yaml_text import BOUNDS
from tracker.yamltree import Branch, Leaf, Node, Refused, tree_of

#: Files that are dated for one login, the nearest to the root first: as many as GitHub dates with one request.
MAX_FILES = 8

_EFFECT = "since when somebody reviews or approves there is not known"


def with_owner_dates(
    community: Community,
    logins: frozenset[Login],
    files: FileReader,
    blamer: Blamer,
    own_paths: Mapping[Login, Mapping[str, frozenset[str] | None]] = MappingProxyType({}),
) -> Community:
    """The community with a date for the OWNERS entries of these logins, but the emeritus; a gap where there is none.

    Of a login with ``own_paths`` (see ``CommunityQuery``) they are the entries there, whatever else was read for
    others. The files are those that the entries were read from, so a reader that remembers them asks nobody. ``blamer``
    is asked once. Raises nothing of its own.
    """
    chosen, gaps = _chosen(community, logins, own_paths)
    if not chosen:
        return community
    refs = list(dict.fromkeys(ref for entry in chosen for ref in _files_of(entry)))
    texts = {answer.ref: answer for answer in read_through(files, refs) if isinstance(answer, FileText)}
    found = {entry: [_lines_of(entry, ref, texts.get(ref)) for ref in _files_of(entry)] for entry in chosen}
    named = list(dict.fromkeys(lines.ref for every in found.values() for lines in every if lines.numbers))
    blame = dict(zip(named, blamer.blame(named), strict=True))
    dated = {entry: _dated(every, blame) for entry, every in found.items()}
    return replace(
        community,
        owners={repo: _with_dates(tree, dated) for repo, tree in community.owners.items()},
        gaps=(*community.gaps, *gaps, *_gaps(dated)),
    )


def _chosen(
    community: Community, logins: Iterable[Login], own_paths: Mapping[Login, Mapping[str, frozenset[str] | None]]
) -> tuple[list[OwnersEntry], list[Gap]]:
    """The entries to date, and a gap for each login that stands in too many files."""
    chosen: list[OwnersEntry] = []
    gaps: list[Gap] = []
    for login in sorted(logins):
        own = own_paths.get(login, dict.fromkeys(community.owners))
        trees = (tree.within(own[repo]) for repo, tree in community.owners.items() if repo in own)
        mine = [entry for tree in trees for entry in tree.entries(login) if not entry.emeritus]
        kept = _nearest_to_the_root(mine)
        left_out = [entry for entry in mine if entry not in kept]
        chosen += kept
        if left_out:
            repos = frozenset(entry.repo for entry in left_out)
            reason = f"{login} is named in more OWNERS files than the {MAX_FILES} that are dated"
            gaps.append(Gap(kind=Kind.OWNERS_SINCE, reason=reason, effect=_EFFECT, repos=repos, login=login))
    return chosen, gaps


def _nearest_to_the_root(entries: Sequence[OwnersEntry]) -> list[OwnersEntry]:
    """As many entries as stand in few enough files."""
    kept: list[OwnersEntry] = []
    refs: set[FileRef] = set()
    for entry in sorted(entries, key=lambda entry: (_depth(entry.directory), entry.repo, entry.directory)):
        longer = refs.union(_files_of(entry))
        if len(longer) <= MAX_FILES:
            kept.append(entry)
            refs = longer
    return kept


def _depth(directory: str) -> int:
    return directory.count("/") + bool(directory)


def _files_of(entry: OwnersEntry) -> tuple[FileRef, ...]:
    """The file that holds an entry, and the one that says who is behind its alias."""
    path = entry.directory if entry.directory.endswith(".md") else _path(entry)
    own = FileRef(entry.repo, path)
    return (own, FileRef(entry.repo, ALIASES_PATH)) if entry.alias else (own,)


def _path(entry: OwnersEntry) -> str:
    name = entry.url.rpartition("/")[2]  # OWNERS, or MAINTAINERS in its place
    return f"{entry.directory}/{name}" if entry.directory else name


@positional_record
class _Lines:
    """The lines of a file that an entry rests on, counted from 1; none where they were not found.

    Behind a symbolic link it is the file that the link leads to.
    """

    ref: FileRef
    numbers: tuple[int, ...]
    of_alias: bool


def _lines_of(entry: OwnersEntry, ref: FileRef, found: FileText | None) -> _Lines:
    numbers = _lines(entry, ref, found.text or "") if found else ()
    return _Lines(found.place if found else ref, numbers, ref.path == ALIASES_PATH)


def _lines(entry: OwnersEntry, ref: FileRef, text: str) -> tuple[int, ...]:
    if ref.path.endswith("MAINTAINERS"):
        return _lines_with_handle(text, entry.login)
    named = list(_named(front_matter(text) if ref.path.endswith(".md") else text))
    if ref.path == ALIASES_PATH and entry.alias:
        return _lines_at(named, ("aliases", entry.alias), entry.login.name)
    role = f"{entry.role}s"
    filtered = ("filters", entry.filter or ".*", role)
    simple = () if entry.filter else _lines_at(named, (role,), entry.alias or entry.login.name)
    return simple or _lines_at(named, filtered, entry.alias or entry.login.name)


def _lines_at(named: Iterable["_Named"], place: tuple[str, ...], name: str) -> tuple[int, ...]:
    """Where a list holds a name: of two equal ones both. Case matters in patterns, and neither in names nor in keys."""
    return tuple(one.line for one in named if _key(one.name) == _key(name) and _folded(one.place) == _folded(place))


def _folded(place: tuple[str, ...]) -> tuple[str, ...]:
    """A pattern stands between ``filters`` and a role."""
    return (*map(_key, place[:1]), *place[1:-1], *map(_key, place[-1:]))


def _key(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


def _lines_with_handle(text: str, login: Login) -> tuple[int, ...]:
    """In etcd's MAINTAINERS people stand as ``(@login)``, reviewers also as ``(login@)``."""
    name = re.escape(login.name)
    handle = re.compile(rf"\((?:@{name}|{name}@)\)", re.IGNORECASE)
    return tuple(number for number, line in enumerate(text.splitlines(), start=1) if handle.search(line))


@positional_record
class _Named:
    """A name in a list, or a key of a mapping, below the keys ``place``; ``line`` is counted from 1."""

    place: tuple[str, ...]
    name: str
    line: int


def _named(text: str) -> Iterator[_Named]:
    """Every name in the first document of a YAML text, where it is read at all: whoever reads the file says so."""
    with contextlib.suppress(Refused):
        root = tree_of(text, BOUNDS)
        yield from () if root is None else _below((), root)


def _below(place: tuple[str, ...], node: Node) -> Iterator[_Named]:
    """An alias of YAML (``*x``) names nobody where it stands."""
    if not isinstance(node, Branch):
        return
    if node.mapping:
        for key, value in node.pairs():
            yield from _word(place, key)
            yield from _below((*place, key.text if isinstance(key, Leaf) else ""), value)
        return
    for child in node.children:
        yield from _word(place, child)
        yield from _below(place, child)


def _word(place: tuple[str, ...], node: Node) -> Iterator[_Named]:
    if isinstance(node, Leaf):
        yield _Named(place, node.text, node.start[0] + 1)


def _dated(every: Sequence[_Lines], blame: Mapping[FileRef, Sequence[LastChange] | Unread]) -> Since | str:
    """The latest change of the lines that an entry rests on; or why it has no date."""
    found: list[tuple[LastChange, _Lines]] = []
    for lines in every:
        change = last_change(lines.ref, lines.numbers, blame.get(lines.ref, ()))
        if isinstance(change, str):
            return change
        found.append((change, lines))
    latest, lines = max(found, key=lambda pair: pair[0].at)
    return since(latest, f"dated by the line in {lines.ref}" if lines.of_alias else None)


def _with_dates(tree: OwnersTree, dated: Mapping[OwnersEntry, Since | str]) -> OwnersTree:
    """The tree with the dates, where it has an entry with one: it finds its entries anew."""
    entries = tuple(
        replace(entry, since=when) if isinstance(when := dated.get(entry), Since) else entry for entry in tree.entries_
    )
    return tree if entries == tree.entries_ else replace(tree, entries_=entries)


def _gaps(dated: Mapping[OwnersEntry, Since | str]) -> Iterator[Gap]:
    reasons: dict[tuple[Login, str], set[str]] = {}
    for entry, found in dated.items():
        if isinstance(found, str):
            reasons.setdefault((entry.login, found), set()).add(entry.repo)
    for (login, reason), repos in reasons.items():
        yield Gap(kind=Kind.OWNERS_SINCE, reason=reason, effect=_EFFECT, repos=frozenset(repos), login=login)
