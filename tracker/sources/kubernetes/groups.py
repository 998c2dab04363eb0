"""Reads sigs.yaml: which groups exist, who leads them, which files name their subprojects' owners."""

from tracker.errors import SourceError
from tracker.facts import Gap, Kind
from tracker.facts.groups import Groups
from tracker.facts.groups_file import parse_groups
from tracker.sources.base import FileReader, FileRef
from tracker.sources.kubernetes.links import read_through, text_in
from tracker.sources.kubernetes.yaml_text import load

_EFFECT = "who leads groups and subprojects, and which groups are active, is not known"
_EFFECT_OF_PROBLEMS = "a group, a lead or a subproject may be missing"


def read_groups(reader: FileReader, groups_file: str) -> tuple[Groups | None, tuple[Gap, ...]]:
    """The community's groups, from the file that ``groups_file`` (``owner/name:path``) names.

    None, and a gap with the reason, where the file is missing or cannot be read; groups and a gap where a part of
    it could not be. Raises nothing of its own: what the reader raises passes through.
    """
    (answer,) = read_through(reader, [FileRef.parse(groups_file)])
    try:
        text, url = text_in(answer)
        groups = parse_groups(load(text, name=groups_file), url=url)
    except SourceError as error:
        return None, (_gap(error.message, _EFFECT),)
    if not groups.by_id:
        return None, (_gap(f"{groups_file} lists no groups", _EFFECT),)
    return groups, _gaps_of(groups, groups_file)


def _gaps_of(groups: Groups, groups_file: str) -> tuple[Gap, ...]:
    if not groups.problems:
        return ()
    first, more = groups.problems[0], len(groups.problems) - 1
    others = f", and {more} more" if more else ""
    return (_gap(f"{groups_file} could not be read in full: {first}{others}", _EFFECT_OF_PROBLEMS),)


def _gap(reason: str, effect: str) -> Gap:
    return Gap(kind=Kind.GROUPS, reason=reason, effect=effect)
