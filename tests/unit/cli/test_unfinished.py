"""What a run of several people did not get done: each reason once, with whom it is about; what nobody needs is not missed."""

from dataclasses import replace

import pytest
from unit.reports import invented

from tracker.cli.unfinished import tell_unfinished
from tracker.facts import Gap, Kind
from tracker.findings.cohort import Cohort, Failure

STOPPED = Gap(kind=Kind.REVIEWED, reason="the verdict is certain", effect="counts are at least", more=True)
FAILED = Gap(kind=Kind.REVIEWED, reason="GitHub did not answer", effect="counts are at least")


def with_gaps(report, *gaps):
    return replace(report, data=replace(report.data, gaps=gaps))


def told(capsys, *reports, failures=()):
    tell_unfinished(Cohort(as_of=invented.AS_OF, reports=reports, failures=failures))
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


@pytest.mark.parametrize("gaps", [(), (STOPPED,)])
def test_nothing_is_said_where_all_is_read_that_is_needed(capsys, gaps):
    assert told(capsys, with_gaps(invented.newcomer(), *gaps)) == []


def test_who_misses_something_is_named_with_the_reason(capsys):
    reports = (with_gaps(invented.newcomer(), FAILED, STOPPED), with_gaps(invented.approver()))
    assert told(capsys, *reports) == [
        "Read in part: octo-newcomer: Reviewed: GitHub did not answer; counts are at least."
    ]


def test_what_everybody_misses_is_said_once(capsys):
    reports = (with_gaps(invented.newcomer(), FAILED), with_gaps(invented.approver(), FAILED))
    assert told(capsys, *reports) == ["Read in part: everybody: Reviewed: GitHub did not answer; counts are at least."]


def test_who_could_not_be_checked_is_named_once_for_each_reason(capsys):
    failures = [Failure(login=who, error="not reached: the limit is used up.", hint="Wait.") for who in ("a", "b")]
    failures.append(Failure(login="c", error="GitHub has no account c", hint=""))
    assert told(capsys, failures=tuple(failures)) == [
        "Not checked: a, b: not reached: the limit is used up. Wait.",
        "Not checked: c: GitHub has no account c.",
    ]


def test_thousands_that_could_not_be_checked_are_one_line(capsys):
    logins = [f"octo-{number}" for number in range(5_000)]
    hint = "Check the spelling."
    failures = tuple(Failure(login=one, error=f"GitHub has no account {one}", hint=hint) for one in logins)
    (line,) = told(capsys, failures=failures)
    assert line == (
        f"Not checked: {', '.join(logins[:20])} and 4,980 others: GitHub has no account LOGIN. Check the spelling."
    )


def test_a_reason_that_happens_to_hold_another_login_is_not_shared(capsys):
    failures = (
        Failure(login="octo-a", error="octo-a is a bot", hint=""),
        Failure(login="octo-b", error="octo-a is a bot", hint=""),
    )
    assert told(capsys, failures=failures) == [
        "Not checked: octo-a: octo-a is a bot.",
        "Not checked: octo-b: octo-a is a bot.",
    ]


def test_of_thousands_read_in_part_some_are_named(capsys):
    one = with_gaps(invented.newcomer(), FAILED)
    (line,) = told(capsys, *[one] * 5_000, with_gaps(invented.approver()))
    assert len(line) < 500
    assert "and 4,980 others: Reviewed: GitHub did not answer" in line


def test_many_reasons_are_a_few_lines(capsys):
    failures = [Failure(login=f"octo-{n}", error=f"status {500 + n}", hint="") for n in range(5_000)]
    lines = told(capsys, failures=tuple(failures))
    assert len(lines) == 21
    assert lines[-1] == "… and 4,980 more; the report has them"


def test_of_one_person_the_report_says_it(capsys):
    tell_unfinished(with_gaps(invented.newcomer(), FAILED))
    assert capsys.readouterr() == ("", "")
