"""Writes tracker/sources/demo.json: the people of the demonstration's world, as the real GitHub source reads them.

Run it with ``PYTHONPATH=tests python -m standin.tools.record_demo``, after a change of that world, of the sample world
or of what the facts hold. A test compares.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from standin import load_world, running_standin
from standin.tools.demo_world import EVERYBODY, INTERESTS, build
from standin.tools.sample.people import NOW
from standin.world import World
from tracker.assess import Aim
from tracker.catalog import load_guide, load_ladder
from tracker.checker import Checker
from tracker.entry.interests import interests_of
from tracker.facts import Community, CommunityQuery, Cost, Facts, Query
from tracker.facts.openings import OpeningsQuery, OpenItem
from tracker.facts.people import Contributor, Login
from tracker.sources import recorded
from tracker.sources.base import FileRef, FileText, Gathering, LastChange, Told, Unread
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.endpoints import endpoints
from tracker.sources.github.api.retry import RetryPolicy
from tracker.sources.github.api.settings import Settings
from tracker.sources.github.blame import GitHubBlame
from tracker.sources.github.files import GitHubFiles
from tracker.sources.github.source import GitHubSource
from tracker.sources.kubernetes.community import read_community
from tracker.sources.kubernetes.members import with_dates
from tracker.sources.kubernetes.org_history import read_history
from tracker.sources.kubernetes.org_records import HistoryPlace, HistoryQuery, OrgHistory
from tracker.sources.kubernetes.owners_since import with_owner_dates

#: Levels of a recording that are laid out in lines: the recording, people, a person, what a person did.
LINES = 4
DEMO = Path(recorded.__file__).with_name("demo.json")
ABOUT = "Sample contributors: none of these people exists."
#: What a report says of where its facts are from.
SOURCE, HOST = "demo", "recorded samples, nobody in them exists"
WEB = "https://github.com"


class _Noting:
    """Reads and dates files, and remembers all of it; None for a file that does not exist."""

    def __init__(self, client: GitHubClient) -> None:
        self._files = GitHubFiles(client)
        self._blame = GitHubBlame(client)
        self.texts: dict[str, str | None] = {}
        self.changes: dict[str, tuple[LastChange, ...]] = {}

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        answers = self._files.read(refs)
        for answer in answers:
            if isinstance(answer, Unread):
                raise RuntimeError(f"{answer.ref} could not be read: {answer.reason}")
            self.texts[str(answer.ref)] = answer.text
        return answers

    def list_paths(self, repo: str) -> Sequence[str] | Unread:
        return self._files.list_paths(repo)

    def blame(self, refs: Sequence[FileRef]) -> Sequence[tuple[LastChange, ...] | Unread]:
        answers = self._blame.blame(refs)
        for ref, answer in zip(refs, answers, strict=True):
            if isinstance(answer, Unread):
                raise RuntimeError(f"{ref} could not be dated: {answer.reason}")
            self.changes[str(ref)] = answer
        return answers


class _Recorder:
    """The GitHub source, with everything that it says written down."""

    def __init__(self, client: GitHubClient, place: HistoryPlace) -> None:
        self._source = GitHubSource(client)
        self._files = _Noting(client)
        self._place = place
        self.people: dict[str, Facts] = {}
        self.open: dict[str, OpenItem] = {}
        self.history: OrgHistory | None = None

    @property
    def cost(self) -> Cost:
        return self._source.cost

    @property
    def files(self) -> dict[str, str | None]:
        return dict(sorted(self._files.texts.items()))

    @property
    def blame(self) -> dict[str, tuple[LastChange, ...]]:
        return dict(sorted(self._files.changes.items()))

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        return self._source.profiles(logins)

    def begin(self, queries: Sequence[Query], told: Told) -> Gathering:
        self._gathering = self._source.begin(queries, told)
        self._logins = [query.login for query in queries]
        return self._gathering

    def note(self) -> None:
        """Write down what is known of those who were read last."""
        for login in self._logins:
            facts = self._gathering.facts(login)
            # All of a recording is there from the beginning.
            self.people[login.name] = replace(facts, source=SOURCE, host=HOST, repositories=None, sample=None)

    def openings(self, query: OpeningsQuery) -> tuple[OpenItem, ...]:
        found = self._source.openings(query)
        self.open |= {item.url: item for item in found}
        return found

    def role_index(self, groups_file: str, orgs: Sequence[str], *, build: bool) -> None:
        """None: a recording has the files that matter for its people."""
        del groups_file, orgs, build

    def community(self, query: CommunityQuery) -> Community:
        found = with_dates(read_community(self._files, query), query, self._read_history, self._files)
        return with_owner_dates(found, query.logins, self._files, self._files, query.own_paths)

    def _read_history(self, query: HistoryQuery) -> OrgHistory:
        if self.history is None:
            history = read_history(query, self._place)
            books = {org: dict(sorted(book.items())) for org, book in history.books.items()}
            self.history = replace(history, books=books, commits=f"{WEB}/{query.repo}/commit/")
        return self.history


def record() -> recorded.Recording:
    """What the source says of everybody in the demonstration's world, at the world's own time."""
    with tempfile.TemporaryDirectory() as world:
        build(Path(world))
        return _record(load_world(Path(world)))


def _record(world: World) -> recorded.Recording:
    with (
        running_standin(world, secondary_limits=False, git=True) as server,
        tempfile.TemporaryDirectory() as cache,
    ):
        where = endpoints(f"{server.base_url}/api/v3", f"{server.base_url}/api/graphql", WEB)
        retry_policy = RetryPolicy(now=NOW.timestamp)
        client = GitHubClient(Settings(endpoints=where, token="recording", retry_policy=retry_policy))
        place = HistoryPlace(server_url=server.base_url, cache=Path(cache), environ=os.environ)
        source = _Recorder(client, place)
        ladder, _ = load_ladder("kubernetes")
        guide = load_guide("groups")
        for login, *_ in EVERYBODY:
            aim = Aim(interests=interests_of(INTERESTS.get(login, ()), guide))
            checker = Checker(
                source=source, ladder=ladder, as_of=NOW, full=True, guide=guide, aim=lambda _, aim=aim: aim
            )
            checker.check(Login.parse(login))
            source.note()
        client.close()
    return recorded.Recording(
        schema="ladder-check.recording/v1",
        about=ABOUT,
        as_of=NOW,
        orgs=ladder.orgs,
        requests_repository=ladder.files.requests_repository,
        people=source.people,
        files=source.files,
        history=source.history,
        blame=source.blame,
        openings=tuple(item for _, item in sorted(source.open.items())),
        interests=INTERESTS,
        web=WEB,
    )


def dump(recording: recorded.Recording) -> str:
    """A recording as text, with a line for each pull request and each request."""
    value = TypeAdapter(recorded.Recording).dump_python(recording, mode="json", by_alias=True, exclude_defaults=True)
    return _laid_out(value, LINES) + "\n"


def _laid_out(value: object, depth: int) -> str:
    """JSON that opens so many levels, each value of them on a line of its own."""
    if depth and isinstance(value, Mapping):
        items = (f"{json.dumps(key)}: {_laid_out(one, depth - 1)}" for key, one in value.items())
        return "{\n" + ",\n".join(items) + "\n}"
    if depth and isinstance(value, list):
        return "[\n" + ",\n".join(_laid_out(one, depth - 1) for one in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    DEMO.write_text(dump(record()), encoding="utf-8")


if __name__ == "__main__":
    main()
