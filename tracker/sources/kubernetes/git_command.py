"""Runs git on repositories that nobody vouches for.

A repository's own configuration may name programs that git would start: hooks, helpers, pagers, diff drivers. What
runs here is plumbing that starts none of them, and everything that could is switched off besides, in the environment
where git lets nothing else override it.
"""

import os
import stat
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from time import monotonic
from typing import Self

from tracker.errors import SourceError
from tracker.sources.programs import find_program

# The caller's variables that git and its HTTP library need to reach the network and to start at all. HOME is not one
# of them: it would bring ~/.netrc, and a public repository needs nobody's password.
_PASSED_ON = frozenset(
    {
        "PATH", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP", "TMPDIR",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "CURL_CA_BUNDLE",
    }
)  # fmt: skip

_SETTINGS = {
    "LC_ALL": "C",  # reasons in one language
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a blob that a partial clone lacks is missing, and not asked for (git 2.45 and later)
    "GIT_NO_REPLACE_OBJECTS": "1",  # history as it was published, not as refs/replace or grafts would have it
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_DEFAULT_HASH": "sha1",  # what is written as a copy's configuration names neither of the two
    "GIT_DEFAULT_REF_FORMAT": "files",
}

# Said on the command line, where a repository's own configuration cannot unsay it.
_CONFIG = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.askPass=",
    "credential.helper=",
    "log.showSignature=false",
    "gc.autoDetach=false",  # a cleaning process left behind would hold files of a cache that may be thrown away
    "fetch.unpackLimit=1",  # what was fetched stays one file, and is not laid out as a file for each object
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
)

_REASON_LENGTH = 200
#: Seconds for one command that reaches no other repository, where it is not given less.
_LOCAL = 20.0
#: All commands of a run together may take so many times as long as one of them.
_RUN = 1.5

#: The reason given where git may not ask for what a partial clone lacks.
PARTIAL = "the clone is partial: it lacks old versions of files"


class GitError(SourceError):
    """Git could not be run, or did not do what was asked. The message is a reason that can be shown."""


class GitTimeout(GitError):
    """Git took longer than it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """The git program, and the little that it gets to know of its caller's environment.

    ``timeout`` is in seconds, for one command; ``deadline`` is when all have to have ended, on the monotonic clock.
    """

    program: str
    environ: Mapping[str, str]
    timeout: float
    deadline: float = inf

    @classmethod
    def find(cls, environ: Mapping[str, str], *, timeout: float) -> Self:
        """Git as the PATH of ``environ`` finds it.

        Raises:
            GitError: it is not there. One that only the current directory offers is not taken.
        """
        program = find_program("git", environ)
        if program is None:
            raise GitError("git is not installed")
        passed_on = {name: value for name, value in environ.items() if name.upper() in _PASSED_ON}
        return cls(program=program, environ=passed_on, timeout=timeout, deadline=monotonic() + _RUN * timeout)

    def within(self, seconds: float) -> Self:
        """The same for commands that reach no other repository, and that end in so many seconds from now."""
        return replace(self, timeout=min(self.timeout, _LOCAL), deadline=monotonic() + seconds)

    def seconds_left(self) -> float:
        """How long the next command may take.

        Raises:
            GitTimeout: the time is over.
        """
        left = min(self.timeout, self.deadline - monotonic())
        if left <= 0:
            raise GitTimeout("it took too long")
        return left

    def run(self, git_dir: Path, *words: str, stdin: bytes = b"", protocols: str = "none") -> bytes:
        """What a git command prints, run on the repository at ``git_dir`` (its .git directory, or a bare one).

        ``protocols`` are those it may use to reach other repositories, as GIT_ALLOW_PROTOCOL has them; by default it
        may reach none. Naming the directory outright also means that git neither searches for one nor asks who owns
        it: nothing in it is trusted anyway.

        Raises:
            GitTimeout: it took too long.
            GitError: it could not be started, or failed.
        """
        settings = [part for setting in _CONFIG for part in ("-c", setting)]
        limit = self.seconds_left()
        git_dir = git_dir.absolute()  # git is started beside it, where a relative path would be another one
        try:
            done = subprocess.run(  # noqa: S603 - no shell, a program found by absolute path, untrusted words after "--"
                [self.program, *settings, f"--git-dir={git_dir}", *words],
                input=stdin,
                capture_output=True,
                cwd=git_dir.parent,
                env={**self.environ, **_SETTINGS, "GIT_ALLOW_PROTOCOL": protocols},
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise GitTimeout(f"git {words[0]} did not end within {limit:.3g} seconds") from error
        except OSError as error:
            raise GitError(f"git could not be started: {error.strerror or error}") from error
        if b" from promisor remote" in done.stderr:
            raise GitError(PARTIAL)
        if done.returncode:
            raise GitError(f"git {words[0]}: {_reason(done.stderr)}")
        return done.stdout


def refuse_devices(git_dir: Path) -> None:
    """Refuse a repository in which a pipe or a device stands for a file: git would wait for it, or never come to its end.

    Raises:
        GitError: there is one.
    """
    for folder, _, names in os.walk(git_dir):
        for name in names:
            path = Path(folder, name)
            if _is_device(path):
                raise GitError(f"{path} is no file")


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # a link to nothing, which git sees as nothing
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _reason(stderr: bytes) -> str:
    """The line of a failed command's words that says why, fit to be shown.

    Some of it may come from the other side of a connection.
    """
    lines = stderr.decode(errors="replace").splitlines() or [""]
    said = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1])
    shown = "".join(character if character.isprintable() else " " for character in said)
    return shown.removeprefix("fatal:").strip()[:_REASON_LENGTH] or "failed without a word"
