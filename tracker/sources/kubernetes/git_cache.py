"""A bare copy of a public repository's default branch, kept between runs.

The first run copies the branch whole: a partial clone lacks the old versions of files, and those are what it is for.
Later runs ask for what is new.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from tracker.sources.kubernetes.git_command import Git, GitError, GitTimeout, GitTooLarge, refuse_devices
from tracker.sources.trust import make_directory

#: The branch that the copy keeps.
TIP = "refs/heads/tip"

#: Bytes of a copy on disk, many times those of kubernetes/org with all of its history (16 MiB).
_MOST = 256 * 1024 * 1024
#: The whole of a copy's configuration.
_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
#: What else in a copy leads git elsewhere, or makes it start programs. A copy of ours has none of these.
_STEERING = (
    *("config.worktree", "commondir", "gitdir", "worktrees", "modules", "hooks", "shallow"),
    *("info/attributes", "info/grafts", "objects/info/alternates", "objects/info/http-alternates"),
)
_REPO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._-]+")
# An https address may not lead to http: GIT_ALLOW_PROTOCOL holds for redirects too.
_PROTOCOLS = {"https": "https", "http": "http:https"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A repository on a server, without anybody's credentials. ``protocols`` are those that may be used to reach it."""

    url: str
    protocols: str

    @classmethod
    def of(cls, server_url: str, repo: str) -> "Remote":
        """The repository ``owner/name`` on a server such as ``https://github.com``.

        Raises:
            GitError: that is no address to clone from.
        """
        protocols = _protocols(server_url)
        if not protocols or not _REPO.fullmatch(repo):
            raise GitError(
                f"{repo} cannot be cloned from this server: an http or https address without a user is needed"
            )
        return cls(url=f"{server_url.rstrip('/')}/{repo}.git", protocols=protocols)

    @property
    def folder(self) -> str:
        """A directory's name for it, different for each address."""
        return f"{self.url.split('/')[-1].removesuffix('.git')}-{sha256(self.url.encode()).hexdigest()[:16]}.git"


def _protocols(server_url: str) -> str | None:
    try:
        address = urlsplit(server_url)
    except ValueError:
        return None
    return _PROTOCOLS.get(address.scheme) if address.hostname and "@" not in address.netloc else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The copy, whether this run made it, and why it is not fresh (None: it is)."""

    git_dir: Path
    new: bool = False
    stale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GitCache:
    """Copies of repositories in a directory of the caller's. Only one process at a time uses a directory."""

    git: Git
    directory: Path

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep other processes out, and wait for one that is in.

        A transaction of SQLite is the one lock of the standard library that every system has, and that ends with its
        process however it ends.

        Raises:
            GitError: the directory cannot be used, or another process was in it for too long.
        """
        try:
            make_directory(self.directory)
            database = sqlite3.connect(self.directory / "lock.sqlite", timeout=self.git.timeout, isolation_level=None)
            with closing(database):
                database.execute("BEGIN EXCLUSIVE")
                yield
        except (OSError, sqlite3.Error) as error:
            raise GitError(f"the cache cannot be used: {error}") from error

    def kept(self, remote: Remote) -> Copy:
        """The copy as an earlier run left it, without asking anybody.

        Raises:
            GitError: there is none.
        """
        kept = self.directory / remote.folder
        if not self._holds_tip(kept):
            raise GitError("it was never copied to this machine")
        return Copy(git_dir=kept)

    def fresh(self, remote: Remote) -> Copy:
        """The copy, made or brought up to date; where that fails, as an earlier run left it.

        Raises:
            GitError: there is none, and none can be made.
        """
        kept = self.directory / remote.folder
        if not self._holds_tip(kept):
            return self.anew(remote)
        try:
            self._fetch(kept, remote)
        except (GitTimeout, GitTooLarge) as error:
            _drop_unfinished(kept)
            return Copy(git_dir=kept, stale=error.message)
        except GitError:
            return self._anew_or(kept, remote)
        return Copy(git_dir=kept)

    def _anew_or(self, kept: Path, remote: Remote) -> Copy:
        """A new copy, or the kept one: what fails to fetch may be broken, or only without a network."""
        try:
            return self.anew(remote)
        except GitError as error:
            return Copy(git_dir=kept, stale=error.message)

    def anew(self, remote: Remote) -> Copy:
        """A new copy in place of whatever was there. It is complete, or it is not there.

        Raises:
            GitError: it cannot be made. What was there stays.
        """
        kept = self.directory / remote.folder
        part = kept.with_suffix(".part")
        _drop(part)  # of a run that was ended in the middle
        try:
            self.git.run(part, "init", "--quiet", "--bare", "--template=", "--initial-branch=tip")
            _settle(part)
            self._fetch(part, remote)
        except GitError:
            _drop(part)
            raise
        _drop(kept)
        part.rename(kept)
        return Copy(git_dir=kept, new=True)

    def _fetch(self, git_dir: Path, remote: Remote) -> None:
        self.git.run(
            git_dir,
            "fetch",
            "--quiet",
            "--force",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            "--end-of-options",
            remote.url,
            f"+HEAD:{TIP}",
            protocols=remote.protocols,
            most=_MOST,
        )

    def _holds_tip(self, git_dir: Path) -> bool:
        if _has_links(git_dir):
            return False
        try:
            _settle(git_dir)
            refuse_devices(git_dir)
            self.git.within(self.git.timeout).run(git_dir, "rev-parse", "--quiet", "--verify", f"{TIP}^{{commit}}")
        except (GitError, OSError):
            return False
        return True


def _settle(git_dir: Path) -> None:
    """Write the copy's configuration anew, and take away what would bring another one, hooks, or objects from elsewhere.

    The command line goes before a repository's configuration in what it names only: a proxy, another address or a
    certificate that is not looked at would steer a fetch all the same.
    """
    for name in _STEERING:
        _drop(git_dir / name)
    _drop(git_dir / "config")
    (git_dir / "config").write_text(_CONFIG, encoding="utf-8")


def _drop(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    for folder, _, names in os.walk(path):
        for file in (Path(folder, name) for name in names):
            if not file.is_symlink():
                file.chmod(0o600)  # git makes packs read-only, and Windows deletes no such file
    shutil.rmtree(path)


def _drop_unfinished(git_dir: Path) -> None:
    """Take away what a fetch had written when it was ended."""
    for file in (git_dir / "objects").glob("**/*tmp_*"):
        file.unlink(missing_ok=True)


def _has_links(path: Path) -> bool:
    """Whether anything in a copy is somewhere else: git makes no links in a bare repository."""
    every = (Path(folder, name) for folder, folders, names in os.walk(path) for name in (*folders, *names))
    return path.is_symlink() or any(one.is_symlink() for one in every)
