"""Modules that are read only once something of them is used: a library has more of them than a run needs."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType


@contextmanager
def loaded_late(*packages: str, but: frozenset[str] = frozenset()) -> Iterator[None]:
    """What is imported meanwhile of these packages, without those in ``but``, is read at its first use.

    ``importlib.util.LazyLoader`` does it. Where a first use may come from two threads at once, name
    the module in ``but``.
    """
    finder = _Finder(packages, but)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    def __init__(self, packages: Sequence[str], but: frozenset[str]) -> None:
        self._packages = packages
        self._but = but

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in self._but or fullname.partition(".")[0] not in self._packages:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader and hasattr(spec.loader, "exec_module"):
            spec.loader = LazyLoader(spec.loader)
        return spec
