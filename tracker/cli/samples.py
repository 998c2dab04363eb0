"""``--demo``: which of the samples are shown, and how to see the others."""

from textwrap import wrap

from tracker.cli.asked_for import CommandOptions
from tracker.cli.streams import say
from tracker.cli.terminal import WIDTH
from tracker.facts.people import Login
from tracker.visible import Message

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
    from tracker.sources.recorded import demo  # noqa: PLC0415 - only the demonstration needs it

    names = [name for name in demo().people if name != str(FIRST)]
    for line in ("", *wrap(f"Others: {', '.join(names)}", WIDTH, break_on_hyphens=False)):
        say(Message(line))
    say(Message("One of them:          ladder-check --demo LOGIN"))
    say(Message("Everybody, as a page: ladder-check --demo --format html --output demo.html"))
