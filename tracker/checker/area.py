"""Looks at a repository, or a directory of it, as those who lead it do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from tracker.advice.emeritus import Emeritus, Parse
from tracker.assess import ladder_ref
from tracker.assess.area import AreaView
from tracker.assess.members import beginning
from tracker.assess.paperwork import discreet_change
from tracker.assess.taking_part import TakingPart
from tracker.checker.candidate_groups import data_of, owners_tiers
from tracker.checker.candidates import Finder, Reading
from tracker.checker.contributors import MONTHS
from tracker.criteria.tenure import add_months
from tracker.facts import Community, Cost, Gap, Kind
from tracker.facts.owners import OwnersEntry, OwnersTree
from tracker.facts.owners_build import ALIASES_PATH
from tracker.facts.people import Login
from tracker.facts.repository_work import ProjectCount, RepositoryWork
from tracker.facts.scopes import Scope
from tracker.facts.yaml_layout import Layout
from tracker.findings.area import Area, Counted, EmeritusChange, Excepted, Quiet
from tracker.findings.candidates import Candidates

#: owners.md: somebody with fewer contributions than this, and fewer comments, in 12 months may be called inactive.
FEW = 10


@dataclass(frozen=True, kw_only=True)
class Surveyor(Reading):
    """Looks at a place. ``exceptions`` are people to leave as they are; ``parse`` finds keys in YAML."""

    open_too: bool = True
    parse: Parse
    exceptions: Sequence[Excepted] = ()

    def survey(self) -> Area:
        """The place.

        Raises:
            PlaceError: there is no such directory.
            SourceError, TokenError: nothing of the repository could be read.
        """
        before = self.source.cost
        return replace(self, scope=self.placed(None).scopes[0]).surveyed(before)

    def surveyed(self, before: Cost) -> Area:
        """The place, whose scope is as GitHub calls it; what was spent ``before`` is not its cost."""
        community, checker = self.community(None), self.checker
        work = self._work()
        tree = community.owners.get(str(self.scope.repo)) or OwnersTree(repo=str(self.scope.repo), complete=False)
        gaps, left_out = (*work.gaps, *_owners_gaps(community, str(self.scope.repo))), checker.ladder.left_out
        taking_part = TakingPart(work, checker.ladder.definitions)
        view = AreaView(tree, taking_part, self.scope, left_out, in_part=bool(gaps))
        unknown = self._quiet_unknown(gaps)
        quiet = () if unknown else tuple(self._quiet(view))
        little = [login for login in view.holders if not self._did_enough(login, view)]
        self.source.expect_counts(little, checker.ladder.orgs, self._counted_since)
        candidates = self._candidates()  # who did little is counted along
        return Area(
            ladder=ladder_ref(checker.ladder, checker.rules_from),
            as_of=checker.as_of,
            since=self.since,
            scope=self.scope,
            places=view.places,
            quiet=None if unknown else quiet,
            quiet_unknown=unknown,
            change=self._change(tree, quiet),
            below=tuple(self._below(little, taking_part.read.web)),
            expired=tuple(self._expired()),
            waiting=view.waiting(checker.as_of),
            candidates=candidates,
            read=len(work.pulls),
            found=work.total,
            data=data_of(checker, work, gaps, self.source.cost - before),
        )

    def _work(self) -> RepositoryWork:
        """The repository's pull requests, with all of their files: by them it is known where each lies."""
        work = self.source.repository(self.query, self.told)
        long = frozenset(one.pull_request.id for one in work.pulls if not one.pull_request.files_complete)
        return self.source.repository(replace(self.query, details={Kind.FILES: long}), self.told) if long else work

    def _candidates(self) -> Candidates | None:
        """Those for the lowest role that OWNERS give; the repository is read already."""
        tiers = owners_tiers(self.checker.ladder)
        if not tiers:
            return None
        own = {one.name: getattr(self, one.name) for one in fields(Reading)}
        return Finder(**own, tier=tiers[0].id).find()

    # -- who was not seen --------------------------------------------------------------------------

    def _quiet_unknown(self, gaps: Sequence[Gap]) -> str | None:
        """Why nobody can be said to have done nothing; None where it can."""
        if gaps:
            return f"not everything was read: {gaps[0].reason}"
        if self.since.date() > add_months(self.checker.as_of.date(), -MONTHS):
            return f"{MONTHS} months have to be looked at: --since {MONTHS}m"
        return None

    def _quiet(self, view: AreaView) -> Iterator[Quiet]:
        for login in view.holders:
            places = tuple(place.scope for place in view.places if any(one.login == login for one in place.quiet()))
            yield from self._sorted_out(login, places, view)

    def _sorted_out(self, login: Login, places: Sequence[Scope], view: AreaView) -> Iterator[Quiet]:
        """Those places together that no exception is about, and each that one is about."""
        url = f"{view.taking_part.read.web}/{login}"
        found = {place: self._exception(login, place) for place in places}
        if rest := tuple(place for place, excepted in found.items() if not excepted):
            yield Quiet(login=login, url=url, places=rest)
        for place, excepted in found.items():
            if excepted:
                yield Quiet(login=login, url=url, places=(place,), excepted=excepted)

    def _exception(self, login: Login, place: Scope) -> Excepted | None:
        day = self.checker.as_of.date()
        in_force = (one for one in self.exceptions if one.login == login and one.until >= day)
        return next((one for one in in_force if _covers(one.place, place)), None)

    def _expired(self) -> Iterator[Excepted]:
        """Exceptions that do not hold any more, in this place."""
        day, left_out = self.checker.as_of.date(), self.checker.ladder.left_out
        over = (one for one in self.exceptions if one.until < day and one.login not in left_out)
        return (one for one in over if _covers(one.place, self.scope) or _covers(self.scope, one.place))

    # -- the change --------------------------------------------------------------------------------

    def _change(self, tree: OwnersTree, quiet: Iterable[Quiet]) -> EmeritusChange:
        """Everybody who is quiet in a place becomes emeritus there, but for exceptions."""
        asked = [(one.login, place.path) for one in quiet if not one.excepted for place in one.places]
        entries = [
            entry
            for login, path in asked
            for entry in tree.entries(login)
            if entry.directory == path and not entry.emeritus
        ]
        if not entries:
            return EmeritusChange()
        return self._naming_nobody(Emeritus(tree, self._layouts(entries), self.parse).change(entries))

    def _layouts(self, entries: Iterable[OwnersEntry]) -> Mapping[str, Layout]:
        repo = str(self.scope.repo)
        paths = {f"{one.directory}/OWNERS".lstrip("/") for one in entries} | {ALIASES_PATH}
        found = self.community(None, frozenset(f"{repo}:{path}" for path in paths)).layouts
        return {name.partition(":")[2]: layout for name, layout in found.items()}

    def _naming_nobody(self, change: EmeritusChange) -> EmeritusChange:
        """The same without diffs in whose lines somebody stands who asked to be left out."""
        return replace(change, files=tuple(discreet_change(one, self.checker.ladder) for one in change.files))

    # -- numbers over all of the project -----------------------------------------------------------

    def _below(self, little: Sequence[Login], web: str) -> Iterator[Counted]:
        """Those under both of owners.md's numbers, or of whom that is not known; whoever did enough here is above."""
        if not little:
            return
        for one in self.source.project_counts(little, self.checker.ladder.orgs, self._counted_since):
            if one.unknown or (_few(one.contributions) and _few(one.comments)):
                yield _counted(one, web)

    @property
    def _counted_since(self) -> datetime:
        return beginning(self.checker.as_of, MONTHS)

    def _did_enough(self, login: Login, view: AreaView) -> bool:
        pieces = view.taking_part.pieces(login, Scope.directory(view.tree.repo))
        return len({piece.pull_request.id for piece in pieces if piece.at >= self._counted_since}) >= FEW


def _few(number: int | None) -> bool:
    return number is not None and number < FEW


def _counted(one: ProjectCount, web: str) -> Counted:
    return Counted(
        login=one.login,
        url=f"{web}/{one.login}",
        contributions=one.contributions,
        comments=one.comments,
        check_url=f"{web}/search?{one.search}" if one.search else f"{web}/{one.login}",
        unknown=one.unknown,
    )


def _covers(outer: Scope, inner: Scope) -> bool:
    return str(outer.repo).casefold() == str(inner.repo).casefold() and outer.holds(inner.path)


def _owners_gaps(community: Community, repo: str) -> Iterator[Gap]:
    """What of the OWNERS could not be read."""
    return (gap for gap in community.gaps if gap.kind is Kind.OWNERS and (gap.repos is None or repo in gap.repos))
