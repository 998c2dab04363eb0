"""Who was the primary reviewer of a pull request.

Source: the community's documents ask for it and do not define it; the reading is the ladder's ``primary`` definition:
the human, not the author, whose /lgtm was in force at the merge; where nobody's was, the reviewer with the most
review comments. Several can share the latter.
"""

from collections import defaultdict
from dataclasses import replace

from tracker.criteria.definitions import Definitions
from tracker.facts.activity import Conversation, Participation, PullRequest
from tracker.facts.commands import ROBOTS_ANSWERS
from tracker.facts.lgtm import Holders, in_force
from tracker.facts.people import Login


def is_primary(login: Login, participation: Participation, definitions: Definitions) -> bool | None:
    """Whether a person was the primary reviewer; None where too little of the conversation is known.

    What Prow refused, or a push took away, was not in force. It stays a review (``Participation.reviewed``): anybody
    may review, and only a member's word counts for the merge.
    """
    pull_request = participation.pull_request
    if not pull_request.merged or pull_request.author_is_bot or pull_request.author == login:
        return False
    if (conversation := participation.conversation) is None:
        return None
    approvals = definitions.primary.counts_approval(pull_request.repo)
    possible = in_force(pull_request, _of_humans(conversation, definitions), approvals=approvals)
    answers = {_by(holders, login, participation, definitions) for holders in possible}
    return answers.pop() if len(answers) == 1 else None


def _by(holders: Holders | None, login: Login, participation: Participation, definitions: Definitions) -> bool | None:
    if holders is None or (conversation := participation.conversation) is None:
        return None
    return login in holders if holders else _most_comments(login, participation, conversation, definitions)


def _of_humans(conversation: Conversation, definitions: Definitions) -> Conversation:
    """The same without what robots gave, but for Prow's answers."""
    said = (one for one in conversation.commands if one.kind in ROBOTS_ANSWERS or one.by not in definitions.bots)
    reviews = (review for review in conversation.reviews if review.by not in definitions.bots)
    return replace(conversation, commands=tuple(said), reviews=tuple(reviews))


def _may_review(login: Login, pull_request: PullRequest, definitions: Definitions) -> bool:
    return login != pull_request.author and login not in definitions.bots


def _most_comments(
    login: Login, participation: Participation, conversation: Conversation, definitions: Definitions
) -> bool | None:
    own = [review.comments for review in participation.mine]
    if None in own:
        return None
    mine = sum(filter(None, own))
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
