"""What a guide says of groups, labels and repositories that a sigs.yaml does not know."""

from collections.abc import Iterable, Iterator

from tracker.facts.groups import GroupKind, Groups
from tracker.guide import Guide

#: Labels that groups have by sigs.yaml; of others, such as ``area/…``, it says nothing.
_PREFIXES = tuple(f"{kind.value}/" for kind in GroupKind)


def guide_drift(guide: Guide, groups: Groups) -> tuple[str, ...]:
    """One line for each difference, in the guide's order; none where the two agree."""
    return tuple(dict.fromkeys((*_groups(guide, groups), *_labels(guide, groups), *_repositories(guide, groups))))


def _groups(guide: Guide, groups: Groups) -> Iterator[str]:
    for entry in guide.groups:
        live = groups.group(entry.id)
        if live is None:
            yield (
                f"group {entry.id}: sigs.yaml no longer lists it; "
                "archive it here, with the date and where its work went"
            )
        elif live.name != entry.name:
            yield f"group {entry.id}: sigs.yaml calls it {live.name}, not {entry.name}"
    for ended in guide.archived:
        if groups.group(ended.id):
            yield f"group {ended.id}: archived here, but sigs.yaml lists it"
    yield from _missing(guide, groups)
    for id_ in _named(guide):
        if id_.startswith(("sig-", "committee-")) and groups.group(id_) is None:
            yield f"group {id_}: named here, and sigs.yaml does not list it"


def _missing(guide: Guide, groups: Groups) -> Iterator[str]:
    """The groups of which the guide has no word."""
    for group in groups.active:
        if group.kind is GroupKind.WG and group.id not in guide.by_id:
            yield f"group {group.id}: new in sigs.yaml; say here what leads to it"
        elif group.id not in guide.vocabulary:
            yield f"group {group.id}: no interest leads to it; name its subjects here"


def _named(guide: Guide) -> Iterator[str]:
    for entry in (*guide.interests, *guide.initiatives):
        yield from entry.groups
    yield from (welcome.group for welcome in guide.newcomers)
    for ended in guide.archived:
        yield from (went.group for went in ended.successors if went.group)


def _labels(guide: Guide, groups: Groups) -> Iterator[str]:
    known = {group.github_label for group in groups.active}
    named = [(entry.id, label) for entry in guide.groups for label in entry.leads_to_it.labels]
    for id_, label in (*named, *(("missing_labels", label) for label in guide.missing_labels)):
        if label.startswith(_PREFIXES) and label not in known:
            yield f"label {label} ({id_}): no group of sigs.yaml has it"
    for entry in guide.groups:
        live = groups.group(entry.id)
        if live and live.github_label not in entry.leads_to_it.labels:
            yield f"label {live.github_label} ({entry.id}): sigs.yaml gives it to the group, and it is not named here"


def _repositories(guide: Guide, groups: Groups) -> Iterator[str]:
    known = {link.repo.casefold() for one in groups.subprojects().values() for link in one.owners}
    for where, repo in _all_repositories(guide):
        if repo.casefold() not in known:
            yield f"repository {repo} ({where}): no subproject of sigs.yaml has it"


def _all_repositories(guide: Guide) -> Iterable[tuple[str, str]]:
    for group in (*guide.groups, *guide.archived):
        rules = group.leads_to_it
        yield from ((group.id, repo) for repo in rules.repositories)
        yield from ((group.id, place.partition(":")[0]) for place in rules.paths)
    for interest in guide.interests:
        yield from ((f"interest {interest.name}", repo) for repo in interest.repositories)
    for initiative in guide.initiatives:
        yield f"initiative {initiative.id}", initiative.repository
