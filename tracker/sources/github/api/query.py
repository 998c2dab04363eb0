"""The questions: files in queries, put together with the fragments that they use."""

import re
from functools import cache
from importlib import resources

_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)([A-Za-z_]\w*)")
_FRAGMENT = re.compile(r"^fragment (\w+) on .*?^}\n", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^\s*#.*\n", re.MULTILINE)


@cache
def document(name: str) -> str:
    """The question in ``queries/<name>.graphql`` with its fragments."""
    return with_fragments(_read(name))


def with_fragments(text: str) -> str:
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
