"""Types of options: words of the command line turned into values, or refused in one sentence.

Parsers are imported when a word is parsed, so that ``--help`` and ``--version`` need no more than click.
"""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from tracker.errors import LadderCheckError

if TYPE_CHECKING:
    from tracker.cli.also import Also
    from tracker.facts.issues import IssueRef
    from tracker.facts.people import Login
    from tracker.facts.scopes import Scope


def _refused(error: LadderCheckError) -> click.BadParameter:
    return click.BadParameter(f"{error.message}. {error.hint}".strip())


def _login(text: str) -> "Login":
    from tracker.facts.people import Login  # noqa: PLC0415 - see above

    try:
        return Login.parse(text)
    except LadderCheckError as error:
        raise _refused(error) from None


def _scope(text: str) -> "Scope":
    from tracker.facts.scopes import Scope  # noqa: PLC0415 - see above

    try:
        return Scope.parse(text)
    except LadderCheckError as error:
        raise _refused(error) from None


def _issue(text: str) -> "IssueRef":
    from tracker.facts.issues import IssueRef  # noqa: PLC0415 - see above

    try:
        return IssueRef.parse(text)
    except LadderCheckError as error:
        raise _refused(error) from None


def _moment(text: str) -> datetime:
    from tracker.entry.moments import moment  # noqa: PLC0415 - see above

    try:
        return moment(text)
    except LadderCheckError as error:
        raise _refused(error) from None


def _also(text: str) -> "Also":
    from tracker.cli.also import also  # noqa: PLC0415 - see above

    return also(text)


ALSO = click.types.FuncParamType(_also)
ISSUE = click.types.FuncParamType(_issue)
LOGIN = click.types.FuncParamType(_login)
SCOPE = click.types.FuncParamType(_scope)
MOMENT = click.types.FuncParamType(_moment)
ALSO.name, ISSUE.name, LOGIN.name, SCOPE.name, MOMENT.name = "format=file", "issue", "login", "scope", "date"


def moment_of_report(asked: datetime | None, now: datetime) -> datetime:
    """Now, or the moment that was asked for.

    Raises:
        click.BadParameter: the day is still to come.
    """
    from tracker.entry import moments  # noqa: PLC0415 - see above

    try:
        return moments.moment_of_report(asked, now)
    except LadderCheckError as error:
        raise click.BadParameter(f"{error.message}.", param_hint="'--as-of'") from None
