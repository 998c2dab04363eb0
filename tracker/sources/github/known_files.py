"""What earlier runs learned of files, as far as nobody need ask again: texts, and that there is no repository."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from tracker.sources.base import FileRef, FileText, Unread
from tracker.sources.github.api.settings import Settings
from tracker.sources.store import Store
from tracker.sources.store.places import Places
from tracker.sources.store.texts import Texts

#: How long runs with few requests take it that a repository is not there.
_A_DAY = timedelta(days=1)

Found = FileText | Unread


class KnownFiles:
    """Files of a store; with ``refresh`` nothing of an earlier day is taken as it was."""

    def __init__(self, settings: Settings, store: Store, *, refresh: bool) -> None:
        self._settings = settings
        self._texts = Texts(store)
        self._places = Places(store)
        self._refresh = refresh

    def trusted(self, refs: Sequence[FileRef], since: datetime | None) -> dict[FileRef, Found]:
        """Those of these that were read ``since`` then; None for none.

        Where requests are limited it is also known for a day that a repository is not there.
        """
        known: dict[FileRef, Found] = dict(self._texts.known(refs, since)) if since else {}
        limited = self._settings.most is not None and not self._refresh
        if lately := since or (self._settings.now - _A_DAY if limited else None):
            gone = self._places.absent({ref.repo for ref in refs}, lately)
            known |= {ref: was_not_public(ref, gone[ref.repo]) for ref in refs if ref.repo in gone}
        return known

    def keep(self, answers: Collection[Found], read_at: datetime) -> None:
        """Write what was answered for certain."""
        self._texts.keep([one for one in answers if isinstance(one, FileText)], read_at)
        self._places.keep_absent({one.ref.repo for one in answers if isinstance(one, Unread) and one.absent}, read_at)


def was_not_public(ref: FileRef, looked: datetime) -> Unread:
    """That there was no such repository when somebody looked."""
    return Unread(ref=ref, reason=f"{ref.repo} was not a public repository on {looked.date()}", absent=True)
