"""The community's files, and when their lines were last changed, as they were last read: nobody is asked."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tracker.sources.base import FileRef, FileText, LastChange, Unread
from tracker.sources.github.gather.checkpoint import LATELY
from tracker.sources.store.places import Places
from tracker.sources.store.texts import Texts

if TYPE_CHECKING:
    from datetime import datetime

NOT_STORED = "it is not stored on this machine"
#: Why what can only be asked for is not known.
OFFLINE = "nobody is asked offline"
HINT = "Run without --offline once."


class StoredFiles:
    """Files of a store, and what their repositories were called when somebody last asked.

    ``moment`` is when they are to be as they are shown: what nobody looked at since shortly before is not known.
    """

    def __init__(self, texts: Texts, places: Places) -> None:
        self._texts = texts
        self._places = places
        self.called: dict[str, str] = {}
        self.moment: datetime | None = None

    def ask_names(self, repos: Collection[str]) -> None:
        """Look up what these repositories were called when somebody last asked."""
        self.called |= self._places.names(repos)

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        """One answer for each reference, in the same order."""
        known = self._texts.known(refs, self.moment and self.moment - LATELY)
        before = self._texts.known([ref for ref in refs if ref not in known]) if self.moment else {}
        late = f"{OFFLINE}: it was not looked at since {self.moment:%Y-%m-%d %H:%M} UTC" if before else ""
        self.ask_names({ref.repo for ref in refs})
        return [known.get(ref) or Unread(ref=ref, reason=late if ref in before else NOT_STORED) for ref in refs]

    def list_paths(self, repo: str) -> Unread:
        """Not known: lists are not stored."""
        return Unread(ref=FileRef(repo, ""), reason=OFFLINE)


class StoredBlame:
    """Dates of lines of a store, of ``files`` that are shown."""

    def __init__(self, texts: Texts, files: StoredFiles) -> None:
        self._texts = texts
        self._files = files

    def blame(self, refs: Sequence[FileRef]) -> Sequence[tuple[LastChange, ...] | Unread]:
        """One answer for each reference, in the same order."""
        known = self._texts.blame([one.ref for one in self._files.read(refs) if isinstance(one, FileText)])
        return [known.get(ref) or Unread(ref=ref, reason=OFFLINE) for ref in refs]
