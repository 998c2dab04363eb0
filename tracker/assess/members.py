"""Which members were not seen at work within the rules' time: nobody is listed of whom anything is in doubt."""

from collections.abc import Mapping
from datetime import date, datetime

from tracker.criteria.dated import latest_possible
from tracker.criteria.holding import HeldBy, holdings
from tracker.criteria.tenure import add_months
from tracker.facts import Community
from tracker.facts.contributions import Activities, Activity
from tracker.facts.gaps import Kind
from tracker.facts.people import DatePrecision, Login, Since
from tracker.findings.audits import AuditedMember, MemberGroup
from tracker.findings.outcomes import Evidence
from tracker.record import record

#: Being a member is what is looked at, and work is looked for: neither is a role.
_NO_ROLES = frozenset({HeldBy.ORG_FILE, HeldBy.CONTRIBUTING})


@record
class StayingOn:
    """Why somebody stays a member though they are not seen at work: in words, until a day (None: always)."""

    reason: str
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day, the last one included."""
        return self.until is None or day <= self.until


@record
class MembersSeen:
    """What is known of members: the community's files, what each did, and who stays on all the same."""

    community: Community
    activities: Activities
    exceptions: Mapping[Login, StayingOn]
    since: datetime
    as_of: datetime

    def audited(self, login: Login) -> AuditedMember:
        """One member. Pure."""
        activity = self.activities.by_login.get(login)
        memberships = self.community.memberships(login)
        roles = self._roles(activity.called or login if activity else login)
        group, doubts = self._group(login, activity, roles)
        exception = self.exceptions.get(login)
        return AuditedMember(
            login=login,
            orgs=tuple(membership.org for membership in memberships),
            since=self._since(login),
            group=group,
            last=activity.last if activity else None,
            called=activity.called if activity else None,
            doubts=doubts,
            looked_at=activity.looked_at if activity else (),
            roles=roles if group is MemberGroup.ROLE else (),
            exception=_said(exception, self.as_of.date()) if exception else None,
        )

    def _group(
        self, login: Login, activity: Activity | None, roles: tuple[Evidence, ...]
    ) -> tuple[MemberGroup, tuple[str, ...]]:
        """What was found; the first that holds keeps somebody from being listed."""
        if activity is None:
            return MemberGroup.NOT_READ, ()
        if activity.least:
            return MemberGroup.ACTIVE, ()
        exception, joined = self.exceptions.get(login), self._joined_within(login)
        if exception and exception.holds(self.as_of.date()):
            return MemberGroup.EXCEPTED, activity.doubts
        if joined:
            return MemberGroup.NEW, activity.doubts
        if roles:
            return MemberGroup.ROLE, activity.doubts
        undated = ("since when they are a member is not known",) if joined is None else ()
        doubts = (*activity.doubts, *self._not_read(), *undated)
        return (MemberGroup.UNKNOWN if doubts else MemberGroup.INACTIVE), doubts

    def _joined_within(self, login: Login) -> bool | None:
        """Whether somebody became a member within the time; None where that is not known."""
        since = self._since(login)
        if since is None or since.day is None:
            return None
        if latest_possible(since) <= self.since.date():
            return False
        return True if since.precision is DatePrecision.EXACT else None

    def _not_read(self) -> tuple[str, ...]:
        """Why a role of somebody may not be known."""
        gaps = (gap for gap in self.community.gaps if gap.kind is Kind.GROUPS)
        return tuple(f"whether they lead a group is not known: {gap.reason}" for gap in gaps)

    def _roles(self, login: Login) -> tuple[Evidence, ...]:
        held = holdings(self.community, login, self.as_of.date()).all
        found = (one for one in held if one.held_by not in _NO_ROLES and not one.emeritus)
        return tuple(dict.fromkeys(proof for one in found for proof in one.proof[:1]))

    def _since(self, login: Login) -> Since | None:
        """Since when somebody has been a member of any of the organizations."""
        dates = [one.since for one in self.community.memberships(login) if one.since.day]
        return min(dates, key=latest_possible, default=None)


def _said(exception: StayingOn, day: date) -> str:
    if not exception.holds(day):
        return f"{exception.reason} (ended on {exception.until})"
    return f"{exception.reason} (until {exception.until})" if exception.until else exception.reason


def beginning(as_of: datetime, months: int) -> datetime:
    """When a time of so many months that ends now begins."""
    return datetime.combine(add_months(as_of.date(), -months), as_of.timetz())
