"""What can go wrong, as a person should read it.

Each error says what is wrong and carries one hint (what to do about it) and one exit code. Errors of
libraries are translated in the module that calls the library; the command line has a single handler.

    LadderCheckError            1
    ├── UsageError              2   a word on the command line that cannot be meant
    │   └── PlaceError          2   a repository or directory that does not exist
    ├── ConfigError             3   a ladder, cohort or attestation file that does not hold
    └── NothingChecked          4   no report could be made
        ├── NothingWritten      4   the evidence for what was to be written is not there
        ├── AccountError        4   this login cannot be checked: unknown, an organization, a bot
        ├── SourceError         4   the source did not answer, or answered nonsense
        │   └── LimitReached    4   the source's limit is used up, and waiting was not wanted
        └── TokenError          4   the token was refused
"""

from typing import ClassVar

from tracker.visible import Message


class LadderCheckError(Exception):
    """Root of all expected errors, each text of which can be shown as it is.

    ``hint`` is one sentence on what to do, or empty; ``mistakes`` has one line for each thing that is wrong.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, mistakes: tuple[str, ...] = (), hint: str = "") -> None:
        self.message = Message(message)
        self.mistakes = tuple(map(Message, mistakes))
        self.hint = Message(hint)
        super().__init__(self.message)


class UsageError(LadderCheckError):
    """A word on the command line that cannot be meant."""

    exit_code: ClassVar[int] = 2


class PlaceError(UsageError):
    """A repository or directory that does not exist."""


class ConfigError(LadderCheckError):
    """A ladder, cohort or attestation file that does not hold."""

    exit_code: ClassVar[int] = 3


class NothingChecked(LadderCheckError):
    """No report could be made."""

    exit_code: ClassVar[int] = 4


class NothingWritten(NothingChecked):
    """The evidence for what was to be written is not there yet."""


class AccountError(NothingChecked):
    """This login cannot be checked: unknown, an organization, a bot."""


class SourceError(NothingChecked):
    """The source did not answer, or its answer makes no sense."""


class LimitReached(SourceError):
    """The source's limit is used up; ``wait`` is how many seconds it would take to go on."""

    def __init__(self, message: str, *, wait: float, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.wait = wait


class TokenError(NothingChecked):
    """The token was refused, or may not read what was asked for."""
