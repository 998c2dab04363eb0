"""The two forms of a file that says who is in an organization.

kubernetes/org has one file for each organization, with ``members`` at its top. Peribolos itself reads a file with all
organizations: ``orgs: NAME: members:`` (kubernetes-sigs/prow, ``FullConfig`` in ``pkg/config/org/org.go``).
"""

from collections.abc import Mapping


def part_of(content: object, org: str) -> Mapping[object, object] | None:
    """What a file says of an organization; None where it has no form that is known, or does not name it."""
    if not isinstance(content, Mapping):
        return None
    if "orgs" not in content:
        return content
    orgs = content["orgs"]
    named = orgs.items() if isinstance(orgs, Mapping) else ()
    found = next((body for name, body in named if str(name).casefold() == org.casefold()), None)
    return found if isinstance(found, Mapping) else None
