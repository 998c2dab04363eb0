"""Audits of an organization's members: who was seen at work within the time that the rules give, and who may vote."""

from datetime import date, datetime
from enum import StrEnum

from tracker.facts import Cost, Gap
from tracker.facts.contributions import Contribution
from tracker.facts.gathered import NO_COST
from tracker.facts.people import Login, Since
from tracker.findings.outcomes import Citation, Evidence
from tracker.findings.sponsors import Answer
from tracker.record import record

#: The reason for a member where an election is open to all of them.
ALL_MEMBERS = "all members may vote in this election"


class MemberGroup(StrEnum):
    """What was found of a member.

    ``inactive``: looked at twice, and nothing found. ``role``: nothing found, and a role is held that may be work which
    search does not see. ``excepted``: nothing found, and somebody wrote down why they stay. ``new``: a member for less
    than the time. ``unknown``: nothing found, and something could not be looked at. ``not_read``: not looked at yet.
    """

    INACTIVE = "inactive"
    ROLE = "role"
    EXCEPTED = "excepted"
    UNKNOWN = "unknown"
    NEW = "new"
    NOT_READ = "not_read"
    ACTIVE = "active"


@record
class AuditedMember:
    """One member: of which organizations, since when, what was found, and why.

    ``called`` is the account's login now, where it is another. ``looked_at`` says what was looked at, ``doubts`` what
    was not, ``roles`` are held, and ``exception`` is what somebody wrote down of them.
    """

    login: Login
    orgs: tuple[str, ...]
    since: Since | None
    group: MemberGroup
    last: Contribution | None = None
    called: Login | None = None
    doubts: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()
    roles: tuple[Evidence, ...] = ()
    exception: str | None = None


@record
class Audit:
    """What every audit says, of work from a moment on.

    ``left_out`` is how many are not looked at since they asked to be left out, ``bots`` how many are robots. ``ended``
    says why not everybody was looked at. With ``gaps`` the list of members is not complete; ``notes`` say what was not
    read as it was at the end of that time.
    """

    as_of: datetime
    since: datetime
    left_out: int = 0
    bots: int = 0
    ended: str | None = None
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    cost: Cost = NO_COST


@record
class MembersAudit(Audit):
    """All members of some organizations, by login, judged by the rule on inactivity of a day, for ``months``."""

    months: int
    rule: Citation
    quote: str | None
    orgs: tuple[str, ...]
    looked_in: tuple[str, ...]
    members: tuple[AuditedMember, ...]

    def of(self, group: MemberGroup) -> tuple[AuditedMember, ...]:
        """The members of whom one thing was found."""
        return tuple(one for one in self.members if one.group is group)

    @property
    def complete(self) -> bool:
        """Whether everybody is known and was looked at."""
        return not (self.ended or self.gaps or self.of(MemberGroup.NOT_READ))


@record
class Voter:
    """Somebody who may vote (yes), or of whom that is not known; ``no`` where the rules say that they may not.

    ``for_`` and ``against`` are reasons in words. ``least`` is how many contributions were counted, None where none
    were looked for. ``appeal`` is a text for the form of those who are not on the list.
    """

    login: Login
    may_vote: Answer
    for_: tuple[str, ...]
    against: tuple[str, ...]
    orgs: tuple[str, ...]
    least: int | None = None
    appeal: str | None = None


@record
class VotersAudit(Audit):
    """Who may vote in an election by its own rule.

    ``contributions`` are needed between ``since`` and ``snapshot``, unless ``everyone`` who is a member may vote.
    """

    election: str
    title: str
    contributions: int
    snapshot: datetime
    everyone: bool
    rules: tuple[tuple[Citation, str | None], ...]
    exception_url: str
    exception_due: date
    voters: tuple[Voter, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody is known and was looked at."""
        return not (self.ended or self.gaps)
