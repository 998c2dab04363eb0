"""Whose ``/lgtm`` was in force at a merge.

Source: kubernetes-sigs/prow, ``pkg/plugins/lgtm/lgtm.go``. Prow refuses ``/lgtm`` and its cancel by who is no
collaborator of the repository, which in these organizations is who is no member, and answers so; the author may not
give it, but may cancel; a push removes it, and Prow says so. It reads comments as they are written, never as they are
edited later. What Prow refused was never in force, whoever reads it today.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from tracker.facts.activity import Conversation, PullRequest, Review, ReviewState
from tracker.facts.commands import LGTM_COMMANDS, CommandKind, anchor
from tracker.facts.people import Login
from tracker.record import record

#: Whose /lgtm was in force: nobody's, one person's, or that of several who gave it at the same moment.
Holders = frozenset[Login]
_NOBODY: Holders = frozenset()


@record
class Change:
    """Somebody gives /lgtm, or takes it away; not ``certain`` where Prow may not have obeyed."""

    at: datetime
    by: Login
    given: bool
    certain: bool = True


def in_force(
    pull_request: PullRequest, conversation: Conversation, *, approvals: bool = False
) -> frozenset[Holders | None]:
    """Whose /lgtm may have been in force at the merge: one answer where that is certain, else all that are possible.

    None among them: it depends on what was not read. With ``approvals`` a GitHub approval acts as /lgtm.
    """
    changes = [*_by_commands(pull_request, conversation)]
    if approvals:
        changes += _by_reviews(pull_request, conversation)
    merged_at = pull_request.merged_at
    before = [change for change in changes if merged_at and change.at <= merged_at]
    found: set[Holders | None] = set()
    for _, at_once in groupby(sorted(before, key=lambda one: one.at, reverse=True), key=lambda one: one.at):
        same = list(at_once)
        found.update(_outcomes(same))
        if any(change.certain for change in same):
            return frozenset(found)
    return frozenset({*found, _NOBODY if conversation.complete else None})


def _outcomes(same: list[Change]) -> Iterator[Holders]:
    """What may hold after changes of one moment: /lgtm comes after a cancel."""
    sure = frozenset(change.by for change in same if change.given and change.certain)
    perhaps = frozenset(change.by for change in same if change.given and not change.certain)
    if perhaps:
        yield sure | perhaps
    if sure or any(not change.given for change in same):
        yield sure


def _by_commands(pull_request: PullRequest, conversation: Conversation) -> Iterator[Change]:
    refused = _refused(conversation)
    edited = {one.anchor for one in conversation.commands if one.kind is CommandKind.EDITED}
    for command in conversation.commands:
        own = command.by == pull_request.author
        if command.kind is CommandKind.LGTM_REMOVED:
            yield Change(at=command.at, by=command.by, given=False)
        elif command.kind in LGTM_COMMANDS and command.anchor not in refused:
            given = command.kind is CommandKind.LGTM
            certain = command.anchor not in edited and (own or conversation.answers_known)
            if not (own and given):
                yield Change(at=command.at, by=command.by, given=given, certain=certain)


def _by_reviews(pull_request: PullRequest, conversation: Conversation) -> Iterator[Change]:
    """An approval as /lgtm, a request for changes as its cancel; not where the review's text holds a command.

    What a dismissed review had said before is not known.
    """
    passed_over = _refused(conversation) | {one.anchor for one in conversation.commands if one.kind in LGTM_COMMANDS}
    for review in conversation.reviews:
        if review.by != pull_request.author and anchor(review.url) not in passed_over:
            yield from _by_review(review, certain=conversation.answers_known)


def _by_review(review: Review, *, certain: bool) -> Iterator[Change]:
    dismissed = review.state is ReviewState.DISMISSED
    if dismissed or review.state is ReviewState.APPROVED:
        yield Change(at=review.at, by=review.by, given=True, certain=certain and not dismissed)
    if dismissed or review.state is ReviewState.CHANGES_REQUESTED:
        yield Change(at=review.at, by=review.by, given=False, certain=certain and not dismissed)


def _refused(conversation: Conversation) -> frozenset[str]:
    return frozenset(one.anchor for one in conversation.commands if one.kind is CommandKind.LGTM_REFUSED)
