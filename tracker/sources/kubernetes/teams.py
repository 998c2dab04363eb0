"""Reads who is in a team of an organization.

Source: kubernetes/org. A team stands in ``config/<org>/org.yaml`` or, where it is a group's, in
``config/<org>/<group>/teams.yaml``; maintainers are members, and teams may be within teams.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from tracker.errors import SourceError
from tracker.facts import CommunityQuery
from tracker.facts.people import Login, Team
from tracker.sources.base import FileReader, FileRef, FileText
from tracker.sources.kubernetes.groups import read_groups
from tracker.sources.kubernetes.links import read_through
from tracker.sources.kubernetes.org_form import part_of
from tracker.sources.kubernetes.yaml_text import load

_PEOPLE = ("maintainers", "members")
_FILE = "teams.yaml"


def read_teams(reader: FileReader, query: CommunityQuery) -> dict[str, Team]:
    """Each of the query's teams (``org/team``, in any case), its people in the order of the file.

    Of a team that stands nowhere, or whose file cannot be read, it is not known. Raises nothing of its own.
    """
    return {name: _team(reader, query, name) for name in sorted(query.teams)}


def _team(reader: FileReader, query: CommunityQuery, name: str) -> Team:
    try:
        return Team(members=_members(reader, query, name))
    except SourceError as error:
        return Team(unknown=error.message)


def _members(reader: FileReader, query: CommunityQuery, name: str) -> tuple[Login, ...]:
    org, _, team = name.partition("/")
    file = next((file for known, file in query.org_files.items() if known.casefold() == org.casefold()), None)
    if file is None:
        raise SourceError(f"the ladder knows no file of the organization {org}")
    ref = FileRef.parse(file)
    texts, unread = _readable(reader, [ref])
    found = _named(team, texts, org)
    if found is None:
        texts, more = _readable(reader, _groups_files(reader, query, ref))
        unread += more
        found = _named(team, texts, org)
    if found is None:
        raise SourceError(unread[0] if unread else f"no file of {org} lists a team {team}")
    return _people(found)


def _named(team: str, texts: Sequence[FileText], org: str) -> Mapping[object, object] | None:
    parts = (part_of(load(text.text or "", name=str(text.ref)), org) for text in texts)
    found = (body for part in parts for title, body in _teams(part) if title.casefold() == team.casefold())
    return next(found, None)


def _groups_files(reader: FileReader, query: CommunityQuery, org_file: FileRef) -> list[FileRef]:
    """Where the teams of the community's groups stand, if they have any."""
    groups = read_groups(reader, query.groups_file)[0] if query.groups_file else None
    folder = PurePosixPath(org_file.path).parent
    return [FileRef(org_file.repo, str(folder / group / _FILE)) for group in (groups.by_id if groups else ())]


def _readable(reader: FileReader, refs: Sequence[FileRef]) -> tuple[list[FileText], list[str]]:
    """The files that are there, and why others could not be read."""
    answers = read_through(reader, refs)
    texts = [one for one in answers if isinstance(one, FileText) and one.text is not None]
    return texts, [f"{one.ref} could not be read: {one.reason}" for one in answers if not isinstance(one, FileText)]


def _teams(data: object) -> Iterator[tuple[str, Mapping[object, object]]]:
    """Every team in a file with its name, those within others too."""
    teams = data.get("teams") if isinstance(data, Mapping) else None
    for name, body in teams.items() if isinstance(teams, Mapping) else ():
        if isinstance(body, Mapping):
            yield str(name), body
            yield from _teams(body)


def _people(team: Mapping[object, object]) -> tuple[Login, ...]:
    """Who is in a team or in one within it."""
    lists = [body.get(key) for _, body in [("", team), *_teams(team)] for key in _PEOPLE]
    logins = (Login.maybe(name) for one in lists if isinstance(one, list) for name in one if isinstance(name, str))
    return tuple(dict.fromkeys(login for login in logins if login))
