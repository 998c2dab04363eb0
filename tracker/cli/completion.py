"""What the shell offers for half a word. Rules are read only then."""

from collections.abc import Iterable

import click


def tiers(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the ladder's tiers, the lowest first."""
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
    return _beginning_with(incomplete, sorted(guide.vocabulary) if guide else ())


def groups(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of groups that go on, as far as the guide names them: sigs.yaml is not read for a completion."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above
    from tracker.entry.interests import guide_of  # noqa: PLC0415 - see above

    name = context.params.get("ladder") or "kubernetes"
    guide = guide_of(load_ladder(name)[0], name)
    named = {id_ for interest in guide.vocabulary.values() for id_ in interest.groups} if guide else set()
    return _beginning_with(incomplete, sorted(named - guide.ended.keys() if guide else named))


def formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of the formats."""
    del context, parameter
    from tracker.reports import EXCERPTS, FORMATS, PAPERWORK  # noqa: PLC0415 - see above

    return _beginning_with(incomplete, [*FORMATS, *EXCERPTS, *PAPERWORK])


def samples(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Logins of the samples, where ``--demo`` stands before; nobody else's are known."""
    del parameter
    if not context.params.get("demo"):
        return []
    from tracker.sources.recorded import demo  # noqa: PLC0415 - see above

    given = {str(login).casefold() for login in context.params.get("logins") or ()}
    names = [name for name in demo().people if name.casefold() not in given]
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


def page_formats(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of the formats of what leads and admins ask for."""
    del context, parameter
    from tracker.reports import PAGES  # noqa: PLC0415 - see above

    return _beginning_with(incomplete, PAGES)


def orgs(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Organizations of the ladder."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above

    return _beginning_with(incomplete, load_ladder(context.params.get("ladder") or "kubernetes")[0].orgs)


def elections(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of the ladder's elections."""
    del parameter
    from tracker.catalog import load_ladder  # noqa: PLC0415 - see above

    ladder, _ = load_ladder(context.params.get("ladder") or "kubernetes")
    return _beginning_with(incomplete, (one.id for one in ladder.elections))


def request_states(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """States of membership requests."""
    del context, parameter
    return _beginning_with(incomplete, ("open", "closed", "all"))


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
    """Each once, in the order in which they are given."""
    return list(dict.fromkeys(name for name in names if name.startswith(incomplete)))
