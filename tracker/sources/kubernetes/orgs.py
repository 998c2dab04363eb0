"""Reads the files that say who is in which organization.

Source: kubernetes/org, ``config/<org>/org.yaml``. They are the evidence, not GitHub's own lists: GitHub shows
strangers only the members who want to be seen.
"""

import re
from collections.abc import Iterator, Mapping

from tracker.errors import SourceError
from tracker.facts import Gap, Kind
from tracker.facts.people import Login, Membership, OrgRoster
from tracker.sources.base import FileReader, FileRef, FileText, Unread
from tracker.sources.kubernetes.links import read_through
from tracker.sources.kubernetes.yaml_text import load

_MEMBERS = "members"
_ADMINS = "admins"

# Only lists of words in block form have a line for each login; who stands otherwise is shown by the file as a whole.
_TOP_LEVEL_KEY = re.compile(r"([\w-]+)\s*:")
_ENTRY = re.compile(r"""\s*-\s+["']?@?([\w-]+)""")


def read_rosters(reader: FileReader, org_files: Mapping[str, str]) -> tuple[dict[str, OrgRoster], tuple[Gap, ...]]:
    """Who each organization's file (``owner/name:path``) lists, all read in one call of the reader.

    A file that is missing, cannot be read or lists nobody gives a gap and no roster. Raises nothing of its own.
    """
    refs = {org: FileRef(*_split(file)) for org, file in org_files.items()}
    answers = read_through(reader, list(refs.values()))
    rosters: dict[str, OrgRoster] = {}
    gaps: list[Gap] = []
    for (org, ref), answer in zip(refs.items(), answers, strict=True):
        try:
            rosters[org] = _roster(org, ref, answer)
        except SourceError as error:
            effect = f"who is a member of {org} is not known"
            gaps.append(Gap(kind=Kind.MEMBERS, reason=error.message, effect=effect))
    return rosters, tuple(gaps)


def _split(file: str) -> tuple[str, str]:
    repo, _, path = file.partition(":")
    return repo, path


def _roster(org: str, ref: FileRef, answer: FileText | Unread) -> OrgRoster:
    if isinstance(answer, Unread):
        raise SourceError(f"{ref} could not be read: {answer.reason}")
    if answer.text is None:
        raise SourceError(f"{ref} does not exist")
    listed = _listed(load(answer.text, name=str(ref)), str(ref))
    lines = dict(_lines(answer.text))
    members = {
        login: Membership(org=org, login=login, admin=admin, url=_line_url(answer.url, lines.get((key, login.key))))
        for key, admin in ((_MEMBERS, False), (_ADMINS, True))  # whoever is in both lists is an admin
        for login in listed[key]
    }
    if not members:
        raise SourceError(f"{ref} lists nobody")
    return OrgRoster(org=org, url=answer.url, members=members)


def _listed(data: object, name: str) -> dict[str, list[Login]]:
    """The logins under each key. An archived organization has no ``members`` at all; admins are not repeated there."""
    if not isinstance(data, Mapping):
        raise SourceError(f"{name} has no lists of admins and members")
    listed: dict[str, list[Login]] = {}
    for key in (_ADMINS, _MEMBERS):
        entries = data.get(key) or []
        if not isinstance(entries, list):
            raise SourceError(f"{name} has no list under {key!r}")
        logins = (Login.maybe(entry) for entry in entries if isinstance(entry, str))
        listed[key] = [login for login in logins if login]
    return listed


def _lines(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    """The number of each entry's line, by the list and the login in small letters; of two equal entries the last."""
    key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if (top := _TOP_LEVEL_KEY.match(line)) is not None:
            key = top[1]
        elif key in (_ADMINS, _MEMBERS) and (entry := _ENTRY.match(line)) is not None:
            yield (key, entry[1].casefold()), number


def _line_url(url: str, line: int | None) -> str:
    return f"{url}#L{line}" if line else url
