"""Facts in a JSON file: the demonstration, replays, tests. Answers like any source and asks nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from tracker.errors import AccountError, ConfigError, NothingChecked, SourceError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Gap, Kind, Query
from tracker.facts.activity import PullRequest
from tracker.facts.gathered import NO_COST
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.sources.base import FileRef, FileText, Gathering, LastChange, Told, Unread
from tracker.sources.kubernetes.community import read_community
from tracker.sources.kubernetes.members import with_dates
from tracker.sources.kubernetes.org_records import OrgHistory
from tracker.sources.kubernetes.owners_since import with_owner_dates
from tracker.sources.recorded_people import Recorded
from tracker.strict import Strict


class Recording(Strict):
    """People's facts, the community's files as texts (``owner/name:path``), and who entered them when.

    All as they were at one moment. ``openings`` waited for somebody then, and ``interests`` are what people said, by
    login, that they would like to work on. ``orgs`` and ``requests_repository`` are those that the facts were gathered
    for. Of a repository that is named in ``files`` every file that matters is there; None is one that does not exist.
    ``web`` is the address of the server whose files they are.
    """

    schema_id: Literal["ladder-check.recording/v1"] = Field(alias="schema")
    about: str
    as_of: datetime
    orgs: tuple[str, ...]
    requests_repository: str | None = None
    people: Mapping[str, Facts]
    files: Mapping[str, str | None]
    history: OrgHistory | None = None
    blame: Mapping[str, tuple[LastChange, ...]] = {}
    web: str = "https://github.com"
    openings: tuple[OpenItem, ...] = ()
    interests: Mapping[str, tuple[str, ...]] = {}


_RECORDING = TypeAdapter(Recording)
_NOT_RECORDED = "it was not recorded"


def load(path: Path) -> Recording:
    """The recording in a file.

    Raises:
        ConfigError: there is none, or it does not hold.
    """
    try:
        return _RECORDING.validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path} is no recording: {where}: {first['msg']}") from None


@cache
def demo() -> Recording:
    """The sample contributors that come with the program. None of them exists."""
    return load(Path(__file__).with_name("demo.json"))


class RecordedSource:
    """A source that knows the people of one recording."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._people = {login.casefold(): facts for login, facts in recording.people.items()}

    @property
    def cost(self) -> Cost:
        return NO_COST

    def begin(self, queries: Sequence[Query], told: Told) -> Gathering:
        """What was recorded of some people, within what is asked for; a gap for what was not recorded."""
        del told
        return Recorded({query.login: self._recorded(query) for query in queries})

    def _recorded(self, query: Query) -> Facts | NothingChecked:
        """The facts; or why there are none: another login, or another moment."""
        if (facts := self._people.get(query.login.key)) is None:
            names = ", ".join(self._recording.people)
            return AccountError(f"the recording does not hold {query.login}", hint=f"It holds {names}.")
        if query.as_of != facts.as_of:
            then = f"{facts.as_of:%Y-%m-%d %H:%M} UTC"
            return SourceError(f"what was recorded of {query.login} is as of {then}", hint="Leave out --as-of.")
        return self._within(facts, query)

    def _within(self, facts: Facts, query: Query) -> Facts:
        """The facts of the organizations and requests that are asked for."""

        def counts(pull_request: PullRequest) -> bool:
            return pull_request.org in query.orgs and pull_request.repo not in query.excluded_repos

        authored = tuple(own for own in facts.authored if counts(own))
        same_orgs = set(query.orgs) == set(self._recording.orgs)
        same_requests = query.requests_repository == self._recording.requests_repository
        return replace(
            facts,
            authored=authored,
            participations=tuple(part for part in facts.participations if counts(part.pull_request)),
            feedback={own.id: facts.feedback[own.id] for own in authored if own.id in facts.feedback},
            recently_involved=facts.recently_involved if same_orgs and query.seen_since else None,
            requests=facts.requests if same_requests else None,
            gaps=(*facts.gaps, *self._gaps(query)),
        )

    def _gaps(self, query: Query) -> Iterator[Gap]:
        effect = "what is counted of it is a lower bound"
        if others := [org for org in query.orgs if org not in self._recording.orgs]:
            for kind in (Kind.AUTHORED, Kind.REVIEWED, Kind.CONVERSATIONS):
                yield Gap(kind=kind, reason=f"work in {', '.join(others)} was not recorded", effect=effect)
        if (repo := query.requests_repository) and repo != self._recording.requests_repository:
            yield Gap(kind=Kind.REQUESTS, reason=f"{repo} was not recorded", effect="a request may be missing")

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        known = (self._people.get(login.key) for login in logins)
        return {facts.contributor.login: facts.contributor for facts in known if facts}

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        """What was open at the moment of the recording, the newest activity first."""
        found = (item for item in self._recording.openings if item.repo in query.repos and _asked_for(item, query))
        return tuple(sorted(found, key=lambda item: item.updated_at, reverse=True))

    def places(self, scopes: Sequence[Scope]) -> Mapping[Scope, Place]:
        """Directories of which a file was recorded, or a change; whether others exist is not known."""
        return {scope: self._place(scope) for scope in scopes}

    def _place(self, scope: Scope) -> Place:
        names = {repo.casefold(): repo for repo, _ in self._recorded_paths}
        called = replace(scope, repo=names.get((scope.repo or "").casefold(), scope.repo))
        there = any(repo == called.repo and called.holds(path) for repo, path in self._recorded_paths)
        presence = Presence.THERE if there else Presence.UNKNOWN
        return Place(scope=called, presence=presence, reason=_NOT_RECORDED, read_at=self._recording.as_of)

    @cached_property
    def _recorded_paths(self) -> frozenset[tuple[str, str]]:
        """Every file that the recording names, by repository and path."""
        files = {tuple(name.split(":", 1)) for name, text in self._recording.files.items() if text is not None}
        work = (
            pull_request
            for facts in self._recording.people.values()
            for pull_request in (*facts.authored, *(part.pull_request for part in facts.participations))
        )
        changed = {(one.repo, file.path) for one in work for file in one.files}
        return frozenset((repo, path) for repo, path in (*files, *changed))

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> None:
        """None: of a community only those files are recorded that matter for its people."""
        del groups_file, orgs, build

    def community(self, query: CommunityQuery) -> Community:
        """The community's files with the dates of those who are asked about, as they were recorded."""
        history, texts = self._recording.history, _Texts(self._recording)
        read = (lambda _: history) if history else None
        community = with_dates(read_community(texts, query), query, read, texts)
        return with_owner_dates(community, query.logins, texts, texts, query.own_paths)


def _asked_for(item: OpenItem, query: OpeningsQuery) -> bool:
    if item.pull_request:
        return query.reviews and item.author != query.login
    return not set(item.labels).isdisjoint(query.labels)


class _Texts:
    """The recorded files, read and dated like those of a server."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._repos = {name.partition(":")[0] for name in recording.files}

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        return [self._one(ref) for ref in refs]

    def list_paths(self, repo: str) -> Sequence[str] | Unread:
        if repo not in self._repos:
            return Unread(ref=FileRef(repo, ""), reason=_NOT_RECORDED)
        names = (name.partition(":") for name, text in self._recording.files.items() if text is not None)
        return [path for owner, _, path in names if owner == repo]

    def blame(self, refs: Sequence[FileRef]) -> Sequence[tuple[LastChange, ...] | Unread]:
        unread = (Unread(ref=ref, reason=_NOT_RECORDED) for ref in refs)
        return [self._recording.blame.get(str(one.ref), one) for one in unread]

    def _one(self, ref: FileRef) -> FileText | Unread:
        if ref.repo not in self._repos:
            return Unread(ref=ref, reason=_NOT_RECORDED)
        url = f"{self._recording.web}/{ref.repo}/blob/HEAD/{ref.path}"
        return FileText(ref=ref, text=self._recording.files.get(str(ref)), oid=None, url=url)
