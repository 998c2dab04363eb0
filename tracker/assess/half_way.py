"""Who reaches half of every number that a tier asks, within the time that was read: they are checked in full. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tracker.assess.taking_part import TakingPart
from tracker.assess.view import Aim, View
from tracker.criteria import AnyCriterion, Composite
from tracker.criteria.holding import Holdings
from tracker.criteria.pull_requests import PullRequests
from tracker.criteria.work import Work
from tracker.facts import Community, Kind
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Outcome
from tracker.ladder import Ladder, Tier, walk


@dataclass(frozen=True)
class HalfWay:
    """Half of every number of a tier in a directory, for people who took part there.

    A number is of pull requests; an odd one is rounded up. What else a tier asks does not matter here.
    """

    ladder: Ladder
    tier: Tier
    scope: Scope
    taking_part: TakingPart

    def reached(self, logins: Iterable[Login]) -> frozenset[Login]:
        """Those who reach all of it, or may do so: what is known of a pull request does not always tell."""
        return frozenset(login for login in logins if self._outcome(login) is not Outcome.NOT_YET)

    def doubtful(self, logins: Iterable[Login]) -> Mapping[Kind, frozenset[str]]:
        """The pull requests, by the kind of detail, of which more has to be known to tell it of these people."""
        works = [self.taking_part.work(login) for login in logins if self._outcome(login) is Outcome.UNKNOWN]
        comments = {piece.pull_request.id for work in works for piece in work.reviewed if work.primary(piece) is None}
        files = {
            piece.pull_request.id
            for work in works
            for piece in work.reviewed_or_merged
            if not piece.pull_request.files_complete
        }
        found = {Kind.REVIEW_COMMENTS: frozenset(comments), Kind.FILES: frozenset(files)}
        return {kind: ids for kind, ids in found.items() if ids}

    @property
    def counts(self) -> bool:
        """Whether the tier asks for any number of pull requests in a directory on that day."""
        return bool(self._rules)

    @cached_property
    def _rules(self) -> tuple[AnyCriterion, ...]:
        day = self.taking_part.read.as_of.date()
        rules = self.ladder.rules(self.tier, self.scope, day, working_in=(self.scope,))
        return tuple(_halved(rule) for rule in rules if any(isinstance(one, PullRequests) for one in walk((rule,))))

    @cached_property
    def _outcome(self) -> Callable[[Login], Outcome]:
        return cache(self._judged)

    def _judged(self, login: Login) -> Outcome:
        work = self.taking_part.work(login)
        case = self._view(work).case(self.scope)
        outcomes = {rule.judge(case).outcome for rule in self._rules}
        if Outcome.NOT_YET in outcomes:
            return Outcome.NOT_YET
        return Outcome.UNKNOWN if Outcome.UNKNOWN in outcomes else Outcome.MET

    def _view(self, work: Work) -> View:
        return View(
            facts=work.facts,
            community=Community(),
            ladder=self.ladder,
            aim=Aim(tier=self.tier.id, scopes=(self.scope,)),
            work=work,
            held=Holdings(),
        )


def _halved(rule: AnyCriterion) -> AnyCriterion:
    if isinstance(rule, PullRequests):
        return rule.model_copy(update={"at_least": -(-rule.at_least // 2)})
    if isinstance(rule, Composite):
        return rule.model_copy(update={"criteria": tuple(map(_halved, rule.criteria))})
    return rule
