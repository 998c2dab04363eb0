"""What to do next: computed from what was found, in the order in which it unlocks most. There is always a step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tracker.advice.leading_steps import help_others
from tracker.advice.membership_steps import wait_for_admins
from tracker.advice.starting_steps import find_an_area, first_contribution, read_more, start_again
from tracker.advice.tier_steps import reach
from tracker.facts.scopes import ScopeKind
from tracker.findings import Ahead, NextStep, Report, TierResult

#: More than a handful is a list that nobody works through.
MOST = 5
_LED = frozenset({ScopeKind.SUBPROJECT, ScopeKind.GROUP})


def next_steps(report: Report) -> tuple[NextStep, ...]:
    """At most five steps of a report whose ``next`` is known, never none.

    The best tier within reach comes first, and in it whom to ask, what is missing, what only people can tell. What is
    unknown is no step of its own as long as there is another: nobody can act on it.
    """
    if report.next is None:
        return ()
    steps = [*start_again(report), *_STEPS[report.next.kind](report)] or list(read_more(report))
    return tuple({step.text: step for step in steps}.values())[:MOST]


def _towards_tiers(report: Report) -> Iterator[NextStep]:
    best, *others = report.within_reach
    first = list(reach(best, report))
    yield from first
    if best.scope.kind in _LED:
        yield from help_others(report)
    yield from _elsewhere(others, report, first)


def _until_the_admins_answer(report: Report) -> Iterator[NextStep]:
    yield from wait_for_admins(report)
    yield from _elsewhere(report.within_reach[1:], report)


def _elsewhere(others: Sequence[TierResult], report: Report, said: Sequence[NextStep] = ()) -> Iterator[NextStep]:
    """Steps towards the other tiers, none that was ``said`` or named of a better place: it would begin alike."""
    leads = {_lead(step) for step in said}
    for result in others:
        new = [step for step in reach(result, report) if _lead(step) not in leads]
        yield from new
        leads |= {_lead(step) for step in new}


def _lead(step: NextStep) -> object:
    return (step.tier, step.criterion) if step.criterion else step.text


_STEPS: Final[Mapping[Ahead, Callable[[Report], Iterator[NextStep]]]] = {
    Ahead.TIER: _towards_tiers,
    Ahead.FIRST_CONTRIBUTION: first_contribution,
    Ahead.ADMINS: _until_the_admins_answer,
    Ahead.AREA: find_an_area,
    Ahead.TOP: help_others,
    Ahead.UNREAD: read_more,
}
