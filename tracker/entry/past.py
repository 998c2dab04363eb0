"""Where what reports say is kept for the next run."""

from typing import TYPE_CHECKING

from tracker.sources.base import Remembering, Source

if TYPE_CHECKING:
    from tracker.checker.past import Past


def past_of(source: Source, ladder: str, cohort: str = "") -> "Past | None":
    """What earlier runs said of the same cohort (its name; empty for logins on the command line) by the same ladder.

    None where this source remembers nothing: the samples, and GitHub without a token.
    """
    if not isinstance(source, Remembering):
        return None
    from tracker.sources.store.reports import Reports  # noqa: PLC0415 - only a source that remembers needs it

    return Reports(source.store, cohort, ladder)
