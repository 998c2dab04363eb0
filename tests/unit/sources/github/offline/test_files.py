"""Files of a store: shown where they were looked at near the moment, and else not known, nor are dates of their lines."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.sources.base import FileRef, FileText, LastChange, Unread
from tracker.sources.github.offline.files import NOT_STORED, StoredBlame, StoredFiles
from tracker.sources.store import open_store
from tracker.sources.store.places import Places
from tracker.sources.store.texts import Texts

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OWNERS = FileRef("octo-org/works", "OWNERS")
CHANGE = LastChange(first=1, last=1, at=NOW, url="https://github.com/octo-org/works/commit/1")


@pytest.mark.parametrize(("hours", "shown"), [(0, True), (1, True), (1.5, False), (23, False), (-24, True)])
def test_a_file_is_shown_near_the_moment_at_which_it_was_looked_at(hours, shown):
    store = open_store(None)
    texts = Texts(store)
    texts.keep([FileText(ref=OWNERS, text="approvers: []", oid="1", url="")], NOW)
    texts.keep_blame({OWNERS: (CHANGE,)})
    files = StoredFiles(texts, Places(store))
    files.moment = NOW + timedelta(hours=hours)
    other = FileRef("octo-org/works", "docs/OWNERS")
    found, missing = files.read([OWNERS, other])
    (dated,) = StoredBlame(texts, files).blame([OWNERS])
    assert isinstance(found, FileText) is shown
    assert (dated == (CHANGE,)) is shown
    assert missing == Unread(ref=other, reason=NOT_STORED)
    if not shown:
        assert found.reason == f"nobody is asked offline: it was not looked at since {files.moment:%Y-%m-%d %H:%M} UTC"
