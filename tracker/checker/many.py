"""Some people, one or many: everybody's newest work, one view of the community, then more of what verdicts wait for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.checker.one import One
from tracker.errors import NothingChecked
from tracker.facts import Community, CommunityQuery, Facts, Gap, Kind, Need
from tracker.facts.gaps import GapsByLogin
from tracker.facts.people import Contributor, Login
from tracker.facts.prose import counted
from tracker.findings.report import Report
from tracker.sources.base import Gathering, Source

#: Steps of reading on for everybody who needs something, each one more request's worth of evidence for a person.
_STEPS = 12
#: What there is to read of somebody who is to be read in full.
_EVERYTHING = frozenset({Need(Kind.AUTHORED), Need(Kind.REVIEWED)})

#: Told how many are done, of how many, and what is being done or who.
Progress = Callable[[int, int, object], None]
_Needs = dict[Login, frozenset[Need]]


@dataclass(kw_only=True)
class Many:
    """The check of some people. What is said of one of them does not depend on who else is among them."""

    source: Source
    gathering: Gathering
    ones: dict[Login, One]
    progress: Progress
    facts: dict[Login, Facts] = field(default_factory=dict)
    failed: dict[Login, NothingChecked] = field(default_factory=dict)

    def reports(self) -> dict[Login, Report]:
        """Everybody's report, but for those who failed."""
        self._gather(self.ones)
        self._read_everything()
        self._share_community()
        self._read_on()
        if self.gathering.settle():
            self._gather(list(self.facts))
        reports = self._judged()
        self.gathering.end()
        return reports

    def _gather(self, logins: Iterable[Login]) -> None:
        for login in logins:
            try:
                self.facts[login] = self.gathering.facts(login)
            except NothingChecked as error:
                self.failed[login] = error

    def _read_everything(self) -> None:
        """All work of those who are to be read in full."""
        unread = {login: self._unread(facts) for login, facts in self.facts.items() if self.ones[login].rules.full}
        while unread := {login: needs for login, needs in unread.items() if needs}:
            moved = self.gathering.advance(unread)
            self._gather(unread)
            if not moved:
                break
            unread = {login: self._unread(self.facts[login]) for login in unread}

    @staticmethod
    def _unread(facts: Facts) -> frozenset[Need]:
        return frozenset(need for need in _EVERYTHING if facts.can_read(need))

    def _share_community(self) -> None:
        """One view of the community for everybody: what any of them needs is read, and read once."""
        if not self.facts:
            return
        queries = {login: self.ones[login].community_query(facts) for login, facts in self.facts.items()}
        query = _joined(queries.values())
        if self.gathering.expecting and len(queries) == 1:  # the documents of several people are full
            self._expect_first()
            self._share(self.source.community(replace(query, dated=False)), queries)
            self._expect()
        self._share(self.source.community(query), queries)

    def _share(self, community: Community, queries: Mapping[Login, CommunityQuery]) -> None:
        gaps = GapsByLogin(community.gaps)
        for login, query in queries.items():
            whom = self.facts[login].contributor.login
            self.ones[login].share(replace(community, gaps=gaps.of(whom)), whom, query)

    def _expect_first(self) -> None:
        """Say what is probably asked for, by what is known before the community's files are read."""
        for login, facts in self.facts.items():
            one, member = self.ones[login], self.gathering.listed(login)
            known = one.rules.openings and member is not None
            openings = [one.first_openings_query(facts, member=bool(member))] if known else []
            self.gathering.expect({}, one.possible_sponsors(facts), openings)

    def _expect(self) -> None:
        """Say what is probably asked for next, by what is known without dates."""
        for login, facts in self.facts.items():
            one = self.ones[login]
            openings = [one.openings_query(facts, one.report(facts, {}))] if one.rules.openings else []
            self.gathering.expect({login: one.needs(facts)}, one.possible_sponsors(facts), openings)

    def _read_on(self) -> None:
        """Step by step, for those whose verdicts still wait; everybody gets as much as everybody else."""
        waiting = self._needs(self.facts)
        for _ in range(_STEPS):
            if not waiting or not self.gathering.advance(waiting):
                break
            self._gather(waiting)
            waiting = self._needs(waiting)
        else:
            return
        self._gather(waiting)  # what ended the reading is among the gaps

    def _needs(self, logins: Iterable[Login]) -> _Needs:
        found = {login: self.ones[login].needs(self.facts[login]) for login in logins}
        return {login: needs for login, needs in found.items() if needs}

    def _judged(self) -> dict[Login, Report]:
        if not self.facts:
            return {}
        sponsors = {login: self.ones[login].possible_sponsors(facts) for login, facts in self.facts.items()}
        profiles = self.source.profiles(list(dict.fromkeys(one for some in sponsors.values() for one in some)))
        reports: dict[Login, Report] = {}
        for place, (login, known) in enumerate(sponsors.items()):
            self.progress(place, len(sponsors), login)
            reports[login] = self._report(login, known, {one: profiles[one] for one in known if one in profiles})
        wishing = {login: reports[login] for login in self.facts}
        self.gathering.look_ahead(
            [self.ones[login].openings_query(self.facts[login], r) for login, r in wishing.items()]
        )
        return reports | {login: self.ones[login].with_openings(self.facts[login], r) for login, r in wishing.items()}

    def _report(self, login: Login, known: Sequence[Login], profiles: Mapping[Login, Contributor]) -> Report:
        """What there is to say of somebody; of whom nothing more is to be said, what is known of them is let go."""
        report = self.ones[login].report(self.facts[login], profiles)
        if unread := self.gathering.unread_accounts(known):
            reason = f"GitHub did not show {counted(len(unread), 'account')} of possible sponsors"
            gap = Gap(kind=Kind.ACCOUNT, reason=reason, effect="their companies are not known")
            report = replace(report, data=replace(report.data, gaps=(*report.data.gaps, gap)))
        if not self.ones[login].rules.openings:
            del self.facts[login], self.ones[login]
            self.gathering.let_go(login)
        return report


def _joined(queries: Iterable[CommunityQuery]) -> CommunityQuery:
    """What all of these ask for; each is about one login."""
    first, *others = queries
    own_paths = {login: query.paths for query in (first, *others) for login in query.logins}
    for other in others:
        first = replace(
            first,
            logins=first.logins | other.logins,
            former=first.former or other.former,
            paths=_paths(first.paths, other.paths),
            pages=first.pages | other.pages,
            layouts=first.layouts | other.layouts,
        )
    return replace(first, own_paths=own_paths if others else {})


_Paths = Mapping[str, frozenset[str] | None]


def _paths(one: _Paths, other: _Paths) -> _Paths:
    joined = dict(one)
    for repo, paths in other.items():
        known = joined.get(repo, frozenset())
        joined[repo] = None if known is None or paths is None else known | paths
    return joined
