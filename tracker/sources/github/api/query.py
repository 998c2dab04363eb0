"""What is read of GitHub's records: the fragments in ``queries``, put behind the documents that use them."""

import re
from functools import cache
from importlib import resources

_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)([A-Za-z_]\w*)")
_FRAGMENT = re.compile(r"^fragment (\w+) on .*?^}\n", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^\s*#.*\n", re.MULTILINE)


def with_fragments(text: str) -> str:
    """The document and, after it, every fragment that it needs."""
    parts: dict[str, str] = {}
    todo = _SPREAD.findall(text)
    while todo:
        name = todo.pop()
        if name not in parts:
            parts[name] = _fragments()[name]
            todo += _SPREAD.findall(parts[name])
    return "\n".join([text, *parts.values()])


@cache
def _fragments() -> dict[str, str]:
    path = resources.files("tracker.sources.github") / "queries" / "fragments.graphql"
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    return {found[1]: found[0] for found in _FRAGMENT.finditer(text)}
