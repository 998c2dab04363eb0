"""The first step of ``ladder-check``: what is only a text is answered before anything is loaded.

Importing click takes four times as long as starting Python. Somebody who asks for help, or a script that asks for the
version, need not wait for it. The text is what click makes of the options at 80 columns; a test compares the two.
"""

import os
import sys

from tracker import __version__

HELP = os.path.join(os.path.dirname(__file__), "check.help.txt")  # noqa: PTH118, PTH120 - pathlib is slow to load


def run() -> None:
    """The executable ``ladder-check``."""
    match sys.argv[1:]:
        case ["--version"]:
            print(f"ladder-check {__version__}")  # noqa: T201 - no click yet
        case ["--help"] | ["-h"]:
            with open(HELP, encoding="utf-8") as file:  # noqa: PTH123 - see above
                sys.stdout.write(file.read())
        case _:
            from tracker.cli.check import run as checked  # noqa: PLC0415 - see above

            checked()
