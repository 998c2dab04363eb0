"""The first step of ``ladder-check``: what is only a text is answered before anything is loaded.

Importing click takes four times as long as starting Python. Somebody who asks for help, or a script that asks for the
version, need not wait for it. The text is what click makes of the options at 80 columns; a test compares the two.
"""

import atexit
import gc
import os
import sys

from tracker import __version__

HELP = os.path.join(os.path.dirname(__file__), "check.help.txt")  # noqa: PTH118, PTH120 - pathlib is slow to load


def run() -> None:
    """The executable ``ladder-check``."""
    match sys.argv[1:]:
        case ["--version"]:
            _say(f"ladder-check {__version__}\n")
        case ["--help"] | ["-h"]:
            with open(HELP, encoding="utf-8") as file:  # noqa: PTH123 - see above
                _say(file.read())
        case _:
            # Nearly all that a run makes is kept to its end: to look again and again for what is not takes a tenth of
            # it. Checking one person makes fewer objects than this.
            gc.set_threshold(500_000, 20, 100)
            # Or else pydantic looks through all packages that are installed for one that wants to
            # see what it validates.
            os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
            from tracker.cli.check import run as checked  # noqa: PLC0415 - see above

            # Nothing is looked through once more, after whatever was opened is closed, when the process ends anyway.
            atexit.register(gc.freeze)
            checked()


def _say(text: str) -> None:
    if sys.stdout is None:  # the shell closed it
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # The interpreter's own flush at exit must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # whoever read has left, which is no error
            sys.stderr.write(f"Error: cannot write: {error.strerror}\n")
            sys.exit(2)
