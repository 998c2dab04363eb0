"""What a run of several people did not get done, in words for whoever waits for it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import click

from tracker.findings import Cohort, Failure, Report
from tracker.reports import words

#: Names in a line, and lines; the report has all of them.
_NAMES = 20
_LINES = 20
#: What stands for a login where several have the same reason.
_ANYBODY = "LOGIN"


def tell_unfinished(result: Report | Cohort) -> None:
    """Name, on standard error, who of several could not be checked or was read in part, each once by the reason."""
    if isinstance(result, Cohort):
        for line in summary(list(_lines(result))):
            click.echo(line, err=True)


def summary(lines: Sequence[str]) -> Sequence[str]:
    """The first of some lines, with how many more there are."""
    more = len(lines) - _LINES
    return [*lines[:_LINES], f"… and {more:,} more; the report has them"] if more > 0 else lines


def _lines(cohort: Cohort) -> Iterator[str]:
    for reason, failures in _failed(cohort.failures).items():
        names = [failure.login for failure in failures]
        yield f"Not checked: {_listed(names)}: {_reason(failures[0]) if len(names) == 1 else reason}"
    partly: dict[str, list[str]] = defaultdict(list)
    for report in cohort.reports:
        # What was not read since the verdict is certain without it is not missed.
        for reason in dict.fromkeys(words.gap(gap) for gap in report.data.gaps if not gap.more):
            partly[reason].append(str(report.contributor.login))
    for reason, names in partly.items():
        yield f"Read in part: {'everybody' if len(names) == len(cohort.reports) else _listed(names)}: {reason}"


def _failed(failures: Sequence[Failure]) -> Mapping[str, Sequence[Failure]]:
    """What each reason is about; one that names the login is the same for all."""
    found: dict[str, list[Failure]] = defaultdict(list)
    for failure in failures:
        name = rf"(?<![\w-]){re.escape(failure.login)}(?![\w-])"
        found[re.sub(name, _ANYBODY, _reason(failure))].append(failure)
    return found


def _reason(failure: Failure) -> str:
    return f"{failure.error.rstrip('.')}. {failure.hint}".rstrip()


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMES
    return f"{', '.join(names[:_NAMES])} and {more:,} more" if more > 0 else ", ".join(names)
