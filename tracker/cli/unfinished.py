"""What a run of several people did not get done, in words for whoever waits for it."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.cli.streams import say
from tracker.findings import Cohort, Report
from tracker.reports import words
from tracker.visible import Message


def tell_unfinished(result: Report | Cohort) -> None:
    """Name, on standard error, who of several could not be checked or was read in part, each once by the reason."""
    if isinstance(result, Cohort):
        for line in _lines(result):
            say(Message(line))


def _lines(cohort: Cohort) -> Iterator[str]:
    failed: dict[str, list[str]] = defaultdict(list)
    for failure in cohort.failures:
        failed[f"{failure.error.rstrip('.')}. {failure.hint}".rstrip()].append(failure.login)
    for reason, names in failed.items():
        yield f"Not checked: {', '.join(names)}: {reason}"
    partly: dict[str, list[str]] = defaultdict(list)
    for report in cohort.reports:
        # What was not read since the verdict is certain without it is not missed.
        for reason in dict.fromkeys(words.gap(gap) for gap in report.data.gaps if not gap.more):
            partly[reason].append(str(report.contributor.login))
    for reason, names in partly.items():
        yield f"Read in part: {'everybody' if len(names) == len(cohort.reports) else ', '.join(names)}: {reason}"
