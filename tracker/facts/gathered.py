"""What a source hands over: facts about one person, facts about the community, and what was asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.facts.activity import Conversation, Participation, PullRequest
from tracker.facts.gaps import Gap, Kind, Need
from tracker.facts.groups import Groups
from tracker.facts.owners import OwnersEntry, OwnersTree
from tracker.facts.people import Affiliation, Contributor, Login, Membership, OrgRoster, Team
from tracker.facts.requests import MembershipRequest
from tracker.facts.role_index import RoleIndex
from tracker.facts.tenure import Stay
from tracker.record import record

if TYPE_CHECKING:
    from tracker.facts.form_template import FormTemplate
    from tracker.facts.yaml_layout import Layout

#: What facts are from where GitHub was asked by nobody in particular.
ANONYMOUS = "github, without a token"


@record
class Query:
    """What to gather about one login.

    ``orgs`` bound the search; ``excluded_repos`` never count. Whoever is ``left_out`` asked for it: nothing that is
    kept may hold their logins, but for public files. ``seen_since`` is the beginning of the time in which somebody has
    to be seen to be active. ``requests_repository`` (``owner/name``) holds the membership requests, as issues with
    ``requests_title`` in their titles. ``full`` reads everything instead of stopping when nothing more is needed.
    ``files`` of the community (``owner/name:path``) are read for everybody, and so asked for from the beginning; the
    ``org_files`` among them list members.
    """

    login: Login
    orgs: tuple[str, ...]
    as_of: datetime
    excluded_repos: frozenset[str] = frozenset()
    bots: frozenset[Login] = frozenset()
    left_out: frozenset[Login] = frozenset()
    seen_since: datetime | None = None
    requests_repository: str | None = None
    requests_title: str | None = None
    full: bool = False
    files: frozenset[str] = frozenset()
    org_files: frozenset[str] = frozenset()


@record
class Cost:
    """What gathering took: requests sent, GraphQL points, and pull requests that came from the store instead."""

    requests: int = 0
    points: int = 0
    from_store: int = 0

    def __sub__(self, earlier: "Cost") -> "Cost":
        """What was spent since an earlier state of the same account."""
        return Cost(
            requests=self.requests - earlier.requests,
            points=self.points - earlier.points,
            from_store=self.from_store - earlier.from_store,
        )


NO_COST = Cost()


@record
class Facts:
    """What is known of one person's work.

    ``authored`` are their own pull requests and ``participations`` those of others that they took part in, each newest
    first and at most once; ``feedback`` is what others said on their own, by the pull request's id, as far as it was
    read. ``recently_involved`` is how many issues and pull requests of the organizations that involve the person
    changed since ``Query.seen_since``, or None where that was not read. ``requests`` are their membership requests,
    newest first, or None where nobody looked. ``repositories`` says how many of the person's newest pull requests, of
    each kind, are in each repository, and ``sample`` which of them were read first (None: all that are here): by these
    two, and nothing that was read for another reason, places are recommended. Whatever is not complete has a gap in
    ``gaps``: a missing record without a gap does not exist.
    """

    contributor: Contributor
    as_of: datetime
    authored: tuple[PullRequest, ...] = ()
    participations: tuple[Participation, ...] = ()
    feedback: Mapping[str, Conversation] = field(default_factory=dict)
    requests: tuple[MembershipRequest, ...] | None = None
    recently_involved: int | None = None
    repositories: Mapping[str, int] | None = None
    sample: frozenset[str] | None = None
    gaps: tuple[Gap, ...] = ()
    source: str
    host: str
    fetched_at: datetime

    def gap(self, kind: Kind, repo: str | None = None) -> Gap | None:
        """The first gap that may hide evidence of this kind in this repository (None: anywhere)."""
        return next(self._gaps(kind, repo), None)

    def _gaps(self, kind: Kind, repo: str | None) -> Iterator[Gap]:
        return (gap for gap in self.gaps if gap.touches(kind, repo))

    def can_read(self, need: Need) -> bool:
        """Whether the source stopped early here and could go on."""
        return any(gap.more for gap in self._gaps(need.kind, need.repo))


@record
class Community:
    """What is the same for everybody: who is in which organization, who owns what, which groups exist.

    A repository that is not in ``owners``, and an organization that is not in ``rosters``, was not read; ``gaps``
    say why. ``groups`` is None where sigs.yaml was not read. ``stays`` are by organization and login,
    ``affiliations`` by login, in lower case.
    ``documents`` are the texts of rules' documents as they stand today, by the ladder's key, as far as they were read.
    ``request_form`` is today's form of a membership request, ``layouts`` are files as they are written, by
    ``owner/name:path`` (``layouts_unread`` says why others could not be read), and ``teams`` are by ``org/team``: only
    what was asked for, and of files only what could be read. ``names`` are what repositories are called now, by the
    other names under which something was read. The ``index`` proves roles beside those in ``owners``, and never that
    there is none.
    """

    rosters: Mapping[str, OrgRoster] = field(default_factory=dict)
    owners: Mapping[str, OwnersTree] = field(default_factory=dict)
    groups: Groups | None = None
    stays: Mapping[str, Mapping[str, tuple[Stay, ...]]] = field(default_factory=dict)
    affiliations: Mapping[str, tuple[Affiliation, ...]] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    request_form: "FormTemplate | None" = None
    layouts: "Mapping[str, Layout]" = field(default_factory=dict)
    layouts_unread: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    index: RoleIndex | None = None
    gaps: tuple[Gap, ...] = ()

    def memberships(self, login: Login) -> tuple[Membership, ...]:
        """The organizations that list a login, in the ladder's order."""
        found = (roster.member(login) for roster in self.rosters.values())
        return tuple(membership for membership in found if membership)

    def former(self, repo: str) -> tuple[str, ...]:
        """The other names under which a repository is known."""
        return tuple(old for old, new in self.names.items() if new.casefold() == repo.casefold())

    def entries(self, login: Login) -> tuple[OwnersEntry, ...]:
        """Every OWNERS entry that names a login, in the files that were read or in the index."""
        read = [entry for tree in self.owners.values() for entry in tree.entries(login)]
        people = {login} if self.memberships(login) else set[Login]()
        more = self.index.entries(login, people) if self.index else ()
        known = {tree.repo for tree in self.owners.values()}
        return tuple(dict.fromkeys((*read, *(entry for entry in more if entry.repo not in known))))

    def gap(self, kind: Kind, repo: str | None = None) -> Gap | None:
        """The first gap that may hide facts of this kind in this repository (None: anywhere)."""
        return next((gap for gap in self.gaps if gap.touches(kind, repo)), None)


@record
class CommunityQuery:
    """Which of the community's files to read.

    ``org_files`` maps an organization to the file (``owner/name:path``) that lists it, and ``org_files_were`` to the
    paths that the file had before; up to ``known_from`` the files were filled from older lists. Since when they are
    members is read for those of ``logins`` that are listed; with ``former`` their earlier stays too, listed or not.
    ``paths`` holds, for each repository, the paths whose OWNERS matter (None: every OWNERS file of the repository), and
    ``pages`` are Markdown files (``owner/name:path``) there whose front matter matters in either case;
    ``own_paths`` holds the paths for single logins, where others are asked about, too;
    ``groups_file`` is the ``owner/name:path`` of sigs.yaml, or None; ``documents`` are those of rules, by the ladder's
    key. ``request_form`` and ``layouts`` name files in the same way; ``teams`` are those whose members are asked for,
    as ``org/team``. ``repositories`` are those of which rules speak: what they are called now is asked along.
    Where nothing is ``dated``, the dates of memberships and roles are left out, until the same is asked with them.
    """

    org_files: Mapping[str, str]
    org_files_were: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known_from: date | None = None
    logins: frozenset[Login] = frozenset()
    former: bool = False
    paths: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()
    own_paths: Mapping[Login, Mapping[str, frozenset[str] | None]] = field(default_factory=dict)
    groups_file: str | None = None
    documents: Mapping[str, str] = field(default_factory=dict)
    request_form: str | None = None
    layouts: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    repositories: frozenset[str] = frozenset()
    dated: bool = True
