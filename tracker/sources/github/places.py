"""Looks for repositories and directories by name: whether they exist, and what GitHub calls them now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from tracker.errors import SourceError, TokenError
from tracker.facts.places import Place, Presence
from tracker.facts.scopes import Scope
from tracker.sources.base import TreeLister, Unread
from tracker.sources.github.api.answers import understood
from tracker.sources.github.api.batch import Batch
from tracker.sources.github.api.client import GitHubClient
from tracker.sources.github.api.field_types import NOT_IN_FORM
from tracker.sources.github.api.question import LOOKUP, Question, Result, repository_question
from tracker.sources.store import Store
from tracker.sources.store.places import Places as Stored

#: Places in one document.
_AT_ONCE = 50
_UNTOLD = "GitHub did not say"
_PRESENCE: Mapping[int, Presence] = {HTTPStatus.OK: Presence.THERE, HTTPStatus.NOT_FOUND: Presence.NO_DIRECTORY}


class Places:
    """Places looked for in GraphQL, each once in a run; what is certain is kept in the store for offline runs."""

    def __init__(self, client: GitHubClient, store: Store, trees: TreeLister) -> None:
        self._client = client
        self._batch = Batch(client, _AT_ONCE * LOOKUP, "Places")
        self._stored = Stored(store)
        self._trees = trees
        self._known: dict[Scope, Place] = {}

    def read(self, scopes: Sequence[Scope]) -> dict[Scope, Place]:
        """A place for each scope, as ``Source.places`` promises."""
        if missing := [scope for scope in dict.fromkeys(scopes) if scope not in self._known]:
            found = self._look(missing)
            self._stored.keep(found)
            self._known |= {asked: _with_directories(place, self._trees) for asked, place in found.items()}
        return {scope: self._known[scope] for scope in scopes}

    def expect(self, scopes: Sequence[Scope]) -> None:
        """These are asked for soon: look for them along with other questions, where there is room."""
        for scope in dict.fromkeys(scopes):
            if scope not in self._known:
                self._batch.expect(_question(scope))

    def _look(self, scopes: Sequence[Scope]) -> dict[Scope, Place]:
        now, found = self._client.settings.now, dict[Scope, Place]()
        for results in self._batch.settle({scope: _question(scope) for scope in scopes}):
            found |= {scope: _place(scope, one, now) for scope, one in results.items()}
        return found


def _question(scope: Scope) -> Question:
    inside = "object(expression: $at) { __typename }" if scope.path else ""
    return repository_question(scope.repo or "", inside, alias="p", weight=LOOKUP, at=f"HEAD:{scope.path}")


def _place(scope: Scope, result: Result, now: datetime) -> Place:
    found = understood(lambda: _found(scope, result, now))
    return found or _unknown(scope, NOT_IN_FORM, now)


def _found(scope: Scope, result: Result, now: datetime) -> Place:
    """An absence is believed only where no other error explains it."""
    repo: Any = result.data
    other = next((one.message for one in result.problems if one.type != "NOT_FOUND"), None)
    if not repo and not result.absent:
        return _unknown(scope, result.failed or other or _UNTOLD, now)
    if not repo or repo["isPrivate"]:
        return Place(scope=scope, presence=Presence.NO_REPOSITORY, read_at=now)
    called = replace(scope, org=repo["nameWithOwner"].partition("/")[0], repo=repo["nameWithOwner"])
    if not scope.path or repo["object"]:
        return Place(scope=called, presence=Presence.THERE, read_at=now)
    if other:
        return _unknown(called, other, now)
    return Place(scope=called, presence=Presence.NO_DIRECTORY, read_at=now)


def _unknown(scope: Scope, reason: str, now: datetime) -> Place:
    return Place(scope=scope, presence=Presence.UNKNOWN, reason=reason, read_at=now)


def _with_directories(place: Place, trees: TreeLister) -> Place:
    """With the directories of the repository that one was looked for in in vain: for a suggestion."""
    if place.presence is not Presence.NO_DIRECTORY:
        return place
    listed = trees.list_paths(place.scope.repo or "")
    return place if isinstance(listed, Unread) else replace(place, directories=directories_of(listed))


def directories_of(paths: Sequence[str]) -> tuple[str, ...]:
    """Every directory that holds one of these files, and those above it."""
    found: set[str] = set()
    for path in paths:
        while path := path.rpartition("/")[0]:
            if path in found:
                break
            found.add(path)
    return tuple(sorted(found))


class RestPlaces:
    """The same through REST: one or two requests for each place."""

    def __init__(self, client: GitHubClient, trees: TreeLister) -> None:
        self._client = client
        self._trees = trees
        self._known: dict[Scope, Place] = {}

    def read(self, scopes: Sequence[Scope]) -> dict[Scope, Place]:
        """A place for each scope, as ``Source.places`` promises."""
        for scope in scopes:
            if scope not in self._known:
                self._known[scope] = _with_directories(self._look(scope), self._trees)
        return {scope: self._known[scope] for scope in scopes}

    def _look(self, scope: Scope) -> Place:
        now = self._client.settings.now
        try:
            return self._found(scope, now)
        except (SourceError, TokenError) as error:
            return _unknown(scope, error.message, now)

    def _found(self, scope: Scope, now: datetime) -> Place:
        reply = self._client.get(f"/repos/{scope.repo}")
        if reply.status == HTTPStatus.NOT_FOUND:
            return Place(scope=scope, presence=Presence.NO_REPOSITORY, read_at=now)
        if reply.status != HTTPStatus.OK:
            return _unknown(scope, reply.message or f"status {reply.status}", now)
        called = Scope.directory(str(reply.record["full_name"]), scope.path)
        if not scope.path:
            return Place(scope=called, presence=Presence.THERE, read_at=now)
        inside = self._client.get(f"/repos/{called.repo}/contents/{quote(scope.path)}")
        presence = _PRESENCE.get(inside.status, Presence.UNKNOWN)
        return Place(scope=called, presence=presence, reason=inside.message or _UNTOLD, read_at=now)
