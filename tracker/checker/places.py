"""The directories that people name: whether they exist, what they are called now, and which name was perhaps meant.

Work is looked for in the organizations of the rules alone. In a place elsewhere, also one that moved there, none was
looked for, and so nothing is said to be missing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from tracker.assess import Aim
from tracker.errors import PlaceError
from tracker.facts import CommunityQuery
from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.ladder import Ladder
from tracker.sources.base import Source

#: From here on two names are the same but for a slip of the pen, wherever they stand.
_SLIP = 0.8


def settled(aim: Aim, source: Source, ladder: Ladder, as_of: datetime | None = None) -> Aim:
    """The aim with its directories as GitHub calls them now, and a doubt for each where nothing is known to be missing.

    On an earlier day than the source's a directory may have existed that is not there any more.

    Raises:
        PlaceError: one of them does not exist; the hint names the nearest that does.
    """
    named = directories_in(aim.scopes)
    if not named:
        return aim
    places = source.places(named)
    for place in places.values():
        if place.presence in _MISSING and not _is_past(as_of, place):
            raise missing(place, source, ladder)
    doubts = {place.scope: doubt for place in places.values() if (doubt := _doubt(place, ladder))}
    renamed = {str(asked.repo): str(place.scope.repo) for asked, place in places.items() if _is_renamed(asked, place)}
    scopes = tuple(dict.fromkeys(places[scope].scope if scope in places else scope for scope in aim.scopes))
    return replace(aim, scopes=scopes, doubts={**aim.doubts, **doubts}, renamed={**aim.renamed, **renamed})


def directories_in(scopes: Iterable[Scope]) -> list[Scope]:
    """Those of some scopes that are directories."""
    return [scope for scope in scopes if scope.repo]


_MISSING = {
    Presence.NO_REPOSITORY: "GitHub has no public repository {scope.repo}",
    Presence.NO_DIRECTORY: "{scope.repo} has no directory {scope.path}",
}


def missing(place: Place, source: Source, ladder: Ladder) -> PlaceError:
    """What to say of a directory that does not exist."""
    near = _nearest_of(place, lambda: _repositories(source, ladder))
    hint = f"Did you mean {near}?" if near else "Check the spelling."
    return PlaceError(_MISSING[place.presence].format(scope=place.scope), hint=hint)


def _is_past(as_of: datetime | None, place: Place) -> bool:
    return as_of is not None and as_of.date() < place.read_at.date()


def _is_renamed(asked: Scope, place: Place) -> bool:
    return str(asked.repo).casefold() != str(place.scope.repo).casefold()


def _doubt(place: Place, ladder: Ladder) -> str | None:
    """Why what is missing in a place is not known; None where it is."""
    scope, org = place.scope, str(place.scope.repo).partition("/")[0]
    if org.casefold() not in {one.casefold() for one in ladder.orgs}:
        return f"work in {org} is not looked for: these rules are about {', '.join(ladder.orgs)}"
    if place.presence is Presence.THERE:
        return None
    what = f"{scope.repo} has a directory {scope.path}" if scope.path else f"there is a repository {scope.repo}"
    now = f"{_MISSING[place.presence].format(scope=scope)} today" if place.presence in _MISSING else place.reason
    return f"whether {what} is not known ({now})"


def _repositories(source: Source, ladder: Ladder) -> Sequence[str]:
    """The repositories that sigs.yaml names."""
    groups = source.community(CommunityQuery(org_files={}, groups_file=ladder.files.groups_file)).groups
    return sorted(groups.repositories) if groups else ()


def _nearest_of(place: Place, repositories: Callable[[], Sequence[str]]) -> str | None:
    if place.presence is Presence.NO_REPOSITORY:
        return nearest_repository(str(place.scope.repo), repositories())
    return nearest_directory(place.scope.path, place.directories)


def nearest_repository(name: str, known: Sequence[str]) -> str | None:
    """The repository that was perhaps meant: one of the same name elsewhere, or the most alike."""
    same = [one for one in known if one.partition("/")[2].casefold() == name.partition("/")[2].casefold()]
    return _most_alike(name, same or known)


def nearest_directory(path: str, known: Sequence[str]) -> str | None:
    """The directory that was perhaps meant: a slip of the pen away, or else beside it, or above."""
    ancestors = tuple(_above(path))
    best = _most_alike(path, [one for one in known if one not in ancestors])
    if best and _alike(path, best) >= _SLIP:
        return best
    above = next((up for up in ancestors if up in known), "")
    beside = [one for one in known if one.rpartition("/")[0] == above]
    return _most_alike(path, beside) or above or best


def _above(path: str) -> Iterable[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _most_alike(name: str, known: Sequence[str]) -> str | None:
    return max(known, key=lambda one: (_alike(name, one), one), default=None)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
