"""Where a token comes from. It is never an argument: that would show it to everybody on the machine."""

import re
import subprocess
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from tracker.errors import UsageError
from tracker.sources.github.api.endpoints import is_githubs_own, is_loopback
from tracker.sources.programs import find_program

GITHUB_COM = "github.com"
#: gh answers from its own files or the system's keyring; a keyring that waits for somebody must not hold a report.
GH_SECONDS = 5
_GENERAL = ("GH_TOKEN", "GITHUB_TOKEN")
_ENTERPRISE = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
_TOKEN = re.compile(r"[!-~]+")
#: Characters of the longest line that is read for one. Those that GitHub issues have 40 to some hundred.
_LONGEST = 10_000


class Token(NamedTuple):
    """A token, and where it was found. The text of a token never appears in what is shown of it."""

    secret: str
    found_in: str

    def __repr__(self) -> str:
        return f"Token(found_in={self.found_in!r})"


def find(environment: Mapping[str, str], host: str, stdin: TextIO | None = None) -> Token | None:
    """The first token found for a host: standard input, the environment, the gh command; None where there is none.

    Which of the environment's names are for which host, and their order, are what gh documents
    (``gh help environment``).

    Raises:
        UsageError: standard input was to hold a token, and does not; or the only tokens are for other hosts, or can be
            none.
    """
    if stdin is not None:
        return _from_stdin(stdin)
    for name in names_for(host, environment):
        if secret := environment.get(name, "").strip():
            return checked(secret, name)
    if found := _from_gh(environment, host):
        return found
    _refuse_others(environment, host)
    return None


def checked(secret: str, found_in: str) -> Token:
    """A token that can be sent.

    Raises:
        UsageError: it holds something that no token holds; it is not quoted.
    """
    if not _TOKEN.fullmatch(secret):
        raise UsageError(
            f"the token from {found_in} holds white space, control characters or letters that no token has",
            hint="Copy it again, alone and in one line.",
        )
    return Token(secret, found_in)


def names_for(host: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables whose tokens are for a host, as ``github.com`` or ``ghe.example:8443``.

    Those for github.com are for an Enterprise Server only where GitHub Actions runs on that server. A server on this
    machine may have any.
    """
    if is_githubs_own(host):
        return _GENERAL
    return (*_ENTERPRISE, *_GENERAL) if is_loopback(host) or _runs_on(host, environment) else _ENTERPRISE


def sign_in(host: str) -> str:
    """What to do where a token for a host is missing."""
    if host == GITHUB_COM or is_loopback(host):
        return "Sign in with `gh auth login`, or set a token: export GH_TOKEN=$(gh auth token)"
    name, where = names_for(host, {})[0], f"--hostname {host}"
    return f"Sign in with `gh auth login {where}`, or set a token: export {name}=$(gh auth token {where})"


def _runs_on(host: str, environment: Mapping[str, str]) -> bool:
    server = environment.get("GITHUB_SERVER_URL", "").lower()
    return environment.get("GITHUB_ACTIONS") == "true" and server.rstrip("/") == f"https://{host}"


def _refuse_others(environment: Mapping[str, str], host: str) -> None:
    """Raises UsageError where the person set a token for another host: they would not expect to go on without."""
    for name in _GENERAL:
        if environment.get(name, "").strip() and name not in names_for(host, environment):
            raise UsageError(f"{name} is for github.com and ghe.com, and is not sent to {host}", hint=sign_in(host))


def _from_stdin(stdin: TextIO) -> Token:
    hint = "Pipe it in: gh auth token | ladder-check --token-stdin …"
    try:
        secret = stdin.readline(_LONGEST).strip()
    except UnicodeDecodeError:
        raise UsageError("standard input holds no token: it is no text", hint=hint) from None
    if not secret:
        raise UsageError("standard input holds no token", hint=hint)
    return checked(secret, "standard input")


def _from_gh(environment: Mapping[str, str], host: str) -> Token | None:
    program = find_program("gh", environment)
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - no shell, a program found by absolute path; the host is one word
            [program, "auth", "token", "--hostname", host],
            capture_output=True,
            check=False,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            timeout=GH_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    secret = done.stdout.strip()
    return checked(secret, "gh auth token") if done.returncode == 0 and secret else None
