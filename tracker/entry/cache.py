"""Where what was read is kept on this machine."""

import re
from pathlib import Path

from platformdirs import user_cache_dir

from tracker.errors import SourceError, UsageError
from tracker.sources.trust import UntrustedError, own_directory

#: Where, in a cache directory, the stores are: one for each GitHub.
_FOLDER = "store"
#: What runs put into a cache directory: the stores, copies of repositories with their lock, and
#: what those were found to say.
_OURS = re.compile(rf"{_FOLDER}|lock\.sqlite(-\w+)?|.+\.(git|part)|\.?org-books-.+")


def default_cache() -> Path:
    """Where this system keeps a program's cache, for this user."""
    return Path(user_cache_dir("ladder-check", appauthor=False))


def own_cache(named: Path | None) -> Path:
    """The cache directory that was named, or the usual one, closed to others where it is our own.

    Raises:
        UsageError: the one that was named may hold what somebody else put there.
        SourceError: the usual one may.
    """
    cache = named or default_cache()
    try:
        own_directory(cache, lambda name: bool(_OURS.fullmatch(name)))
        own_directory(cache / _FOLDER)
    except UntrustedError as error:
        message = f"the cache directory {cache} cannot be trusted: {error}"
        if named:
            raise UsageError(message, hint="Name a directory of your own with --cache-dir.") from None
        raise SourceError(message, hint="Remove it, or name another one with --cache-dir.") from None
    except OSError:
        pass  # what cannot be read is said, and done without, where it is used
    return cache


def store_path(cache: Path, host: str) -> Path:
    """Where what was read from a GitHub is kept."""
    return cache / _FOLDER / f"{host.replace(':', '_')}.sqlite3"


def stores(cache: Path) -> tuple[Path, ...]:
    """Every store in a cache directory."""
    return tuple(sorted((cache / _FOLDER).glob("*.sqlite3")))
