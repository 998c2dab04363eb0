"""How sponsors confirm a membership request: the ``+1`` in its thread, and what may take one back.

Source: kubernetes/community, ``community-membership.md`` (sponsors reply ``+1``), and issues of kubernetes/org since 2018.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tracker.facts.people import Login
from tracker.facts.prose import visible, without_html_comments

_THUMB = r":\+1:|:thumbsup:|👍"
_CERTAIN = re.compile(rf"(?:\+1(?!\w|\.\d)|{_THUMB}|/(?:lgtm|approve)(?![\w-]))", re.IGNORECASE)
_PROBABLE = re.compile(rf"(?<![\w+.])\+1(?!\.?\d)|{_THUMB}", re.IGNORECASE)
# "I cannot +1 this" holds the sign and says the contrary.
_DENIAL = re.compile(r"\b(?:not|cannot|never|unable|withdraw)\b|n['\u2019]t\b", re.IGNORECASE)
_TAKES_BACK = re.compile(r"/(?:remove-(?:lgtm|approve)|(?:lgtm|approve)\s+cancel)(?![\w-])", re.IGNORECASE)
# What a sponsor says later may take the sign back without a command: only a person can tell.
_SECOND_THOUGHT = re.compile(
    rf"{_DENIAL.pattern}|(?<![\w+-])-1(?!\w|\.\d)|:-1:|👎|\b(?:hold|wait|retract|revoke|withdrawn?|sorry|instead)\b",
    re.IGNORECASE,
)
_EMPHASIS = "*_ "
# What makes a sign one with a condition, or one to something else, where it stands in the same sentence.
_CONDITION = re.compile(
    rf"{_DENIAL.pattern}|\b(?:after|assuming|but|conditional(?:ly)?|except|hold|if|once|pending|provided|unless|until|wait|when)\b"
    r"|\+1 to (?!sponsor|membership|this)",
    re.IGNORECASE,
)
# What takes a sign of the same comment back, on a line of its own.
_BESIDE = re.compile(r"/hold(?![\w-])|-1(?!\w|\.\d)|:-1:|👎", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class Strength(StrEnum):
    """How plainly a comment confirms: at the start of a line, or somewhere in a sentence."""

    CERTAIN = "certain"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on the issue. ``by`` is None for a deleted account."""

    by: Login | None
    at: datetime
    url: str
    text: str
    bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A ``+1``. ``named`` is False where the request does not name its author as a sponsor.

    ``doubted`` is the address of a later comment by the same person that may take it back, in whatever words.
    """

    by: Login
    at: datetime
    url: str
    strength: Strength
    named: bool
    doubted: str | None = None


def flagged(said: Mapping[Login, Confirmation], *, named: Container[Login]) -> dict[Login, Confirmation]:
    """The confirmations that count, oldest first: those by others only where they are plain.

    Whoever looks after the requests may ask the sponsors for a ``+1``, which is none.
    """
    kept = (one for one in said.values() if one.by in named or one.strength is Strength.CERTAIN)
    return {one.by: replace(one, named=one.by in named) for one in sorted(kept, key=lambda one: one.at)}


def confirmations_in(comments: Iterable[Comment], *, ignored: frozenset[Login]) -> dict[Login, Confirmation]:
    """The plainest confirmation by each login, of those that it did not take back later."""
    said: dict[Login, Confirmation] = {}
    for comment in sorted(comments, key=lambda comment: comment.at):
        by = comment.by
        if by is None or comment.bot or by in ignored or by.key.endswith("[bot]"):
            continue
        paragraphs = list(_paragraphs(comment.text))
        lines = [line for one in paragraphs for line in one]
        strength = _strength(lines)
        doubted = comment.url if _has_condition(paragraphs) else None
        if any(_TAKES_BACK.match(line) for line in lines):
            said.pop(by, None)
        elif strength and (by not in said or _is_plainer(strength, doubted, said[by])):
            said[by] = Confirmation(
                by=by, at=comment.at, url=comment.url, strength=strength, named=False, doubted=doubted
            )
        elif by in said and (doubted or any(map(_SECOND_THOUGHT.search, lines))):
            said[by] = replace(said[by], doubted=comment.url)
    return said


def _is_plainer(strength: Strength, doubted: str | None, before: Confirmation) -> bool:
    """Whether a sign is plain and without conditions, and the one before it was not."""
    plain = strength is Strength.CERTAIN and doubted is None
    return plain and (before.strength is Strength.PROBABLE or before.doubted is not None)


def _paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of a comment, by paragraph, that everybody sees and that its author says: no quotes, no code."""
    paragraph: list[str] = []
    fence = ""
    for line in without_html_comments(visible(text)).partition("<!--")[0].splitlines():
        mark = _FENCE.match(line)
        if fence or mark:
            closes = mark is not None and mark[1].startswith(fence)
            fence = "" if fence and closes else fence or (mark[1] if mark else "")
        elif line.strip() and not line.strip().startswith(">"):
            paragraph.append(line.strip())
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _has_condition(paragraphs: Iterable[Sequence[str]]) -> bool:
    """Whether the sentence of every plain sign says when it holds, or a line beside it takes it back."""
    every = list(paragraphs)
    signs = [list(_sentences(one)) for one in every]
    sentences = [sentence for one in signs for sentence in one]
    beside = any(_BESIDE.match(line.lstrip(_EMPHASIS)) for one in every for line in one)
    return bool(sentences) and (beside or all(map(_CONDITION.search, sentences)))


def _sentences(paragraph: Sequence[str]) -> Iterator[str]:
    """From each plain sign in a paragraph to the end of its sentence."""
    for n, line in enumerate(paragraph):
        if _CERTAIN.match(line.lstrip(_EMPHASIS)):
            yield _SENTENCE_END.split(" ".join(paragraph[n:]), maxsplit=1)[0]


def _strength(lines: Iterable[str]) -> Strength | None:
    """How plainly lines that are no quotes confirm; None where they do not."""
    if any(_CERTAIN.match(line.lstrip(_EMPHASIS)) for line in lines):
        return Strength.CERTAIN
    probable = any(_PROBABLE.search(line) and not _DENIAL.search(line) for line in lines)
    return Strength.PROBABLE if probable else None
