"""Groups that fit, groups that ended, what to follow in them, and what to read on the way."""

from itertools import chain

from tracker.findings import ArchivedGroup, GroupAdvice, GroupSuggestion, Initiative, Reason, Resource
from tracker.reports import words
from tracker.reports.text.paint import Paint

_REASONS = 2
_RESOURCES = 4


def section(groups: GroupAdvice, paint: Paint) -> list[str]:
    """A few lines for each group; where to find everybody with ``-v``. Empty where there is nothing to say."""
    parts = [
        *(_group(one, paint) for one in groups.suggested),
        *(_archived(one, paint) for one in groups.archived),
        _follow(groups.initiatives, paint),
        paint.paragraph(f"None is suggested: {groups.note}.") if groups.note else [],
    ]
    lines = list(chain.from_iterable(parts))
    return [*paint.heading("Groups that fit"), *lines] if lines else []


def _group(group: GroupSuggestion, paint: Paint) -> list[str]:
    reasons = group.reasons if paint.style.verbose else group.reasons[:_REASONS]
    return [
        *_linked("  ", words.group(group), group.url, paint),
        *chain.from_iterable(_reason("Why: ", reason, paint) for reason in reasons),
        *chain.from_iterable(_reason("Chance: ", chance, paint) for chance in group.chances),
        *(paint.item("    Talk: ", talk) if (talk := words.talk(group)) else []),
        *(paint.item("    First: ", group.first_step) if group.first_step else []),
        *(_details(group, paint) if paint.style.verbose else []),
    ]


def _reason(label: str, reason: Reason, paint: Paint) -> list[str]:
    return _linked(f"    {label}", reason.text, reason.url, paint)


def _linked(lead: str, text: str, url: str | None, paint: Paint) -> list[str]:
    """A paragraph of which every line leads to an address, where the terminal can."""
    lines = paint.item(lead, text)
    starts = [lead, *[" " * len(lead)] * (len(lines) - 1)]
    return [start + paint.link(line.removeprefix(start), url) for start, line in zip(starts, lines, strict=False)]


def _details(group: GroupSuggestion, paint: Paint) -> list[str]:
    people = words.people(group)
    addresses = (
        ("Page:", group.url),
        ("Channel:", group.slack_url),
        ("List:", group.mailing_list),
        ("Times in your zone:", group.meetings_url),
        ("Issues:", group.issues_url),
    )
    return [
        *(paint.item("    People: ", people) if people else []),
        *(paint.item("    Beside: ", "; ".join(group.related)) if group.related else []),
        *chain.from_iterable(paint.address(label, url, 4) for label, url in addresses),
    ]


def _archived(group: ArchivedGroup, paint: Paint) -> list[str]:
    lines = _linked("  ", words.ended(group), group.url, paint)
    if not paint.style.verbose:
        return lines
    return [*lines, *chain.from_iterable(paint.address(paint.say(w.text), w.url, 4) for w in group.successors)]


def _follow(initiatives: tuple[Initiative, ...], paint: Paint) -> list[str]:
    if not paint.style.verbose:
        return paint.flow("To follow: ", [(paint.say(one.title), one.url) for one in initiatives], 2)
    return list(chain.from_iterable(_initiative(one, paint) for one in initiatives))


def _initiative(initiative: Initiative, paint: Paint) -> list[str]:
    return [
        *paint.item("  To follow: ", f"{initiative.title}: {initiative.state}"),
        *paint.address("", initiative.url, 4),
        *chain.from_iterable(paint.address(paint.say(kep.text), kep.url, 4) for kep in initiative.keps),
    ]


def orientation(resources: tuple[Resource, ...], paint: Paint) -> list[str]:
    """What to read, the first few; all with ``-v``."""
    shown = resources if paint.style.verbose else resources[:_RESOURCES]
    left_out = len(resources) - len(shown)
    return [
        *(paint.heading("Orientation") if resources else []),
        *chain.from_iterable(_resource(one, paint) for one in shown),
        *([f"  and {left_out} more, all with -v"] if left_out else []),
    ]


def _resource(resource: Resource, paint: Paint) -> list[str]:
    signs = paint.glyphs.signs
    note = f" ({resource.note})" if resource.note else ""
    return [
        *paint.item(f"  {signs['met'] if resource.done else paint.glyphs.bullet} ", f"{resource.title}{note}"),
        *paint.address("", resource.url, 4),
        *chain.from_iterable(
            paint.item(f"    {signs['met' if part.done else 'not yet']} ", f"{part.title} ({part.id})")
            for part in resource.parts
        ),
    ]
