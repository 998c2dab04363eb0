"""What was read of one pull request, piece by piece, until it can be handed over as a fact."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Self

from tracker.facts.activity import Conversation, FileChange, Participation, PullRequest, Review
from tracker.facts.commands import ROBOTS_ANSWERS, Command
from tracker.facts.lgtm import Holders, in_force
from tracker.facts.people import Login

#: How many of somebody's newest reviews of a pull request are read with their inline comments at first.
OWN_REVIEWS = 4
#: How many of its changed files.
FIRST_FILES = 100
#: What the address of an inline comment ends with.
_INLINE = "#discussion_r"

Reviews = Mapping[str, Review]
Commands = Mapping[tuple[str, str], Command]

_at = attrgetter("at")


@dataclass(frozen=True, slots=True, kw_only=True)
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
        commands = {key: one for key, one in self.commands.items() if one.by == login or _INLINE not in one.url}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkCursor:
    """How far a conversation was read from its beginning: GitHub's cursors, None for nothing, empty for all there is."""

    reviews: str | None = None
    remarks: str | None = None

    @property
    def at_end(self) -> bool:
        return self.reviews == "" == self.remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A pull request, where reading its changed files goes on (None: nowhere), and what was read of its conversation.

    ``talk`` is the newest part of the conversation, and its beginning up to ``cursor``; ``counted`` are those whose
    inline comments are known, with the commands in them.
    """

    pull_request: PullRequest
    files_after: str | None = None
    talk: Talk = field(default_factory=Talk)
    cursor: TalkCursor = TalkCursor()
    counted: frozenset[Login] = frozenset()

    @property
    def id(self) -> str:
        return self.pull_request.id

    @property
    def repo(self) -> str:
        return self.pull_request.repo

    def as_read_for(self, login: Login, *, counted: bool, listed: bool) -> Self:
        """As a first reading for one person shows it, whatever was read of it for others since.

        With everybody's inline comments where they were ``counted`` for this person, all files where they were
        ``listed``: so that what is said of somebody does not depend on who else was read.
        """
        own = self.pull_request.author == login
        talk = self.talk if counted else self.talk.as_read_for(None if own else login)
        short = listed or len(self.pull_request.files) <= FIRST_FILES
        changed = (
            self.pull_request if short else replace(self.pull_request, files=self.pull_request.files[:FIRST_FILES])
        )
        same = talk is self.talk and changed is self.pull_request
        return self if same else replace(self, talk=talk, pull_request=changed)

    def with_files(self, files: tuple[FileChange, ...], after: str | None) -> Self:
        """The same with more of its changed files."""
        changed = replace(self.pull_request, files=self.pull_request.files + files)
        return replace(self, pull_request=changed, files_after=after)

    @property
    def to_read_on(self) -> bool:
        """Whether there is more of its conversation to be read."""
        return not (self.talk.complete or self.cursor.at_end)

    @property
    def read_in_part(self) -> bool:
        """Whether its conversation was read from its beginning, and not to its end."""
        return not self.talk.complete and self.cursor != TalkCursor()

    def with_page(self, start: Talk, cursor: TalkCursor, *, reviews: int, remarks: int) -> Self:
        """The same with the next page from the beginning of its conversation, of so many reviews and comments."""
        talk = Talk(
            reviews=self.talk.counted(start.reviews),
            commands={**start.commands, **self.talk.commands},
            reviews_left=max(0, self.talk.reviews_left - reviews),
            remarks_left=max(0, self.talk.remarks_left - remarks),
        )
        return replace(self, talk=talk, cursor=cursor)

    def with_counts(self, counted: Talk) -> Self:
        """The same with the inline comments of its reviews counted, and read for commands."""
        talk = replace(
            self.talk,
            reviews=self.talk.counted(counted.reviews),
            commands={**self.talk.commands, **counted.commands},
            reviews_left=min(self.talk.reviews_left, counted.reviews_left),
        )
        return replace(self, talk=talk, counted=self.counted | {review.by for review in talk.reviews.values()})

    def without_details_of(self, people: Container[Login]) -> Self:
        """The same without the inline comments of some people's reviews."""
        reviews = {
            url: replace(one, comments=None) if one.by in people else one for url, one in self.talk.reviews.items()
        }
        commands = {
            key: one for key, one in self.talk.commands.items() if one.by not in people or _INLINE not in one.url
        }
        counted = frozenset(login for login in self.counted if login not in people)
        return replace(self, talk=replace(self.talk, reviews=reviews, commands=commands), counted=counted)

    def with_earlier(self, known: "Item") -> Self:
        """The same with what was read of it before, where it has not changed since."""
        if known.pull_request.updated_at != self.pull_request.updated_at:
            return self
        files = max(self.pull_request.files, known.pull_request.files, key=len)
        longer = files is known.pull_request.files
        further = known if known._talk_left() < self._talk_left() else self  # noqa: SLF001 - it is one of us
        talk = Talk(
            reviews=self.talk.counted(known.talk.reviews) | known.talk.counted(self.talk.reviews),
            commands={**known.talk.commands, **self.talk.commands},
            reviews_left=min(self.talk.reviews_left, known.talk.reviews_left),
            remarks_left=min(self.talk.remarks_left, known.talk.remarks_left),
        )
        return replace(
            self,
            pull_request=replace(self.pull_request, files=files),
            files_after=known.files_after if longer else self.files_after,
            talk=talk,
            cursor=further.cursor,
            counted=self.counted | known.counted,
        )

    def _talk_left(self) -> tuple[int, bool]:
        """How much of its conversation is not known; and whether nothing was read from its beginning."""
        return self.talk.reviews_left + self.talk.remarks_left, self.cursor == TalkCursor()

    def as_own(self) -> "Item":
        """As its author sees it: what everybody else said."""
        talk = self.talk.without(self.pull_request.author)
        return self if talk is self.talk else replace(self, talk=talk)

    def as_thread(self, me: Login) -> "Thread":
        """As somebody sees it who took part in it."""
        return Thread(
            pull_request=self.pull_request,
            files_after=self.files_after,
            talk=self.talk,
            counted=self.counted,
            me=me,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread(Item):
    """A pull request by somebody else that a person took part in."""

    me: Login

    @property
    def uncounted(self) -> bool:
        """Whether inline comments may matter and are not counted.

        They do where somebody's are to be compared with the person's own: on a merged pull request for which nobody's
        ``/lgtm`` was in force.
        """
        if not self.pull_request.merged or frozenset() not in self._lgtm_in_force():
            return False
        reviews = self.talk.reviews.values()
        own = [review.comments for review in reviews if review.by == self.me]
        if not any(comments is None or comments for comments in own):
            return False
        return None in own or any(review.comments is None for review in reviews if review.by != self.me)

    def _lgtm_in_force(self) -> frozenset[Holders | None]:
        """Whose it may have been, as far as it is known; reading on may change it."""
        known = replace(self.talk, reviews_left=0, remarks_left=0)
        return in_force(self.pull_request, known.conversation())

    def participation(self) -> Participation:
        """The fact: the person's own part, and everybody's conversation, oldest first."""
        conversation = self.talk.conversation()
        return Participation(
            pull_request=self.pull_request,
            mine=tuple(review for review in conversation.reviews if review.by == self.me),
            commands=tuple(command for command in conversation.commands if command.by == self.me),
            conversation=conversation,
        )
