"""What people did: pull requests, the reviews and commands on them."""

from datetime import datetime
from enum import StrEnum

from tracker.facts.commands import Command, CommandKind
from tracker.facts.people import Login
from tracker.record import record


@record
class FileChange:
    """A file that a pull request changes; lines added and deleted in it."""

    path: str
    additions: int
    deletions: int


@record
class PullRequest:
    """A pull request as it stands now.

    ``author`` is None for a deleted account. ``files`` holds what was read of the changed files; ``changed_files``
    says how many there are, or None where the source does not tell. ``additions`` and ``deletions`` are lines, None
    where the source does not tell (``labels`` may then hold Prow's ``size/*``).
    """

    id: str
    repo: str
    number: int
    url: str
    title: str
    author: Login | None
    author_is_bot: bool = False
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    draft: bool = False
    base: str | None = None
    additions: int | None = None
    deletions: int | None = None
    changed_files: int | None = None
    labels: tuple[str, ...] = ()
    files: tuple[FileChange, ...] = ()

    @property
    def org(self) -> str:
        return self.repo.partition("/")[0]

    @property
    def merged(self) -> bool:
        return self.merged_at is not None

    @property
    def files_complete(self) -> bool:
        return self.changed_files is not None and len(self.files) >= self.changed_files

    def __str__(self) -> str:
        return f"{self.repo}#{self.number}"


class ReviewState(StrEnum):
    """GitHub's states of a submitted review."""

    APPROVED = "APPROVED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    COMMENTED = "COMMENTED"
    DISMISSED = "DISMISSED"


@record
class Review:
    """A submitted review. ``comments`` counts its inline comments; None where they were not asked for."""

    by: Login
    state: ReviewState
    at: datetime
    url: str
    comments: int | None = None


@record
class Conversation:
    """What was said on a pull request by humans, and what Prow answered: submitted reviews and commands, oldest first.

    ``complete`` is False where the source read only a part; ``every_comment`` is True where it read all comments
    nevertheless, but not all reviews.
    """

    reviews: tuple[Review, ...] = ()
    commands: tuple[Command, ...] = ()
    complete: bool = True
    every_comment: bool = False

    @property
    def answers_known(self) -> bool:
        """Whether every answer of Prow's robot is at hand, so that what it did not refuse was obeyed."""
        return self.complete or self.every_comment


@record
class Participation:
    """A pull request by somebody else that the person took part in, and what was said there.

    ``mine`` holds the person's own reviews (with their inline comments counted) and ``commands`` the person's own
    commands, wherever on the pull request they stand. ``conversation`` is everybody's, or None where it was not read.
    """

    pull_request: PullRequest
    mine: tuple[Review, ...] = ()
    commands: tuple[Command, ...] = ()
    conversation: Conversation | None = None

    @property
    def reviewed_at(self) -> datetime | None:
        """When the person last reviewed: a submitted review, ``/lgtm`` or ``/approve``; None for a plain comment."""
        return max(self._reviews, default=None)

    @property
    def first_reviewed_at(self) -> datetime | None:
        """When the person first reviewed, as far as the conversation was read."""
        return min(self._reviews, default=None)

    @property
    def _reviews(self) -> list[datetime]:
        given = (CommandKind.LGTM, CommandKind.APPROVE)
        return [r.at for r in self.mine] + [c.at for c in self.commands if c.kind in given]

    @property
    def reviewed(self) -> bool:
        return self.reviewed_at is not None

    @property
    def lgtm_given(self) -> bool:
        return any(c.kind is CommandKind.LGTM for c in self.commands)
