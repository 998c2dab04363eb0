"""Who of the members was seen: nobody is listed of whom anything is in doubt."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.assess.members import MembersSeen
from tracker.facts import Community
from tracker.facts.contributions import Activities, Activity
from tracker.facts.people import DatePrecision, Login, Membership, OrgRoster, Since
from tracker.findings.audits import MemberGroup

MEMBER = Login.parse("octo-member")
AS_OF = datetime(2026, 9, 1, tzinfo=UTC)
BEGAN = datetime(2025, 9, 1, tzinfo=UTC)


def group(since):
    membership = Membership(org="kubernetes", login=MEMBER, admin=False, url="", since=since)
    roster = OrgRoster(org="kubernetes", members={MEMBER: membership}, url="")
    seen = MembersSeen(
        community=Community(rosters={"kubernetes": roster}),
        activities=Activities(by_login={MEMBER: Activity(login=MEMBER)}),
        exceptions={},
        since=BEGAN,
        as_of=AS_OF,
    )
    return seen.audited(MEMBER).group


@pytest.mark.parametrize(
    ("precision", "before", "expected"),
    [
        (DatePrecision.EXACT, 1, MemberGroup.INACTIVE),
        (DatePrecision.ON_OR_BEFORE, 1, MemberGroup.INACTIVE),
        (DatePrecision.LINE_LAST_TOUCHED, 28, MemberGroup.INACTIVE),
        (DatePrecision.LINE_LAST_TOUCHED, 27, MemberGroup.UNKNOWN),
        (DatePrecision.EXACT, -1, MemberGroup.NEW),
        (DatePrecision.ON_OR_BEFORE, -1, MemberGroup.UNKNOWN),
    ],
)
def test_a_line_may_be_older_than_the_entry_s_merge(precision, before, expected):
    day: date = BEGAN.date() - timedelta(days=before)
    assert group(Since(day=day, precision=precision)) is expected
