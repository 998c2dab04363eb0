"""OWNERS_ALIASES: names for groups of people, for all OWNERS files of one repository.

Source: kubernetes-sigs/prow, ``ParseAliasesConfig`` and ``ExpandAliases`` in ``pkg/repoowners/repoowners.go``.
"""

from collections.abc import Mapping
from dataclasses import field

from tracker.record import record


@record
class Aliases:
    """The aliases of a repository; ``members`` by the alias in small letters, each as it was written, without ``@``.

    ``problems`` say why Prow rejects the file: its aliases are then known, and give nobody. With ``unread`` nobody
    knows which names are aliases.
    """

    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    unread: bool = False

    def expand(self, name: str) -> tuple[str, ...] | None:
        """The members of an alias; None where the name is no alias, and so should be a login."""
        return self.members.get(_key(name))


NO_ALIASES = Aliases()


def parse_aliases(data: object) -> Aliases:
    """The aliases in a file's YAML, with the types that Go sees. Never raises: what is wrong stands in ``problems``.

    A null group is empty, and a mapping stands for its keys (``{octo-one, octo-two}``). A group of another shape, or
    with a null, a number or a truth value in its list, ends Prow's reading: which of the other groups it has read by
    then is chance. So none of the aliases gives anything, and none of their names is a login.
    """
    groups = _under(data, "aliases")
    if groups is None:
        return NO_ALIASES
    if not isinstance(groups, Mapping):
        return Aliases(problems=("aliases is no mapping of names to lists",))
    read = {str(alias): _group(group) for alias, group in groups.items()}
    faulty = [alias for alias, group in read.items() if group is None]
    if faulty:
        why = tuple(
            f"the alias {alias!r} is no list of names, all of them texts, so no alias is read" for alias in faulty
        )
        return Aliases(members={_key(alias): () for alias in read}, problems=why)
    members = {_key(alias): group for alias, group in read.items() if group is not None}
    people = (tuple(name for name in names if not _is_group(name, members)) for names in members.values())
    return Aliases(members=dict(zip(members, people, strict=True)))


def _under(data: object, key: str) -> object:
    if data is None:
        return None
    if not isinstance(data, Mapping):
        return data
    return next((value for name, value in data.items() if str(name).casefold() == key), None)


def _group(group: object) -> tuple[str, ...] | None:
    if group is None:
        return ()
    if not isinstance(group, list | Mapping) or not all(isinstance(item, str) for item in group):
        return None
    names = (item.strip().removeprefix("@") for item in group if item)
    return tuple(dict.fromkeys(name for name in names if name))


def _is_group(name: str, members: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a member is itself an alias: one level only is followed, and Prow takes the name for a login.

    A person may have an alias of their own name; it then lists that person.
    """
    return _key(name) in members and _key(name) not in {_key(inner) for inner in members[_key(name)]}


def _key(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
