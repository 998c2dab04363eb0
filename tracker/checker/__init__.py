"""Joins a source and the rules: gather, then assess; one contributor or several."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.assess import Aim
from tracker.checker.many import Many, Progress
from tracker.checker.one import DIRECTORIES, REPOSITORIES, One, Rules, community_files, documents_of, query_of
from tracker.checker.places import directories_in, settled
from tracker.errors import AccountError, PlaceError
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.report import Report
from tracker.later import Later
from tracker.sources.base import RequestSource, Source

if TYPE_CHECKING:
    from tracker.checker import cohorts, discreet, requests
    from tracker.checker.requests import RequestAids
    from tracker.facts.request_list import RequestListQuery
    from tracker.facts.role_index import RoleIndex
    from tracker.findings.cohort import Cohort
    from tracker.findings.desk import Desk
    from tracker.findings.sponsors import RequestAudit
    from tracker.sources.store.reports import Reports
else:
    cohorts, discreet, requests = (Later(f"tracker.checker.{name}") for name in ("cohorts", "discreet", "requests"))

__all__ = ["DIRECTORIES", "REPOSITORIES", "Checker", "Progress", "community_files", "documents_of", "settled"]

#: Stands where a question is about no person.
NOBODY = Login.parse("ghost")


@dataclass(frozen=True, kw_only=True)
class Checker(Rules):
    """Checks people by rules, with one source.

    With a ``past`` a cohort says what changed since the run before. With ``role_index``, as with ``full``, an index of
    roles is built where there is none that is younger than seven days; one that is there is used in any case. Each is
    judged for their ``aim``. ``files_of`` says in words of which day the files are, where that is not the moment's.
    """

    source: Source
    role_index: bool = False
    aim: Callable[[Login], Aim] = field(default=lambda _: Aim())
    past: "Reports | None" = None
    files_of: str = ""

    def __post_init__(self) -> None:
        if self.ladder.left_out:
            object.__setattr__(self, "source", discreet.discreet(self.source, self.ladder.left_out))

    def of_today(self, what: str) -> tuple[str, ...]:
        """What is not as it was at an earlier moment, in a sentence; nothing where the moment is now."""
        return (f"{what} are those of {self.files_of}, not of {self.as_of.date()}.",) if self.files_of else ()

    def check(self, login: Login) -> Report:
        """One person's report.

        Raises:
            NothingChecked: there is no such person, or the source did not answer at all.
            AccountError: they asked to be left out.
            PlaceError: a directory that is aimed at does not exist.
        """
        if login in self.ladder.left_out:
            raise AccountError(f"{login} asked to be left out of reports", hint="The login is among do_not_track.")
        many = self._many({login: self.placed(self.aim(login))}, lambda *_: None)
        reports = many.reports()
        if login in many.failed:
            raise many.failed[login]
        return self._noted(reports[login])

    def _noted(self, report: Report) -> Report:
        """The report with a note where files are of another day."""
        notes = (*report.data.notes, *self.of_today("The community's files"))
        return replace(report, data=replace(report.data, notes=notes)) if self.files_of else report

    def placed(self, aim: Aim) -> Aim:
        """The aim with its directories as GitHub calls them now.

        Raises:
            PlaceError: one of them does not exist.
        """
        return settled(aim, self.source, self.ladder, self.as_of)

    def check_all(self, logins: Iterable[Login], progress: Progress = lambda *_: None) -> "Cohort":
        """Everybody's report, by login; who cannot be checked, or aims at no place, is a failure, and the rest is done.

        Whoever asked to be left out is not even named.

        Raises:
            TokenError, ConfigError: the token, or a file, is refused from the beginning: nobody can be checked with it.
        """
        everybody, before = sorted({*logins} - self.ladder.left_out), self.source.cost
        aims, misplaced = self._placed(everybody)
        many = self._many(aims, progress)
        reports = [self._noted(report) for report in many.reports().values()]
        found = cohorts.cohort_of(reports, {**many.failed, **misplaced}, self.as_of, self.past)
        return replace(found, cost=self.source.cost - before)

    def _placed(self, everybody: Iterable[Login]) -> tuple[dict[Login, Aim], dict[Login, PlaceError]]:
        """Everybody's aim, all places looked for at once; and who aims at one that does not exist."""
        wanted = {login: self.aim(login) for login in everybody}
        if scopes := directories_in(scope for aim in wanted.values() for scope in aim.scopes):
            self.source.places(scopes)
        aims: dict[Login, Aim] = {}
        misplaced: dict[Login, PlaceError] = {}
        for login, aim in wanted.items():
            try:
                aims[login] = self.placed(aim)
            except PlaceError as error:
                misplaced[login] = error
        return aims, misplaced

    def _many(self, aims: Mapping[Login, Aim], progress: Progress) -> Many:
        """The check of these people, begun."""
        ones = {login: self._one(login, aim, shared=len(aims) > 1) for login, aim in aims.items()}
        gathering = self.source.begin([query_of(self, login) for login in aims], progress)
        return Many(source=self.source, gathering=gathering, ones=ones, progress=progress)

    def _one(self, login: Login, aim: Aim, *, shared: bool) -> One:
        held = self.past.held_before(login, self.as_of) if self.past else ()
        return One(
            source=self.source,
            rules=self,
            aim=discreet.aim_without(aim, self.ladder.left_out) if self.ladder.left_out else aim,
            before=None if shared else self.source.cost,
            held_before=held,
            index=lambda: self._index,
        )

    @cached_property
    def _index(self) -> "RoleIndex | None":
        """The same for everybody of a run."""
        file, build = self.ladder.files.groups_file, self.full or self.role_index
        return self.source.role_index(file, self.ladder.orgs, build=build) if file else None

    def audit(self, source: RequestSource, number: int, aids: "RequestAids | None" = None) -> "RequestAudit":
        """A membership request, checked: who sponsors it, whether they may, whether they answered, what it waits for.

        Raises:
            SourceError: there is no such request, or was none yet, or the source did not answer.
        """
        return self._requests(source, aids).one(query_of(self, NOBODY), number)

    def desk(self, source: RequestSource, wanted: "RequestListQuery", aids: "RequestAids | None" = None) -> "Desk":
        """All membership requests that are wanted, each checked as it is alone.

        Raises:
            PlaceError: there is no such repository.
            SourceError, TokenError: nothing at all could be read.
        """
        if repository := self.ladder.files.requests_repository:
            self.placed(Aim(scopes=(Scope.directory(repository, ""),)))
        return self._requests(source, aids).all(query_of(self, NOBODY), wanted)

    def _requests(self, source: RequestSource, aids: "RequestAids | None") -> "requests.Requests":
        return requests.Requests(
            source=source,
            community=self.source,
            ladder=self.ladder,
            as_of=self.as_of,
            aids=aids or requests.NO_AIDS,
            notes=self.of_today("OWNERS files and the texts of requests"),
        )
