"""What was written to a server. A world may be shared between servers, so it is kept apart from the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standin.world import Comment

if TYPE_CHECKING:
    from standin.world import Item, User

#: Ids of new comments begin here, far from those of a world.
_FIRST = 4_000_000_000


class Desk:
    """What was written to one server: new comments, and new texts of comments that the world has."""

    def __init__(self) -> None:
        self.new: dict[int, list[Comment]] = {}
        self.texts: dict[int, str] = {}
        self._next = _FIRST

    def comments(self, item: Item) -> list[Comment]:
        return [*item.comments, *self.new.get(item.id, [])]

    def add(self, item: Item, author: User, body: str, created: str) -> Comment:
        comment = Comment(item, author.login, created, body)
        comment.id, self._next = self._next, self._next + 1
        self.new.setdefault(item.id, []).append(comment)
        return comment

    def text(self, comment: Comment) -> str:
        return self.texts.get(comment.id, comment.body)
