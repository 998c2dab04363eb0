"""What a mentor looks at first on a Monday."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.findings.attention import Attention, Topic
from tracker.findings.cohort import Cohort
from tracker.record import positional_record
from tracker.reports import document as doc
from tracker.reports.escape import NAME, plain

#: So many people are named in a line that is about several.
_NAMED = 8


@positional_record
class Line:
    """What is to be said of one or several people in the same words."""

    people: tuple[Attention, ...]
    text: str
    then: str
    url: str | None


def topics(cohort: Cohort) -> list[tuple[Topic, list[Line]]]:
    """What deserves attention, by topic; nothing where nothing does."""
    return [(topic, _lines(found)) for topic, found in groupby(cohort.attention, key=lambda one: one.topic)]


def _lines(found: Iterable[Attention]) -> list[Line]:
    alike: dict[tuple[str, str], list[Attention]] = {}
    for one in found:
        alike.setdefault((one.text, one.then), []).append(one)
    return [Line(tuple(same), text, then, same[0].url) for (text, then), same in alike.items()]


def blocks(cohort: Cohort, manner: doc.Manner) -> Iterator[doc.Block]:
    """One table where there is room for it, else a list for each topic."""
    found = topics(cohort)
    if not manner.wide:
        yield from (doc.Items(title=topic.words, entries=tuple(map(_entry, lines))) for topic, lines in found)
    elif found:
        rows = (
            _row("" if number else topic.words, line) for topic, lines in found for number, line in enumerate(lines)
        )
        yield doc.Table(headers=("", "Who", "What", "Then"), rows=tuple(rows))


def _row(topic: str, line: Line) -> tuple[doc.Cell, ...]:
    return topic, _names(line), doc.Link(line.text, line.url) if line.url else line.text, line.then


def _names(line: Line) -> str:
    logins = [plain(one.login, NAME) for one in line.people]
    more = [f"and {len(logins) - _NAMED} more"] if len(logins) > _NAMED else []
    return ", ".join([*logins[:_NAMED], *more])


def _entry(line: Line) -> doc.Entry:
    return doc.Entry(text=_names(line), about="; ".join(filter(None, [line.text, line.then])))
