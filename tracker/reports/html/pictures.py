"""The ladder and the months as drawings, with the words that say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tracker.findings import Month, Report, Rung, Standing
from tracker.reports.escape import plain

State = Literal["held", "near", "above"]
_SAID: Final[dict[State, str]] = {"held": "Held", "near": "Looked at next", "above": "Further up"}
_TITLE = 22

#: The size of the months' drawing, in its own units: each month a bar of ``BAR`` on a step of ``STEP``.
STEP = 5
HEIGHT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    title: str
    state: State


#: Steps from the top down. Many people stand alike: each ladder is drawn once in a page, and shown by reference.
Ladder = tuple[Step, ...]


def pictures(reports: Iterable[Report]) -> dict[Ladder, str]:
    """The different ladders of these people, with a name for each, in the order in which they come first."""
    different = dict.fromkeys(ladder(report.standing) for report in reports)
    return {one: f"l{number}" for number, one in enumerate(different)}


def ladder(standing: Standing) -> Ladder:
    return tuple(
        Step(title=plain(rung.title, _TITLE), state=_state(rung, standing)) for rung in reversed(standing.ladder)
    )


def _state(rung: Rung, standing: Standing) -> State:
    if rung.held or (not standing.held and rung.tier == standing.headline):
        return "held"
    return "near" if rung.looked_at else "above"


def described(steps: Ladder) -> str:
    """The ladder in words, from below."""
    parts = [(said, [step.title for step in reversed(steps) if step.state == state]) for state, said in _SAID.items()]
    return ". ".join(f"{said}: {', '.join(titles)}" for said, titles in parts if titles) + "."


def bars(months: Sequence[Month]) -> str:
    """A path of a vertical line for each month in which something was seen, the highest one as high as the drawing."""
    most = max((month.pieces for month in months), default=0)
    return "".join(
        f"M{place * STEP + 2} {HEIGHT}v-{max(1, round(month.pieces / most * HEIGHT))}"
        for place, month in enumerate(months)
        if month.pieces
    )


def numbers(months: Sequence[Month]) -> str:
    """The months' numbers, for who cannot see them: ``from 2026-01 to 2026-03: 3 0 2+``."""
    said = " ".join(f"{month.pieces}+" if month.at_least and month.pieces else str(month.pieces) for month in months)
    return f"Pull requests in each month from {months[0].first:%Y-%m} to {months[-1].first:%Y-%m}: {said}"


def summary(months: Sequence[Month]) -> str:
    """In how many months something was seen, and how much at most."""
    seen = [month for month in months if month.pieces]
    if not seen:
        return f"no pull request seen in {len(months)} months"
    best = max(seen, key=lambda month: month.pieces)
    at_least = "at least " if any(month.at_least for month in months) else ""
    return (
        f"active in {at_least}{len(seen)} of {len(months)} months, most in {best.first:%Y-%m} ({at_least}{best.pieces})"
    )
