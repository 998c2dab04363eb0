"""A programme's term, as a cohort's file has it."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from tracker.catalog.references import day_under
from tracker.catalog.sheet import Mistake, Value
from tracker.findings.term import Checkpoint, Term
from tracker.strict import Strict


class CheckpointEntry(Strict):
    """A day on which the programme asks how far everybody is."""

    name: str = Field(min_length=1)
    """What the programme calls it, for example Midterm."""
    on: date = Field(alias="date")
    """Its day, in the term."""


class TermEntry(Strict):
    """From when to when a programme lasts."""

    start: date = Field(alias="from")
    """First day."""
    end: date = Field(alias="to")
    """Last day."""
    checkpoints: tuple[CheckpointEntry, ...] = ()
    """When the programme asks for a summary, for example the midterm and the final one."""


def term(entry: TermEntry) -> Term:
    """What the file says, in our own records."""
    found = sorted((Checkpoint(name=one.name, on=one.on) for one in entry.checkpoints), key=lambda one: one.on)
    return Term(start=entry.start, end=entry.end, checkpoints=tuple(found))


def check_term(value: Value) -> Iterator[Mistake]:
    """A term that ends before it begins, a checkpoint outside of it, or two of one name."""
    if not isinstance(value, dict):
        return
    start, end = day_under(value, "from"), day_under(value, "to")
    if start and end and end < start:
        yield Mistake(("to",), f"{end} is before {start}, when the term begins")
        start = end = None
    first: dict[str, int] = {}
    points = value.get("checkpoints")
    for number, point in enumerate(points if isinstance(points, list) else []):
        if isinstance(point, dict):
            place = ("checkpoints", number)
            day, name = day_under(point, "date"), point.get("name")
            if day and start and end and not start <= day <= end:
                yield Mistake((*place, "date"), f"{day} is not in the term, {start} to {end}")
            if isinstance(name, str) and (there := first.setdefault(name.casefold(), number)) != number:
                yield Mistake((*place, "name"), f"{name} is there twice, first as checkpoints[{there}]")
