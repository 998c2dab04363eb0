"""Whom people work for, as far as anybody stated it."""

from collections.abc import Mapping
from itertools import islice

from tracker.advice.sponsors import acquaintances
from tracker.criteria.definitions import Definitions
from tracker.facts import Community, Facts
from tracker.facts.people import Affiliation, Contributor, Login
from tracker.facts.requests import current

#: How many of the people that somebody worked with are looked up; more than are ever suggested.
LOOKED_UP = 8


def worth_looking_up(facts: Facts, community: Community | None, definitions: Definitions) -> tuple[Login, ...]:
    """Those whose company matters: the sponsors of the request, and the likeliest to be asked.

    Without a ``community`` it is not known who of them holds a role.
    """
    request = current(facts.requests or ())
    named = [sponsor.login for sponsor in request.sponsors] if request else []
    known = (one.login for one in acquaintances(facts, definitions.bots) if _holds_a_role(one.login, community))
    return tuple(dict.fromkeys((*named, *islice(known, LOOKED_UP))))


def _holds_a_role(login: Login, community: Community | None) -> bool:
    return community is None or any(not entry.emeritus for entry in community.entries(login))


def affiliations(community: Community, profiles: Mapping[Login, Contributor]) -> dict[str, tuple[Affiliation, ...]]:
    """Companies by login in lower case: what GitHub profiles say, which people keep themselves, before sigs.yaml."""
    found = dict(community.groups.affiliations) if community.groups else {}
    for login, profile in profiles.items():
        if profile.company and profile.company.strip():
            stated = Affiliation(company=profile.company.strip(), stated_in="GitHub profile", url=profile.url)
            found[login.key] = (stated, *found.get(login.key, ()))
    return found
