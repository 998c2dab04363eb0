"""Tables that fit the terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.later import Later
from tracker.reports.text.paint import Paint, width

if TYPE_CHECKING:
    import tabulate
else:
    tabulate = Later("tabulate")

_INDENT = 2
_GAP = 2
_PADDING = 2  # tabulate makes each column at least so much wider than its header


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], paint: Paint) -> list[str]:
    """The rows below their headers; cells are folded so that no line is longer than the terminal is wide."""
    titles = [paint.say(header) for header in headers]
    said = [[paint.say(cell) for cell in row] for row in rows]
    widths = _fitted([width(title) + _PADDING for title in titles], said, paint.columns)
    folded = [
        ["\n".join(paint.fold(cell, size, break_addresses=True)) for cell, size in zip(row, widths, strict=True)]
        for row in said
    ]
    drawn = tabulate.tabulate(folded, headers=titles, tablefmt="simple", disable_numparse=True)
    return [" " * _INDENT + line for line in drawn.splitlines()]


def _fitted(least: list[int], rows: Sequence[Sequence[str]], columns: int) -> list[int]:
    """As wide as the cells; where that is too much, the widest column is narrowed until all fit beside each other."""
    room = columns - _INDENT - _GAP * (len(least) - 1)
    measured = [[width(cell) for cell in row] for row in rows]
    widths = [max((floor, *cells)) for floor, *cells in zip(least, *measured, strict=True)]
    while sum(widths) > max(room, sum(least)):
        widest = max(range(len(widths)), key=lambda i: widths[i] - least[i])
        widths[widest] -= 1
    return widths
