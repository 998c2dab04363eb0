"""Where a token comes from. It is never an argument: that would show it to everybody on the machine."""

import subprocess
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from tracker.errors import UsageError

GITHUB_COM = "github.com"
#: gh answers from its own files or the system's keyring; a keyring that waits for somebody must not hold a report.
GH_SECONDS = 5


class Token(NamedTuple):
    """A token, and where it was found. The text of a token never appears in what is shown of it."""

    secret: str
    found_in: str

    def __repr__(self) -> str:
        return f"Token(found_in={self.found_in!r})"


def find(environment: Mapping[str, str], host: str, stdin: TextIO | None = None) -> Token | None:
    """The first token found: standard input, the environment, the gh command; None where there is none.

    The environment's names and their order are those that gh documents; a server of one's own has names of its own.

    Raises:
        UsageError: standard input was to hold a token, and does not.
    """
    if stdin is not None:
        return _from_stdin(stdin)
    names: tuple[str, ...] = ("GH_TOKEN", "GITHUB_TOKEN")
    if host != GITHUB_COM and not host.endswith(".ghe.com"):
        names = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", *names)
    for name in names:
        if secret := environment.get(name, "").strip():
            return Token(secret, name)
    return _from_gh(environment, host)


def _from_stdin(stdin: TextIO) -> Token:
    secret = stdin.readline().strip()
    if not secret:
        raise UsageError(
            "standard input holds no token", hint="Pipe it in: gh auth token | ladder-check --token-stdin …"
        )
    return Token(secret, "standard input")


def _from_gh(environment: Mapping[str, str], host: str) -> Token | None:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the host is one word of it
            ["gh", "auth", "token", "--hostname", host],  # noqa: S607 - found where the person's own shell finds it
            capture_output=True,
            check=False,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=GH_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    secret = done.stdout.strip()
    return Token(secret, "gh auth token") if done.returncode == 0 and secret else None
