"""``ladder rules groups|interests``: what a guide to groups says that sigs.yaml does not know, and its words."""

from tracker.advice.guide_drift import guide_drift
from tracker.catalog import load_ladder
from tracker.cli.drift import place
from tracker.entry.interests import guide_of
from tracker.errors import ConfigError, SourceError, UsageError
from tracker.facts.groups import Groups
from tracker.facts.groups_file import parse_groups
from tracker.guide import Guide, Interest
from tracker.sources.kubernetes.yaml_text import load


def group_drift(name: str, community: str) -> str:
    """That a ladder's guide and sigs.yaml agree, in a line.

    Raises:
        ConfigError: they do not; ``mistakes`` has a line for each difference.
        SourceError: the address does not answer, or there is no sigs.yaml that can be read in full.
        UsageError: the ladder has no guide, or says nothing of where its groups are listed.
    """
    ladder, _ = load_ladder(name)
    guide = guide_of(ladder, name)
    if guide is None or ladder.files.groups_file is None:
        raise UsageError(f"{name} has no guide to groups", hint="The kubernetes ladder has one.")
    groups = _groups(ladder.files.groups_file, community)
    if lines := guide_drift(guide, groups):
        count = "1 difference" if len(lines) == 1 else f"{len(lines)} differences"
        hint = "Bring the guide up to date; sigs.yaml is right about which groups exist."
        raise ConfigError(f"{count} between the guide to groups and sigs.yaml", mistakes=lines, hint=hint)
    counted = f"{len(guide.groups)} groups and {len(guide.archived)} archived ones"
    return f"{name}: {counted} in the guide, and sigs.yaml agrees"


def _groups(groups_file: str, community: str) -> Groups:
    repo, _, path = groups_file.partition(":")
    text = place(community).text(path)
    if text is None:
        raise SourceError(f"there is no {path} in {community}", hint=f"Name a checkout of {repo}, or its address.")
    groups = parse_groups(load(text, name=path), url=f"https://github.com/{repo}/blob/HEAD/{path}")
    if groups.problems or not groups.by_id:
        why = "it lists no groups" if not groups.problems else "a part of it has another form"
        raise SourceError(f"{path} in {community} cannot be compared: {why}", mistakes=groups.problems)
    return groups


def list_of_interests(name: str) -> str:
    """Each interest of a ladder's guide on a line: the groups it leads to, those that ended marked, and its synonyms.

    Raises:
        UsageError: the ladder has no guide.
    """
    guide = guide_of(load_ladder(name)[0], name)
    if guide is None:
        raise UsageError(f"{name} has no guide to groups", hint="The kubernetes ladder has one.")
    ended = tuple(f"{entry.id} (ended {entry.archived_on})" for entry in guide.archived)
    rest = f"Every group is an interest by its own name, for example sig-storage or wg-batch; also {', '.join(ended)}."
    return "\n".join((*(_line(one, guide) for one in guide.interests), *([rest] if ended else ())))


def _line(interest: Interest, guide: Guide) -> str:
    groups = [f"{id_} (ended {guide.ended[id_]})" if id_ in guide.ended else id_ for id_ in interest.groups]
    also = f" (also: {', '.join(interest.synonyms)})" if interest.synonyms else ""
    return f"{interest.name}: {', '.join(groups)}{also}"
