"""Groups that fit, groups that ended, and what to follow in them."""

from itertools import chain

from tracker.findings import ArchivedGroup, Initiative
from tracker.reports import words
from tracker.reports.document import Fact, Group, Link
from tracker.reports.text.paint import Paint


def group(shown: Group, paint: Paint) -> list[str]:
    """A few lines; details and where to find everybody with ``-v``."""
    verbose = paint.style.verbose
    facts = sorted((fact for fact in shown.facts if verbose or not fact.detail), key=lambda fact: fact.detail)
    pages = [(f"{short}:", url) for short, _, url in shown.pages] if verbose else []
    return [
        *_linked("  ", shown.title, paint),
        *chain.from_iterable(_fact(fact, paint) for fact in facts),
        *chain.from_iterable(paint.address(label, url, 4) for label, url in pages),
    ]


def _fact(fact: Fact, paint: Paint) -> list[str]:
    lead = f"    {fact.label}: "
    return _linked(lead, fact.words, paint) if isinstance(fact.words, Link) else paint.item(lead, fact.words)


def _linked(lead: str, link: Link, paint: Paint) -> list[str]:
    return paint.linked(lead, link.text, link.url)


def ended(groups: tuple[ArchivedGroup, ...], paint: Paint) -> list[str]:
    """A sentence of each; where its work went with ``-v``."""
    return [line for group in groups for line in _ended(group, paint)]


def _ended(group: ArchivedGroup, paint: Paint) -> list[str]:
    went = group.successors if paint.style.verbose else ()
    return [
        *_linked("  ", Link(words.ended(group), group.url), paint),
        *chain.from_iterable(paint.address(paint.say(one.text), one.url, 4) for one in went),
    ]


def follow(initiatives: tuple[Initiative, ...], paint: Paint) -> list[str]:
    """Their names on a line; how far each is with ``-v``."""
    if not paint.style.verbose:
        return paint.flow("To follow: ", [(paint.say(one.title), one.url) for one in initiatives], 2)
    return [line for one in initiatives for line in _initiative(one, paint)]


def _initiative(initiative: Initiative, paint: Paint) -> list[str]:
    return [
        *paint.item("  To follow: ", f"{initiative.title}: {initiative.state}"),
        *paint.address("", initiative.url, 4),
        *chain.from_iterable(paint.address(paint.say(kep.text), kep.url, 4) for kep in initiative.keps),
    ]
