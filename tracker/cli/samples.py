"""``--demo``: which of the samples are shown, and how to see the others."""

from textwrap import wrap
from typing import TYPE_CHECKING

from tracker.cli.asked_for import CommandOptions
from tracker.cli.streams import say
from tracker.cli.terminal import WIDTH
from tracker.facts.people import Login
from tracker.later import Later
from tracker.visible import Message

if TYPE_CHECKING:
    from tracker.sources import recorded
else:
    recorded = Later("tracker.sources.recorded")

#: Who is shown where nobody is named: somebody of whom there is much to say.
FIRST = Login.parse("almost-anders")


def chosen(options: CommandOptions) -> tuple[Login, ...]:
    """Whom to check. Of the samples one fits a screen: as text, and where nothing else is written, one is shown."""
    everybody = not options["demo"] or options["cohort"] or options["also"] or options["format"] != "text"
    return options["logins"] if everybody or options["logins"] else (FIRST,)


def tell_others(options: CommandOptions) -> None:
    """How to see the other samples, where one of them stood for all."""
    if options["logins"] or chosen(options) != (FIRST,):
        return
    names = [name for name in recorded.demo().people if name != str(FIRST)]
    for line in ("", *wrap(f"Others: {', '.join(names)}", WIDTH, break_on_hyphens=False)):
        say(Message(line))
    say(Message("One of them:          ladder-check --demo LOGIN"))
    say(Message("Everybody, as a page: ladder-check --demo --format html --output demo.html"))
