"""Prow's commands, as Prow reads them, and what its robot answers.

Source: kubernetes-sigs/prow, ``pkg/plugins/lgtm``, ``pkg/plugins/approve`` and ``pkg/plugins/respond.go``: a command is
a whole line that begins in the first column, so a quoted line (``> /lgtm``) is none; lines in code blocks do count.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from tracker.facts.people import Login
from tracker.record import record

# What Go takes for white space, and for letters without regard to case, is of ASCII here.
_GO = re.MULTILINE | re.ASCII
_LGTM = re.compile(r"^/lgtm(?: no-issue)?\s*$", re.IGNORECASE | _GO)
_LGTM_CANCEL = re.compile(r"^/(?:remove-lgtm|lgtm cancel)\s*$", re.IGNORECASE | _GO)
_ANY_COMMAND = re.compile(r"^/([^\s]+)[\t ]*([^\n\r]*)", _GO)
# The robot's answer begins with these words; below them it quotes what it answers, and links to it.
_REFUSAL = re.compile(r"(?:@([\w.-]{1,100}):? )?(?:changing|adding) LGTM is restricted to ", re.IGNORECASE)
_ANSWERS = re.compile(r"^In response to \[this\]\(([^()\s]{1,500})\):", re.MULTILINE)
_PUSHED = "New changes are detected. LGTM label has been removed."


class CommandKind(StrEnum):
    """The commands that say something about a review, and what became of them."""

    LGTM = "lgtm"
    LGTM_CANCEL = "lgtm cancel"
    APPROVE = "approve"
    APPROVE_CANCEL = "approve cancel"
    LGTM_REFUSED = "lgtm refused"
    """Prow's robot refused the command at this address."""
    LGTM_REMOVED = "lgtm removed"
    """Prow's robot took the label away, because of a push."""
    EDITED = "edited"
    """The comment at this address was edited: Prow read it as it was first, which nobody can see any more."""


#: What only Prow's robot can say.
ROBOTS_ANSWERS = frozenset({CommandKind.LGTM_REFUSED, CommandKind.LGTM_REMOVED})
#: What Prow reads as a change of the label ``lgtm``.
LGTM_COMMANDS = frozenset({CommandKind.LGTM, CommandKind.LGTM_CANCEL})


@record
class Command:
    """One command that somebody gave on a pull request, or what became of one.

    ``at`` is when the comment was written, and ``url`` its address; of a refusal it is the address of what was refused.
    """

    kind: CommandKind
    by: Login
    at: datetime
    url: str

    @property
    def anchor(self) -> str:
        """What tells the comment from others, whatever its repository was called at the time."""
        return anchor(self.url)


def anchor(url: str) -> str:
    """The part of a comment's or review's address that stays when its repository is renamed."""
    return url.partition("#")[2] or url


def kinds_in(text: str) -> Iterator[CommandKind]:
    """The commands in a comment. Of ``/lgtm`` and its cancel in one text Prow obeys the former alone."""
    if not text.startswith("/") and "\n/" not in text:  # as nearly everywhere: no line begins like a command
        return
    if _LGTM.search(text):
        yield CommandKind.LGTM
    elif _LGTM_CANCEL.search(text):
        yield CommandKind.LGTM_CANCEL
    for word, arguments in _ANY_COMMAND.findall(text):
        if word.lower() == "approve":
            yield CommandKind.APPROVE_CANCEL if "cancel" in arguments.lower() else CommandKind.APPROVE
        elif word.lower() == "remove-approve":
            yield CommandKind.APPROVE_CANCEL


def commands_in(text: str, *, by: Login, at: datetime, url: str, edited: bool = False) -> tuple[Command, ...]:
    """The commands that a comment holds, in Prow's order; and that it was ``edited``, where that may matter."""
    kinds = list(kinds_in(text))
    if edited and not LGTM_COMMANDS.isdisjoint(kinds):
        kinds.append(CommandKind.EDITED)
    return tuple(Command(kind=kind, by=by, at=at, url=url) for kind in kinds)


def answer_in(text: str, earlier: Iterable[Command], *, by: Login, at: datetime, url: str) -> Command | None:
    """What a comment says of the label ``lgtm``, where Prow's robot wrote it (which whoever reads this has to check).

    A refusal links to what it refuses. Where it does not, it is the newest of the ``earlier`` commands, of the person
    whom it names.
    """
    said = text.lstrip()
    if said.startswith(_PUSHED):
        return Command(kind=CommandKind.LGTM_REMOVED, by=by, at=at, url=url)
    refusal = _REFUSAL.match(said)
    if refusal is None:
        return None
    link = _ANSWERS.search(said)
    refused = link[1] if link else _newest(earlier, refusal[1], at)
    return Command(kind=CommandKind.LGTM_REFUSED, by=by, at=at, url=refused) if refused else None


def _newest(earlier: Iterable[Command], name: str | None, at: datetime) -> str | None:
    whose = Login.maybe(name)
    found = [one for one in earlier if one.kind in LGTM_COMMANDS and one.at <= at and whose in {None, one.by}]
    return max(found, key=lambda one: one.at).url if found else None
