"""What the shell offers for half a word. Rules are read only then."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import click

from tracker.later import Later

if TYPE_CHECKING:
    from tracker import catalog, guide, ladder, reports
    from tracker.checker import candidate_groups
    from tracker.entry import interests as guides
    from tracker.sources import recorded
else:
    catalog, ladder, reports = Later("tracker.catalog"), Later("tracker.ladder"), Later("tracker.reports")
    candidate_groups, guides = Later("tracker.checker.candidate_groups"), Later("tracker.entry.interests")
    recorded = Later("tracker.sources.recorded")

_Offered: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def _beginning_with_it(names: Callable[[click.Context], Iterable[str]]) -> _Offered:
    """Those of some names that begin with what was typed: each once, in the order in which they are given."""

    def offered(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        return list(dict.fromkeys(name for name in names(context) if name.startswith(incomplete)))

    return offered


def _named(context: click.Context) -> str:
    return context.params.get("ladder") or "kubernetes"


def _ladder(context: click.Context) -> "ladder.Ladder":
    return catalog.load_ladder(_named(context))[0]


def _guide(context: click.Context) -> "guide.Guide | None":
    return guides.guide_of(_ladder(context), _named(context))


@_beginning_with_it
def tiers(context: click.Context) -> Iterable[str]:
    """Ids of the ladder's tiers, the lowest first."""
    return (tier.id for tier in _ladder(context).tiers)


@_beginning_with_it
def criteria(context: click.Context) -> Iterable[str]:
    """Ids of the criteria of all tiers."""
    return (rule.id for tier in _ladder(context).tiers for rule in ladder.walk(tier.criteria))


@_beginning_with_it
def interests(context: click.Context) -> Iterable[str]:
    """Words for interests, synonyms included."""
    known = _guide(context)
    return sorted(known.vocabulary) if known else ()


@_beginning_with_it
def groups(context: click.Context) -> Iterable[str]:
    """Ids of groups that go on, as far as the guide names them: sigs.yaml is not read for a completion."""
    known = _guide(context)
    named = {id_ for interest in known.vocabulary.values() for id_ in interest.groups} if known else set()
    return sorted(named - known.ended.keys() if known else named)


@_beginning_with_it
def formats(_context: click.Context) -> Iterable[str]:
    """Names of the formats."""
    return [*reports.FORMATS, *reports.EXCERPTS, *reports.PAPERWORK]


def samples(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Logins of the samples, where ``--demo`` stands before; nobody else's are known."""
    if not context.params.get("demo"):
        return []
    given = {str(login).casefold() for login in context.params.get("logins") or ()}
    names = [name for name in recorded.demo().people if name.casefold() not in given]
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


@_beginning_with_it
def page_formats(_context: click.Context) -> Iterable[str]:
    """Names of the formats of what leads and admins ask for."""
    return reports.PAGES


@_beginning_with_it
def orgs(context: click.Context) -> Iterable[str]:
    """Organizations of the ladder."""
    return _ladder(context).orgs


@_beginning_with_it
def elections(context: click.Context) -> Iterable[str]:
    """Ids of the ladder's elections."""
    return (one.id for one in _ladder(context).elections)


@_beginning_with_it
def request_states(_context: click.Context) -> Iterable[str]:
    """States of membership requests."""
    return ("open", "closed", "all")


@_beginning_with_it
def owners_tiers(context: click.Context) -> Iterable[str]:
    """Ids of the ladder's tiers that OWNERS give."""
    return (tier.id for tier in candidate_groups.owners_tiers(_ladder(context)))


@_beginning_with_it
def diagnosis_formats(_context: click.Context) -> Iterable[str]:
    """Names of the formats of a diagnosis."""
    return reports.DIAGNOSES
