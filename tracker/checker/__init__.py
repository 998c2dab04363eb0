"""Joins a source and the rules: gather, then assess; one contributor or several."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from tracker.advice.affiliations import affiliations
from tracker.advice.cohorts import matrix, sponsorships
from tracker.assess import Aim
from tracker.assess.requests import audited
from tracker.checker.discreet import aim_without, discreet, request_of
from tracker.checker.many import Many, Progress
from tracker.checker.one import DIRECTORIES, REPOSITORIES, One, Rules, community_files, documents_of, query_of
from tracker.checker.past import Past, changes_since
from tracker.checker.places import directories_in, settled
from tracker.checker.roll import Roll, expand_members
from tracker.errors import AccountError, LadderCheckError, PlaceError, SourceError
from tracker.facts.left_out import is_stand_in
from tracker.facts.people import Login
from tracker.facts.role_index import RoleIndex
from tracker.findings import Cohort, Failure, Report, RequestAudit
from tracker.guide import Guide
from tracker.ladder import Ladder
from tracker.sources.base import RequestSource, Source

__all__ = [
    "DIRECTORIES",
    "REPOSITORIES",
    "Checker",
    "Past",
    "Progress",
    "Roll",
    "community_files",
    "documents_of",
    "expand_members",
    "settled",
]

#: Stands where a question is about no person.
NOBODY = Login.parse("ghost")


@dataclass(kw_only=True)
class Checker:
    """Checks people on one ladder, with one source, as of one moment.

    Groups are suggested by a ``guide``; ``openings`` says whether to look for what waits for somebody. With a ``past``
    a cohort says what changed since the run before. With ``role_index``, as with ``full``, an index of roles is built
    where there is none that is younger than seven days; one that is there is used in any case. With ``aimed_only`` no
    roles are looked for but those in the directories that are aimed at.
    """

    source: Source
    ladder: Ladder
    as_of: datetime
    rules_from: str = "built-in"
    full: bool = False
    guide: Guide | None = None
    openings: bool = True
    role_index: bool = False
    aimed_only: bool = False
    aim: Callable[[Login], Aim] = field(default=lambda _: Aim())
    past: Past | None = None

    def __post_init__(self) -> None:
        self.source = discreet(self.source, self.ladder.left_out)

    def check(self, login: Login) -> Report:
        """One person's report.

        Raises:
            NothingChecked: there is no such person, or the source did not answer at all.
            AccountError: they asked to be left out.
            PlaceError: a directory that is aimed at does not exist.
        """
        if login in self.ladder.left_out:
            raise _left_out(login)
        many = self._many({login: self.placed(self.aim(login))}, lambda *_: None)
        reports = many.reports()
        if login in many.failed:
            raise many.failed[login]
        return reports[login]

    def placed(self, aim: Aim) -> Aim:
        """The aim with its directories as GitHub calls them now.

        Raises:
            PlaceError: one of them does not exist.
        """
        return settled(aim, self.source, self.ladder, self.as_of)

    def check_all(self, logins: Iterable[Login], progress: Progress = lambda *_: None) -> Cohort:
        """Everybody's report, by login; who cannot be checked, or aims at no place, is a failure, and the rest is done.

        Whoever asked to be left out is not even named.

        Raises:
            TokenError, ConfigError: the token, or a file, is refused from the beginning: nobody can be checked with it.
        """
        everybody, before = sorted({*logins} - self.ladder.left_out), self.source.cost
        aims, misplaced = self._placed(everybody)
        many = self._many(aims, progress)
        found = tuple(sorted(many.reports().values(), key=lambda report: report.contributor.login))
        previous, changes = changes_since(self.past, found, self.as_of)
        return Cohort(
            as_of=self.as_of,
            reports=found,
            failures=tuple(_failure(login, error) for login, error in sorted({**many.failed, **misplaced}.items())),
            matrix=matrix(found),
            sponsorships=sponsorships(found),
            previous=previous,
            changes=changes,
            cost=self.source.cost - before,
        )

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
        gathering = self.source.begin([query_of(self._rules, login) for login in aims], progress)
        return Many(source=self.source, gathering=gathering, ones=ones, progress=progress)

    def _one(self, login: Login, aim: Aim, *, shared: bool) -> One:
        held = self.past.held_before(login, self.as_of) if self.past else ()
        return One(
            source=self.source,
            rules=self._rules,
            aim=aim_without(aim, self.ladder.left_out),
            before=None if shared else self.source.cost,
            held_before=held,
            index=lambda: self._index,
        )

    @cached_property
    def _index(self) -> RoleIndex | None:
        """The same for everybody of a run."""
        file, build = self.ladder.files.groups_file, self.full or self.role_index
        return self.source.role_index(file, self.ladder.orgs, build=build) if file else None

    @property
    def _rules(self) -> Rules:
        return Rules(
            ladder=self.ladder,
            as_of=self.as_of,
            rules_from=self.rules_from,
            full=self.full,
            guide=self.guide,
            openings=self.openings,
            aimed_only=self.aimed_only,
        )

    def audit(self, source: RequestSource, number: int) -> RequestAudit:
        """A membership request, checked: who sponsors it, whether they may, whether they answered.

        Read are the OWNERS files of all subprojects that sigs.yaml lists: who is in none of them is unknown, not
        refused, since not every directory's file is among them.

        Raises:
            SourceError: there is no such request, or was none yet, or the source did not answer.
        """
        request = request_of(source, query_of(self._rules, NOBODY), number)
        if request.applicant and is_stand_in(request.applicant):
            raise _left_out(f"who made request {number}")
        if request.opened_at > self.as_of:
            message = f"request {number} was made on {request.opened_at.date()}, after {self.as_of.date()}"
            raise SourceError(message, hint="Ask for a later day, or leave the day out.")
        if not request.asks(self.ladder.files.requests_title):
            message = f"issue {number} is no membership request"
            raise SourceError(message, hint="Give the number or the address of a request.")
        files = community_files(self.ladder)
        groups = self.source.community(files).groups
        links = [link for one in groups.subprojects().values() for link in one.owners] if groups else []
        paths = {link.repo: frozenset(other.path for other in links if other.repo == link.repo) for link in links}
        own = frozenset({request.applicant}) if request.applicant else frozenset()
        community = self.source.community(replace(files, paths=paths, logins=own, former=True))
        profiles = self.source.profiles([sponsor.login for sponsor in request.sponsors])
        stated = replace(community, affiliations=affiliations(community, profiles))
        return audited(request, stated, self.ladder, self.as_of.date())


def _left_out(who: Login | str) -> AccountError:
    return AccountError(f"{who} asked to be left out of reports", hint="The login is among do_not_track.")


def _failure(login: Login, error: LadderCheckError) -> Failure:
    return Failure(login=login.name, error=error.message, hint=error.hint)
