"""Who the versions of an organization's file list, read fast: there are thousands of them.

Source: kubernetes/org, ``config/<org>/org.yaml``, or ``org_form``. Nearly every version has its ``admins:`` and
``members:`` as plain block lists of plain words, which need no YAML parser, and differs from the one before in a line
or two: only these are read. Whatever looks different in any way goes to a parser, as a whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tracker.errors import SourceError
from tracker.sources.kubernetes.org_form import LISTS, lists_in
from tracker.sources.kubernetes.yaml_text import load

_NEXT_KEY = re.compile(r"\n[A-Za-z]")
_DASH = re.compile(r"\n *- ")
# Nothing in it that YAML could read otherwise: no comment, no second indentation, no word over two lines.
_PLAIN = re.compile(r""" *- (["']?)(\w[\w-]*)\1""", re.ASCII)
#: Characters that are parsed; ten times the largest file there is, and two seconds.
_LONGEST = 256 * 1024
#: Characters of a list that are compared line by line; what is longer is compared in two parts.
_SHORT = 400


class Versions:
    """Reads the versions of one organization's file one after the other, quickly where little changes."""

    def __init__(self, org: str) -> None:
        self._org = org
        # Of the last version that was plain: its two lists, and how often they have each login.
        self._blocks = [""] * len(LISTS)
        self._counts: Counter[str] = Counter()
        self._logins: frozenset[str] = frozenset()

    def listed(self, text: str) -> frozenset[str] | None:
        """The logins, without case, that a version lists for the organization: members and admins together.

        None where the text is in no form that is read, or does not name the organization. Which versions were read
        before makes no difference; where nothing changed, it is the same object.
        """
        blocks = [_block("\n" + text, key) for key in LISTS]
        changes = [_change(*pair) for pair in zip(self._blocks, blocks, strict=True)]
        if None in changes:
            return _parsed(text, self._org)
        self._blocks = blocks
        if any(change and any(change) for change in changes):
            for gone, come in filter(None, changes):
                self._count(gone, come)
            self._logins = frozenset(self._counts)
        return self._logins

    def _count(self, gone: Iterable[str], come: Iterable[str]) -> None:
        self._counts.update(come)
        for login in gone:
            self._counts[login] -= 1
            if not self._counts[login]:
                del self._counts[login]


def _block(text: str, key: str) -> str:
    """The lines below a key; none at all where it is not there once, at the top."""
    head = f"\n{key}:"
    start = text.find(head + "\n")
    if start < 0 or text.count(head) > 1:
        return ""
    start += len(head)
    end = _NEXT_KEY.search(text, start)
    return text[start : end.start()] if end else text[start:].removesuffix("\n")


def _change(before: str, after: str) -> tuple[list[str], list[str]] | None:
    """The words that left a list and those that came, None where a parser is needed. ``before`` is plain, or empty."""
    dash = _DASH.match(after)
    if not dash:
        return None
    parts = _parts(before, after) if before.startswith(dash[0]) else [(before, after)]
    old, new = map("".join, zip(*parts, strict=True))
    if new.count(dash[0]) != new.count("\n"):
        return None
    gone, come = _unequal(old.split("\n")[1:], new.split("\n")[1:])
    words = [_word(line) for line in come]
    return None if "" in words else ([_word(line) for line in gone], words)


def _parts(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The parts in which two lists differ: whole lines, each with the line feed before it, however they are paired."""
    old, new = _between(before, after)
    middle = old.find("\n", len(old) // 2) if len(old) > _SHORT else 0
    line = old[middle : old.find("\n", middle + 1) + 1] if middle > 0 else ""
    there = new.find(line) if line else -1
    if there < 0:
        yield old, new
        return
    yield from _parts(old[:middle], new[:there])
    yield from _parts(old[middle:], new[there:])


def _between(before: str, after: str) -> tuple[str, str]:
    """The lines from the first in which two lists differ to the last."""
    if before == after:
        return "", ""
    if not before or not after:
        return before, after
    shorter = min(len(before), len(after))
    alike = bisect_left(range(shorter), 1, key=lambda size: not before.startswith(after[: size + 1]))
    start = before.rfind("\n", 0, alike)
    room = range(shorter - start)
    alike = bisect_left(room, 1, key=lambda size: not before.endswith(after[len(after) - size - 1 :]))
    end = before.find("\n", len(before) - alike)
    rest = len(before) - end if end >= 0 else 0
    return before[start : len(before) - rest], after[start : len(after) - rest]


def _unequal(old: Sequence[str], new: Sequence[str]) -> tuple[Iterable[str], Iterable[str]]:
    """The lines of one side only; all of both where one stands twice, as it matters then how often."""
    olds, news = set(old), set(new)
    if len(olds) < len(old) or len(news) < len(new):
        return old, new
    return olds - news, news - olds


@lru_cache(maxsize=20_000)
def _word(line: str) -> str:
    """The word of a plain entry, without case; an empty one where it needs a parser."""
    found = _PLAIN.fullmatch(line)
    return found[2].casefold() if found else ""


def _parsed(text: str, org: str) -> frozenset[str] | None:
    if len(text) > _LONGEST:
        return None
    try:
        listed = lists_in(load(text, name=org), org, org)
    except SourceError:
        return None
    return frozenset(login.key for names in listed.values() for login in names)
