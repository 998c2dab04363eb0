"""Groups that fit, groups that ended, and what to follow in them."""

from collections.abc import Iterator

from tracker.findings import GroupAdvice, GroupSuggestion, Reason
from tracker.reports import document as doc
from tracker.reports import words


def blocks(advice: GroupAdvice, manner: doc.Manner) -> Iterator[doc.Block]:
    """Nothing where there is nothing to say."""
    yield from (_group(one, manner) for one in advice.suggested)
    if advice.archived:
        yield doc.Ended(advice.archived)
    if advice.initiatives:
        yield doc.Follow(advice.initiatives)
    if advice.note:
        lead = "" if advice.suggested else "None is suggested: "
        yield doc.Paragraph(_sentence(f"{lead}{advice.note}."))


def _group(group: GroupSuggestion, manner: doc.Manner) -> doc.Group:
    facts = (
        doc.Fact("About", group.about or "", detail=True),
        *(doc.Fact("Why", link(reason)) for reason in group.reasons[: manner.reasons]),
        *(doc.Fact("Chance", link(chance)) for chance in group.chances),
        doc.Fact("Talk", words.talk(group)),
        doc.Fact("Next meeting", words.meets(group, manner.zone)),
        doc.Fact("People", words.people(group), detail=True),
        doc.Fact("Beside", "; ".join(group.related), detail=True),
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


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def link(reason: Reason) -> doc.Link:
    return doc.Link(reason.text, reason.url)
