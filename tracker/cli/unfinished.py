"""What a run of several people did not get done, in words for whoever waits for it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.cli.streams import say
from tracker.facts.prose import counted
from tracker.findings.report import Report
from tracker.reports import words
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.findings.cohort import Cohort

#: How many names one line has.
_MOST = 20
#: How many lines are shown.
_LINES = 20
#: Stands in a reason for each of those whom it is about.
_LOGIN = "LOGIN"


def tell_unfinished(result: "Report | Cohort") -> None:
    """Name, on standard error, who of several could not be checked or was read in part, each once by the reason."""
    if not isinstance(result, Report):
        for line in summary(list(_lines(result))):
            say(Message(line))


def summary(lines: Sequence[str]) -> Sequence[str]:
    """The first of some lines, with how many more there are."""
    more = len(lines) - _LINES
    return [*lines[:_LINES], f"… and {more:,} more; the report has them"] if more > 0 else lines


def _lines(cohort: "Cohort") -> Iterator[str]:
    failed: dict[str, list[str]] = defaultdict(list)
    for failure in cohort.failures:
        reason = f"{failure.error.rstrip('.')}. {failure.hint}".rstrip()
        failed[_of_any(reason, failure.login)].append(failure.login)
    for reason, names in failed.items():
        yield f"Not checked: {_named(names)}: {reason if len(names) > 1 else reason.replace(_LOGIN, names[0])}"
    partly: dict[str, list[str]] = defaultdict(list)
    for report in cohort.reports:
        # What was not read since the verdict is certain without it is not missed.
        for reason in dict.fromkeys(words.gap(gap) for gap in report.data.gaps if not gap.more):
            partly[reason].append(str(report.contributor.login))
    for reason, names in partly.items():
        yield f"Read in part: {'everybody' if len(names) == len(cohort.reports) else _named(names)}: {reason}"


def _of_any(reason: str, login: str) -> str:
    """A reason as it would be for anybody."""
    return re.sub(rf"(?<![\w-]){re.escape(login)}(?![\w-])", _LOGIN, reason)


def _named(names: Sequence[str]) -> str:
    """The names, of many only some: the report has them all."""
    if len(names) <= _MOST + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST])} and {counted(len(names) - _MOST, 'other')}"
