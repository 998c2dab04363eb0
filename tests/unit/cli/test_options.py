"""Words of the command line become values, or are refused in one sentence."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, TypedDict

import click
import pytest

from tracker.cli.asked_for import CommandOptions
from tracker.cli.options import LOGIN, MOMENT, SCOPE, moment_of_report, options_of
from tracker.entry.options import Option
from tracker.facts.people import Login
from tracker.facts.scopes import Scope

NOW = datetime(2026, 8, 21, 15, 30, 10, 99, tzinfo=UTC)


def test_a_login():
    assert LOGIN("@Octo-Newcomer") == Login.parse("octo-newcomer")


def test_a_scope():
    assert SCOPE("kubernetes-sigs/kueue:pkg/") == Scope.directory("kubernetes-sigs/kueue", "pkg")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-08-20", datetime(2026, 8, 20, 23, 59, 59, tzinfo=UTC)),
        ("2026-08-20T10:00", datetime(2026, 8, 20, 10, tzinfo=UTC)),
        ("2026-08-20T10:00+02:00", datetime(2026, 8, 20, 8, tzinfo=UTC)),
        ("2026-08-20T10:00Z", datetime(2026, 8, 20, 10, tzinfo=UTC)),
    ],
)
def test_a_moment(text, moment):
    assert MOMENT(text) == moment
    assert MOMENT(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (LOGIN, "octo newcomer", "'octo newcomer' is not a GitHub login. A login has letters"),
        (LOGIN, "../etc", "is not a GitHub login"),
        (SCOPE, "kueue", "'kueue' is not a scope. Write OWNER/REPO or OWNER/REPO:PATH"),
        (SCOPE, "a/b:../c", "is not a scope"),
        (MOMENT, "tomorrow", "'tomorrow' is not a date. Write it as 2026-08-21."),
        (MOMENT, "2026-02-30", "'2026-02-30' is not a date."),
    ],
)
def test_what_cannot_be_meant(kind, text, message):
    with pytest.raises(click.BadParameter) as caught:
        kind(text)
    assert message in caught.value.message


def test_the_moment_of_a_report_is_now():
    assert moment_of_report(None, NOW) == NOW.replace(microsecond=0)


def test_the_moment_of_a_report_is_the_one_asked_for_and_never_later_than_now():
    assert moment_of_report(MOMENT("2026-03-31"), NOW) == datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
    assert moment_of_report(MOMENT("2026-08-21"), NOW) == NOW.replace(microsecond=0)
    assert moment_of_report(datetime(2026, 8, 21, 12, tzinfo=timezone(timedelta(hours=2))), NOW).hour == 12


def test_a_day_that_is_still_to_come():
    with pytest.raises(click.BadParameter, match=r"2026-08-22 is still to come; today is 2026-08-21\."):
        moment_of_report(MOMENT("2026-08-22"), NOW)


def test_what_a_record_names_means_what_ladder_check_says_and_what_it_declares_goes_before():
    class Both(TypedDict):
        logins: tuple[str, ...]
        format: Annotated[str, Option(help="octo or nothing.", default="octo", short="f")]
        token_stdin: bool

    made = {one.name: one for one in options_of(Both)}
    known = {one.name: one for one in options_of(CommandOptions)}
    assert list(made) == ["format", "token_stdin"]
    assert (made["format"].help, made["format"].default) == ("octo or nothing.", "octo")
    assert made["token_stdin"].to_info_dict() == known["token_stdin"].to_info_dict()
