"""Numbers what a world holds, and files it under names, owners and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standin.world.items import Item, Pull
from standin.world.values import COMMENT_BASE, REVIEW_BASE, REVIEW_COMMENT_BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standin.world.items import Comment, Review, ReviewComment
    from standin.world.world import World


def number_items(world: World) -> dict[str, int]:
    """Give items, reviews and comments their ids, in order. How many of each there are is given back."""
    reviews = comments = review_comments = 0
    for idx, item in enumerate(world.items):
        item.idx = idx
        world.review_starts.append(reviews)
        world.comment_starts.append(comments)
        world.review_comment_starts.append(review_comments)
        shown = item.reviews if isinstance(item, Pull) else ()
        comments = _number(item.comments, COMMENT_BASE, comments)
        reviews = _number(shown, REVIEW_BASE, reviews)
        for review in shown:
            review_comments = _number(review.comments, REVIEW_COMMENT_BASE, review_comments)
    world.review_starts.append(reviews)
    world.comment_starts.append(comments)
    world.review_comment_starts.append(review_comments)
    return {"reviews": reviews, "comments": comments, "reviewComments": review_comments}


def _number(records: Sequence[Comment | Review | ReviewComment], base: int, start: int) -> int:
    for place, record in enumerate(records, start):
        record.id = base + place
    return start + len(records)


def index_item(world: World, item: Item) -> None:
    """File an item under everybody and everything that a search may name."""
    reviews = item.reviews if isinstance(item, Pull) else ()
    commenters = [c.author for c in item.comments] + [r.author for r in reviews if r.body or r.comments]
    for index, names in (
        (world.by_author, [item.author]),
        (world.by_reviewer, [r.author for r in reviews]),
        (world.by_commenter, commenters),
        (world.by_assignee, item.assignees),
        (world.by_owner, [item.repo.owner.key]),
        (world.by_repo, [item.repo.key]),
        (world.by_label, item.labels),
    ):
        for name in dict.fromkeys(name.lower() for name in names if name):
            index.setdefault(name, []).append(item)
