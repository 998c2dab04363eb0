"""Who one version of an organization's file lists, read fast: there are thousands of versions.

Source: kubernetes/org, ``config/<org>/org.yaml``, or ``org_form``. Nearly every version has its ``admins:`` and ``members:`` as plain
block lists of plain words, which need no YAML parser. Whatever looks different in any way goes to one.
"""

import re
from functools import lru_cache

from tracker.errors import SourceError
from tracker.sources.kubernetes.org_form import LISTS, names_in, part_of
from tracker.sources.kubernetes.yaml_text import load

_NEXT_KEY = re.compile(r"\n[A-Za-z]")
_DASH = re.compile(r"\n *- ")
# Nothing in it that YAML could read otherwise: no comment, no second indentation, no word over two lines.
_PLAIN = re.compile(r"""(["']?)(\w[\w-]*)\1""", re.ASCII)
#: Characters that are parsed; ten times the largest file there is, and two seconds.
_LONGEST = 256 * 1024


def listed(text: str, org: str) -> frozenset[str] | None:
    """The logins, without case, that an organization's file lists for it: members and admins together.

    None where the text is in no form that is read, or does not name the organization.
    """
    groups = [_plain("\n" + text, key) for key in LISTS]
    if all(groups):
        return frozenset().union(*groups)
    return _parsed(text, org)


def _plain(text: str, key: str) -> frozenset[str]:
    """The words of a list that is as plain as can be; none at all where the file needs a parser."""
    head = f"\n{key}:"
    start = text.find(head + "\n")
    if start < 0 or text.count(head) > 1:
        return frozenset()
    start += len(head)
    end = _NEXT_KEY.search(text, start)
    return _words(text[start : end.start()] if end else text[start:].removesuffix("\n"))


@lru_cache(maxsize=4)  # most versions change the teams only, and of the two lists nearly always one
def _words(block: str) -> frozenset[str]:
    if not (dash := _DASH.match(block)):
        return frozenset()
    words = frozenset(map(_word, block.split(dash[0])[1:]))
    return words if "" not in words else frozenset()


@lru_cache(maxsize=20_000)  # and of a list nearly always one word
def _word(text: str) -> str:
    """A plain word, without case; an empty one where the text needs a parser."""
    found = _PLAIN.fullmatch(text)
    return found[2].casefold() if found else ""


def _parsed(text: str, org: str) -> frozenset[str] | None:
    if len(text) > _LONGEST:
        return None
    try:
        found = part_of(load(text, name=org), org)
    except SourceError:
        return None
    if found is None or not found.keys() & set(LISTS):
        return None
    lists = [names_in(found, key) for key in LISTS]
    return None if None in lists else frozenset(login.key for names in lists for login in names or ())
