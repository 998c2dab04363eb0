"""Groups that ended, for those whose work or interests lead there: since when, and where the work went."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.advice.signals import Clues
from tracker.advice.traces import leads_to
from tracker.facts.groups import Group, Groups
from tracker.findings.groups import ArchivedGroup, Reason
from tracker.guide import ArchivedEntry, Guide, GuidedGroup, Interest

#: So many places are named to which the work of a group went that just vanished from sigs.yaml.
WENT_TO = 3


def archived_groups(
    clues: Sequence[Clues], groups: Groups | None, guide: Guide, interests: Iterable[Interest], *, everything: bool
) -> tuple[ArchivedGroup, ...]:
    """The groups of a guide that are no more and that something leads to; all that have a date with ``everything``.

    With ``groups`` None only those count of which the guide says so.
    """
    stated = {id_ for interest in interests for id_ in interest.groups}
    found = [
        _dated(entry, groups)
        for entry in guide.archived
        if not (groups and groups.group(entry.id))
        and (everything or entry.id in stated or leads_to(clues, entry.leads_to_it))
    ]
    vanished = (
        _vanished(entry, groups)
        for entry in (guide.groups if groups else ())
        if groups and not groups.group(entry.id) and (entry.id in stated or leads_to(clues, entry.leads_to_it))
    )
    return (*found, *vanished)


def _dated(entry: ArchivedEntry, groups: Groups | None) -> ArchivedGroup:
    heirs = (groups.group(went.group) for went in entry.successors if went.group) if groups else ()
    return ArchivedGroup(
        id=entry.id,
        name=entry.name,
        archived_on=entry.archived_on,
        url=entry.source,
        successors=tuple(Reason(text=went.text, url=went.url) for went in entry.successors),
        now_in=tuple(dict.fromkeys(heir.title for heir in heirs if heir)),
    )


def _vanished(entry: GuidedGroup, groups: Groups) -> ArchivedGroup:
    return ArchivedGroup(
        id=entry.id,
        name=entry.name,
        archived_on=None,
        url=groups.url,
        successors=tuple(_owners_today(entry, groups))[:WENT_TO],
        now_in=tuple(dict.fromkeys(owner.title for _, owner in _owned_today(entry, groups)))[:WENT_TO],
    )


def _owners_today(entry: GuidedGroup, groups: Groups) -> Iterator[Reason]:
    for repo, owner in _owned_today(entry, groups):
        yield Reason(text=f"{repo} is of {owner.title}", url=owner.url)


def _owned_today(entry: GuidedGroup, groups: Groups) -> Iterator[tuple[str, Group]]:
    """The groups that own the repositories in which the work happened: the guide does not know of the end yet."""
    for repo in entry.leads_to_it.repositories:
        for subproject in groups.subprojects_of_path(repo, "")[:1]:
            if owner := groups.group(subproject.group):
                yield repo, owner


def name_of(id_: str, groups: Groups, guide: Guide) -> str:
    """A group as people say it, with the date of its end where it ended."""
    if group := groups.group(id_):
        return group.title
    ended = {entry.id: f" (archived {entry.archived_on})" for entry in guide.archived}
    names = {entry.id: entry.name for entry in (*guide.archived, *guide.groups)}
    kind = id_.partition("-")[0].upper()
    return f"{kind} {names[id_]}{ended.get(id_, ' (no longer in sigs.yaml)')}" if id_ in names else id_
