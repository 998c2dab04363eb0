"""When a report is finished: nothing failed, and no verdict waits for what was left out."""

from dataclasses import replace

import pytest
from unit.reports import invented

from tracker.facts import Gap, Kind, Need
from tracker.findings.cohort import Cohort

STOPPED = Gap(kind=Kind.REVIEWED, reason="the verdict is certain", effect="counts are at least", more=True)
UNASKED = Gap(kind=Kind.ROLES, reason="nobody asked", effect="roles are not shown", more=True, unasked=True)
FAILED = Gap(kind=Kind.REVIEWED, reason="GitHub did not answer", effect="counts are at least")


def report(*gaps, needs=()):
    made = invented.newcomer()
    result = made.readiness[0]
    first = replace(result.criteria[0], needs=frozenset(needs))
    readiness = (replace(result, criteria=(first, *result.criteria[1:])),)
    return replace(made, readiness=readiness, data=replace(made.data, gaps=gaps))


@pytest.mark.parametrize(
    ("made", "complete", "finished"),
    [
        (report(), True, True),
        (report(UNASKED), True, True),
        (report(STOPPED), False, True),
        (report(UNASKED, STOPPED), False, True),
        (report(FAILED), False, False),
        (report(STOPPED, FAILED), False, False),
        (report(STOPPED, needs=[Need(Kind.REVIEWED)]), False, False),
    ],
)
def test_a_report(made, complete, finished):
    assert (made.complete, made.finished) == (complete, finished)
    cohort = Cohort(as_of=made.as_of, reports=(report(), made))
    assert (cohort.complete, cohort.finished) == (complete, finished)


def test_who_could_not_be_checked_is_not_finished():
    assert not Cohort(as_of=report().as_of, reports=(report(),), failures=invented.cohort().failures).finished
