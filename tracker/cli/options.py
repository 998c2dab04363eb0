"""Types of options: words of the command line turned into values, or refused in one sentence.

Parsers are imported when a word is parsed, so that ``--help`` and ``--version`` need no more than click.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from tracker.cli import completion
from tracker.cli.asked_for import CommandOptions
from tracker.entry.options import Option, declared
from tracker.errors import LadderCheckError
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.cli import also as others
    from tracker.entry import moments
    from tracker.facts import issues, people, scopes
else:
    others, moments = Later("tracker.cli.also"), Later("tracker.entry.moments")
    issues, people, scopes = (Later(f"tracker.facts.{name}") for name in ("issues", "people", "scopes"))


Value = TypeVar("Value")


#: Under what a context keeps the addresses that were typed.
TYPED = "ladder-check.typed"


def note_address(text: str) -> None:
    """Remember what was typed, which may be an address.

    Only later it is known whom to ask, and of another GitHub it is none.
    """
    if context := click.get_current_context(silent=True):
        context.meta.setdefault(TYPED, []).append(text)


def _type(
    name: str, parser: Callable[[], Callable[[str], Value]], *, note: Callable[[str], object] = lambda _: None
) -> "click.types.FuncParamType[str, Value]":
    """A type of options, as help names it; what is refused, is refused in one sentence."""

    def parsed(text: str) -> Value:
        note(text)
        try:
            return parser()(text)
        except LadderCheckError as error:
            raise click.BadParameter(f"{error.message}. {error.hint}".strip()) from None

    made = click.types.FuncParamType(parsed)
    made.name = name
    return made


def _also(text: str) -> "others.Also":
    return others.also(text)


ALSO = click.types.FuncParamType(_also)
ALSO.name = "format=file"
ISSUE = _type("issue", lambda: issues.IssueRef.parse, note=note_address)
LOGIN = _type("login", lambda: people.Login.parse, note=note_address)
SCOPE = _type("scope", lambda: scopes.Scope.parse, note=note_address)
MOMENT = _type("date", lambda: moments.moment)
SINCE = _type("date or duration", lambda: moments.Since.parse)


_TYPES: Final = {
    "path": click.Path(path_type=Path), "scope": SCOPE, "moment": MOMENT, "since": SINCE, "also": ALSO,
    "issue": ISSUE,
}  # fmt: skip


def options_of(record: type) -> list[click.Parameter]:
    """The options of a command that a record names: with its own declaration, or else with that of ``ladder-check``.

    They stand as help has them: each after the one that it names, or after the one declared before it.
    """
    known = _declared(record)
    order: list[str] = []
    place = 0
    for name, option in known.items():
        if option.after is not None:
            place = order.index(option.after) + 1 if option.after else 0
        order.insert(place, name)
        place += 1
    return [_option(name, known[name]) for name in order]


def _declared(record: type) -> dict[str, Option]:
    shared = {name: replace(option, after=None) for name, option in declared(CommandOptions)}
    known = shared | dict(declared(record))
    return {name: known[name] for name in record.__annotations__ if name in known and known[name].help}


def _option(name: str, option: Option) -> click.Option:
    flag = option.kind == "flag"
    short = [f"-{option.short}"] if option.short else []
    least = (click.FloatRange if option.kind == "seconds" else click.IntRange)(min=option.least)
    return click.Option(
        [*short, f"--{option.flag or name.replace('_', '-')}", name],
        help=option.help,
        metavar=option.metavar or None,
        multiple=option.several,
        required=option.required,
        is_flag=flag,
        count=option.kind == "count",
        type=_TYPES.get(option.kind) if option.least is None else least,
        shell_complete=getattr(completion, option.complete) if option.complete else None,
        default=False if flag else option.default,
        show_default=bool(option.default) and not flag,
        # What is done unless somebody says no has an option that says no.
        callback=(lambda _context, _option, given: not given) if option.default is True else None,
    )


def moment_of_report(asked: datetime | None, now: datetime) -> datetime:
    """Now, or the moment that was asked for.

    Raises:
        click.BadParameter: the day is still to come.
    """
    try:
        return moments.moment_of_report(asked, now)
    except LadderCheckError as error:
        raise click.BadParameter(f"{error.message}.", param_hint="'--as-of'") from None
