"""How deep the modules of the GitHub source stand on each other."""

import ast
from functools import cache
from pathlib import Path

import tracker.sources.github

NAME = "tracker.sources.github"
ROOT = Path(tracker.sources.github.__file__).parent
#: More than so many levels nobody keeps in mind.
MOST = 7


def test_the_longest_chain_of_imports():
    deepest = max(_modules(), key=_level)
    assert _level(deepest) <= MOST, _chain(deepest)


@cache
def _modules():
    paths = {path: path.relative_to(ROOT).with_suffix("").parts for path in ROOT.rglob("*.py")}
    return {".".join([NAME, *parts]).removesuffix(".__init__"): path for path, parts in paths.items()}


@cache
def _imported(module):
    """The source's modules that one imports, wherever in it, for type checkers alone, too."""
    found = set()
    for node in ast.walk(ast.parse(_modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{one.name}" for one in node.names} & _modules().keys()
            found |= inner or {node.module}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return (found & _modules().keys()) - {module}


def _level(module):
    return len(_chain(module))


@cache
def _chain(module):
    return (module, *max(map(_chain, sorted(_imported(module))), key=len, default=()))
