"""How far everybody is, tier by tier: what can be counted in columns of its own, what only people can tell in one."""

from collections.abc import Iterator

from tracker.findings.cohort import Cell, Column, Matrix, Row
from tracker.findings.outcomes import Basis, Outcome
from tracker.record import record


@record
class Line:
    """Somebody in a tier: the place that was looked at, and a cell for each column.

    Of what only people can tell so many criteria are ``asked``, and somebody has ``stated`` so many.
    """

    row: Row
    place: str
    cells: tuple[Cell | None, ...]
    stated: int
    asked: int


@record
class Tier:
    """A tier that was looked at. ``persons`` are the criteria that only people can tell."""

    title: str
    columns: tuple[Column, ...]
    persons: tuple[Column, ...]
    lines: tuple[Line, ...]


def tiers(matrix: Matrix) -> Iterator[Tier]:
    """From below, as the matrix has them."""
    return map(_tier, matrix.by_tier())


def _tier(matrix: Matrix) -> Tier:
    judged = [all(map(_by_people, (row.cells[n] for row in matrix.rows))) for n in range(len(matrix.columns))]
    columns = list(zip(matrix.columns, judged, strict=True))
    return Tier(
        title=matrix.columns[0].tier_title,
        columns=tuple(column for column, by_people in columns if not by_people),
        persons=tuple(column for column, by_people in columns if by_people),
        lines=tuple(_line(row, judged) for row in matrix.rows),
    )


def _by_people(cell: Cell | None) -> bool:
    return cell is None or cell.outcome is Outcome.NEEDS_PERSON or cell.basis is Basis.ATTESTED


def _line(row: Row, judged: list[bool]) -> Line:
    cells = list(zip(row.cells, judged, strict=True))
    asked = [cell for cell, by_people in cells if by_people and cell]
    return Line(
        row=row,
        place=next((str(cell.scope) for cell in row.cells if cell), ""),
        cells=tuple(cell for cell, by_people in cells if not by_people),
        stated=sum(cell.basis is Basis.ATTESTED for cell in asked),
        asked=len(asked),
    )


#: What heads the column for all that only people can tell.
PEOPLE = "Stated, of what only people can tell"


def people(line: Line) -> str:
    """How much was stated of what only people can tell: ``0 of 7``."""
    return f"{line.stated} of {line.asked}" if line.asked else ""
