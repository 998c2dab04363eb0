"""What is in the directory of a repository, and what must not be there."""

import os
import shutil
import stat
from pathlib import Path

from tracker.sources.kubernetes.git_command import GitError, files_in

#: The whole of a copy's configuration.
_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
#: What else in a copy leads git elsewhere, or makes it start programs. A copy of ours has none of these.
_STEERING = (
    *("config.worktree", "commondir", "gitdir", "worktrees", "modules", "hooks", "shallow"),
    *("info/attributes", "info/grafts", "objects/info/alternates", "objects/info/http-alternates"),
)


def refuse_devices(git_dir: Path) -> None:
    """Refuse a repository in which a pipe or a device stands for a file: git would wait for it, or never end.

    Raises:
        GitError: there is one.
    """
    for path in files_in(git_dir):
        if _is_device(path):
            raise GitError(f"{path} is no file")


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # a link to nothing, which git sees as nothing
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def settle(git_dir: Path) -> None:
    """Write the copy's configuration anew; take away what would bring another one, hooks, or objects from elsewhere.

    The command line goes before a repository's configuration in what it names only: a proxy, another address or a
    certificate that is not looked at would steer a fetch all the same.
    """
    for name in _STEERING:
        drop(git_dir / name)
    drop(git_dir / "config")
    (git_dir / "config").write_text(_CONFIG, encoding="utf-8")


def drop(path: Path) -> None:
    """Take a file, a link or a directory away, where there is one."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for file in files_in(path):
        if not file.is_symlink():
            file.chmod(0o600)  # git makes packs read-only, and Windows deletes no such file
    shutil.rmtree(path)


def drop_unfinished(git_dir: Path) -> None:
    """Take away what a fetch had written when it was ended."""
    for file in (git_dir / "objects").glob("**/*tmp_*"):
        file.unlink(missing_ok=True)


def has_links(path: Path) -> bool:
    """Whether anything in a copy is somewhere else: git makes no links in a bare repository."""
    every = (Path(folder, name) for folder, folders, names in os.walk(path) for name in (*folders, *names))
    return path.is_symlink() or any(one.is_symlink() for one in every)
