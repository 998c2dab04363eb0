"""Groups that fit, groups that ended, and what to follow in them."""

from collections.abc import Iterator

from tracker.findings import GroupAdvice, GroupSuggestion, Reason
from tracker.reports import document as doc
from tracker.reports import words


def blocks(advice: GroupAdvice) -> Iterator[doc.Block]:
    """Nothing where there is nothing to say."""
    yield from map(_group, advice.suggested)
    if advice.archived:
        yield doc.Ended(advice.archived)
    if advice.initiatives:
        yield doc.Follow(advice.initiatives)
    if advice.note:
        yield doc.Paragraph(f"None is suggested: {advice.note}.")


def _group(group: GroupSuggestion) -> doc.Group:
    facts = (
        *(doc.Fact("Why", link(reason)) for reason in group.reasons),
        *(doc.Fact("Chance", link(chance)) for chance in group.chances),
        doc.Fact("Talk", words.talk(group)),
        doc.Fact("People", words.people(group)),
        doc.Fact("Beside", "; ".join(group.related)),
        doc.Fact("First", group.first_step or ""),
    )
    return doc.Group(
        title=doc.Link(words.group(group), group.url),
        facts=tuple(fact for fact in facts if fact.words),
        pages=(
            ("Page", "", group.url),
            ("Channel", "channel", group.slack_url),
            ("List", "mailing list", group.mailing_list),
            ("Times in your zone", "times in your zone", group.meetings_url),
            ("Issues", "open issues", group.issues_url),
        ),
    )


def link(reason: Reason) -> doc.Link:
    return doc.Link(reason.text, reason.url)
