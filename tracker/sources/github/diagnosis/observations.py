"""What the checks are functions of: what a ladder relies on, and what GitHub said to each question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tracker.facts.people import Login
from tracker.record import record
from tracker.sources.base import FileRef
from tracker.sources.github.searches import ADVANCED, Family


@record
class Subject:
    """What a ladder and a cohort rely on: organizations, names of repositories, and files.

    ``repos`` are the names in the ladder, ``groups_file`` names more of them, ``dated_file`` is one whose
    lines have dates; ``robots`` are accounts whose work is nobody's.
    """

    orgs: tuple[str, ...]
    robots: frozenset[Login] = frozenset()
    repos: tuple[str, ...] = ()
    cohort_repos: tuple[str, ...] = ()
    groups_file: FileRef | None = None
    dated_file: FileRef | None = None


@record
class Trouble:
    """Why something is not known; ``asked`` is False where nobody asked, which says nothing about GitHub."""

    reason: str
    hint: str | None = None
    asked: bool = True


def not_asked(reason: str) -> Trouble:
    """Nothing about it can be told, and GitHub is not to blame."""
    return Trouble(reason=reason, asked=False)


#: The value that asks for the search that takes operators; where it is missing, another is used.
JOINING = f"SearchType.{ADVANCED.type}"
#: Before anything was asked.
NOTHING_ASKED = not_asked("it was not asked for")


@record
class SchemaSeen:
    """Of the fields and values in use, as ``Type.name``: those GitHub does not know, and those to end, with why."""

    unknown: tuple[str, ...] = ()
    deprecated: Mapping[str, str] = field(default_factory=dict)

    @property
    def joins(self) -> bool:
        """Whether the search that takes operators is there."""
        return JOINING not in self.unknown


@record
class FilesSeen:
    """Of how many ranges of lines the last change is known, and the names of repositories in the groups' file."""

    ranges: int | Trouble
    repos: tuple[str, ...] | Trouble


@record
class Witnesses:
    """``ids`` of settled public pull requests, the one with the longest conversation first.

    ``showing`` are the organizations that they are of; ``refused`` has, by organization, why its pull requests are not
    shown.
    """

    ids: tuple[str, ...] = ()
    showing: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


@record
class Canary:
    """What one pull request holds, by connection: read ``alone``, and ``among`` so many ``others``.

    ``reviewer`` is who reviewed in most organizations there, to count their work in several ways; None if nobody did.
    """

    alone: Mapping[str, int]
    among: Mapping[str, int]
    others: int
    reviewer: Login | None = None

    @property
    def differing(self) -> tuple[str, ...]:
        return tuple(name for name, count in self.alone.items() if self.among.get(name) != count)


@record
class JoinedCounts:
    """For each family of work: how much the joined searches count, and how much their parts do together."""

    joined: Mapping[Family, int]
    parts: Mapping[Family, int]

    @property
    def differing(self) -> tuple[Family, ...]:
        return tuple(family for family, count in self.joined.items() if count != self.parts[family])


class BeyondLimit(StrEnum):
    """What GitHub does with a search of more operators than it documents."""

    REFUSED = "refused"
    ZERO = "zero"
    ANSWERED = "answered"


#: Today's name of each repository; None where there is none any more.
Names = Mapping[str, str | Trouble | None]


@dataclass(slots=True)
class Observations:
    """What came for each question, or why nothing did. ``headers`` are those of all answers, the newest of each name.

    ``clock`` is what GitHub's clock and this machine's showed when the first answer came. ``expected`` and ``charged``
    are points; ``token`` is None where there is none, else its kind.
    """

    subject: Subject
    host: str
    server: str
    token: str | None
    headers: Mapping[str, str] = field(default_factory=dict)
    clock: tuple[datetime, datetime] | None = None
    connection: Trouble | None = None
    refused: Trouble | None = None
    schema: SchemaSeen | Trouble = NOTHING_ASKED
    witnesses: Witnesses | Trouble = NOTHING_ASKED
    counts: JoinedCounts | Trouble = NOTHING_ASKED
    limit: BeyondLimit | Trouble = NOTHING_ASKED
    canary: Canary | Trouble = NOTHING_ASKED
    paths: tuple[str, ...] | Trouble = NOTHING_ASKED
    files: FilesSeen | Trouble = NOTHING_ASKED
    names: Names | Trouble = NOTHING_ASKED
    sample: tuple[str, ...] = ()
    expected: int = 0
    charged: int = 0
