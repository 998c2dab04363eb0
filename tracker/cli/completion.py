"""What the shell offers for half a word. Rules are read only then."""

from collections.abc import Iterable

import click


def tiers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the ladder's tiers."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above

    ladder, _ = load_ladder(context.params.get("ladder") or "kubernetes")
    return _beginning_with(incomplete, (tier.id for tier in ladder.tiers))


def criteria(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the criteria of all tiers."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above
    from tracker.ladder import walk  # noqa: PLC0415 - see above

    ladder, _ = load_ladder(context.params.get("ladder") or "kubernetes")
    return _beginning_with(incomplete, (rule.id for tier in ladder.tiers for rule in walk(tier.criteria)))


def interests(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Words for interests, synonyms included."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above
    from tracker.entry.interests import guide_of  # noqa: PLC0415 - see above

    name = context.params.get("ladder") or "kubernetes"
    guide = guide_of(load_ladder(name)[0], name)
    return _beginning_with(incomplete, guide.vocabulary if guide else ())


def formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of the formats."""
    del context, parameter
    from tracker.reports import FORMATS, PAPERWORK  # noqa: PLC0415 - see above

    return _beginning_with(incomplete, [*FORMATS, *PAPERWORK])


def page_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of the formats of what leads ask for."""
    del context, parameter
    from tracker.reports import PAGES  # noqa: PLC0415 - see above

    return _beginning_with(incomplete, PAGES)


def owners_tiers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the ladder's tiers that OWNERS give."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above
    from tracker.checker.candidate_groups import owners_tiers as given  # noqa: PLC0415 - see above

    ladder, _ = load_ladder(context.params.get("ladder") or "kubernetes")
    return _beginning_with(incomplete, (tier.id for tier in given(ladder)))


def diagnosis_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of the formats of a diagnosis."""
    del context, parameter
    from tracker.reports import DIAGNOSES  # noqa: PLC0415 - see above

    return _beginning_with(incomplete, DIAGNOSES)


def _beginning_with(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name.startswith(incomplete)})
