"""A guide to a community's groups, as a YAML file states it: what sigs.yaml cannot say of them.

Which groups exist, who leads them and where they meet is never here: sigs.yaml says so at run time. A group of the
guide that sigs.yaml no longer lists is archived, whatever the guide says of it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from tracker.criteria.definitions import Repository
from tracker.facts.scopes import Scope
from tracker.strict import Strict

#: Name of a group's directory in the community's repository, such as ``wg-batch``.
GroupId = Annotated[str, Field(pattern=r"^(sig|wg|ug|committee)-[a-z0-9-]+$")]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Place = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+/[A-Za-z0-9_.-]+:[^\s/][^\s]*$")]


class Concern(StrEnum):
    """How a group has to do with AI and machine learning."""

    WORKLOADS = "workload-centric"
    HARDWARE = "hardware-driven"
    OVERVIEW = "bird's-eye"
    PRODUCT = "product-driven"
    CROSS_CUTTING = "cross-cutting"


class Signals(Strict):
    """What in somebody's work leads to a group; any one of these does."""

    repositories: tuple[Repository, ...] = ()
    paths: tuple[Place, ...] = ()
    """``owner/repo:path``, a directory or file with all that is below it."""
    labels: tuple[str, ...] = ()
    keps: tuple[int, ...] = ()
    """Numbers of enhancement proposals."""
    words: tuple[str, ...] = ()
    """Words in titles, whole and without regard to case."""

    @cached_property
    def places(self) -> tuple[Scope, ...]:
        """Repositories and paths as scopes, the repositories in lower case; the deepest first."""
        found = [Scope.directory(repo.lower()) for repo in self.repositories]
        parts = (place.partition(":") for place in self.paths)
        found += [Scope.directory(repo.lower(), path) for repo, _, path in parts]
        return tuple(sorted(found, key=lambda scope: -len(scope.path)))

    @cached_property
    def repos(self) -> frozenset[str]:
        """The repositories of all places, in lower case."""
        return frozenset(place.repo for place in self.places if place.repo)

    @cached_property
    def folded_labels(self) -> frozenset[str]:
        """The labels without regard to case."""
        return frozenset(label.casefold() for label in self.labels)

    @cached_property
    def phrases(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        """Each of the words, the same in lower case, and what finds it in a title."""
        return tuple(
            (word, word.lower(), re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE | re.ASCII))
            for word in self.words
        )


class Relation(Strict):
    """How a group relates to another one, in words that come before the other's name: ``builds on``."""

    to: GroupId
    words: str


class GroupEntry(Strict):
    """What is said of every group, whether it exists or ended."""

    id: GroupId
    name: str
    leads_to_it: Signals = Signals()
    related: tuple[Relation, ...] = ()


class GuidedGroup(GroupEntry):
    """What is said of a group that exists, as long as sigs.yaml lists it."""

    ai_ml: bool = False
    concern: Concern | None = None
    why: str | None = None
    """What it has to do with AI and machine learning, in a sentence."""
    first_step: str | None = None


class Successor(Strict):
    """Where the work of an archived group went, and who takes it up."""

    text: str
    url: WebAddress
    group: GroupId | None = None


class ArchivedEntry(GroupEntry):
    """A group that is no more, for who still reads about it."""

    archived_on: date
    source: WebAddress
    """Where the end was decided."""
    successors: tuple[Successor, ...] = Field(min_length=1)


class _OfGroups(Strict):
    """Something that several groups have to do with, the closest first."""

    groups: tuple[GroupId, ...] = Field(min_length=1)


class Interest(_OfGroups):
    """A word for what somebody wants to work on, and the groups it leads to."""

    name: Id
    synonyms: tuple[Id, ...] = ()
    repositories: tuple[Repository, ...] = ()


class Welcome(Strict):
    """A group that newcomers are asked to begin with, and the page that says so."""

    group: GroupId
    why: str
    """Ends a sentence that begins with the group: ``runs the orientation of new contributors``."""
    url: WebAddress


class KepState(Strict):
    """An enhancement proposal, and how far it is."""

    number: int
    title: str
    state: str
    """``beta in 1.37``, as the proposal's own file says it."""


class InitiativeEntry(_OfGroups):
    """A larger piece of work to follow: where it happens, which proposals it has, how far it is."""

    id: Id
    title: str
    repository: Repository
    url: WebAddress
    state: str
    keps: tuple[KepState, ...] = ()


class Part(Strict):
    """A part of a resource that somebody can tick off, by attesting its id or those of all of its own parts."""

    id: Id
    title: str
    url: WebAddress | None = None
    """Without one, where the whole is."""
    parts: tuple["Part", ...] = ()

    @property
    def ids(self) -> Iterator[str]:
        """Its own id, and those of its parts."""
        yield self.id
        for part in self.parts:
            yield from part.ids


class ResourceEntry(Strict):
    """Something to read, watch or join on the way to certain tiers."""

    title: str
    url: WebAddress
    note: str | None = None
    tiers: tuple[Id, ...] = Field(min_length=1)
    """Ids of the tiers that it helps to reach."""
    parts: tuple[Part, ...] = ()


class Guide(Strict):
    """What a community says of its groups beyond sigs.yaml, and where newcomers to each tier find their way."""

    schema_id: Literal["ladder-check.groups/v1"] = Field(alias="schema")
    read_on: date
    """When the community's documents were last compared with this file."""
    meetings_url: WebAddress
    """Where the times of meetings are shown in one's own time zone."""
    slack_url: WebAddress
    """Address of a channel, with ``{channel}``."""
    kep_url: WebAddress
    """Address of an enhancement proposal, with ``{number}``."""
    missing_labels: tuple[str, ...] = ()
    """Labels that follow from sigs.yaml and that nobody has created on GitHub."""
    groups: tuple[GuidedGroup, ...] = Field(min_length=1)
    archived: tuple[ArchivedEntry, ...] = ()
    interests: tuple[Interest, ...] = ()
    newcomers: tuple[Welcome, ...] = ()
    """Where to begin as long as nothing leads to a group."""
    titles_name_groups_in: tuple[Repository, ...] = ()
    """Repositories in which a word in a title leads nowhere: lists of people and groups, where work on them is done."""
    initiatives: tuple[InitiativeEntry, ...] = ()
    orientation: tuple[ResourceEntry, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, GuidedGroup]:
        return {group.id: group for group in self.groups}

    @cached_property
    def vocabulary(self) -> Mapping[str, Interest]:
        """Every word for an interest, synonyms and the ids of groups included, with what it stands for."""
        words = {word: interest for interest in self.interests for word in (interest.name, *interest.synonyms)}
        return {**self._by_group, **words}

    @cached_property
    def _by_group(self) -> Mapping[str, Interest]:
        """An interest in each group named anywhere, by its id; for one that ended also in those that took over."""
        named = {id_: (id_,) for interest in self.interests for id_ in interest.groups}
        heirs = {
            ended.id: (ended.id, *(went.group for went in ended.successors if went.group)) for ended in self.archived
        }
        known = {**named, **{group.id: (group.id,) for group in self.groups}, **heirs}
        return {id_: Interest(name=id_, groups=tuple(dict.fromkeys(groups))) for id_, groups in known.items()}

    @cached_property
    def ended(self) -> Mapping[str, date]:
        """The days on which groups ended, by their ids."""
        return {entry.id: entry.archived_on for entry in self.archived}

    @cached_property
    def without_title_words(self) -> frozenset[str]:
        """The repositories in which words in titles lead nowhere, in lower case."""
        return frozenset(repo.lower() for repo in self.titles_name_groups_in)

    @cached_property
    def attestable(self) -> frozenset[str]:
        """Ids that an attestation may name beside the ladder's criteria."""
        return frozenset(id_ for resource in self.orientation for part in resource.parts for id_ in part.ids)
