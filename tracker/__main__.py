"""``python -m tracker`` is ``ladder-check``, wherever the executable is not on the path."""

from tracker.cli.start import run

if __name__ == "__main__":
    run()
