"""Prow's commands, as Prow reads them.

Source: kubernetes-sigs/prow, ``pkg/plugins/lgtm`` and ``pkg/plugins/approve``: a command is a whole line that
begins in the first column, so a quoted line (``> /lgtm``) is none; lines in code blocks do count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.facts.people import Login

_LGTM = re.compile(r"^/lgtm(?: no-issue)?\s*$", re.IGNORECASE | re.MULTILINE)
_LGTM_CANCEL = re.compile(r"^/(?:remove-lgtm|lgtm cancel)\s*$", re.IGNORECASE | re.MULTILINE)
_ANY_COMMAND = re.compile(r"^/([^\s]+)[\t ]*([^\n\r]*)", re.MULTILINE)


class CommandKind(StrEnum):
    """The commands that say something about a review."""

    LGTM = "lgtm"
    LGTM_CANCEL = "lgtm cancel"
    APPROVE = "approve"
    APPROVE_CANCEL = "approve cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command that somebody gave on a pull request. ``at`` is when the comment was written."""

    kind: CommandKind
    by: Login
    at: datetime
    url: str


def kinds_in(text: str) -> Iterator[CommandKind]:
    """The commands in a comment: a cancel in the same text comes last, as Prow handles it."""
    if not text.startswith("/") and "\n/" not in text:  # as nearly everywhere: no line begins like a command
        return
    if _LGTM.search(text):
        yield CommandKind.LGTM
    if _LGTM_CANCEL.search(text):
        yield CommandKind.LGTM_CANCEL
    for word, arguments in _ANY_COMMAND.findall(text):
        if word.lower() == "approve":
            yield CommandKind.APPROVE_CANCEL if "cancel" in arguments.lower() else CommandKind.APPROVE
        elif word.lower() == "remove-approve":
            yield CommandKind.APPROVE_CANCEL


def commands_in(text: str, *, by: Login, at: datetime, url: str) -> tuple[Command, ...]:
    """The commands that a comment holds, in Prow's order."""
    return tuple(Command(kind=kind, by=by, at=at, url=url) for kind in kinds_in(text))
