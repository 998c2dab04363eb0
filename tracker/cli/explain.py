"""``--explain CRITERION``: how one rule is read and counted, and where it is written."""

from collections.abc import Iterator
from difflib import get_close_matches

from tracker.criteria import AnyCriterion
from tracker.errors import UsageError
from tracker.ladder import Ladder, walk

_DECIDES = {
    "decide": "Public data proves it.",
    "count": "We count by a stated definition; a sponsor or approver judges.",
    "person": "No program can tell; a person has to.",
}


def explain(ladder: Ladder, name: str) -> str:
    """Everything that the ladder's file says of a criterion, in each tier or overlay that has it.

    Raises:
        UsageError: no criterion has that name.
    """
    found = [(where, rule) for where, rule in _rules(ladder) if rule.id == name]
    if not found:
        known = sorted({rule.id for _, rule in _rules(ladder)})
        near = get_close_matches(name, known, n=3)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}."
        raise UsageError(f"there is no criterion {name!r} in {ladder.name}", hint=hint)
    return "\n\n".join(_words(ladder, where, rule) for where, rule in found)


def _rules(ladder: Ladder) -> Iterator[tuple[str, AnyCriterion]]:
    for tier in ladder.tiers:
        yield from ((tier.title, rule) for rule in walk(tier.criteria))
    for overlay in ladder.overlays:
        yield from ((f"{ladder.tier(overlay.tier).title}, {overlay.title}", rule) for rule in walk(overlay.criteria))


def _words(ladder: Ladder, where: str, rule: AnyCriterion) -> str:
    document = ladder.documents[rule.source.document]
    lines = [f"{where}: {rule.title}", f"  {_DECIDES[rule.decides]}"]
    lines += [f"  {rule.explain.strip()}"] if rule.explain else []
    if getattr(rule, "substantial", False):
        lines.append(f"  Substantial: {ladder.definitions.substantial.reason.strip()}")
    if getattr(rule, "primary", False):
        lines.append(f"  Primary: {ladder.definitions.primary.reason.strip()}")
    if rule.in_force_from or rule.in_force_until:
        lines.append(f"  In force from {rule.in_force_from or 'the beginning'} until {rule.in_force_until or 'today'}")
    section = f", {rule.source.section}" if rule.source.section else ""
    quote = f': "{rule.source.quote}"' if rule.source.quote else ""
    lines.append(f"  Source: {document.title}{section}{quote}")
    lines.append(f"  {document.url}")
    return "\n".join(lines)
