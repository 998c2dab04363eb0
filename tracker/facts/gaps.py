"""What could not be read, or was not: never a zero, always a reason."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from enum import StrEnum
from heapq import merge

from tracker.facts.people import Login
from tracker.record import positional_record, record


class Kind(StrEnum):
    """Kinds of evidence that a source gathers; a gap is in one of them."""

    ACCOUNT = "account"
    AUTHORED = "authored"
    REVIEWED = "reviewed"
    CONVERSATIONS = "conversations"
    REVIEW_COMMENTS = "review_comments"
    FILES = "files"
    MEMBERS = "members"
    MEMBER_SINCE = "member_since"
    OWNERS = "owners"
    OWNERS_SINCE = "owners_since"
    ROLES = "roles"
    GROUPS = "groups"
    REQUESTS = "requests"
    OPENINGS = "openings"


@record
class Gap:
    """Evidence of one kind that is not complete.

    ``reason`` says why, ``effect`` what that does to the report. ``repos`` bounds the gap to these repositories
    (None: all), ``besides`` takes repositories out that were read in full, and ``login`` is whom it is about (None:
    everybody). ``more`` is True where the source can go on reading when asked: an early stop rather than a failure.
    ``unasked`` is True where it names what nobody looks at without being asked to, and no outcome hangs on it.
    ``option`` is what the command line has to read more of it.
    """

    kind: Kind
    reason: str
    effect: str
    repos: frozenset[str] | None = None
    besides: frozenset[str] = frozenset()
    login: Login | None = None
    more: bool = False
    unasked: bool = False
    option: str = ""

    def touches(self, kind: Kind, repo: str | None = None) -> bool:
        """Whether evidence of this kind, in this repository (None: anywhere), may be missing."""
        if kind is not self.kind:
            return False
        if repo is None:
            return True
        return repo not in self.besides and (self.repos is None or repo in self.repos)

    def concerns(self, login: Login, repos: AbstractSet[str]) -> bool:
        """Whether somebody who is looked at in these repositories may miss something by it."""
        return self.login in {None, login} and (self.repos is None or not self.repos.isdisjoint(repos))


class GapsByLogin:
    """Gaps of several people, to be asked for one after the other: nobody's are looked through for somebody else."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self._by_login = defaultdict[Login | None, list[tuple[int, Gap]]](list)
        for place, gap in enumerate(gaps):
            self._by_login[gap.login].append((place, gap))

    def of(self, login: Login) -> tuple[Gap, ...]:
        """Those about somebody or everybody, in their order."""
        found = merge(*(self._by_login.get(one, ()) for one in (None, login)), key=lambda one: one[0])
        return tuple(gap for _, gap in found)


@positional_record
class Need:
    """Evidence that a verdict waits for: of a kind, in a repository (None: everywhere)."""

    kind: Kind
    repo: str | None = None
