"""``ladder publish --issue OWNER/REPO#N FILE``: a report as comments on one issue, updated in place."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.cli.connect import caller, given_token
from tracker.cli.ladder import PublishOptions
from tracker.cli.streams import say, show
from tracker.cli.terminal import Progress
from tracker.entry.connect import settings_for
from tracker.entry.options import whole
from tracker.entry.token import sign_in
from tracker.errors import TokenError, UsageError
from tracker.facts.issues import IssueRef
from tracker.reports.markdown.comments import Deed, Step, bodies, plan
from tracker.reports.markdown.fitting import length
from tracker.reports.markdown.layout import is_report
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.issue_comments import IssueComments
from tracker.visible import Message

_NAME = re.compile(r"[A-Za-z0-9-]{1,50}")
_HINT = "Name a file that ladder-check --format comments or --format markdown wrote."
_DONE = {Deed.ADD: "added", Deed.CHANGE: "changed", Deed.EMPTY: "emptied", Deed.LEAVE: "same"}


def run_publish(options: PublishOptions) -> None:
    """Write the report's comments, or say what would be written.

    Raises:
        LadderCheckError: it cannot be done, or not be known whether it was, and why.
    """
    if not _NAME.fullmatch(options["name"]):
        raise UsageError(
            f"{options['name']!r} cannot name a report", hint="A name has up to 50 letters, digits and dashes."
        )
    text = _read(options["file"])
    person = caller(Progress(quiet=options["quiet"]), given_token(token_stdin=options["token_stdin"]))
    settings = settings_for(whole(api_url=options["api_url"]), person)
    _check_host(options["issue"], settings.endpoints.host)
    made = bodies(text, options["name"], settings.endpoints.host)
    if options["write"]:
        _write(options, made, settings)
        return
    _show(options, made, settings)
    if not options["quiet"]:
        say(Message("Nothing was written. To write it, say --write."))


def _read(file: Path) -> str:
    """The report in a file. Raises UsageError for a page, a paper or somebody's notes: they are not for an issue."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise UsageError(f"cannot read {file}: {why}", hint=_HINT) from None
    if not text.strip():
        raise UsageError("there is nothing in the report", hint="Look at what the command that wrote it said.")
    if not is_report(text):
        raise UsageError(f"{file} is no report of ladder-check", hint=_HINT)
    return text


def _check_host(issue: IssueRef, host: str) -> None:
    if issue.host not in {None, host}:
        raise UsageError(
            f"{issue} is on {issue.host}, and {host} is asked", hint="Name the server of the issue with --api-url."
        )


def _write(options: PublishOptions, made: Sequence[str], settings: Settings) -> None:
    if settings.token is None:
        raise TokenError("comments cannot be written without a token", hint=sign_in(settings.endpoints.api_host))
    comments = IssueComments(GitHubClient(settings), options["issue"])
    for step in _planned(options, made, comments):
        show(Message(f"{_DONE[step.deed]} {_done(step, comments)}"))


def _planned(options: PublishOptions, made: Sequence[str], comments: IssueComments) -> tuple[Step, ...]:
    """The steps, for comments of our own alone: a mark that somebody else wrote means nothing."""
    comments.check()
    viewer = comments.viewer()
    return plan(made, options["name"], [comment for comment in comments.all() if comment.author == viewer])


def _done(step: Step, comments: IssueComments) -> str:
    """Do what is to be done; the address of the comment."""
    if step.comment is None:
        return comments.add(step.body).url
    return step.comment.url if step.deed is Deed.LEAVE else comments.change(step.comment, step.body).url


def _show(options: PublishOptions, made: Sequence[str], settings: Settings) -> None:
    """What would be done, then the texts that would be written."""
    if settings.token is None:
        for line in _unknowing(options, made):
            show(Message(line))
        shown = made
    else:
        steps = _planned(options, made, IssueComments(GitHubClient(settings), options["issue"]))
        for step in steps:
            show(Message(_would(options, step)))
        shown = [step.body for step in steps if step.deed is not Deed.LEAVE]
    for body in shown:
        show(Message.block(f"\n{body}"))


def _unknowing(options: PublishOptions, made: Sequence[str]) -> Iterator[str]:
    """Without a token nobody's comments are our own."""
    for part, body in enumerate(made, start=1):
        yield f"would add or change comment {part} of {len(made)} on {options['issue']} ({length(body):,} characters)"


def _would(options: PublishOptions, step: Step) -> str:
    if step.comment is None:
        return f"would add a comment on {options['issue']} ({length(step.body):,} characters)"
    if step.deed is Deed.LEAVE:
        return f"same {step.comment.url}"
    return f"would {step.deed} {step.comment.url} ({length(step.body):,} characters)"
