"""Groups that fit, groups that ended, and what to follow in them."""

from collections.abc import Iterator
from datetime import tzinfo

from tracker.findings.groups import GroupAdvice, GroupSuggestion, Reason
from tracker.reports import document as doc
from tracker.reports import group_words

_OPTION = "Say it with --interest; `ladder rules interests` lists all words."


def blocks(advice: GroupAdvice, zone: tzinfo | None) -> Iterator[doc.Block]:
    """Nothing where there is nothing to say. ``zone`` is the reader's, where there is one reader."""
    yield from (_group(group, zone) for group in advice.suggested)
    if advice.archived:
        yield doc.Ended(advice.archived)
    if advice.initiatives:
        yield doc.Follow(advice.initiatives)
    if advice.note:
        lead = "" if advice.suggested else "None is suggested: "
        yield doc.Paragraph(_sentence(f"{lead}{advice.note}. {_OPTION}"))


def _group(group: GroupSuggestion, zone: tzinfo | None) -> doc.Group:
    facts = (
        doc.Fact("About", group.about or ""),
        *(doc.Fact("Why", link(reason)) for reason in group.reasons),
        *(doc.Fact("Chance", link(chance)) for chance in group.chances),
        doc.Fact("Talk", group_words.talk(group)),
        doc.Fact("Next meeting", group_words.meets(group, zone)),
        doc.Fact("People", group_words.people(group)),
        doc.Fact("Beside", "; ".join(group.related)),
        doc.Fact("First", group.first_step or ""),
    )
    return doc.Group(
        title=doc.Link(group_words.group(group), group.url),
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
