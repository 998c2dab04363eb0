"""How long a role has been held, and how sure that is."""

from dataclasses import replace
from datetime import date

import pytest
from factories import case, community, criterion, gap, member, owner, since
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tracker.criteria.tenure import add_months
from tracker.facts import Kind
from tracker.facts.people import DatePrecision
from tracker.facts.scopes import Scope
from tracker.findings.outcomes import Outcome

MEMBER = criterion("tenure", held_by="org_file", role="member", months=3)
REVIEWER = criterion("tenure", held_by="owners_reviewers", role="reviewer", months=3)
#: The report is of 2026-08-21.
LONG_AGO, THREE_MONTHS, TOO_SHORT = "2020-01-01", "2026-05-21", "2026-05-22"


def found(rule=MEMBER, scope=None, **known):
    return rule.find(case(of=community(**known), scope=scope))


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        (LONG_AGO, DatePrecision.EXACT, Outcome.MET),
        (THREE_MONTHS, DatePrecision.EXACT, Outcome.MET),
        (TOO_SHORT, DatePrecision.EXACT, Outcome.NOT_YET),
        ("2018-08-22", DatePrecision.ON_OR_BEFORE, Outcome.MET),
        (TOO_SHORT, DatePrecision.ON_OR_BEFORE, Outcome.UNKNOWN),
        (LONG_AGO, DatePrecision.LINE_LAST_TOUCHED, Outcome.MET),
        ("2026-04-24", DatePrecision.LINE_LAST_TOUCHED, Outcome.MET),
        ("2026-04-25", DatePrecision.LINE_LAST_TOUCHED, Outcome.UNKNOWN),
        (None, DatePrecision.UNKNOWN, Outcome.UNKNOWN),
    ],
)
def test_outcome_by_date_and_precision(day, precision, expected):
    assert found(rosters=[member(held=since(day, precision))]).outcome is expected


def test_not_yet_says_from_when():
    finding = found(rosters=[member(held=since(TOO_SHORT))])
    assert finding.ready_on == date(2026, 8, 22)
    assert finding.missing == "3 months as member on 2026-08-22"
    assert finding.reason == "member since 2026-05-22 (octo-org)"


def test_imprecision_and_notes_are_said():
    finding = found(rosters=[member(held=since(TOO_SHORT, DatePrecision.ON_OR_BEFORE, "renamed"))])
    assert finding.reason == "member since 2026-05-22 (octo-org), on or before; renamed"
    assert finding.evidence[0].url.endswith("#L3")


def test_the_earliest_of_several_counts():
    recent = member("octo-org", since(TOO_SHORT))
    assert found(rosters=[recent, member("octo-sigs", since(LONG_AGO))]).outcome is Outcome.MET
    assert found(rosters=[recent, member("octo-sigs", since(None))]).outcome is Outcome.UNKNOWN
    later = member("octo-sigs", since("2026-08-01"))
    assert found(rosters=[later, recent]).ready_on == date(2026, 8, 22)


def test_the_earliest_of_several_is_named():
    several = [member("octo-org", since("2023-04-03")), member("octo-sigs", since(LONG_AGO))]
    for rosters in (several, several[::-1]):
        assert found(rosters=rosters).reason == "member since 2020-01-01 (octo-sigs)"


def test_not_held_at_all():
    finding = found()
    assert finding.outcome is Outcome.NOT_YET
    assert finding.missing == "3 months as member"
    assert finding.reason == "not a member yet"


def test_not_held_as_far_as_is_known():
    finding = found(gaps=[gap(Kind.MEMBERS)])
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.reason == "reading stopped"


def test_an_unknown_date_has_the_gaps_reason_or_its_own():
    assert found(rosters=[member()], gaps=[gap(Kind.MEMBER_SINCE)]).reason == "reading stopped"
    assert found(rosters=[member()]).reason == "it is not known since when (octo-org)"


class TestOfADirectory:
    def test_a_parent_directory_counts(self):
        pkg = Scope.directory("octo-org/octo-repo", "pkg/octo")
        assert found(REVIEWER, pkg, owners=[owner(directory="pkg", held=since(LONG_AGO))]).outcome is Outcome.MET

    def test_a_neighbour_does_not(self):
        pkg = Scope.directory("octo-org/octo-repo", "pkg")
        assert found(REVIEWER, pkg, owners=[owner(directory="docs", held=since(LONG_AGO))]).outcome is Outcome.NOT_YET

    @pytest.mark.parametrize("lacking", [{"unread": frozenset({"pkg"})}, {"unlisted": True}])
    def test_a_parent_does_not_where_a_file_between_could_not_be_read(self, lacking):
        """It may say that it inherits nothing (no_parent_owners)."""
        root = replace(owner(held=since(LONG_AGO)), **lacking)
        pkg = Scope.directory("octo-org/octo-repo", "pkg/octo")
        finding = found(REVIEWER, pkg, owners=[root], gaps=[gap(Kind.OWNERS)])
        assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, "reading stopped")
        assert found(REVIEWER, Scope.directory("octo-org/octo-repo", ""), owners=[root]).outcome is Outcome.MET

    def test_a_parent_does_where_another_file_could_not_be_read(self):
        root = replace(owner(directory="pkg", held=since(LONG_AGO)), unread=frozenset({"docs", "pkg/other", "pkg"}))
        pkg = Scope.directory("octo-org/octo-repo", "pkg/octo")
        assert found(REVIEWER, pkg, owners=[root], gaps=[gap(Kind.OWNERS)]).outcome is Outcome.MET


def test_one_month_is_said_so():
    rule = criterion("tenure", held_by="org_file", role="member", months=1)
    assert found(rule).missing == "1 month as member"


def test_only_what_has_a_history_can_be_asked_for():
    with pytest.raises(ValidationError):
        criterion("tenure", held_by="chairs", role="chair", months=3)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 21), 3, date(2026, 8, 21)),
        (date(2026, 1, 1), 24, date(2028, 1, 1)),
    ],
)
def test_months(day, months, expected):
    assert add_months(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_months_later_is_never_in_another_month(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
