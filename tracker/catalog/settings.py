"""What somebody settles once for all runs on their machine: for now, whom nothing is said of."""

from pydantic import TypeAdapter

from tracker.criteria.definitions import LoginText
from tracker.strict import Strict


class Settings(Strict):
    """A file of settings."""

    do_not_track: tuple[LoginText, ...] = ()
    """Logins that asked to be left out: no command reports on them, and nobody is told to ask them."""


SETTINGS: TypeAdapter[Settings] = TypeAdapter(Settings)
