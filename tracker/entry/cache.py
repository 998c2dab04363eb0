"""Where what was read is kept on this machine."""

from pathlib import Path

from platformdirs import user_cache_dir

#: Where, in a cache directory, the stores are: one for each GitHub.
_FOLDER = "store"


def default_cache() -> Path:
    """Where this system keeps a program's cache, for this user."""
    return Path(user_cache_dir("ladder-check", appauthor=False))


def store_path(cache: Path, host: str) -> Path:
    """Where what was read from a GitHub is kept."""
    return cache / _FOLDER / f"{host.replace(':', '_')}.sqlite3"


def stores(cache: Path) -> tuple[Path, ...]:
    """Every store in a cache directory."""
    return tuple(sorted((cache / _FOLDER).glob("*.sqlite3")))
