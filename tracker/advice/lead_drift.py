"""Where lists of a group's leads differ from sigs.yaml, each with the change that makes them agree.

Source: kubernetes/community, ``sigs.yaml``, the authority; aliases ``<group>-leads`` in OWNERS_ALIASES and teams of that
name in kubernetes/org are copies.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tracker.advice.list_change import ByHandError, difference, folded, with_name, without_name
from tracker.facts.groups import Group
from tracker.facts.people import Login
from tracker.facts.yaml_layout import Entry, Layout
from tracker.findings.group_area import Disagreement
from tracker.findings.paperwork import FileChange

#: Finds the keys in a text, given the file's path.
Parse = Callable[[str, str], Layout]
#: Lists of people in a team; a maintainer is a member.
_PEOPLE = ("maintainers", "members")


def leads_of(group: Group) -> tuple[Login, ...]:
    """The chairs and technical leads by sigs.yaml, in the order of the alphabet."""
    return tuple(sorted({person.login for person in (*group.chairs, *group.tech_leads)}))


def lead_drift(group: Group, layouts: Mapping[str, Layout], parse: Parse) -> Iterator[Disagreement]:
    """One for each list that differs; ``layouts`` are by ``owner/name:path``."""
    leads, name = leads_of(group), f"{group.id}-leads"
    for file, layout in sorted(layouts.items()):
        for entries in _lists(layout, name):
            if found := _disagreement(file, layout, entries, leads, parse):
                yield found


def _lists(layout: Layout, name: str) -> Iterator[Sequence[Entry]]:
    """The lists of a name: an alias, or the people of a team wherever the team stands."""
    alias = layout.entry("aliases", name)
    if alias:
        yield [alias]
    team = [one for one in layout.entries if one.place[-1] in _PEOPLE and one.place[-2:-1] == (name,)]
    if team:
        yield team


def _disagreement(
    file: str, layout: Layout, entries: Sequence[Entry], leads: Sequence[Login], parse: Parse
) -> Disagreement | None:
    named = [(entry.place, login) for entry in entries for login in _logins(entry)]
    there = {login for _, login in named}
    missing = tuple(login for login in leads if login not in there)
    surplus = tuple(sorted(there - set(leads)))
    if not (missing or surplus):
        return None
    place = next((entry.place for entry in entries if entry.place[-1] != _PEOPLE[0]), entries[0].place)
    return Disagreement(
        file=file,
        place=".".join(place[: 2 if place[0] == "aliases" else -1]),
        missing=missing,
        surplus=surplus,
        change=_change(layout, place, missing, [pair for pair in named if pair[1] in surplus], parse),
    )


def _logins(entry: Entry) -> Iterator[Login]:
    for item in entry.items:
        if item.name and (login := Login.maybe(folded(item.name))):
            yield Login(key=login.key, name=item.name.strip().removeprefix("@"))


def _change(
    layout: Layout,
    place: tuple[str, ...],
    missing: Sequence[Login],
    surplus: Sequence[tuple[tuple[str, ...], Login]],
    parse: Parse,
) -> FileChange:
    """First those who are missing, so that no list is empty in between."""
    now = layout
    try:
        for login in missing:
            now = parse(with_name(now, place, login), layout.path)
        for where, login in surplus:
            now = parse(without_name(now, where, login), layout.path)
        return FileChange(path=layout.path, diff=difference(layout, now.text))
    except ByHandError as why:
        return FileChange(path=layout.path, by_hand=str(why))
