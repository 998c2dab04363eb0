"""The library: what ``ladder-check`` does, for a script. ``tracker`` itself offers all of it, loaded when asked for.

It prints nothing, never ends the process and leaves nothing open; what goes wrong is raised as an error of
``tracker.errors``. What the command would tell a person meanwhile (a wait for a rate limit, a store that cannot be
used) goes to the logger ``tracker``, where nobody hears it who does not listen. Each call stands alone, so that calls
may come from any thread.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Unpack

from tracker.entry.options import Options
from tracker.entry.words import format_of
from tracker.errors import UsageError
from tracker.facts.people import Login
from tracker.findings.cohort import Cohort
from tracker.findings.report import Report
from tracker.library.checkers import checker_for
from tracker.reports import EXCERPTS, FORMATS, Style

__all__ = ["Options", "check", "check_all", "check_cohort", "render"]

#: The least that Markdown can be kept within.
_SHORTEST = 1000


def check(login: str | Login, **options: Unpack[Options]) -> Report:
    """One person's report, as ``ladder-check LOGIN`` makes it; the keywords are those of ``tracker.Options``.

    Raises:
        UsageError: a word that cannot be meant.
        ConfigError: the ladder's file does not hold.
        NothingChecked: there is no report: no such account (``AccountError``), a token that is refused
            (``TokenError``), a limit that is used up (``LimitReached``), no answer (``SourceError``).
        TypeError: a keyword that does not exist.
    """
    who = _login(login)
    with checker_for((who,), **options) as (checker, _):
        return checker.check(who)


def check_all(logins: Iterable[str | Login], **options: Unpack[Options]) -> Cohort:
    """Several people's reports, as ``ladder-check LOGIN LOGIN`` makes them; keywords are those of ``tracker.Options``.

    Who could not be checked is in ``failures``, and the rest is done. However many there are, it is a cohort.

    Raises:
        NothingChecked: nobody could be checked, for the reason of the first.
        UsageError, ConfigError, TypeError: as ``check``.
    """
    everybody = tuple(_login(login) for login in ((logins,) if isinstance(logins, str) else logins))
    if not everybody:
        raise UsageError("nobody to check", hint="Name a GitHub login.")
    with checker_for(everybody, **options) as (checker, people):
        return people.check_all(checker)


def check_cohort(file: str | Path, **options: Unpack[Options]) -> Cohort:
    """The reports of everybody in a file, as ``ladder-check --cohort FILE`` makes them; otherwise as ``check_all``."""
    with checker_for((), Path(file), **options) as (checker, people):
        return people.check_all(checker)


def render(
    result: Report | Cohort,
    to: str = "json",
    *,
    verbose: bool = False,
    max_length: int | None = None,
    max_bytes: int | None = None,
) -> str:
    """A report laid out as ``--format`` does, ending with a newline.

    ``to`` is json, markdown, comments (Markdown in parts), html, csv, summary, slack, or text of 80 columns.

    With ``verbose`` all evidence and every rule's source are in it. ``max_length`` (characters) and ``max_bytes`` (of
    UTF-8) bound Markdown; each is at least 1,000.

    Raises:
        UsageError: there is no such format, or a bound is too narrow.
    """
    formats = FORMATS | EXCERPTS
    to = format_of(to, list(formats))
    if any(bound is not None and bound < _SHORTEST for bound in (max_length, max_bytes)):
        raise UsageError(f"a report does not fit into less than {_SHORTEST} characters", hint="Leave it more room.")
    return formats[to](result, Style(verbose=int(verbose), limit=max_length, limit_bytes=max_bytes))


def _login(login: str | Login) -> Login:
    return login if isinstance(login, Login) else Login.parse(login)
