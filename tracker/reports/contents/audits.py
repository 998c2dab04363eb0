"""Audits of members and voters: who is listed, why, and what was looked at; each group in order of the alphabet."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.facts.prose import counted
from tracker.findings.audits import ALL_MEMBERS, AuditedMember, MemberGroup, MembersAudit, Voter, VotersAudit
from tracker.findings.sponsors import Answer
from tracker.reports import document as doc
from tracker.reports import words

_LOOKED_FOR = (
    "issues and pull requests that they opened, and comments and reviews of theirs in all threads that changed in the "
    "time, in all organizations"
)
_NOT_LOOKED_AT = "Slack, mailing lists, meetings, discussions, private repositories, and commits without a pull request"
#: The groups in the order in which somebody goes through them, as titles.
_GROUPS = {
    MemberGroup.INACTIVE: "Nothing was found, after a second look",
    MemberGroup.UNKNOWN: "Not known",
    MemberGroup.ROLE: "Nothing was found, and they hold a role",
    MemberGroup.EXCEPTED: "Nothing was found, and somebody wrote down why they stay",
    MemberGroup.NEW: "Nothing was found, and they are members for less than the time",
    MemberGroup.NOT_READ: "Not looked at yet",
    MemberGroup.ACTIVE: "Active",
}
#: Groups of which nothing but the names is said.
_COUNTED = frozenset({MemberGroup.NOT_READ, MemberGroup.ACTIVE})
_SHORT = {
    MemberGroup.INACTIVE: "without any contribution that could be found",
    MemberGroup.UNKNOWN: "not known",
    MemberGroup.ROLE: "with a role and no contribution",
    MemberGroup.EXCEPTED: "excepted",
    MemberGroup.NEW: "new",
    MemberGroup.NOT_READ: "not looked at yet",
    MemberGroup.ACTIVE: "active",
}
_TITLES = {Answer.UNKNOWN: "Not known", Answer.NO: "Not by these rules", Answer.YES: "May vote"}
#: Where there is not room for all, those go first on whom nobody has to act.
_GOES = {group: place for place, group in enumerate(reversed(MemberGroup), start=1)}


def members(audit: MembersAudit, _manner: doc.Manner) -> doc.Document:
    """Those first who are listed, then those to look at by hand, with what was looked at."""
    return doc.Document(
        title=f"Members of {audit.orgs[0] if len(audit.orgs) == 1 else f'{len(audit.orgs)} organizations'}",
        intro=doc.Paragraph(_members_in_words(audit)),
        sections=(_rule(audit), *_groups(audit)),
    )


def _rule(audit: MembersAudit) -> doc.Section:
    quote = f': "{audit.quote}"' if audit.quote else ""
    entries = (
        doc.Entry(text=doc.Link(audit.rule.title, audit.rule.url), about=f"the rule{quote}"),
        doc.Entry(text="Members of", about=", ".join(audit.orgs)),
        doc.Entry(text="Looked for", about=_LOOKED_FOR),
        doc.Entry(text="Not looked at", about=_NOT_LOOKED_AT),
    )
    return doc.Section(name="rule", goes=9, blocks=[doc.Items(entries=entries), *_not_read(audit)])


def _groups(audit: MembersAudit) -> Iterator[doc.Section]:
    for group, title in _GROUPS.items():
        found = audit.of(group)
        if not found:
            continue
        named = group not in _COUNTED
        elsewhere = doc.Paragraph("They are named in --format json.")
        blocks = [doc.Items(entries=tuple(map(_member, found))) if named else elsewhere]
        heading = f"{title} ({len(found)})"
        yield doc.Section(name="members", goes=_GOES[group], title=heading, blocks=blocks, counted=named)


def _member(one: AuditedMember) -> doc.Entry:
    return doc.Entry(text=str(one.login), about=_member_in_words(one), who=str(one.login), proof=one.roles)


def voters(audit: VotersAudit, _manner: doc.Manner) -> doc.Document:
    """Those first who are not known to be on the list, each with the reasons and a text for the form."""
    return doc.Document(
        title=f"Voters of the {audit.title}",
        intro=doc.Paragraph(_voters_in_words(audit)),
        sections=(_rules(audit), *_answers(audit)),
    )


def _rules(audit: VotersAudit) -> doc.Section:
    rules = tuple(
        doc.Entry(text=doc.Link(one.title, one.url), about=f'"{quote}"' if quote else None)
        for one, quote in audit.rules
    )
    due = doc.Entry(text="Form for exceptions", about=f"until {audit.exception_due}", url=audit.exception_url)
    return doc.Section(name="rules", goes=9, blocks=[doc.Items(entries=(*rules, due)), *_not_read(audit)])


def _answers(audit: VotersAudit) -> Iterator[doc.Section]:
    for answer, title in _TITLES.items():
        found = [one for one in audit.voters if one.may_vote is answer]
        if found:
            blocks = list(_voters(found, answer))
            yield doc.Section(name="voters", goes=5, title=f"{title} ({len(found)})", blocks=blocks)


def _voters(found: Sequence[Voter], answer: Answer) -> Iterator[doc.Block]:
    yield doc.Items(entries=tuple(doc.Entry(text=str(one.login), about=_reasons(one)) for one in found))
    first = found[0]
    if answer is not Answer.YES and first.appeal:
        yield doc.Paragraph(
            f"For the form, of {first.login}; of everybody in --format json:" if found[1:] else "For the form:"
        )
        yield doc.Code(first.appeal)


def _not_read(audit: MembersAudit | VotersAudit) -> Iterator[doc.Block]:
    """Of whom nothing is said, and why."""
    yield doc.Paragraph(
        f"Not looked at: {counted(audit.bots, 'robot')}, and {audit.left_out} who asked to be left out."
    )
    if audit.ended:
        yield doc.Paragraph(f"Not everybody was looked at: {audit.ended}. Run it again: what was read is cached.")
    for gap in audit.gaps:
        yield doc.Paragraph(words.gap(gap))
    yield from map(doc.Paragraph, audit.notes)


def _members_in_words(audit: MembersAudit) -> str:
    """How many members there are, by what was found."""
    counts = Counter(one.group for one in audit.members)
    said = ", ".join(f"{counts[group]} {words}" for group, words in _SHORT.items() if counts[group])
    least = "at least " if audit.gaps else ""
    number = f"{least}{counted(len(audit.members), 'member')}"
    time = f"{words.day(audit.since)} to {words.day(audit.as_of)} ({audit.months} months)"
    return f"{number}, {time}: {said or 'nobody is to be looked at'}."


def _member_in_words(one: AuditedMember) -> str:
    """Of which organizations, since when, and why: what is in doubt, else what was searched."""
    parts = [", ".join(one.orgs) or "no organization", f"since {words.since(one.since)}" if one.since else ""]
    parts += [f"called {one.called} now" if one.called else "", one.exception or "", *one.doubts]
    looked = f"searched: {', '.join(one.looked_at)}" if one.looked_at and not one.doubts else ""
    return "; ".join(filter(None, [*parts, looked]))


def _voters_in_words(audit: VotersAudit) -> str:
    """Who may vote, and how many are known to."""
    counts = Counter(one.may_vote for one in audit.voters)
    time = f"from {words.day(audit.since)} to {words.day(audit.snapshot)}"
    some = f"members with {audit.contributions} contributions {time}"
    rule = f"{'all members' if audit.everyone else some} may vote"
    said = ", ".join(
        f"{counts[answer]} {title[:1].lower()}{title[1:]}" for answer, title in _TITLES.items() if counts[answer]
    )
    return f"By its rules {rule}, and members of some committees. Of {len(audit.voters)} people: {said or 'nobody'}."


def _reasons(one: Voter) -> str:
    """The reasons for and against; that all members may vote stands above the list."""
    for_, against = "; ".join(reason for reason in one.for_ if reason != ALL_MEMBERS), "; ".join(one.against)
    reasons = [f"for: {for_}" if for_ and against else for_, f"against: {against}" if against else ""]
    return ". ".join(filter(None, reasons)) or "no reason known"
