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


def _criteria(context: click.Context) -> Iterable[str]:
    return (rule.id for tier in _ladder(context).tiers for rule in ladder.walk(tier.criteria))


def _interests(context: click.Context) -> Iterable[str]:
    known = _guide(context)
    return sorted(known.vocabulary) if known else ()


def _groups(context: click.Context) -> Iterable[str]:
    known = _guide(context)
    named = {id_ for interest in known.vocabulary.values() for id_ in interest.groups} if known else set()
    return sorted(named - known.ended.keys() if known else named)


def samples(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Logins of the samples, where ``--demo`` stands before; nobody else's are known."""
    if not context.params.get("demo"):
        return []
    given = {str(login).casefold() for login in context.params.get("logins") or ()}
    names = [name for name in recorded.demo().people if name.casefold() not in given]
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


#: Ids of the ladder's tiers, the lowest first; of those that OWNERS give; of the criteria of all tiers.
tiers = _beginning_with_it(lambda context: (tier.id for tier in _ladder(context).tiers))
owners_tiers = _beginning_with_it(lambda context: (one.id for one in candidate_groups.owners_tiers(_ladder(context))))
criteria = _beginning_with_it(_criteria)
#: Organizations of the ladder, and ids of its elections.
orgs = _beginning_with_it(lambda context: _ladder(context).orgs)
elections = _beginning_with_it(lambda context: (one.id for one in _ladder(context).elections))
#: Words for interests, synonyms included; groups that go on, as far as the guide names them:
#: sigs.yaml is not read here.
interests = _beginning_with_it(_interests)
groups = _beginning_with_it(_groups)
#: Names of the formats: of a report, of what leads and admins ask for, of a diagnosis.
formats = _beginning_with_it(lambda _: [*reports.FORMATS, *reports.EXCERPTS, *reports.PAPERWORK])
page_formats = _beginning_with_it(lambda _: reports.PAGES)
diagnosis_formats = _beginning_with_it(lambda _: reports.DIAGNOSES)
#: States of membership requests.
request_states = _beginning_with_it(lambda _: ("open", "closed", "all"))
