"""What was read of one pull request, piece by piece, until it can be handed over as a fact."""

from collections.abc import Container
from dataclasses import field, replace
from datetime import datetime
from typing import Self

from tracker.facts.activity import FileChange, Participation, PullRequest
from tracker.facts.lgtm import Holders, in_force
from tracker.facts.people import Login
from tracker.record import record
from tracker.sources.talk import INLINE, Talk, TalkCursor

#: How many of its changed files.
FIRST_FILES = 100


@record
class Item:
    """A pull request, where reading its changed files goes on (None: nowhere), and what was read of its conversation.

    ``talk`` is the newest part of the conversation, and its beginning up to ``cursor``; ``counted`` are those whose
    inline comments are known, with the commands in them.
    """

    pull_request: PullRequest
    files_after: str | None = None
    talk: Talk = field(default_factory=Talk)
    cursor: TalkCursor = field(default_factory=TalkCursor)
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

    def until(self, moment: datetime, bots: Container[Login]) -> Self:
        """As it stood at a moment, with what humans had said by then; the very same where nothing has changed since."""
        talk = self.talk.until(moment, bots)
        changed = _as_it_was(self.pull_request, moment, bots)
        same = talk is self.talk and changed is self.pull_request
        return self if same else replace(self, pull_request=changed, talk=talk)

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
            key: one for key, one in self.talk.commands.items() if one.by not in people or INLINE not in one.url
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
            pull_request=self.pull_request, files_after=self.files_after, talk=self.talk, counted=self.counted, me=me
        )


@record
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


def _as_it_was(found: PullRequest, moment: datetime, bots: Container[Login]) -> PullRequest:
    """The very same where nothing has changed since a moment."""
    bot = found.author_is_bot or found.author in bots
    if found.updated_at <= moment:
        return found if bot == found.author_is_bot else replace(found, author_is_bot=bot)
    closed, merged = (at if at and at <= moment else None for at in (found.closed_at, found.merged_at))
    return replace(found, author_is_bot=bot, updated_at=moment, closed_at=closed, merged_at=merged)
