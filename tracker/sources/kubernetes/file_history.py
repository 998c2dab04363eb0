"""The versions that files have had on one branch: which commit brought which text, and when.

Plumbing only: ``rev-list`` names the commits, ``diff-tree`` the texts, ``cat-file`` reads them. None of them starts
another program.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tracker.record import record
from tracker.sources.kubernetes.git_command import PARTIAL, Git, GitError
from tracker.sources.kubernetes.git_directory import refuse_devices
from tracker.sources.kubernetes.org_records import Commit

_MIB = 1024 * 1024
# The history of kubernetes/org has 2,300 versions of up to 60 KB, 42 MB together, and is read in a second.
_VERSIONS = 50_000
_LARGEST = _MIB  # bytes of one text; a larger one is as unreadable as one that is no text
_TOGETHER = 256 * _MIB
_AT_ONCE = 8 * _MIB
_SECONDS = 30.0
#: How ``diff-tree`` lists the texts of each commit, with no program but git.
_AS_RAW = (
    *("--stdin", "--diff-merges=first-parent", "--root", "--raw", "-r", "-z"),
    *("--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv"),
)


@record
class Version:
    """What one commit made of a file. ``blob`` is its new text's id, None where the commit took the file away."""

    commit: Commit
    path: str
    blob: str | None


@record
class Branch:
    """One branch of a repository on this machine; it is only read. ``git_dir`` is its .git directory, or a bare one.

    All reading together takes 30 seconds, and 256 MiB, at most: what takes more is refused.
    """

    git: Git
    git_dir: Path
    tip: Commit

    @classmethod
    def at(cls, git: Git, git_dir: Path, names: Sequence[str]) -> "Branch":
        """The first of these refs that the repository has.

        Raises:
            GitError: it has none of them, or is no repository.
        """
        refuse_devices(git_dir)
        git = git.within(_SECONDS)
        asked = "".join(f"{name}^{{commit}}\n" for name in names)
        answers = git.run(git_dir, "cat-file", "--batch-check", stdin=asked.encode()).decode().splitlines()
        found = next((line.split()[0] for line in answers if not line.endswith(" missing")), None)
        if found is None:
            raise GitError("the repository has no commits")
        (tip,) = _commits(git.run(git_dir, "rev-list", "--timestamp", "--max-count=1", found, "--"))
        return cls(git=git, git_dir=git_dir, tip=tip)

    @classmethod
    def of_clone(cls, git: Git, clone: Path, names: Sequence[str]) -> "Branch":
        """The same in somebody's own clone, named by its directory, or in a bare one; raises as ``at``."""
        try:
            outer = clone.resolve(strict=True)
        except OSError as error:
            raise GitError(f"{clone} cannot be used: {error.strerror}") from error
        inner = outer / ".git"
        return cls.at(git, inner if inner.exists() else outer, names)

    def shallow(self) -> bool:
        """Whether the repository lacks the older commits."""
        return self.git.run(self.git_dir, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def versions(self, paths: Sequence[str]) -> Iterator[Version]:
        """Every change of these files on the branch itself, oldest first.

        A merge is one change, made when it was merged: what the merged branch did before that had no effect yet.

        Raises:
            GitError: the history cannot be read, or is too long.
        """
        most = f"--max-count={_VERSIONS + 1}"
        words = ("--first-parent", "--reverse", "--timestamp", most, self.tip.oid, "--", *paths)
        commits = {commit.oid: commit for commit in _commits(self.git.run(self.git_dir, "rev-list", *words))}
        if len(commits) > _VERSIONS:
            raise GitError(f"the files have more than {_VERSIONS:,} versions")
        stdin = "".join(f"{oid}\n" for oid in commits).encode()
        return _versions(self.git.run(self.git_dir, "diff-tree", *_AS_RAW, "--", *paths, stdin=stdin), commits)

    def sizes(self, blobs: Iterable[str]) -> dict[str, int]:
        """The bytes of each blob that is not too large to be read.

        Raises:
            GitError: they are too much together, each counted as often as it is there; or they cannot be read.
        """
        wanted = list(blobs)
        asked = "".join(f"{blob}\n" for blob in dict.fromkeys(wanted))
        answer = self.git.run(self.git_dir, "cat-file", "--batch-check", "--buffer", stdin=asked.encode())
        objects = [line.split() for line in answer.decode().splitlines()]
        if any(words[1] == "missing" for words in objects):
            raise GitError(PARTIAL)
        sizes = {words[0]: int(words[2]) for words in objects if words[1] == "blob" and int(words[2]) <= _LARGEST}
        if sum(sizes.get(blob, 0) for blob in wanted) > _TOGETHER:
            raise GitError(f"the versions of the files have more than {_TOGETHER // _MIB} MiB together")
        return sizes

    def texts(self, blobs: Sequence[str], sizes: Mapping[str, int]) -> Iterator[str | None]:
        """The text of each blob, in the same order; None where ``sizes`` does not have it, or it is no text.

        They are read in short runs while the iterator is used: all together they are large.

        Raises:
            GitError: they cannot be read, or not in time. A partial clone lacks some, and git asks nobody for them
                here.
        """
        for run in _runs(blobs, sizes):
            found = self._read([blob for blob in dict.fromkeys(run) if blob in sizes])
            for blob in run:
                self.git.seconds_left()
                yield found.get(blob)

    def _read(self, blobs: Sequence[str]) -> dict[str, str | None]:
        asked = "".join(f"{blob}\n" for blob in blobs)
        return dict(_blobs(self.git.run(self.git_dir, "cat-file", "--batch", "--buffer", stdin=asked.encode())))


def _runs(blobs: Iterable[str], sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """The blobs in groups that can be held at once."""
    run: list[str] = []
    held = 0
    for blob in blobs:
        size = sizes.get(blob, 0)
        if run and held + size > _AT_ONCE:
            yield run
            run, held = [], 0
        run.append(blob)
        held += size
    if run:
        yield run


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
    start, whole = 0, memoryview(answer)
    while start < len(answer):
        head = answer.index(b"\n", start)
        oid, _, size = answer[start:head].decode().split()
        start = head + 1 + int(size) + 1
        yield oid, _text(whole[head + 1 : start - 1])


def _text(content: memoryview) -> str | None:
    try:
        return str(content, "utf-8")
    except UnicodeDecodeError:
        return None
