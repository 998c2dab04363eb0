"""The comments on one issue, read and written: the only place where this program changes anything on GitHub."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import NothingChecked, SourceError, TokenError
from tracker.facts.issues import IssueComment, IssueRef
from tracker.facts.people import Login
from tracker.sources.github.api.answers import understanding
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.question import Question
from tracker.sources.github.api.responses import Forbidden, OutcomeUnknown, Reply
from tracker.sources.github.records import Json

#: Whose token it is. REST does not tell the tokens of GitHub Actions.
VIEWER = Question(field="viewer { login }", values={}, name="viewer")
_PAGE = 100
#: Pages of comments: GitHub takes no more than 2,500 on an issue ("Commenting is disabled on issues with more than …").
_PAGES = 30
#: Seconds between two things that are written, as GitHub asks of who writes several.
_BETWEEN = 1.0
_MAY_WRITE = (
    "In GitHub Actions the job needs `permissions: issues: write`; elsewhere the token needs to be allowed to write "
    "issues (public_repo, or Issues: read and write)."
)


class IssueComments:
    """The comments on an issue, as the owner of the client's token sees them."""

    def __init__(self, client: GitHubClient, issue: IssueRef) -> None:
        self._client = client
        self._issue = issue
        self._wrote = False

    def viewer(self) -> Login:
        """Whose token it is.

        Raises:
            NothingChecked: GitHub does not answer, or refuses the token.
        """
        (found,) = Batch(self._client, 1, "Viewer", apart=True).all({"viewer": VIEWER}).values()
        if not found.data:
            raise SourceError(f"GitHub does not say whose token it is: {found.reason}", hint="Try again later.")
        with understanding():
            return Login.parse(found.data["login"])

    def check(self) -> None:
        """See that the issue is there and takes comments, as far as reading can tell.

        Raises:
            NothingChecked: there is no such issue, it moved, or it is a pull request.
        """
        found = self._read("").record
        url = str(found["html_url"])
        if "pull_request" in found:
            raise NothingChecked(f"{self._issue} is a pull request", hint="Name an issue that is kept for reports.")
        if urlsplit(url).path.casefold() != f"/{self._issue.repo}/issues/{self._issue.number}".casefold():
            raise NothingChecked(f"{self._issue} moved to {url}", hint="Name it by where it is now.")

    def all(self) -> tuple[IssueComment, ...]:
        """Every comment, oldest first.

        Raises:
            NothingChecked: as in ``check``; or there are more than GitHub takes, and so perhaps no end of them.
        """
        found: dict[int, IssueComment] = {}  # a page may repeat what was on the one before, where one was deleted
        for number in range(1, _PAGES + 1):
            rows: Any = self._read("/comments", per_page=_PAGE, page=number).json
            with understanding():
                found |= {comment.id: comment for comment in map(_comment, rows)}
                if len(rows) < _PAGE:
                    return tuple(found.values())
        message = f"{self._issue} has more than {_PAGES * _PAGE:,} comments"
        raise SourceError(message, hint="Name an issue that is kept for reports.")

    def add(self, body: str) -> IssueComment:
        """Write a new comment.

        Raises:
            NothingChecked: it was not written, or it is not known whether it was.
        """
        return self._write("POST", f"{self._path}/comments", body)

    def change(self, comment: IssueComment, body: str) -> IssueComment:
        """Give a comment another text.

        Raises:
            NothingChecked: as in ``add``.
        """
        return self._write("PATCH", f"/repos/{self._issue.repo}/issues/comments/{comment.id}", body)

    @property
    def _path(self) -> str:
        return f"/repos/{self._issue.repo}/issues/{self._issue.number}"

    def _read(self, rest: str, **parameters: int) -> Reply:
        reply = self._client.get(self._path + rest, {**parameters})
        if reply.status != HTTPStatus.OK:
            raise self._unread(reply)
        return reply

    def _write(self, method: str, path: str, body: str) -> IssueComment:
        if self._wrote:
            self._client.settings.retry_policy.sleep(_BETWEEN)
        self._wrote = True
        try:
            reply = self._client.write(method, path, {"body": body})
        except Forbidden as error:
            raise self._forbidden(error) from None
        except OutcomeUnknown as error:
            raise SourceError(
                f"it is not known whether a comment on {self._issue} was written: {error.message}",
                hint="Run it again: what was written is found by its mark, and not written twice.",
            ) from None
        if reply.status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise self._unwritten(reply)
        with understanding():
            return _comment(reply.record)

    def _forbidden(self, error: Forbidden) -> NothingChecked:
        if "is locked" in error.message:
            return SourceError(f"{self._issue} is locked", hint="Unlock its conversation, or name another issue.")
        if "was archived" in error.message:
            return SourceError(f"{self._issue} is in an archived repository", hint="Name another issue.")
        return TokenError(f"the token may not comment on {self._issue}: {error.message}", hint=_MAY_WRITE)

    def _unread(self, reply: Reply) -> NothingChecked:
        if reply.status == HTTPStatus.NOT_FOUND:
            hint = "Check the name; a token that may not see the repository gets the same answer."
            return NothingChecked(f"GitHub knows no issue {self._issue}", hint=hint)
        if reply.status == HTTPStatus.GONE:
            return NothingChecked(f"{self._issue} was deleted, or issues are turned off", hint="Name another issue.")
        return SourceError(f"GitHub did not show {self._issue}: {self._said(reply)}", hint="Try again later.")

    def _unwritten(self, reply: Reply) -> NothingChecked:
        if (
            reply.status == HTTPStatus.NOT_FOUND
        ):  # the issue could be read, and GitHub does not say that a permission is missing
            return TokenError(f"the token may not comment on {self._issue}: {self._said(reply)}", hint=_MAY_WRITE)
        if reply.status == HTTPStatus.GONE:
            return self._unread(reply)
        return SourceError(f"GitHub did not take a comment on {self._issue}: {self._said(reply)}")

    def _said(self, reply: Reply) -> str:
        details = [problem.message for problem in reply.problems]
        return self._client.settings.redact(
            "; ".join([f"status {reply.status}", *filter(None, [reply.message]), *details])
        )


def _comment(row: Json) -> IssueComment:
    author = row["user"]
    return IssueComment(
        id=row["id"],
        author=Login.maybe(author["login"]) if author else None,
        body=row["body"] or "",
        url=row["html_url"],
    )
