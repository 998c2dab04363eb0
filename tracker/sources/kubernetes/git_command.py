"""Runs git on repositories that nobody vouches for.

A repository's own configuration may name programs that git would start: hooks, helpers, pagers, diff drivers. What
runs here is plumbing that starts none of them, and everything that could is switched off besides, in the environment
where git lets nothing else override it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from math import inf
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import BinaryIO, Self

from tracker.errors import SourceError
from tracker.record import record
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
    "core.bigFileThreshold=8m",  # what is larger is never held in memory as a whole, however small it is packed
    "gc.autoDetach=false",  # a cleaning process left behind would hold files of a cache that may be thrown away
    "fetch.unpackLimit=1",  # what was fetched stays one file, and is not laid out as a file for each object
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
)

_REASON_LENGTH = 200
#: As many bytes of what a command says are looked at for the reason why it failed.
_SAID = 65_536
#: Seconds between two looks at how much a command has written.
_LOOK = 0.2
_MIB = 1 << 20
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


class GitTooLarge(GitError):
    """Git wrote more than it was given room for."""


@record
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

    def run(self, git_dir: Path, *words: str, stdin: bytes = b"", protocols: str = "none", most: float = inf) -> bytes:
        """What a git command prints, run on the repository at ``git_dir`` (its .git directory, or a bare one).

        ``most`` bounds the bytes of all files in that directory; a command that writes more is ended soon.

        ``protocols`` are those it may use to reach other repositories, as GIT_ALLOW_PROTOCOL has them; by default it
        may reach none. Naming the directory outright also means that git neither searches for one nor asks who owns
        it: nothing in it is trusted anyway.

        Raises:
            GitTimeout: it took too long.
            GitTooLarge: the directory holds more than ``most``, before or afterwards.
            GitError: it could not be started, or failed.
        """
        settings = [part for setting in _CONFIG for part in ("-c", setting)]
        git_dir = git_dir.absolute()  # git is started beside it, where a relative path would be another one

        def look() -> None:
            if most < inf and _size(git_dir) + os.fstat(said.fileno()).st_size > most:
                raise GitTooLarge(f"the copy would have more than {most / _MIB:,.0f} MiB")

        with TemporaryFile() as said:  # also what the other side has git say, of any length
            look()
            command = [self.program, *settings, f"--git-dir={git_dir}", *words]
            environ = {**self.environ, **_SETTINGS, "GIT_ALLOW_PROTOCOL": protocols}
            code, printed = self._ended(_start(command, environ, git_dir.parent, said), words, stdin, look)
            look()
            said.seek(0)
            complaint = said.read(_SAID)
        if b" from promisor remote" in complaint:
            raise GitError(PARTIAL)
        if code:
            raise GitError(f"git {words[0]}: {_reason(complaint)}")
        return printed

    def _ended(
        self, process: subprocess.Popen[bytes], words: tuple[str, ...], stdin: bytes, look: Callable[[], None]
    ) -> tuple[int, bytes]:
        """How a command ended, and what it printed; it is looked at now and then, and killed where that raises."""
        with process:
            try:
                limit = self.seconds_left()
                printed = _printed(process, stdin, limit, look)
            except subprocess.TimeoutExpired as error:
                _kill(process)
                raise GitTimeout(f"git {words[0]} did not end within {limit:.3g} seconds") from error
            except BaseException:
                _kill(process)
                raise
            return process.returncode, printed


def _printed(process: subprocess.Popen[bytes], stdin: bytes, limit: float, look: Callable[[], None]) -> bytes:
    """Raises TimeoutExpired after ``limit`` seconds."""
    ends, given = monotonic() + limit, stdin or None
    while True:
        try:
            return process.communicate(given, timeout=min(_LOOK, max(0, ends - monotonic())))[0]
        except subprocess.TimeoutExpired:
            if monotonic() >= ends:
                raise
            given = None  # it has it, and what it printed so far is kept
            look()


def _start(command: list[str], environ: Mapping[str, str], folder: Path, said: BinaryIO) -> subprocess.Popen[bytes]:
    """Raises GitError where it cannot be started."""
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, a program found by absolute path, untrusted words after "--"
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=folder,
            env=environ,
            process_group=0,
        )
    except OSError as error:
        raise GitError(f"git could not be started: {error.strerror or error}") from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With all that it started, where the system has groups of processes: these would go on writing."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def files_in(folder: Path) -> Iterator[Path]:
    """Whatever is in a directory, or below it, and is no directory."""
    return (Path(inner, name) for inner, _, names in os.walk(folder) for name in names)


def _size(folder: Path) -> int:
    """Bytes of all files in a directory; those that are gone meanwhile have none."""
    size = 0
    for file in files_in(folder):
        with suppress(OSError):
            size += file.lstat().st_size
    return size


def _reason(stderr: bytes) -> str:
    """The line of a failed command's words that says why, fit to be shown.

    Some of it may come from the other side of a connection.
    """
    lines = stderr.decode(errors="replace").splitlines() or [""]
    said = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1])
    shown = "".join(character if character.isprintable() else " " for character in said)
    return shown.removeprefix("fatal:").strip()[:_REASON_LENGTH] or "failed without a word"
