"""One OWNERS file, or etcd's MAINTAINERS: what it says, before anybody asks where it applies.

Source: kubernetes-sigs/prow, ``pkg/repoowners/repoowners.go``, which the prose in kubernetes/community,
``contributors/guide/owners.md``, tells its readers to trust where the two differ.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeAlias

from tracker.facts.yaml_scalars import spelled
from tracker.record import record

_IGNORED = re.compile(r"\.git\Z|_output\Z|vendor/.*/.*", re.DOTALL)
_PLAIN = ("approvers", "reviewers", "required_reviewers", "labels")
_EMERITUS = ("emeritus_approvers", "emeritus_reviewers")
#: The keys whose lists name people or aliases.
PEOPLE = (*_PLAIN[:3], *_EMERITUS)
_OPTIONS = ("no_parent_owners", "auto_approve_unowned_subfolders")


class PathPattern(Protocol):
    """A compiled filter."""

    def search(self, text: str, /) -> bool:
        """Whether it is found anywhere in a path."""

    def reaches(self, directory: str, /) -> bool:
        """Whether it may be found in the path of some file in a directory, however that file is called."""


#: Makes a pattern of a filter's text (Go's syntax), or None of a text that is no pattern.
Compile: TypeAlias = Callable[[str], PathPattern | None]


@record
class Section:
    """What a file gives to all paths, or one of its filters to the paths that it is found in (``filter``).

    Names are logins or aliases as they were written, without ``@``. The filter ``.*`` is everything, so its section
    has no filter. ``required_reviewers`` are asked but hold no role; the emeritus hold nothing at all.
    """

    filter: str | None = None
    approvers: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    required_reviewers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    emeritus_approvers: tuple[str, ...] = ()
    emeritus_reviewers: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether Prow finds nothing here; it does not look at the emeritus."""
        return not (self.approvers or self.reviewers or self.required_reviewers or self.labels)


@record
class OwnersFile:
    """An OWNERS file, or what stands for one: etcd's MAINTAINERS, the front matter of a Markdown file.

    ``problems`` say what Prow cannot read and therefore does not grant.
    """

    path: str
    url: str
    sections: tuple[Section, ...] = ()
    no_parent_owners: bool = False
    problems: tuple[str, ...] = ()

    @property
    def directory(self) -> str:
        """What the file speaks for: its directory (``""`` is the root); front matter speaks for its own file only."""
        return self.path if self.path.endswith(".md") else self.path.rpartition("/")[0]


def upwards(path: str) -> Iterator[str]:
    """A path, the directory that holds it, and so on up to the root (``""``)."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def is_ignored(directory: str) -> bool:
    """Whether Prow reads no OWNERS here: in git's own directories, build output, vendored code, and below them.

    ``vendor/a`` still counts, ``vendor/a/b`` does not: they are Prow's default ``owners_dir_denylist``, searched in
    the path as it walks down.
    """
    return any(_IGNORED.search(parent) for parent in upwards(directory))


class _MalformedError(Exception):
    """A value has a shape that Go does not read into its field."""


def parse_owners(data: object, *, path: str, url: str) -> OwnersFile:
    """An OWNERS file from its YAML with the types that Go sees. Never raises: what is wrong stands in ``problems``.

    A file in which one of the plain keys gives something is *simple*, and its ``filters`` are ignored. A plain key
    of the wrong shape voids all plain keys, and Prow tries the filters; a wrong shape in ``options`` or in the
    filters that it tries leaves nothing of the file. Keys are found without regard to case. Front matter of Markdown
    has no filters, and one wrong shape leaves nothing of it.
    """
    problems: list[str] = []
    try:
        keys = _keys(data, "the file")
        no_parent_owners = _no_parent_owners(keys)
        sections = _sections(keys, problems, front_matter=path.endswith(".md"))
    except _MalformedError as error:
        return OwnersFile(path=path, url=url, problems=(*problems, f"{error}, so the file gives nothing"))
    return OwnersFile(
        path=path, url=url, sections=sections, no_parent_owners=no_parent_owners, problems=tuple(problems)
    )


def _keys(data: object, what: str) -> dict[str, object]:
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise _MalformedError(f"{what} is no mapping")
    # Go assigns the keys in sorted order, so that of two spellings the small letters win.
    return {str(key).casefold(): value for key, value in sorted(data.items(), key=lambda item: str(item[0]))}


def _no_parent_owners(keys: Mapping[str, object]) -> bool:
    options = _keys(keys.get("options"), "options")
    for option in _OPTIONS:
        if not isinstance(options.get(option), bool | None):
            raise _MalformedError(f"{option} is neither true nor false, or is so in quotes")
    return options.get("no_parent_owners") is True


def _sections(keys: Mapping[str, object], problems: list[str], *, front_matter: bool) -> tuple[Section, ...]:
    try:
        simple = _section(keys)
    except _MalformedError as error:
        if front_matter:
            raise
        problems.append(f"{error}, so the keys beside filters give nothing")
        simple = _section({key: keys.get(key) for key in _EMERITUS})
        given = False
    else:
        given = any(keys.get(key) for key in _PLAIN)  # a null in a list is an element of it
    own = () if simple == Section() else (simple,)
    return own if given or front_matter else (*own, *_filters(keys))


def _filters(keys: Mapping[str, object]) -> list[Section]:
    filters = keys.get("filters")
    if filters is None:
        return []
    if not isinstance(filters, Mapping):
        raise _MalformedError("filters is no mapping")
    return [
        _section(_worded(_keys(content, f"the filter {text!r}")), None if text == ".*" else str(text))
        for text, content in filters.items()
    ]


def _worded(keys: Mapping[str, object]) -> dict[str, object]:
    """The lists of a filter: there, and not beside filters, Go turns numbers and truth values into texts."""
    return {key: [*map(_word, value)] if isinstance(value, list) else value for key, value in keys.items()}


def _word(value: object) -> object:
    return spelled(value) if isinstance(value, bool | int | float) else value


def _section(keys: Mapping[str, object], pattern: str | None = None) -> Section:
    return Section(
        filter=pattern,
        approvers=_people(keys, "approvers"),
        reviewers=_people(keys, "reviewers"),
        required_reviewers=_people(keys, "required_reviewers"),
        labels=_texts(keys, "labels"),
        emeritus_approvers=_emeritus(keys, "emeritus_approvers"),
        emeritus_reviewers=_emeritus(keys, "emeritus_reviewers"),
    )


def _people(keys: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(name for text in _texts(keys, key) if (name := text.strip().removeprefix("@")))


def _texts(keys: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = keys.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _MalformedError(f"{key} is no list of names")
    for item in value:
        if not isinstance(item, str | None):
            raise _MalformedError(f"{key} is no list of names{_unquoted(item)}")
    return tuple(dict.fromkeys(item for item in value if item))


def _unquoted(item: object) -> str:
    """What Go takes for something else than a text, where it is a single word."""
    return f" ({spelled(item)} needs quotes)" if isinstance(item, bool | int | float) else ""


def _emeritus(keys: Mapping[str, object], key: str) -> tuple[str, ...]:
    try:
        return _people(_worded({key: keys.get(key)}), key)
    except _MalformedError:  # Prow knows no such key, so its shape hurts nothing
        return ()


# In etcd's MAINTAINERS: "Name <address> (@login) pkg:*", for reviewers also "(login@)"; headings are comments.
_HANDLE = re.compile(r"\((?:@([A-Za-z0-9][\w-]*)|([A-Za-z0-9][\w-]*)@)\)")
_PACKAGE = re.compile(r"\bpkg:(\S+)")


def parse_maintainers(text: str, *, path: str, url: str) -> OwnersFile:
    """A MAINTAINERS file of etcd-io: maintainers as approvers, whoever stands below ``# REVIEWERS`` as reviewer.

    A line that is limited to a package (``pkg:`` and anything but ``*``) names no path, so it gives nothing. Source:
    etcd-io/etcd, the heading of ``MAINTAINERS``.
    """
    people: dict[str, list[str]] = {"approvers": [], "reviewers": []}
    role = "approvers"
    for line in text.splitlines():
        if line.startswith("#"):
            role = {"maintainers": "approvers", "reviewers": "reviewers"}.get(line.strip("#: \t").casefold(), role)
        elif (found := _HANDLE.search(line)) is not None:
            package = _PACKAGE.search(line)
            if package is None or package[1] == "*":
                people[role].append(found[1] or found[2])
    section = Section(approvers=tuple(people["approvers"]), reviewers=tuple(people["reviewers"]))
    return OwnersFile(path=path, url=url, sections=() if section.empty else (section,))
