"""What was said on a pull request, piece by piece."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from operator import attrgetter

from tracker.facts.activity import Conversation, Review
from tracker.facts.commands import ROBOTS_ANSWERS, Command
from tracker.facts.people import Login
from tracker.record import record

#: How many of somebody's newest reviews of a pull request are read with their inline comments at first.
OWN_REVIEWS = 4
#: What the address of an inline comment ends with.
INLINE = "#discussion_r"

Reviews = Mapping[str, Review]
Commands = Mapping[tuple[str, str], Command]

_at = attrgetter("at")


@record
class Talk:
    """A piece of a conversation: reviews by address, commands by address and kind.

    ``reviews_left`` and ``remarks_left`` are how many reviews and comments this piece leaves out.
    """

    reviews: Reviews = field(default_factory=dict)
    commands: Commands = field(default_factory=dict)
    reviews_left: int = 0
    remarks_left: int = 0

    @property
    def complete(self) -> bool:
        return not (self.reviews_left or self.remarks_left)

    def conversation(self) -> Conversation:
        """The fact: what was said, oldest first."""
        return Conversation(
            reviews=tuple(sorted(self.reviews.values(), key=_at)),
            commands=tuple(sorted(self.commands.values(), key=_at)),
            complete=self.complete,
            every_comment=not self.complete and not self.remarks_left,
        )

    def without(self, author: Login | None) -> "Talk":
        """What everybody else said; the very same where that is all of it."""
        reviews = {key: review for key, review in self.reviews.items() if review.by != author}
        commands = {key: command for key, command in self.commands.items() if command.by != author}
        return self._limited(reviews, commands)

    def until(self, moment: datetime, bots: Container[Login]) -> "Talk":
        """What humans had said by a moment, and what robots answered; the very same where that is all of it."""
        reviews = {key: one for key, one in self.reviews.items() if one.at <= moment and one.by not in bots}
        commands = {key: one for key, one in self.commands.items() if one.at <= moment and _may_say(one, bots)}
        return self._limited(reviews, commands)

    def _limited(self, reviews: Reviews, commands: Commands) -> "Talk":
        """The same with some of what was said. Most talks lose nothing: there may be tens of thousands of them."""
        if len(reviews) == len(self.reviews) and len(commands) == len(self.commands):
            return self
        return replace(self, reviews=reviews, commands=commands)

    def newest_uncounted(self, login: Login) -> bool:
        """Whether the inline comments of somebody's newest reviews are not known."""
        return any(self.reviews[url].comments is None for url in self._newest_of(login))

    def _newest_of(self, login: Login) -> Sequence[str]:
        own = [(review.at, url) for url, review in self.reviews.items() if review.by == login]
        return [url for _, url in sorted(own, reverse=True)[:OWN_REVIEWS]]

    def as_read_for(self, login: Login | None) -> "Talk":
        """What a first reading for one person tells (None: for its author), without what was counted for others."""
        newest = self._newest_of(login) if login else ()
        reviews = {
            url: one if one.comments is None or url in newest else replace(one, comments=None)
            for url, one in self.reviews.items()
        }
        commands = {key: one for key, one in self.commands.items() if one.by == login or INLINE not in one.url}
        same = len(commands) == len(self.commands) and all(reviews[url] is one for url, one in self.reviews.items())
        return self if same else replace(self, reviews=reviews, commands=commands)

    def counted(self, reviews: Reviews) -> dict[str, Review]:
        """Our reviews and these, each with its number of inline comments where either knows it."""
        known = {**self.reviews, **reviews}
        for url, review in self.reviews.items():
            if known[url].comments is None:
                known[url] = review
        return known


def _may_say(command: Command, bots: Container[Login]) -> bool:
    """Whether a command is by a human, or an answer by a robot: anybody could write the words of the other."""
    by_robot = command.by in bots or command.by.key.endswith("[bot]")
    return by_robot is (command.kind in ROBOTS_ANSWERS)


@record
class TalkCursor:
    """How far a conversation was read from its beginning: GitHub's cursors, None for nothing, empty for all."""

    reviews: str | None = None
    remarks: str | None = None

    @property
    def at_end(self) -> bool:
        return self.reviews == "" == self.remarks
