"""What git answered before, so that none is started for the same question to the same repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

#: Bytes of the longest answer that is kept, and how many are.
_LONGEST, _MOST = 1 << 20, 200

Key = tuple[object, ...]


class KeptAnswers:
    """Statuses, headers and bodies of answers by what was asked."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[int, dict[str, str], bytes]] = {}

    def find(self, key: Key) -> tuple[int, dict[str, str], bytes] | None:
        return self._kept.get(key)

    def keeping(self, key: Key, status: int, headers: dict[str, str], chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The same chunks; once all of them were taken, they are kept, unless they are many."""
        taken: list[bytes] = []
        for chunk in chunks:
            if sum(map(len, taken)) <= _LONGEST:
                taken.append(chunk)
            yield chunk
        if sum(map(len, taken)) <= _LONGEST and len(self._kept) < _MOST:
            self._kept[key] = status, headers, b"".join(taken)


def state(repository: Path) -> Key:
    """What changes whenever a branch of a repository does."""
    files = [repository / "HEAD", repository / "packed-refs", *sorted((repository / "refs").rglob("*"))]
    return tuple((str(one), one.stat().st_mtime_ns, one.stat().st_size) for one in files if one.is_file())
