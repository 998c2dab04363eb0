"""The questions: files beside this module, put together with the fragments that they use."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)([A-Za-z_]\w*)")
_FRAGMENT = re.compile(r"^fragment (\w+) on .*?^}\n", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^\s*#.*\n", re.MULTILINE)


@cache
def document(name: str) -> str:
    """The question in ``queries/<name>.graphql`` with its fragments."""
    return _with_fragments(_read(name))


def finding(pages: Mapping[str, str]) -> str:
    """A question for the first results of searches: for each alias the fragment that says what of them.

    Variables: ``type``, and for the page ``a`` its search ``a``.
    """
    fields = (
        f"{alias}: search(query: ${alias}, type: $type, first: 20) {{ ...{fragment} }}"
        for alias, fragment in pages.items()
    )
    variables = ["$type: SearchType!", *(f"${alias}: String!" for alias in pages)]
    return _with_fragments(_extended(_read("openings"), variables, fields))


def reading_accounts(aliases: Iterable[str]) -> str:
    """A question for accounts: under each alias the one whose login is in the variable of that name."""
    aliases = tuple(aliases)
    fields = (f"{alias}: user(login: ${alias}) {{ ...Account }}" for alias in aliases)
    return _with_fragments(_extended(_read("accounts"), [f"${alias}: String!" for alias in aliases], fields))


def reading_texts(files: Mapping[str, Sequence[str]], known: Collection[str] = ()) -> str:
    """A question for files: for each repository's alias the aliases of its files.

    Of those that are ``known`` only whether they are still the same; of a repository without files only its name.

    Variables: for the repository ``r0`` its ``r0_owner`` and ``r0_name``, for each file's alias its path.
    """
    variables: list[str] = []
    fields: list[str] = []
    for repo, aliases in files.items():
        variables += [f"${name}: String!" for name in (f"{repo}_owner", f"{repo}_name", *aliases)]
        texts = " ".join(
            f"{alias}: file(path: ${alias}) {{ ...{'Identity' if alias in known else 'Text'} }}" for alias in aliases
        )
        head = f"target {{ ... on Commit {{ {texts} }} }}" if aliases else ""
        fields.append(
            f"{repo}: repository(owner: ${repo}_owner, name: ${repo}_name) "
            f"{{ nameWithOwner isPrivate defaultBranchRef {{ name {head} }} }}"
        )
    return _with_fragments(_extended(_read("texts"), variables, fields))


def blaming(aliases: Iterable[str]) -> str:
    """A question for the last changes of files' lines, each file under an alias: so one that fails takes no other along.

    Variables: ``withPulls``, and for the file ``f0`` its ``f0_owner``, ``f0_name`` and ``f0_path``.
    """
    aliases = tuple(aliases)
    names = [f"{alias}_{part}" for alias in aliases for part in ("owner", "name", "path")]
    fields = (
        f"{alias}: repository(owner: ${alias}_owner, name: ${alias}_name) {{ nameWithOwner isPrivate defaultBranchRef "
        f"{{ target {{ ... on Commit {{ blame(path: ${alias}_path) {{ ...LastChanges }} }} }} }} }}"
        for alias in aliases
    )
    variables = ["$withPulls: Boolean!", *(f"${name}: String!" for name in names)]
    return _with_fragments(_extended(_read("blame"), variables, fields))


def several(fields: Iterable[str], variables: Iterable[str]) -> str:
    """A question of these fields, each under an alias of its own, with their variables (``$name: Type!``)."""
    return _with_fragments(_extended(_read("several"), tuple(variables), fields))


def _extended(text: str, variables: Sequence[str], fields: Iterable[str]) -> str:
    """The document with more variables and more fields at the top of its one operation."""
    head, brace, rest = text.partition("{")
    if variables and ")" in head:
        head = head.replace(")", f", {', '.join(variables)})", 1)
    elif variables:
        head = f"{head.rstrip()}({', '.join(variables)}) "
    return "\n  ".join([head + brace, *fields]) + rest


def _with_fragments(text: str) -> str:
    """The document and, after it, every shared fragment that it needs."""
    own = set(re.findall(r"^fragment (\w+)", text, re.MULTILINE))
    parts = [text]
    todo = _SPREAD.findall(text)
    while todo:
        name = todo.pop()
        if name not in own:
            own.add(name)
            parts.append(_fragments()[name])
            todo += _SPREAD.findall(_fragments()[name])
    return "\n".join(parts)


@cache
def _fragments() -> dict[str, str]:
    return {found[1]: found[0] for found in _FRAGMENT.finditer(_read("fragments"))}


def _read(name: str) -> str:
    path = resources.files("tracker.sources.github") / "queries" / f"{name}.graphql"
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))
