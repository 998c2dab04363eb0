"""A report as comments on an issue: one for each part, found again by a hidden mark, updated in place."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from tracker.errors import UsageError
from tracker.facts.issues import LONGEST_COMMENT, IssueComment
from tracker.record import record
from tracker.reports.markdown.fitting import length
from tracker.reports.markdown.parts import taken_apart
from tracker.reports.markdown.quiet import quiet

#: Only at its very start: a comment that quotes another, or a report that holds somebody's words, has none.
_MARK = re.compile(r"<!-- ladder-check report: (?P<name>[A-Za-z0-9-]+), part (?P<part>[0-9]{1,6}) -->(?=\s|\Z)")
_EMPTIED = "The report is shorter now, and nothing of it is left for this comment."


class Deed(StrEnum):
    """What becomes of a comment."""

    ADD = "add"
    CHANGE = "change"
    EMPTY = "empty"
    LEAVE = "leave"


@record
class Step:
    """What to do about one comment. ``comment`` is None where it is to be added."""

    deed: Deed
    body: str
    comment: IssueComment | None = None


def bodies(text: str, name: str, host: str) -> tuple[str, ...]:
    """The comments that the parts of a report make on the GitHub at ``host``, marks included.

    Raises:
        UsageError: there is nothing to publish, or a part is longer than a comment can be.
    """
    made = tuple(
        f"{_mark(name, part)}\n\n{quiet(said, host=host).strip()}" for part, said in enumerate(taken_apart(text), 1)
    )
    if not made:
        raise UsageError("there is nothing in the report", hint="Look at what the command that wrote it said.")
    for part, body in enumerate(made, start=1):
        if (size := length(body)) > LONGEST_COMMENT:
            which = f"part {part} of the report" if len(made) > 1 else "the report"
            raise UsageError(
                f"{which} makes a comment of {size:,} characters, and GitHub takes {LONGEST_COMMENT:,}",
                hint="Make the report in parts, with --format comments.",
            )
    return made


def plan(made: Sequence[str], name: str, there: Iterable[IssueComment]) -> tuple[Step, ...]:
    """What to do so that the comments say what was made; ``there`` are those of our own account, oldest first.

    Of two with the same mark, which two runs at the same time can leave, the older one is kept up.
    """
    kept: dict[int, IssueComment] = {}
    surplus: list[tuple[int, IssueComment]] = []
    for comment in there:
        part = _part_in(comment.body, name)
        if part is None:
            continue
        if 1 <= part <= len(made) and part not in kept:
            kept[part] = comment
        else:
            surplus.append((part, comment))
    steps = [_step(body, kept.get(part)) for part, body in enumerate(made, start=1)]
    # They keep their marks, so that a longer report finds them again.
    return (*steps, *(_step(f"{_mark(name, part)}\n\n{_EMPTIED}", comment, Deed.EMPTY) for part, comment in surplus))


def _step(body: str, comment: IssueComment | None, deed: Deed = Deed.CHANGE) -> Step:
    if comment is None:
        return Step(deed=Deed.ADD, body=body)
    return Step(deed=Deed.LEAVE if _same(comment.body, body) else deed, body=body, comment=comment)


def _same(one: str, other: str) -> bool:
    return _without_ends(one) == _without_ends(other)


def _without_ends(text: str) -> str:
    """A comment edited in a browser comes with the browser's line ends, and one that was written may be trimmed."""
    return text.replace("\r\n", "\n").strip()


def _mark(name: str, part: int) -> str:
    return f"<!-- ladder-check report: {name}, part {part} -->"


def _part_in(body: str, name: str) -> int | None:
    found = _MARK.match(body)
    return int(found["part"]) if found and found["name"] == name else None
