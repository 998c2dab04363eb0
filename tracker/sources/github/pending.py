"""Pull requests that search found for somebody and nobody looked at yet: read by their ids, as many as possible at once."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.facts import Gap, Kind
from tracker.facts.people import Login
from tracker.sources.github import answers
from tracker.sources.github.replies import TooHeavy
from tracker.sources.github.streams import Ask
from tracker.sources.github.translate import Json
from tracker.sources.store.readings import Found

_AT_ONCE = 25


class Pending:
    """What was found and is still to be looked at, the newest first."""

    def __init__(self, ask: Ask, login: Login, found: Iterable[Found] = ()) -> None:
        self._ask = ask
        self._login = login
        self._todo: dict[str, Found] = {}
        self._preferred: str | None = None
        self._at_once = _AT_ONCE
        self._lost: list[Found] = []
        self.add(found)

    def add(self, found: Iterable[Found]) -> None:
        """More was found."""
        known = self._todo | {one.id: one for one in found}
        newest = sorted(known.values(), key=lambda one: one.created_at, reverse=True)
        self._todo = {one.id: one for one in newest}

    def within(self, repo: str | None) -> Sequence[Found]:
        """What is to be looked at in a repository (None: anywhere), the newest first."""
        return [one for one in self._todo.values() if repo in {None, one.repo}]

    def prefer(self, repo: str | None) -> bool:
        """Whether there is something to look at in a repository (None: anywhere); that is read first."""
        self._preferred = repo
        return any(repo in {None, one.repo} for one in self._todo.values())

    def done(self, id_: str, *, lost: bool) -> None:
        """Somebody else looked at one of them, or could not see it."""
        if (one := self._todo.pop(id_, None)) and lost:
            self._lost.append(one)

    def read(self) -> tuple[Json, ...]:
        """The next of them; what GitHub does not answer for is noted as lost.

        Raises:
            SourceError, TokenError: from the client. It can be read on.
        """
        chunk = self._next()
        try:
            nodes = self._look(chunk)
        except TooHeavy:
            if len(chunk) > 1:
                self._at_once = len(chunk) // 2
                return ()
            nodes = ()
        read = {node["id"] for node in nodes}
        for one in chunk:
            self.done(one.id, lost=one.id not in read)
        return nodes

    def _next(self) -> Sequence[Found]:
        first = self.within(self._preferred)[: self._at_once]
        ids = {one.id for one in first}
        return [*first, *(one for id_, one in self._todo.items() if id_ not in ids)][: self._at_once]

    def _look(self, chunk: Sequence[Found]) -> tuple[Json, ...]:
        """Raises TooHeavy also where GitHub leaves out a part of its answer: of less it may give all."""
        answer = self._ask("pull_requests", {"ids": [one.id for one in chunk], "login": self._login.name})
        # What is gone is no reason to ask again.
        if any(problem.type != "NOT_FOUND" for problem in answer.errors):
            raise TooHeavy(answers.reason(answer))
        return tuple(node for node in answers.nodes(answer) if "id" in node)

    def gaps(self, kind: Kind, ended: str | None) -> Iterator[Gap]:
        """What is not read yet, and what could not be."""
        if self._todo:
            count = "1 pull request was" if len(self._todo) == 1 else f"{len(self._todo):,} pull requests were"
            reason = f"{count} found and not looked at yet"
            yield Gap(
                kind=kind,
                reason=f"{ended}; {reason}" if ended else reason,
                effect="what is counted of them is a lower bound",
                repos=frozenset(one.repo for one in self._todo.values()),
                more=not ended,
            )
        if self._lost:
            repos = frozenset(one.repo for one in self._lost)
            count = "1 pull request" if len(self._lost) == 1 else f"{len(self._lost):,} pull requests"
            yield Gap(
                kind=kind,
                reason=f"GitHub did not show {count} that it found",
                effect="some may be missing",
                repos=repos,
            )
