"""Groups that fit, groups that ended, what to follow in them, and what to read on the way."""

from tracker.findings import ArchivedGroup, GroupAdvice, GroupSuggestion, Initiative, Reason, Resource
from tracker.reports import words
from tracker.reports.base import Style
from tracker.reports.markdown.marks import folded, link, listed, text

_RESOURCES = 6


def section(groups: GroupAdvice) -> list[str]:
    """A list for each group. Empty where there is nothing to say."""
    blocks = [
        *(block for group in groups.suggested for block in _group(group)),
        *(["Groups that ended:", listed(map(_archived, groups.archived))] if groups.archived else []),
        folded("What to follow in them", [listed(map(_initiative, groups.initiatives))] if groups.initiatives else []),
        text(f"None is suggested: {groups.note}.") if groups.note else "",
    ]
    return ["### Groups that fit", *blocks] if any(blocks) else []


def _group(group: GroupSuggestion) -> list[str]:
    pages = [
        link(title, url)
        for title, url in (
            ("channel", group.slack_url),
            ("mailing list", group.mailing_list),
            ("times in your zone", group.meetings_url),
            ("open issues", group.issues_url),
        )
        if url
    ]
    talk, people = words.talk(group), words.people(group)
    items = [
        *(f"Why: {_reason(reason)}" for reason in group.reasons),
        *(f"Chance: {_reason(chance)}" for chance in group.chances),
        *([f"Talk: {text(talk)}"] if talk else []),
        *([f"People: {text(people)}"] if people else []),
        *([f"Beside: {text('; '.join(group.related))}"] if group.related else []),
        *([f"First: {text(group.first_step)}"] if group.first_step else []),
        *([", ".join(pages)] if pages else []),
    ]
    return [f"**{link(words.group(group), group.url)}**", listed(items)]


def _reason(reason: Reason) -> str:
    return link(reason.text, reason.url)


def _archived(group: ArchivedGroup) -> str:
    went = ", ".join(_reason(successor) for successor in group.successors)
    return f"{link(words.ended(group, briefly=True), group.url)}{f': {went}' if went else ''}"


def _initiative(initiative: Initiative) -> str:
    keps = "; ".join(_reason(kep) for kep in initiative.keps)
    return f"{link(initiative.title, initiative.url)}, {text(initiative.state)}{f' ({keps})' if keps else ''}"


def orientation(resources: tuple[Resource, ...], style: Style) -> list[str]:
    """What to read; the parts that somebody can tick as a list of boxes."""
    shown = resources if style.verbose else resources[:_RESOURCES]
    rest = [listed(map(_resource, resources[len(shown) :]))] if len(shown) < len(resources) else []
    return ["### Orientation", listed(map(_resource, shown)), folded("More", rest)] if resources else []


def _resource(resource: Resource) -> str:
    done = "done: " if resource.done else ""
    note = f" ({text(resource.note)})" if resource.note else ""
    parts = [f"\n  - [{'x' if one.done else ' '}] {text(f'{one.title} ({one.id})')}" for one in resource.parts]
    return f"{done}{link(resource.title, resource.url)}{note}{''.join(parts)}"
