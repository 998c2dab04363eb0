"""``--format request`` and ``--format nomination``: what they need, and what is said when nothing is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.cli.streams import say
from tracker.cli.unfinished import summary
from tracker.errors import NothingWritten, UsageError
from tracker.facts.people import Login
from tracker.facts.scopes import Scope
from tracker.findings.papers import Paper
from tracker.ladder import Ladder
from tracker.reports import PAPERWORK
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.findings.cohort import Cohort
    from tracker.findings.paperwork import Paperwork
    from tracker.findings.report import Report

_NAMES = {Paper.REQUEST: "membership request", Paper.NOMINATION: "nomination"}


def paper_of(name: str, scopes: Sequence[Scope], ladder: Ladder) -> Paper | None:
    """What a format asks to be written; None for a format that is a report.

    Raises:
        UsageError: a place is missing, or these rules know no form.
    """
    paper = Paper(name) if name in PAPERWORK else None
    if paper is Paper.REQUEST and ladder.files.request_form is None:
        raise UsageError(f"{ladder.name} has no form of requests", hint="Leave out --ladder, or --format request.")
    if paper is Paper.NOMINATION and len(scopes) != 1:
        hint = "Add --scope OWNER/REPO[:PATH], once: the directory whose OWNERS file is to name the person."
        raise UsageError("a nomination is for one place", hint=hint)
    return paper


def tell_missing(result: "Report | Cohort") -> None:
    """Say for whom nothing was written, and why.

    Raises:
        NothingWritten: it was written for nobody.
    """
    refused = [one for one in result.everybody if one.paperwork and not one.paperwork.written]
    lines = [_why(one.contributor.login, one.paperwork) for one in refused if one.paperwork]
    if refused and len(refused) == len(result.everybody):
        names = " ".join(str(one.contributor.login) for one in refused)
        raise NothingWritten(
            ". ".join(summary(lines)), hint=f"`ladder-check {names}` shows where things stand, and what comes next."
        )
    for line in summary(lines):
        say(Message(f"Note: {line}"))


def _why(login: Login, paperwork: "Paperwork") -> str:
    name = _NAMES[paperwork.paper]
    if paperwork.needless:
        return f"{login} needs no {name}: {paperwork.needless}"
    return f"no {name} for {login} yet, missing: {'; '.join(paperwork.missing)}"
