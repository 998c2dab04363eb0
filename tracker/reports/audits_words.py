"""The wording of audits of members and voters, which text and Markdown share."""

from collections import Counter

from tracker.facts.prose import counted
from tracker.findings.audits import ALL_MEMBERS, AuditedMember, MemberGroup, MembersAudit, Voter, VotersAudit
from tracker.findings.sponsors import Answer
from tracker.reports.words import day, since

LOOKED_FOR = (
    "issues and pull requests that they opened, and comments and reviews of theirs in all threads that changed in the time, "
    "in all organizations"
)
NOT_LOOKED_AT = "Slack, mailing lists, meetings, discussions, private repositories, and commits without a pull request"
#: The groups in the order in which somebody goes through them, as titles.
GROUPS = {
    MemberGroup.INACTIVE: "Nothing was found, after a second look",
    MemberGroup.UNKNOWN: "Not known",
    MemberGroup.ROLE: "Nothing was found, and they hold a role",
    MemberGroup.EXCEPTED: "Nothing was found, and somebody wrote down why they stay",
    MemberGroup.NEW: "Nothing was found, and they are members for less than the time",
    MemberGroup.NOT_READ: "Not looked at yet",
    MemberGroup.ACTIVE: "Active",
}
#: Groups of which nothing but the names is said.
COUNTED = frozenset({MemberGroup.NOT_READ, MemberGroup.ACTIVE})
_SHORT = {
    MemberGroup.INACTIVE: "without any contribution that could be found",
    MemberGroup.UNKNOWN: "not known",
    MemberGroup.ROLE: "with a role and no contribution",
    MemberGroup.EXCEPTED: "excepted",
    MemberGroup.NEW: "new",
    MemberGroup.NOT_READ: "not looked at yet",
    MemberGroup.ACTIVE: "active",
}
ANSWERS = {Answer.UNKNOWN: "Not known", Answer.NO: "Not by these rules", Answer.YES: "May vote"}


def members(audit: MembersAudit) -> str:
    """How many members there are, by what was found."""
    counts = Counter(one.group for one in audit.members)
    said = ", ".join(f"{counts[group]} {words}" for group, words in _SHORT.items() if counts[group])
    least = "at least " if audit.gaps else ""
    number = f"{least}{counted(len(audit.members), 'member')}"
    time = f"{day(audit.since)} to {day(audit.as_of)} ({audit.months} months)"
    return f"{number}, {time}: {said or 'nobody is to be looked at'}."


def member(one: AuditedMember) -> str:
    """Of which organizations, since when, and why: what is in doubt, else what was searched."""
    parts = [", ".join(one.orgs) or "no organization", f"since {since(one.since)}" if one.since else ""]
    parts += [f"called {one.called} now" if one.called else "", one.exception or "", *one.doubts]
    looked = f"searched: {', '.join(one.looked_at)}" if one.looked_at and not one.doubts else ""
    return "; ".join(filter(None, [*parts, looked]))


def voters(audit: VotersAudit) -> str:
    """Who may vote, and how many are known to."""
    counts = Counter(one.may_vote for one in audit.voters)
    rule = (
        "all members may vote"
        if audit.everyone
        else f"members with {audit.contributions} contributions from {day(audit.since)} to {day(audit.snapshot)} may vote"
    )
    said = ", ".join(
        f"{counts[answer]} {title[:1].lower()}{title[1:]}" for answer, title in ANSWERS.items() if counts[answer]
    )
    return f"By its rules {rule}, and members of some committees. Of {len(audit.voters)} people: {said or 'nobody'}."


def voter(one: Voter) -> str:
    """The reasons for and against; that all members may vote stands above the list."""
    for_, against = "; ".join(reason for reason in one.for_ if reason != ALL_MEMBERS), "; ".join(one.against)
    reasons = [f"for: {for_}" if for_ and against else for_, f"against: {against}" if against else ""]
    return ". ".join(filter(None, reasons)) or "no reason known"
