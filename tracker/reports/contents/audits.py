"""Audits of members and voters: who is listed, why, and what was looked at; each group in order of the alphabet."""

from collections.abc import Iterator, Sequence

from tracker.facts.prose import counted
from tracker.findings.audits import AuditedMember, MemberGroup, MembersAudit, Voter, VotersAudit
from tracker.findings.sponsors import Answer
from tracker.reports import audits_words, words
from tracker.reports import document as doc

#: Where there is not room for all, those go first on whom nobody has to act.
_GOES = {group: place for place, group in enumerate(reversed(MemberGroup), start=1)}


def members(audit: MembersAudit, _manner: doc.Manner) -> doc.Document:
    """Those first who are listed, then those to look at by hand, with what was looked at."""
    return doc.Document(
        title=f"Members of {audit.orgs[0] if len(audit.orgs) == 1 else f'{len(audit.orgs)} organizations'}",
        intro=doc.Paragraph(audits_words.members(audit)),
        sections=(_rule(audit), *_groups(audit)),
    )


def _rule(audit: MembersAudit) -> doc.Section:
    quote = f': "{audit.quote}"' if audit.quote else ""
    entries = (
        doc.Entry(text=doc.Link(audit.rule.title, audit.rule.url), about=f"the rule{quote}"),
        doc.Entry(text="Members of", about=", ".join(audit.orgs)),
        doc.Entry(text="Looked for", about=audits_words.LOOKED_FOR),
        doc.Entry(text="Not looked at", about=audits_words.NOT_LOOKED_AT),
    )
    return doc.Section(name="rule", goes=9, blocks=[doc.Items(entries=entries), *_not_read(audit)])


def _groups(audit: MembersAudit) -> Iterator[doc.Section]:
    for group, title in audits_words.GROUPS.items():
        found = audit.of(group)
        if not found:
            continue
        named = group not in audits_words.COUNTED
        elsewhere = doc.Paragraph("They are named in --format json.")
        blocks = [doc.Items(entries=tuple(map(_member, found))) if named else elsewhere]
        heading = f"{title} ({len(found)})"
        yield doc.Section(name="members", goes=_GOES[group], title=heading, blocks=blocks, counted=named)


def _member(one: AuditedMember) -> doc.Entry:
    return doc.Entry(text=str(one.login), about=audits_words.member(one), who=str(one.login), proof=one.roles)


def voters(audit: VotersAudit, _manner: doc.Manner) -> doc.Document:
    """Those first who are not known to be on the list, each with the reasons and a text for the form."""
    return doc.Document(
        title=f"Voters of the {audit.title}",
        intro=doc.Paragraph(audits_words.voters(audit)),
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
    for answer, title in audits_words.ANSWERS.items():
        found = [one for one in audit.voters if one.may_vote is answer]
        if found:
            blocks = list(_voters(found, answer))
            yield doc.Section(name="voters", goes=5, title=f"{title} ({len(found)})", blocks=blocks)


def _voters(found: Sequence[Voter], answer: Answer) -> Iterator[doc.Block]:
    yield doc.Items(entries=tuple(doc.Entry(text=str(one.login), about=audits_words.voter(one)) for one in found))
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
