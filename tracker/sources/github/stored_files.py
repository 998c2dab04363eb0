"""The community's files, and when their lines were last changed, as they were last read: nobody is asked."""

from collections.abc import Collection, Sequence

from tracker.sources.base import FileRef, FileText, LastChange, Unread
from tracker.sources.store.places import Places
from tracker.sources.store.texts import Texts

NOT_STORED = "it is not stored on this machine"
#: Why what can only be asked for is not known.
OFFLINE = "nobody is asked offline"


class StoredFiles:
    """Files of a store, and what their repositories were called when somebody last asked."""

    def __init__(self, texts: Texts, places: Places) -> None:
        self._texts = texts
        self._places = places
        self.called: dict[str, str] = {}

    def ask_names(self, repos: Collection[str]) -> None:
        """Look up what these repositories were called when somebody last asked."""
        self.called |= self._places.names(repos)

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        """One answer for each reference, in the same order."""
        known = self._texts.known(refs)
        self.ask_names({ref.repo for ref in refs})
        return [known.get(ref) or Unread(ref=ref, reason=NOT_STORED) for ref in refs]

    def list_paths(self, repo: str) -> Unread:
        """Not known: lists are not stored."""
        return Unread(ref=FileRef(repo, ""), reason=OFFLINE)


class StoredBlame:
    """Dates of lines of a store."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def blame(self, refs: Sequence[FileRef]) -> Sequence[tuple[LastChange, ...] | Unread]:
        """One answer for each reference, in the same order."""
        known = self._texts.blame(refs)
        return [known.get(ref) or Unread(ref=ref, reason=OFFLINE) for ref in refs]
