"""The ladder and the months as drawings, with the words that say the same."""

from collections.abc import Sequence
from typing import Final, Literal

from tracker.findings.standing import Month, Rung, Standing
from tracker.record import record
from tracker.reports.escape import plain

State = Literal["held", "near", "above"]
_SAID: Final[dict[State, str]] = {"held": "held", "near": "next", "above": ""}
_TITLE = 22

#: The size of the months' drawing, in its own units: each month a bar of ``BAR`` on a step of ``STEP``.
STEP = 5
HEIGHT = 9
#: Parts of a bar; page.css has a width for each.
PARTS: Final = 10


@record
class Step:
    """A tier of the ladder; ``said`` is its state in words."""

    title: str
    state: State

    @property
    def said(self) -> str:
        return _SAID[self.state]


def ladder(standing: Standing) -> list[Step]:
    """The steps from the lowest."""
    return [Step(title=plain(rung.title, _TITLE), state=_state(rung, standing)) for rung in standing.ladder]


def _state(rung: Rung, standing: Standing) -> State:
    if standing.is_at(rung):
        return "held"
    return "near" if rung.looked_at else "above"


def full(observed: int | None, required: int) -> int:
    """How many of ten parts of a bar are full: the first shows that there is something, the last that all is there."""
    reached = min(observed or 0, required)
    return PARTS if reached == required else min(max(reached * PARTS // required, reached and 1), PARTS - 1)


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
