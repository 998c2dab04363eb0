"""Reads what sigs.yaml holds: shapes as they are, and a note for each entry that has none."""

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from tracker.facts.groups import Group, GroupKind, Groups, Person, Subproject
from tracker.facts.meetings import Meeting
from tracker.facts.owners_links import OwnersFileLink
from tracker.facts.people import Login
from tracker.facts.prose import one_line, unlinked, web_address
from tracker.record import record

_SECTIONS = {
    "sigs": GroupKind.SIG,
    "workinggroups": GroupKind.WG,
    "usergroups": GroupKind.UG,
    "committees": GroupKind.COMMITTEE,
}


def parse_groups(data: object, *, url: str) -> Groups:
    """The groups in the loaded ``sigs.yaml``, every scalar of which is a text; ``url`` shows the file to a person.

    Sections and keys may be missing or empty. A group, person, subproject or file that cannot be read is left out,
    with a line in ``problems``; this raises nothing. E-mail addresses are never kept.
    """
    problems: list[str] = []
    root = _Entry(where="", data=data if _is_mapping(data) else {}, problems=problems)
    groups: dict[str, Group] = {}
    for section, kind in _SECTIONS.items():
        for entry in root.entries(section):
            group = _group(entry, kind, url)
            if group and group.id in groups:
                entry.problem(f"{group.id} is listed before")
            elif group:
                groups[group.id] = group
    if not groups:
        problems.append("no group could be read")
    return Groups(url=url, by_id=groups, problems=tuple(problems))


@record
class _Entry:
    """One mapping of the file. ``where`` leads to it, for a person who looks for a problem."""

    where: str
    data: Mapping[str, object]
    problems: list[str]

    def problem(self, text: str) -> None:
        self.problems.append(f"{self.where}: {text}" if self.where else text)

    def text(self, key: str) -> str | None:
        """A line of plain text, without the addresses of links; None where there is none."""
        value = self.data.get(key)
        return unlinked(one_line(value)) or None if isinstance(value, str) else None

    def web(self, key: str) -> str | None:
        value = self.data.get(key)
        return web_address(value) if isinstance(value, str) else None

    def entry(self, key: str) -> "_Entry":
        """The mapping under a key; an empty one where there is none."""
        value = self.data.get(key)
        if value is not None and not _is_mapping(value):
            self.problem(f"{key} is no mapping")
        return self._below(key, value if _is_mapping(value) else {})

    def entries(self, key: str) -> Iterator["_Entry"]:
        """The mappings of the list under a key; none where there is none."""
        for place, value in self._list(key):
            if _is_mapping(value):
                yield self._below(place, value)
            else:
                self.problem(f"{place} is no mapping")

    def texts(self, key: str) -> Iterator[str]:
        for place, value in self._list(key):
            if isinstance(value, str):
                yield value
            else:
                self.problem(f"{place} is no text")

    def _list(self, key: str) -> Iterator[tuple[str, object]]:
        value = self.data.get(key)
        if isinstance(value, list):
            yield from ((f"{key}[{index}]", item) for index, item in enumerate(value))
        elif value is not None:
            self.problem(f"{key} is no list")

    def _below(self, place: str, data: Mapping[str, object]) -> "_Entry":
        return _Entry(where=f"{self.where}.{place}" if self.where else place, data=data, problems=self.problems)


def _is_mapping(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _group(entry: _Entry, kind: GroupKind, url: str) -> Group | None:
    id_ = (entry.text("dir") or "").casefold()
    if not id_ or not all(c.isascii() and (c.isalnum() or c == "-") for c in id_):
        entry.problem("dir names no directory")
        return None
    label = entry.text("label") or id_.removeprefix(f"{kind}-")
    leadership, contact = entry.entry("leadership"), entry.entry("contact")
    return Group(
        id=id_,
        kind=kind,
        name=entry.text("name") or label,
        label=label,
        url=_page(url, id_),
        file_url=url,
        mission=entry.text("mission_statement"),
        chairs=_people(leadership, "chairs"),
        tech_leads=_people(leadership, "tech_leads"),
        emeritus_leads=_people(leadership, "emeritus_leads"),
        slack=(contact.text("slack") or "").lstrip("#") or None,
        mailing_list=contact.web("mailing_list"),
        liaison=_person(contact.entry("liaison")) if contact.data.get("liaison") else None,
        meetings=tuple(map(_meeting, entry.entries("meetings"))),
        subprojects=_subprojects(entry, id_),
    )


def _page(url: str, path: str) -> str:
    """A directory beside the file: ``…/blob/main/sigs.yaml`` gives ``…/tree/main/sig-node``.

    Where the file's address has another shape, the file itself is the best page there is.
    """
    repo, blob, rest = url.partition("/blob/")
    return f"{repo}/tree/{rest.rpartition('/')[0]}/{path}" if blob and "/" in rest else url


def _people(entry: _Entry, key: str) -> tuple[Person, ...]:
    return tuple(person for one in entry.entries(key) if (person := _person(one)))


def _person(entry: _Entry) -> Person | None:
    login = Login.maybe(entry.text("github"))
    if login is None:
        entry.problem("github names no login")
        return None
    return Person(login=login, company=entry.text("company"))


def _meeting(entry: _Entry) -> Meeting:
    return Meeting(
        description=entry.text("description") or "",
        day=entry.text("day") or "",
        time=entry.text("time") or "",
        timezone=entry.text("tz") or "",
        frequency=entry.text("frequency") or "",
        url=entry.web("url"),
    )


def _subprojects(entry: _Entry, group: str) -> tuple[Subproject, ...]:
    found: dict[str, Subproject] = {}
    for one in entry.entries("subprojects"):
        name = one.text("name")
        if not name:
            one.problem("name is missing")
        elif name in found:
            one.problem(f"{name} is listed before")
        else:
            found[name] = Subproject(name=name, group=group, owners=_owners(one), leads=_people(one, "leads"))
    return tuple(found.values())


def _owners(entry: _Entry) -> tuple[OwnersFileLink, ...]:
    found: list[OwnersFileLink] = []
    for text in entry.texts("owners"):
        link = OwnersFileLink.parse(text)
        if link is None:
            entry.problem(f"owners: {one_line(text)!r} is no address of a file on GitHub")
        elif link not in found:
            found.append(link)
    return tuple(found)
