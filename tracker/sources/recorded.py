"""Facts in a JSON file: the demonstration, replays, tests. Answers like any source and asks nobody."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from tracker.errors import AccountError, ConfigError, SourceError
from tracker.facts import Community, CommunityQuery, Cost, Facts, Query
from tracker.facts.gathered import NO_COST
from tracker.facts.people import Contributor, Login
from tracker.sources.base import FileRef, FileText, Unread, Wanted
from tracker.sources.kubernetes.community import read_community
from tracker.sources.kubernetes.members import with_dates
from tracker.sources.kubernetes.org_history import OrgHistory
from tracker.strict import Strict


class Recording(Strict):
    """People's facts, the community's files as texts (``owner/name:path``) and the history of the org files.

    All as they were at one moment. ``web`` is the address of the server whose files they are.
    """

    schema_id: Literal["ladder-check.recording/v1"] = Field(alias="schema")
    about: str
    as_of: datetime
    people: Mapping[str, Facts]
    files: Mapping[str, str]
    history: OrgHistory | None = None
    web: str = "https://github.com"


_RECORDING = TypeAdapter(Recording)
#: Levels of a recording that are laid out in lines: the recording, people, a person, what a person did.
_LINES = 4


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


def demo() -> Recording:
    """The sample contributors that come with the program. None of them exists."""
    with resources.as_file(resources.files("tracker.sources") / "demo.json") as path:
        return load(path)


def dump(recording: Recording) -> str:
    """A recording as text, with a line for each pull request and each request."""
    value = _RECORDING.dump_python(recording, mode="json", by_alias=True, exclude_defaults=True)
    return _laid_out(value, _LINES) + "\n"


def _laid_out(value: object, depth: int) -> str:
    """JSON that opens so many levels, each value of them on a line of its own."""
    if depth and isinstance(value, Mapping):
        items = (f"{json.dumps(key)}: {_laid_out(one, depth - 1)}" for key, one in value.items())
        return "{\n" + ",\n".join(items) + "\n}"
    if depth and isinstance(value, list):
        return "[\n" + ",\n".join(_laid_out(one, depth - 1) for one in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class RecordedSource:
    """A source that knows the people of one recording."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._people = {login.casefold(): facts for login, facts in recording.people.items()}

    @property
    def cost(self) -> Cost:
        return NO_COST

    def gather(self, query: Query, wanted: Wanted) -> Facts:
        """What was recorded of a person, whatever is wanted.

        Raises:
            AccountError: the recording does not hold this login.
            SourceError: the facts are of another moment than the one asked for.
        """
        del wanted
        if (facts := self._people.get(query.login.key)) is None:
            names = ", ".join(self._recording.people)
            raise AccountError(f"the recording does not hold {query.login}", hint=f"It holds {names}.")
        if query.as_of != facts.as_of:
            then = f"{facts.as_of:%Y-%m-%d %H:%M} UTC"
            raise SourceError(f"what was recorded of {query.login} is as of {then}", hint="Leave out --as-of.")
        return facts

    def profiles(self, logins: Sequence[Login]) -> Mapping[Login, Contributor]:
        known = (self._people.get(login.key) for login in logins)
        return {facts.contributor.login: facts.contributor for facts in known if facts}

    def community(self, query: CommunityQuery) -> Community:
        """The community's files and their history, as they were recorded."""
        community = read_community(_Texts(self._recording), query)
        history = self._recording.history
        return with_dates(community, query, (lambda _: history) if history else None)


class _Texts:
    """The recorded files, read like those of a server."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    def read(self, refs: Sequence[FileRef]) -> Sequence[FileText | Unread]:
        return [self._one(ref) for ref in refs]

    def list_paths(self, repo: str) -> Sequence[str]:
        names = (name.partition(":") for name in self._recording.files)
        return [path for owner, _, path in names if owner == repo]

    def _one(self, ref: FileRef) -> FileText:
        url = f"{self._recording.web}/{ref.repo}/blob/HEAD/{ref.path}"
        return FileText(ref=ref, text=self._recording.files.get(str(ref)), oid=None, url=url)
