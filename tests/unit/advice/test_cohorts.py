"""What is different from an earlier report."""

from dataclasses import replace
from datetime import date

import pytest
from factories import gap, since
from unit.reports import invented

from tracker.advice.cohorts import changes, snapshot
from tracker.facts import Kind
from tracker.facts.people import DatePrecision
from tracker.facts.scopes import Scope, ScopeKind
from tracker.findings.cohort import Shift
from tracker.findings.outcomes import Outcome
from tracker.findings.standing import Held

DAY = date(2026, 5, 1)
ORG, KUEUE = Scope.organization("octo-org"), Scope.directory("octo-org/queue", "pkg")
PROJECT = Scope(kind=ScopeKind.PROJECT)
TOUCHED = DatePrecision.LINE_LAST_TOUCHED


def report(*held, unread=()):
    found = invented.newcomer()
    standing = replace(found.standing, held=tuple(held))
    data = replace(found.data, gaps=tuple(gap(kind) for kind in unread))
    return replace(found, standing=standing, readiness=(), data=data)


def held(scope=ORG, **about):
    return Held(tier="octo-tier", title="Octo Tier", scope=scope, **about)


def kinds(before, after):
    return [change.kind for change in changes(snapshot(before), after, DAY)]


@pytest.mark.parametrize(
    ("now", "unread", "kind"),
    [
        (held(since=since("2026-05-20")), (), Shift.NEWLY_MET),
        (held(since=since("2026-05-20")), [Kind.MEMBERS], Shift.NEWLY_MET),
        (held(since=since("2026-05-01")), (), Shift.NEWLY_MET),
        (held(since=since("2026-05-01")), [Kind.MEMBERS], Shift.NEWLY_KNOWN),
        (held(since=since("2020-02-02")), (), Shift.NEWLY_KNOWN),
        (held(), (), Shift.NEWLY_MET),
        (held(), [Kind.GROUPS], Shift.NEWLY_KNOWN),
        (held(), [Kind.AUTHORED], Shift.NEWLY_MET),
        (held(KUEUE, since=since("2026-05-20", TOUCHED)), (), Shift.NEWLY_MET),
        (held(KUEUE, since=since("2026-05-20", TOUCHED)), [Kind.OWNERS], Shift.NEWLY_KNOWN),
        (held(KUEUE, since=since("2020-02-02", TOUCHED)), (), Shift.NEWLY_KNOWN),
        (held(PROJECT), (), Shift.NEWLY_MET),
        (held(PROJECT), [Kind.OWNERS], Shift.NEWLY_MET),
        (held(PROJECT), [Kind.AUTHORED], Shift.NEWLY_KNOWN),
    ],
)
def test_a_tier_was_taken_up_only_where_it_is_known_that_it_was_not_held(now, unread, kind):
    assert kinds(report(unread=unread), report(now)) == [kind]


def test_what_is_newly_known_was_unknown():
    (change,) = changes(snapshot(report()), report(held(since=since("2020-02-02"))), DAY)
    assert (change.before, change.after, change.criterion) == (Outcome.UNKNOWN, Outcome.MET, None)


@pytest.mark.parametrize(
    ("unread", "found"), [((), [Shift.NO_LONGER]), ([Kind.MEMBERS], []), ([Kind.AUTHORED], [Shift.NO_LONGER])]
)
def test_a_tier_was_given_up_only_where_the_roles_are_known(unread, found):
    assert kinds(report(held()), report(unread=unread)) == found


def test_what_was_held_before_is_no_change():
    assert kinds(report(held()), report(held(since=since("2026-05-20")))) == []
