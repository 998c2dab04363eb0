"""A bare copy of a public repository's default branch, kept between runs.

The first run copies the branch whole: a partial clone lacks the old versions of files, and those are what it is for.
Later runs ask for what is new.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from tracker.record import record
from tracker.sources.kubernetes.git_command import Git, GitError, GitTimeout, GitTooLarge
from tracker.sources.kubernetes.git_directory import drop, drop_unfinished, has_links, refuse_devices, settle
from tracker.sources.trust import make_directory

#: The branch that the copy keeps.
TIP = "refs/heads/tip"

#: Bytes of a copy on disk, many times those of kubernetes/org with all of its history (16 MiB).
_MOST = 256 * 1024 * 1024
_REPO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._-]+")
# An https address may not lead to http: GIT_ALLOW_PROTOCOL holds for redirects too.
_PROTOCOLS = {"https": "https", "http": "http:https"}


@record
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


@record
class Copy:
    """The copy, whether this run made it, and why it is not fresh (None: it is)."""

    git_dir: Path
    new: bool = False
    stale: str | None = None


@record
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
            drop_unfinished(kept)
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
        drop(part)  # of a run that was ended in the middle
        try:
            self.git.run(part, "init", "--quiet", "--bare", "--template=", "--initial-branch=tip")
            settle(part)
            self._fetch(part, remote)
        except GitError:
            drop(part)
            raise
        drop(kept)
        part.rename(kept)
        return Copy(git_dir=kept, new=True)

    def _fetch(self, git_dir: Path, remote: Remote) -> None:
        words = (
            "--quiet",
            "--force",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            "--end-of-options",
        )
        tip = f"+HEAD:{TIP}"
        self.git.run(git_dir, "fetch", *words, remote.url, tip, protocols=remote.protocols, most=_MOST)

    def _holds_tip(self, git_dir: Path) -> bool:
        if has_links(git_dir):
            return False
        try:
            settle(git_dir)
            refuse_devices(git_dir)
            self.git.within(self.git.timeout).run(git_dir, "rev-parse", "--quiet", "--verify", f"{TIP}^{{commit}}")
        except (GitError, OSError):
            return False
        return True
