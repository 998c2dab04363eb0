"""Groups that fit, groups that ended, and what to follow in them."""

from itertools import chain

from tracker.findings.groups import ArchivedGroup, Initiative
from tracker.reports import group_words
from tracker.reports.document import Fact, Group, Link
from tracker.reports.text.paint import Paint


def group(shown: Group, paint: Paint) -> list[str]:
    """What is said of it, and where to find everybody."""
    pages = [(f"{short}:", url) for short, _, url in shown.pages]
    return [
        *_linked("  ", shown.title, paint),
        *chain.from_iterable(_fact(fact, paint) for fact in shown.facts),
        *chain.from_iterable(paint.address(label, url, 4) for label, url in pages),
    ]


def _fact(fact: Fact, paint: Paint) -> list[str]:
    lead = f"    {fact.label}: "
    return _linked(lead, fact.words, paint) if isinstance(fact.words, Link) else paint.item(lead, fact.words)


def _linked(lead: str, link: Link, paint: Paint) -> list[str]:
    return paint.linked(lead, link.text, link.url)


def ended(groups: tuple[ArchivedGroup, ...], paint: Paint) -> list[str]:
    """A sentence of each, and where its work went."""
    return [line for group in groups for line in _ended(group, paint)]


def _ended(group: ArchivedGroup, paint: Paint) -> list[str]:
    return [
        *_linked("  ", Link(group_words.ended(group), group.url), paint),
        *chain.from_iterable(paint.address(paint.say(one.text), one.url, 4) for one in group.successors),
    ]


def follow(initiatives: tuple[Initiative, ...], paint: Paint) -> list[str]:
    """How far each is."""
    return [line for one in initiatives for line in _initiative(one, paint)]


def _initiative(initiative: Initiative, paint: Paint) -> list[str]:
    return [
        *paint.leading_to("  To follow: ", f"{initiative.title}: {initiative.state}", initiative.url),
        *chain.from_iterable(paint.address(paint.say(kep.text), kep.url, 4) for kep in initiative.keps),
    ]
