"""An issue by its name, and the comments on it."""

import re
from typing import Self

from tracker.errors import UsageError
from tracker.facts.people import Login
from tracker.record import record

#: What GitHub takes as the body of a comment, in characters: "Body is too long (maximum is 65536 characters)".
LONGEST_COMMENT = 65_536

_REPO = r"(?P<repo>[\w-]+/(?!\.\.?[#/])[\w.-]+)"
_NUMBER = r"(?P<number>[1-9][0-9]{0,17})"
_NAME = re.compile(rf"{_REPO}#{_NUMBER}", re.ASCII)
_ADDRESS = re.compile(
    rf"https?://(?:www\.)?(?P<host>[^/\s@]+)/{_REPO}/(?P<kind>issues|pull)/{_NUMBER}(?:[/?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)


@record
class IssueRef:
    """An issue of a repository (``owner/name``). ``host`` is the server that its address names, None without one."""

    repo: str
    number: int
    host: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The issue in ``OWNER/REPO#N``, or in the address of its page.

        Raises:
            UsageError: the text names none, or a pull request.
        """
        found = _NAME.fullmatch(text) or _ADDRESS.fullmatch(text)
        if found is None:
            raise UsageError(
                f"{text!r} names no issue",
                hint="Write OWNER/REPO#N or its address, for example https://github.com/octo-org/mentoring/issues/7",
            )
        parts = found.groupdict()
        if parts.get("kind", "").casefold() == "pull":
            raise UsageError(f"{text!r} is a pull request", hint="Name an issue that is kept for reports.")
        host = parts.get("host")
        return cls(repo=parts["repo"], number=int(parts["number"]), host=host.casefold() if host else None)

    def __str__(self) -> str:
        return f"{self.repo}#{self.number}"


@record
class IssueComment:
    """A comment that is there. ``author`` is None where GitHub names nobody; ``url`` is what a person opens."""

    id: int
    author: Login | None
    body: str
    url: str
