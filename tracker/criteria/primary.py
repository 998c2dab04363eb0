"""Who was the primary reviewer of a pull request.

Source: the community's documents ask for it and do not define it; the reading is the ladder's ``primary`` definition:
the human, not the author, whose /lgtm was in force at the merge; where nobody's was, the reviewer with the most
review comments. Several can share the latter.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.criteria.definitions import Definitions
from tracker.facts.activity import Conversation, Participation, PullRequest, Review, ReviewState
from tracker.facts.commands import CommandKind
from tracker.facts.people import Login


@dataclass(frozen=True, slots=True, order=True)
class _Word:
    """Somebody's /lgtm, or (``given`` False) its withdrawal."""

    at: datetime
    given: bool
    by: Login


def is_primary(login: Login, participation: Participation, definitions: Definitions) -> bool | None:
    """Whether a person was the primary reviewer; None where too little of the conversation is known."""
    pull_request = participation.pull_request
    merged_at = pull_request.merged_at
    if merged_at is None or pull_request.author_is_bot or pull_request.author == login:
        return False
    if (conversation := participation.conversation) is None:
        return None
    words = sorted(_words(pull_request, merged_at, conversation, definitions))
    if words and words[-1].given:
        return words[-1].by == login or any(w.given and w.at == words[-1].at and w.by == login for w in words)
    if not words and not conversation.complete:
        return None
    return _most_comments(login, participation, conversation, definitions)


def _words(
    pull_request: PullRequest, merged_at: datetime, conversation: Conversation, definitions: Definitions
) -> Iterator[_Word]:
    """What was said for and against the merge, before it. The author's own /lgtm is none; a cancel by anybody holds."""
    for command in conversation.commands:
        if command.at <= merged_at and command.kind in (CommandKind.LGTM, CommandKind.LGTM_CANCEL):
            given = command.kind is CommandKind.LGTM
            if not given or _may_review(command.by, pull_request, definitions):
                yield _Word(command.at, given, command.by)
    if definitions.primary.counts_approval(pull_request.repo):
        reviews = (r for r in conversation.reviews if _may_review(r.by, pull_request, definitions))
        yield from (word for review in reviews for word in _by_review(review, merged_at))


def _by_review(review: Review, merged_at: datetime) -> Iterator[_Word]:
    """Prow, where a repository lets it, reads an approval as /lgtm and a request for changes as its cancel."""
    if review.at <= merged_at and review.state in (ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED):
        yield _Word(review.at, review.state is ReviewState.APPROVED, review.by)


def _may_review(login: Login, pull_request: PullRequest, definitions: Definitions) -> bool:
    return login != pull_request.author and login not in definitions.bots


def _most_comments(
    login: Login, participation: Participation, conversation: Conversation, definitions: Definitions
) -> bool | None:
    mine = sum(review.comments or 0 for review in participation.mine)
    if not mine:
        return False
    others = _comments_by_others(login, participation.pull_request, conversation, definitions)
    known = [count for count in others.values() if count is not None]
    if any(count > mine for count in known):
        return False
    return True if len(known) == len(others) and conversation.complete else None


def _comments_by_others(
    login: Login, pull_request: PullRequest, conversation: Conversation, definitions: Definitions
) -> dict[Login, int | None]:
    """Review comments of each other reviewer; None where one of their reviews was not counted."""
    counts: dict[Login, list[int | None]] = defaultdict(list)
    for review in conversation.reviews:
        if review.by != login and _may_review(review.by, pull_request, definitions):
            counts[review.by].append(review.comments)
    return {by: None if None in found else sum(filter(None, found)) for by, found in counts.items()}
