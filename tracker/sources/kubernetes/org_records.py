"""What the history of the files that list an organization's members is asked, and what it tells."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from pathlib import Path

from tracker.facts import Gap
from tracker.facts.people import Login, Since
from tracker.facts.tenure import Book, since
from tracker.record import record


@record
class Commit:
    """A commit on the branch. ``at`` is the committer's date in UTC: of a merge, when it was merged."""

    oid: str
    at: datetime


@record
class HistoryQuery:
    """Whose history to read, and where it is.

    ``repo`` is ``owner/name``; ``paths`` holds for each organization the paths that its file has had, newest first.
    Up to and including ``floor`` (UTC) the files were filled from lists of people who had joined before; for
    kubernetes/org that is 2018-08-30.
    """

    repo: str
    paths: Mapping[str, tuple[str, ...]]
    floor: date


@record
class HistoryPlace:
    """Where the repository is found: in ``clone``, or else on the server and, once copied, in ``cache``.

    ``clone`` is somebody's own clone on this machine, which is only read. ``offline``: nobody is asked for what is new.
    ``environ`` is the environment to find git in; no more of it than git needs is passed on. ``timeout`` is in seconds,
    for one git command; the first copy is some 16 MB.
    """

    server_url: str
    cache: Path
    environ: Mapping[str, str]
    clone: Path | None = None
    timeout: float = 120.0
    offline: bool = False


@record
class OrgHistory:
    """Who was listed by which organization, and when.

    ``books`` holds for each organization the stays of each login (a key without case) that its file ever listed; an
    organization that is not in it was not read, and ``gaps`` say why. ``tip`` is the newest commit read, None where
    there was none; ``commits`` the address that a commit's id is put behind.
    """

    books: Mapping[str, Book] = field(default_factory=dict)
    tip: Commit | None = None
    commits: str
    gaps: tuple[Gap, ...] = ()

    def since(self, org: str, login: Login) -> Since:
        """Since when an organization lists a login without a break; unknown where it does not, or was not read."""
        return since(self.books.get(org, {}), login.key, commits=self.commits)
