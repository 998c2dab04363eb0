"""Reads the files that say who is in which organization.

Source: kubernetes/org, ``config/<org>/org.yaml``, or a file with all organizations (``org_form``). They are the
evidence, not GitHub's own lists: GitHub shows strangers only the members who want to be seen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from tracker.errors import SourceError
from tracker.facts import Gap, Kind
from tracker.facts.people import Membership, OrgRoster
from tracker.sources.base import FileReader, FileRef, FileText, Unread
from tracker.sources.kubernetes.links import read_through, text_in
from tracker.sources.kubernetes.org_form import LISTS, lists_in
from tracker.sources.kubernetes.yaml_text import load

# Only lists of words in block form have a line for each login; who stands otherwise is shown by the file as a whole.
_TOP_LEVEL_KEY = re.compile(r"([\w-]+)\s*:")
_ORGS = re.compile(r"orgs\s*:\s*(?:#.*)?", re.IGNORECASE)
_NAMED = re.compile(r""" +["']?([\w-]+)["']?\s*:\s*(?:#.*)?""")
_ENTRY = re.compile(r"""\s*-\s+["']?@?([\w-]+)""")


def read_rosters(reader: FileReader, org_files: Mapping[str, str]) -> tuple[dict[str, OrgRoster], tuple[Gap, ...]]:
    """Who each organization's file (``owner/name:path``) lists, all read in one call of the reader.

    A file that is missing, cannot be read, has another form or lists nobody gives a gap and no
    roster. Raises nothing of its own.
    """
    refs = {org: FileRef.parse(file) for org, file in org_files.items()}
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


def _roster(org: str, ref: FileRef, answer: FileText | Unread) -> OrgRoster:
    text, url = text_in(answer)
    listed = lists_in(load(text, name=str(ref)), org, str(ref))
    lines = dict(_lines(*_lines_of(text, org)))
    members = {
        login: Membership(org=org, login=login, admin=admin, url=_line_url(url, lines.get((key, login.key))))
        for key, admin in zip(LISTS, (False, True), strict=True)  # whoever is in both lists is an admin
        for login in listed[key]
    }
    if not members:
        raise SourceError(f"{ref} lists nobody")
    return OrgRoster(org=org, url=url, members=members)


def _lines_of(text: str, org: str) -> tuple[list[str], int]:
    """The lines about an organization, as if they stood at the top, and how many stand before them."""
    lines = text.splitlines()
    heads = (number for number, line in enumerate(lines) if _ORGS.fullmatch(line))
    if (first := next(heads, None)) is None:
        return lines, 0
    named = (number for number, line in enumerate(lines[first:], first) if _is_named(line, org))
    if (start := next(named, None)) is None:
        return [], 0
    outer = _depth(lines[start])
    inner = list(takewhile(lambda line: not line.strip() or _depth(line) > outer, lines[start + 1 :]))
    depth = min((_depth(line) for line in inner if line.strip()), default=0)
    return [line[depth:] for line in inner], start + 1


def _is_named(line: str, org: str) -> bool:
    found = _NAMED.fullmatch(line)
    return found is not None and found[1].casefold() == org.casefold()


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _lines(lines: Iterable[str], before: int) -> Iterator[tuple[tuple[str, str], int]]:
    """The number of each entry's line, by the list and the login in small letters; of two equal entries the last."""
    key = ""
    for number, line in enumerate(lines, start=before + 1):
        if (top := _TOP_LEVEL_KEY.match(line)) is not None:
            key = top[1].casefold()
        elif key in LISTS and (entry := _ENTRY.match(line)) is not None:
            yield (key, entry[1].casefold()), number


def _line_url(url: str, line: int | None) -> str:
    return f"{url}#L{line}" if line else url
