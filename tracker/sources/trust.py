"""Whether a directory or file on this machine is ours alone.

Nobody else may have put anything into it, or led elsewhere. A directory is looked at through a descriptor that follows
no symlink; once it is ours alone, nobody can exchange what is in it, and names in it mean what they meant when they
were looked at.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
#: Windows has neither owners nor modes as meant here.
_POSIX = hasattr(os, "geteuid")


class UntrustedError(Exception):
    """Why somebody else may have a hand in a file or directory."""


def make_directory(path: Path) -> None:
    """Make a directory that nobody else can look into, where there is none; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)


def own_file(path: Path) -> None:
    """Make sure that a file is there, that it is ours, and that nobody else can read or write it.

    It is never opened where it is there already: closing it would end the locks of SQLite on it.

    Raises:
        UntrustedError: it is a symlink, or somebody else's.
        OSError: it is a directory, or cannot be made.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        _refuse_foreign(path, path.lstat())
        if path.is_dir():
            raise IsADirectoryError(0, "Is a directory") from None
        if path.stat().st_mode & _OTHERS:
            path.chmod(0o600)


def own_directory(path: Path, ours: Callable[[str], bool] = lambda _: True) -> None:
    """Refuse a directory, where there is one, that is not ours alone; one of our own is closed to others first.

    ``ours`` tells our files in it by their names. A directory that holds others' files too is left as it is, unless
    others can write to it.

    Raises:
        UntrustedError: it, or one of our files in it, is a symlink or somebody else's, or others can write to it.
        OSError: it cannot be read.
    """
    try:
        before = path.lstat()
    except FileNotFoundError:
        return
    _refuse_foreign(path, before)
    if not _POSIX or not stat.S_ISDIR(before.st_mode):
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _close_to_others(handle, path, ours)
        for name in filter(ours, os.listdir(handle)):  # noqa: PTH208 - a descriptor, not a path
            _refuse_foreign(path / name, os.stat(name, dir_fd=handle, follow_symlinks=False))
    finally:
        os.close(handle)


def _close_to_others(handle: int, path: Path, ours: Callable[[str], bool]) -> None:
    found = os.fstat(handle)
    _refuse_foreign(path, found)
    if all(map(ours, os.listdir(handle))):
        if found.st_mode & _OTHERS:
            os.fchmod(handle, 0o700)
    elif found.st_mode & _OTHERS_WRITE:
        raise UntrustedError(f"others can write to {path}")


def _refuse_foreign(path: Path, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise UntrustedError(f"{path} is a symbolic link")
    if _POSIX and found.st_uid != os.geteuid():
        raise UntrustedError(f"{path} belongs to another user")
