"""Groups that fit, groups that ended, and what to follow in them."""

from collections.abc import Iterator

from tracker.findings import GroupAdvice, GroupSuggestion, Reason
from tracker.reports import words
from tracker.reports.document import Block, Ended, Fact, Follow, Group, Link, Manner, Paragraph


def blocks(advice: GroupAdvice, manner: Manner) -> Iterator[Block]:
    """Nothing where there is nothing to say."""
    yield from (_group(one, manner) for one in advice.suggested)
    if advice.archived:
        yield Ended(advice.archived)
    if advice.initiatives:
        yield Follow(advice.initiatives)
    if advice.note:
        yield Paragraph(f"None is suggested: {advice.note}.")


def _group(group: GroupSuggestion, manner: Manner) -> Group:
    facts = (
        *(Fact("Why", link(reason)) for reason in group.reasons[: manner.reasons]),
        *(Fact("Chance", link(chance)) for chance in group.chances),
        Fact("Talk", words.talk(group)),
        Fact("People", words.people(group), detail=True),
        Fact("Beside", "; ".join(group.related), detail=True),
        Fact("First", group.first_step or ""),
    )
    return Group(
        title=Link(words.group(group), group.url),
        facts=tuple(fact for fact in facts if fact.words),
        pages=(
            ("Page", "", group.url),
            ("Channel", "channel", group.slack_url),
            ("List", "mailing list", group.mailing_list),
            ("Times in your zone", "times in your zone", group.meetings_url),
            ("Issues", "open issues", group.issues_url),
        ),
    )


def link(reason: Reason) -> Link:
    return Link(reason.text, reason.url)
