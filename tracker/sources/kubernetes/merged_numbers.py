"""Which pull requests changed a directory, by the history of somebody's clone: no request of the API.

The merges on the branch itself name them: ``Merge pull request #12 from …``, or a squashed commit's ``Title (#12)``.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tracker.sources.kubernetes.file_history import Branch
from tracker.sources.kubernetes.git_command import Git, GitError

_NUMBER = re.compile(r"Merge pull request #(?P<merge>[1-9]\d{0,8})\b|.*\(#(?P<squash>[1-9]\d{0,8})\)$")
_BRANCHES = ("refs/remotes/upstream/HEAD", "refs/remotes/origin/HEAD", "HEAD")
_SECONDS = 60.0


def merged_numbers(clone: Path, path: str, since: datetime, environ: Mapping[str, str]) -> frozenset[int]:
    """The numbers of pull requests that changed a path (``""``: anything) since a moment, and were merged.

    Raises:
        GitError: the clone cannot be read, or holds only a part of that time.
    """
    branch = Branch.of_clone(Git.find(environ, timeout=_SECONDS), clone, _BRANCHES)
    if branch.shallow():
        raise GitError(f"{clone} is a shallow clone: its history is cut off")
    words = ("--first-parent", "--format=%s", f"--since={since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", branch.tip.oid)
    printed = branch.git.run(branch.git_dir, "rev-list", *words, "--", *([path] if path else []))
    found = (_NUMBER.match(line) for line in printed.decode(errors="replace").splitlines())
    return frozenset(int(match["merge"] or match["squash"]) for match in found if match)
