"""The two forms of a file that says who is in an organization.

kubernetes/org has one file for each organization, with ``members`` at its top. Peribolos itself reads a file with all
organizations: ``orgs: NAME: members:`` (kubernetes-sigs/prow, ``FullConfig`` in ``pkg/config/org/org.go``). As Go does,
keys are found without regard to case.
"""

from collections.abc import Mapping

from tracker.errors import SourceError
from tracker.facts.people import Login

#: The lists of people; who is in both is an admin.
LISTS = ("members", "admins")


def part_of(content: object, org: str) -> Mapping[str, object] | None:
    """What a file says of an organization, by keys in small letters.

    None where it has no form that is known, or does not name the organization.
    """
    if not isinstance(content, Mapping):
        return None
    keys = _folded(content)
    if "orgs" not in keys:
        return keys
    orgs = keys["orgs"]
    found = _folded(orgs).get(org.casefold()) if isinstance(orgs, Mapping) else None
    return _folded(found) if isinstance(found, Mapping) else None


def _folded(content: Mapping[object, object]) -> dict[str, object]:
    # Of two spellings the small letters win, as they sort last.
    return {str(key).casefold(): value for key, value in sorted(content.items(), key=lambda item: str(item[0]))}


def lists_in(content: object, org: str, name: str) -> dict[str, list[Login]]:
    """The logins that a file (called ``name`` in messages) lists for an organization, under each of ``LISTS``.

    An archived organization has no ``members`` at all; admins are not repeated there.

    Raises:
        SourceError: it is in no form that is known, or does not name the organization.
    """
    found = part_of(content, org)
    if found is None or not found.keys() & set(LISTS):
        raise SourceError(f"{name} is not in a form that is read: it has no lists of admins and members of {org}")
    listed: dict[str, list[Login]] = {}
    for key in LISTS:
        if (names := _names_in(found, key)) is None:
            raise SourceError(f"{name} is not in a form that is read: it has no list of names under {key!r}")
        listed[key] = names
    return listed


def _names_in(found: Mapping[str, object], key: str) -> list[Login] | None:
    """The logins of a list; None where it is no list of names. A list that is not there names nobody."""
    entries = found.get(key)
    if not isinstance(entries, list | None) or not all(isinstance(entry, str | None) for entry in entries or ()):
        return None
    return [login for entry in entries or () if (login := Login.maybe(entry))]
