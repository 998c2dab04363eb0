"""How sponsors confirm a membership request: the ``+1`` in its thread, and what may take one back.

Source: kubernetes/community, ``community-membership.md`` (sponsors reply ``+1``), and issues of
kubernetes/org since 2018.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.facts.people import Login
from tracker.facts.prose import visible, without_html_comments
from tracker.later import Later
from tracker.record import record

# Its patterns take longer to compile than all others here; most runs read no comment.
if TYPE_CHECKING:
    from tracker.facts import plain_yes
else:
    plain_yes = Later("tracker.facts.plain_yes")

_THUMB = r":\+1:|:thumbsup:|👍"
_CERTAIN = re.compile(rf"(?:lgtm[\s,.!:;]+)?(?:\+1(?!\w|\.\d)|{_THUMB}|/(?:lgtm|approve)(?![\w-]))", re.IGNORECASE)
_PROBABLE = re.compile(rf"(?<![\w+.])[+\uff0b][1\uff11](?!\.?\d)|{_THUMB}", re.IGNORECASE)
# Other words for yes: at the beginning of a line, or in the first person.
_IN_OTHER_WORDS = re.compile(
    r"(?:lgtm|[+\uff0b] ?[1\uff11]|plus (?:1|one)"
    r"|(?:yes|confirmed|approved|approve|vouched)(?=[\s,.!]*$))(?![\w.-]*\d|\w)"
    r"|(?:.*\b)??(?:i|we|i['\u2019](?:ll|m|d|ve)|happy|glad|gladly|pleased|honou?red|willing)\b"
    r"(?: \S+){0,5}? (?:sponsor|confirm|vouch|endorse|support|approve)(?:s|d|ed|ing|ship)?\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(r"/(?:remove-(?:lgtm|approve)|(?:lgtm|approve)\s+cancel)(?![\w-])", re.IGNORECASE)
# A sign, or words for one, that a sentence denies: "I cannot +1 this yet". Any other denial is for a person to read.
_DENIED = re.compile(
    r"\b(?:not|never|cannot|unable|no longer|(?:do|did|does|ca|wo|would|could|should|have|has)n['\u2019]?t)"
    r"(?! (?:agree more|be happier|been happier|hesitate|only|wait)\b)(?: [\w'\u2019]+){0,3}"
    rf" (?:[+\uff0b]1|{_THUMB}|/?lgtm|/?approve|sponsor|confirm|vouch|endorse|support)",
    re.IGNORECASE,
)
_EMPHASIS = "*_ "
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class Strength(StrEnum):
    """How plainly a comment confirms: at the start of a line, or somewhere in a sentence."""

    CERTAIN = "certain"
    PROBABLE = "probable"


@record
class Comment:
    """A comment on the issue. ``by`` is None for a deleted account."""

    by: Login | None
    at: datetime
    url: str
    text: str
    bot: bool = False


@record
class Confirmation:
    """A ``+1``. ``named`` is False where the request does not name its author as a sponsor.

    ``doubted`` is the address of a comment by the same person, this one or a later one, that says anything else than
    goes with a plain yes, so that it may not hold: a condition, something else that is meant, second thoughts.
    """

    by: Login
    at: datetime
    url: str
    strength: Strength
    named: bool
    doubted: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nobody has to read it: a sign at the beginning of a line, then and later in plain words."""
        return self.strength is Strength.CERTAIN and self.doubted is None


def flagged(said: Mapping[Login, Confirmation], *, named: Container[Login]) -> dict[Login, Confirmation]:
    """The confirmations that count, oldest first: those by others only where they are plain.

    Whoever looks after the requests may ask the sponsors for a ``+1``, which is none.
    """
    kept = (one for one in said.values() if one.by in named or one.is_plain)
    return {one.by: replace(one, named=one.by in named) for one in sorted(kept, key=lambda one: one.at)}


def confirmations_in(
    comments: Iterable[Comment], *, applicant: Login | None, bots: frozenset[Login]
) -> dict[Login, Confirmation]:
    """The plainest confirmation by each login, of those that it did not take back later.

    The applicant and bots confirm nothing. Whatever else somebody says after a ``+1`` may take it back, also a question
    to the applicant: that is for a person to read.
    """
    said: dict[Login, Confirmation] = {}
    for comment in sorted(comments, key=lambda comment: comment.at):
        by = comment.by
        if by is None or comment.bot or by in bots or by == applicant or by.key.endswith("[bot]"):
            continue
        lines = list(_lines(comment.text))
        doubted = None if plain_yes.is_plain(lines, applicant=applicant) else comment.url
        before, found = said.get(by), _confirmation(comment, by, lines, doubted)
        if any(_TAKES_BACK.match(line) for line in lines):
            said.pop(by, None)
        elif found and (before is None or (found.is_plain and not before.is_plain)):
            said[by] = found
        elif before and doubted:
            said[by] = replace(before, doubted=doubted)
    return said


def _confirmation(comment: Comment, by: Login, lines: Iterable[str], doubted: str | None) -> Confirmation | None:
    if (strength := _strength(lines)) is None:
        return None
    return Confirmation(by=by, at=comment.at, url=comment.url, strength=strength, named=False, doubted=doubted)


def _lines(text: str) -> Iterator[str]:
    """The lines of a comment that everybody sees and its author says.

    No quotes; of code its fences, which are not plain. An indented line may be code: it stands in backquotes.
    """
    fence, quoted = "", False
    for line in without_html_comments(visible(text)).partition("<!--")[0].splitlines():
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
            yield fence
        elif fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif not line.strip() or line.strip().startswith(">"):
            quoted = bool(line.strip())
        elif quoted:  # GitHub shows it in the quote, as people do not mean it who answer by mail
            yield f"> {line.strip()}"
        else:
            yield f"`{line.strip()}`" if line.startswith(("    ", "\t")) else line.strip()


def _strength(lines: Iterable[str]) -> Strength | None:
    """How plainly lines that are no quotes confirm; None where they do not."""
    said = [line.lstrip(_EMPHASIS) for line in lines]
    if any(map(_CERTAIN.match, said)):
        return Strength.CERTAIN
    probable = any(
        (_PROBABLE.search(line) or _IN_OTHER_WORDS.match(line)) and not _DENIED.search(line) for line in said
    )
    return Strength.PROBABLE if probable else None
