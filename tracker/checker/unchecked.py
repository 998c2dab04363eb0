"""Where roles were not looked for: said of everybody, since somebody may hold one where they do no work."""

from collections.abc import Collection, Iterator, Mapping

from tracker.criteria.holding import HeldBy
from tracker.criteria.work import Work
from tracker.facts import Gap, Kind
from tracker.facts.role_index import RoleIndex
from tracker.ladder import Ladder

_IN_OWNERS = frozenset({HeldBy.OWNERS_REVIEWERS, HeldBy.OWNERS_APPROVERS})
_EFFECT = "roles held there are not shown"
_NAMED = 3
_BESIDE = "beside the directories that you work in most"

#: Which directories' OWNERS were read, by repository; None where all were.
Read = Mapping[str, frozenset[str] | None]


def repositories_of(work: Work) -> frozenset[str]:
    """Every repository that somebody is known to have worked in."""
    read = (piece.pull_request.repo for piece in (*work.reviewed_or_merged, *work.opened))
    return frozenset((*work.repositories, *read))


def unchecked(ladder: Ladder, work: Work, read: Read, index: RoleIndex | None, *, full: bool) -> Iterator[Gap]:
    """A gap for the OWNERS that were not read, and one for those of the index that could not be.

    Nothing where the ladder gives no role by OWNERS. Not to look is a choice and no failure (``more``, ``unasked``):
    the outcome of no criterion in a directory whose OWNERS were read hangs on it.
    """
    if not any(tier.held_by in _IN_OWNERS for tier in ladder.tiers):
        return
    rest, option = ("that you do not work in", "--scope") if full else (_BESIDE, "--full")
    left_out = _left_out(sorted(work.repositories.keys() - read.keys()))
    reason = f"{left_out}places {rest} were not checked{_but(index)}"
    yield Gap(kind=Kind.ROLES, reason=reason, effect=_EFFECT, more=True, unasked=True, option=option)
    if index and (failed := sorted(repo for repo, why in index.unread.items() if why)):
        reason = f"OWNERS at the root of {_named(failed)} could not be read: {index.unread[failed[0]]}"
        yield Gap(kind=Kind.ROLES, reason=reason, effect=_EFFECT, repos=frozenset(failed))


def _but(index: RoleIndex | None) -> str:
    """What was checked in spite of it."""
    if index is None:
        return ""
    absent = sorted(repo for repo, why in index.unread.items() if not why)
    missing = f", and not of {_named(absent)}, which sigs.yaml names and GitHub does not show" if absent else ""
    number = len(index.repositories)
    roots = "the root of 1 repository" if number == 1 else f"the roots of {number} repositories"
    return f", but for {roots} on {index.read_at:%Y-%m-%d}{missing}"


def _left_out(repos: Collection[str]) -> str:
    """The repositories worked in of which no OWNERS were read."""
    if not repos:
        return ""
    counted = "1 more repository" if len(repos) == 1 else f"{len(repos)} more repositories"
    return f"{counted} that you work in ({_named(repos)}) and "


def _named(repos: Collection[str]) -> str:
    more = f" and {len(repos) - _NAMED} more" if len(repos) > _NAMED else ""
    return ", ".join(list(repos)[:_NAMED]) + more
