"""Several people at once: everybody's newest work, one view of the community, then more of what verdicts wait for."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.checker.one import One
from tracker.errors import NothingChecked
from tracker.facts import CommunityQuery, Facts, Need
from tracker.facts.gathered import NO_COST
from tracker.facts.people import Login
from tracker.findings import Report
from tracker.sources.base import Crowd, Source

#: Steps of reading on for everybody who needs something, each one more request's worth of evidence for a person.
_STEPS = 12
#: Who is read with others needs the OWNERS of so many directories of a repository that all of them are read.
_MOST_DIRECTORIES = 100

#: Told how many are done, of how many, and what is being done or who.
Progress = Callable[[int, int, object], None]


@dataclass(kw_only=True)
class Many:
    """The check of several people whom a source can read side by side."""

    source: Source
    crowd: Crowd
    ones: dict[Login, One]
    progress: Progress
    facts: dict[Login, Facts] = field(default_factory=dict)
    failed: dict[Login, NothingChecked] = field(default_factory=dict)

    def reports(self) -> dict[Login, Report]:
        """Everybody's report, but for those who failed."""
        self._gather(self.ones)
        self._share_community()
        self._finish(self._read_on())
        reports = self._judged()
        self.crowd.end()
        return reports

    def _gather(self, logins: Iterable[Login]) -> None:
        for login in logins:
            try:
                self.facts[login] = self.crowd.facts(login)
            except NothingChecked as error:
                self.failed[login] = error

    def _share_community(self) -> None:
        """One view of the community for everybody: what any of them needs is read, and read once."""
        if not self.facts:
            return
        queries = {login: self.ones[login].community_query(facts) for login, facts in self.facts.items()}
        community = self.source.community(_joined(queries.values()))
        for login, query in queries.items():
            self.ones[login].share(community, self.facts[login].contributor.login, query)

    def _read_on(self) -> Collection[Login]:
        """Step by step, for those whose verdicts still wait; everybody gets as much as everybody else.

        Returned is whose verdicts wait in spite of it.
        """
        waiting = self._needs(self.facts)
        for _ in range(_STEPS):
            if not waiting or not self.crowd.read_on(waiting):
                break
            self._gather(waiting)
            waiting = self._needs(waiting)
        return waiting

    def _finish(self, waiting: Collection[Login]) -> None:
        """What only one person needs is read for each of those who wait; of the others all is known that is needed."""
        for login in self.facts:
            self.ones[login].alone = NO_COST
        for place, login in enumerate(waiting):
            self.progress(place, len(waiting), login)
            before = self.source.cost
            self.facts[login] = self.crowd.finish(login, self.ones[login].wanted)
            self.ones[login].alone = self.source.cost - before

    def _needs(self, logins: Iterable[Login]) -> dict[Login, frozenset[Need]]:
        found = {login: self.ones[login].wanted(self.facts[login]) for login in logins}
        return {login: needs for login, needs in found.items() if needs}

    def _judged(self) -> dict[Login, Report]:
        sponsors = {login: self.ones[login].possible_sponsors(facts) for login, facts in self.facts.items()}
        # Remembered by the source, so that each is looked up with others.
        self.source.profiles(list(dict.fromkeys(one for some in sponsors.values() for one in some)))
        reports: dict[Login, Report] = {}
        for place, (login, known) in enumerate(sponsors.items()):
            self.progress(place, len(sponsors), login)
            reports[login] = self._report(login, known)
        wishing = {login: reports[login] for login in self.facts}
        self.crowd.look_ahead([self.ones[login].openings_query(self.facts[login], r) for login, r in wishing.items()])
        return reports | {login: self.ones[login].with_openings(self.facts[login], r) for login, r in wishing.items()}

    def _report(self, login: Login, sponsors: Sequence[Login]) -> Report:
        """What there is to say of somebody; of whom nothing more is to be said, what is known of them is let go."""
        report = self.ones[login].report(self.facts[login], sponsors)
        if not self.ones[login].rules.openings:
            del self.facts[login], self.ones[login]
            self.crowd.let_go(login)
        return report


def _joined(queries: Iterable[CommunityQuery]) -> CommunityQuery:
    """What all of these ask for."""
    first, *others = queries
    for other in others:
        first = replace(
            first,
            logins=first.logins | other.logins,
            former=first.former or other.former,
            paths=_paths(first.paths, other.paths),
            pages=first.pages | other.pages,
            layouts=first.layouts | other.layouts,
        )
    return replace(first, paths={repo: _bounded(paths) for repo, paths in first.paths.items()})


_Paths = Mapping[str, frozenset[str] | None]


def _paths(one: _Paths, other: _Paths) -> _Paths:
    joined = dict(one)
    for repo, paths in other.items():
        known = joined.get(repo, frozenset())
        joined[repo] = None if known is None or paths is None else known | paths
    return joined


def _bounded(paths: frozenset[str] | None) -> frozenset[str] | None:
    return None if paths is None or len(paths) > _MOST_DIRECTORIES else paths
