"""What is not known of the OWNERS files of one repository, as gaps; for whom some of its files matter only of those."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from tracker.facts import Gap, Kind
from tracker.facts.owners import Remark
from tracker.facts.people import Login
from tracker.record import record
from tracker.sources.base import Unread

#: The paths that matter for single people, by repository; None for all of it.
OwnPaths = Mapping[Login, Mapping[str, frozenset[str] | None]]

_EFFECT = "somebody who reviews or approves there may be missing, or may no longer do so"
_REJECTED = "nobody has a role by what Prow rejects, until it is corrected"
_NAMED = 3


@record
class Trouble:
    """What is not known of a repository's files.

    ``unlisted`` says why they could not be listed, if they were to be; ``left_out`` are files that were too many;
    ``problems`` is no YAML, and ``rejected`` what Prow rejects.
    """

    repo: str
    unlisted: str | None = None
    left_out: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    problems: tuple[Remark, ...] = ()
    rejected: tuple[Remark, ...] = ()

    def gaps(self, paths: AbstractSet[str] | None = None, login: Login | None = None) -> Iterator[Gap]:
        """The gaps for whom (``login``; None: everybody) these files matter; None for all files of the repository."""
        mine = self if paths is None else self._within(paths)
        repos = frozenset({self.repo})
        for reason, effect in mine._reasons():  # noqa: SLF001 - of the same class
            yield Gap(kind=Kind.OWNERS, reason=reason, effect=effect, repos=repos, login=login)

    def _within(self, paths: AbstractSet[str]) -> "Trouble":
        return Trouble(
            repo=self.repo,
            left_out=tuple(path for path in self.left_out if path in paths),
            unread=tuple(one for one in self.unread if one.ref.path in paths),
            problems=tuple(one for one in self.problems if one.path in paths),
            rejected=tuple(one for one in self.rejected if one.path in paths),
        )

    def _reasons(self) -> Iterator[tuple[str, str]]:
        repo, left_out = self.repo, self.left_out
        if self.unlisted:
            yield f"the files of {repo} could not be listed ({self.unlisted}), so only the root's were read", _EFFECT
        if left_out:
            yield f"{len(left_out)} directories of {repo} were too many to look into, from {left_out[0]} on", _EFFECT
        yield from ((reason, _EFFECT) for reason in _not_read(self.unread))
        yield from ((problem.text, _EFFECT) for problem in self.problems)
        yield from ((reason, _REJECTED) for reason in _rejected(repo, self.rejected))


def _not_read(unread: Iterable[Unread]) -> Iterator[str]:
    """One reason of each kind, naming the first files: a repository that is gone is one gap, not a hundred."""
    by_reason: dict[str, list[str]] = {}
    for answer in unread:
        by_reason.setdefault(answer.reason, []).append(str(answer.ref))
    for reason, names in by_reason.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"{', '.join(names[:_NAMED])}{more} could not be read: {reason}"


def _rejected(repo: str, problems: Iterable[Remark]) -> Iterator[str]:
    """One reason for each file that Prow rejects, in whole or in part: the first, and how many more there are."""
    by_path: dict[str, list[str]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem.text)
    for path, (first, *rest) in by_path.items():
        more = f", and {len(rest)} more" if rest else ""
        yield f"Prow rejects {repo}:{path}, or a part of it: {first}{more}"
