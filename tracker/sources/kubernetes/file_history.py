"""The versions that files have had on one branch: which commit brought which text, and when.

Plumbing only: ``rev-list`` names the commits, ``diff-tree`` the texts, ``cat-file`` reads them. None of them starts
another program.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tracker.sources.kubernetes.git_command import PARTIAL, Git, GitError

_RUN = 256  # texts read at once: some 7 MB
_LARGEST = 4 * 1024 * 1024  # bytes; a hundred times the largest file there is


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit on the branch. ``at`` is the committer's date in UTC: of a merge, when it was merged."""

    oid: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one commit made of a file. ``blob`` is its new text's id, None where the commit took the file away."""

    commit: Commit
    path: str
    blob: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One branch of a repository on this machine; it is only read. ``git_dir`` is its .git directory, or a bare one."""

    git: Git
    git_dir: Path
    tip: Commit

    @classmethod
    def at(cls, git: Git, git_dir: Path, names: Sequence[str]) -> "Branch":
        """The first of these refs that the repository has.

        Raises:
            GitError: it has none of them, or is no repository.
        """
        asked = "".join(f"{name}^{{commit}}\n" for name in names)
        answers = git.run(git_dir, "cat-file", "--batch-check", stdin=asked.encode()).decode().splitlines()
        found = next((line.split()[0] for line in answers if not line.endswith(" missing")), None)
        if found is None:
            raise GitError("the repository has no commits")
        (tip,) = _commits(git.run(git_dir, "rev-list", "--timestamp", "--max-count=1", found, "--"))
        return cls(git=git, git_dir=git_dir, tip=tip)

    def shallow(self) -> bool:
        """Whether the repository lacks the older commits."""
        return self.git.run(self.git_dir, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def versions(self, paths: Sequence[str]) -> Iterator[Version]:
        """Every change of these files on the branch itself, oldest first.

        A merge is one change, made when it was merged: what the merged branch did before that had no effect yet.

        Raises:
            GitError: the history cannot be read.
        """
        words = ("--first-parent", "--reverse", "--timestamp", self.tip.oid, "--", *paths)
        commits = {commit.oid: commit for commit in _commits(self.git.run(self.git_dir, "rev-list", *words))}
        changes = self.git.run(
            self.git_dir,
            "diff-tree",
            "--stdin",
            "--diff-merges=first-parent",
            "--root",
            "--raw",
            "-r",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--",
            *paths,
            stdin="".join(f"{oid}\n" for oid in commits).encode(),
        )
        return _versions(changes, commits)

    def texts(self, blobs: Sequence[str]) -> Iterator[str | None]:
        """The text of each blob, in the same order; None where it is too large or no text.

        They are read in short runs while the iterator is used: all together they are large.

        Raises:
            GitError: they cannot be read. A partial clone lacks some, and git asks nobody for them here.
        """
        readable = self._readable(blobs)
        rest = iter(blobs)
        while run := list(islice(rest, _RUN)):
            found = self._read([blob for blob in dict.fromkeys(run) if blob in readable])
            yield from (found.get(blob) for blob in run)

    def _readable(self, blobs: Sequence[str]) -> frozenset[str]:
        asked = "".join(f"{blob}\n" for blob in dict.fromkeys(blobs))
        answer = self.git.run(self.git_dir, "cat-file", "--batch-check", stdin=asked.encode())
        objects = [line.split() for line in answer.decode().splitlines()]
        if any(words[1] == "missing" for words in objects):
            raise GitError(PARTIAL)
        return frozenset(words[0] for words in objects if words[1] == "blob" and int(words[2]) <= _LARGEST)

    def _read(self, blobs: Sequence[str]) -> dict[str, str | None]:
        asked = "".join(f"{blob}\n" for blob in blobs)
        return dict(_blobs(self.git.run(self.git_dir, "cat-file", "--batch", stdin=asked.encode())))


def _commits(answer: bytes) -> Iterator[Commit]:
    """Reads lines of ``rev-list --timestamp``: seconds since 1970, a blank, an object id."""
    for line in answer.decode().splitlines():
        seconds, oid = line.split()
        try:
            at = datetime.fromtimestamp(int(seconds), UTC)
        except (OverflowError, ValueError, OSError) as error:
            raise GitError(f"commit {oid[:10]} has a date that is none") from error
        yield Commit(oid=oid, at=at)


def _versions(answer: bytes, commits: Mapping[str, Commit]) -> Iterator[Version]:
    """Reads ``diff-tree --stdin --raw -z``: a commit's id, then for each file ``:modes ids status`` and its path."""
    words = iter(answer.decode(errors="surrogateescape").split("\0")[:-1])
    if (first := next(words, None)) is None:
        return
    commit = commits[first]
    for word in words:
        if word.startswith(":"):
            blob = word.split()[3]
            yield Version(commit=commit, path=next(words), blob=blob if blob.strip("0") else None)
        else:
            commit = commits[word]


def _blobs(answer: bytes) -> Iterator[tuple[str, str | None]]:
    """Reads ``cat-file --batch``: ``id type size``, the bytes, a line's end."""
    start = 0
    while start < len(answer):
        head = answer.index(b"\n", start)
        oid, _, size = answer[start:head].decode().split()
        start = head + 1 + int(size) + 1
        yield oid, _text(answer[head + 1 : start - 1])


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
