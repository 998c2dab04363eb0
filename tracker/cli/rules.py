"""What ``ladder rules`` does: check files, print their schema, list what is in them."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from tabulate import tabulate

from tracker.catalog import (
    attestation_schema,
    check_attestation_file,
    guide_schema,
    ladder_schema,
    load_guide,
    load_ladder,
)
from tracker.criteria import AnyCriterion
from tracker.criteria.composite import Composite
from tracker.errors import ConfigError
from tracker.ladder import Ladder, walk

_BETWEEN = 2
_DECIDED_BY = {"decide": "data", "count": "count", "person": "person"}


def check_rules(files: Iterable[str]) -> Iterator[str]:
    """One line for each file of rules that holds.

    Raises:
        ConfigError: after those lines, the mistakes of all the others.
    """

    def words(file: str) -> str:
        ladder, _ = load_ladder(file)
        criteria = sum(1 for tier in ladder.tiers for _ in walk(tier.criteria))
        counts = [(len(ladder.tiers), "tier"), (criteria, "criterion"), (len(ladder.overlays), "overlay")]
        return ", ".join(_counted(number, noun) for number, noun in counts if number)

    return _each(files, words)


def check_attestations(files: Iterable[str]) -> Iterator[str]:
    """One line for each file of attestations that holds.

    Raises:
        ConfigError: after those lines, the mistakes of all the others.
    """
    return _each(files, lambda file: _counted(check_attestation_file(Path(file)), "attestation"))


def check_guides(files: Iterable[str]) -> Iterator[str]:
    """One line for each guide to groups that holds.

    Raises:
        ConfigError: after those lines, the mistakes of all the others.
    """

    def words(file: str) -> str:
        guide = load_guide(file)
        counts = [(len(guide.groups), "group"), (len(guide.archived), "archived group")]
        counts += [(len(guide.interests), "interest")]
        return ", ".join(_counted(number, noun) for number, noun in counts if number)

    return _each(files, words)


def _each(files: Iterable[str], words: Callable[[str], str]) -> Iterator[str]:
    refused: list[ConfigError] = []
    for file in files:
        try:
            yield f"{file}: OK, {words(file)}"
        except ConfigError as error:
            refused.append(error)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        lines = tuple(line for error in refused for line in error.mistakes or (error.message,))
        raise ConfigError(f"{len(refused)} files do not hold", mistakes=lines, hint=refused[0].hint)


def _counted(number: int, noun: str) -> str:
    plural = "criteria" if noun == "criterion" else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def schema_text(*, attestations: bool = False, groups: bool = False) -> str:
    """The JSON Schema of a file of rules, of attestations, or of a guide to groups, as it stands in ``config/``."""
    schema = attestation_schema if attestations else guide_schema if groups else ladder_schema
    return json.dumps(schema(), indent=2, ensure_ascii=False)


def list_of_rules(name: str, day: date) -> str:
    """The tiers and overlays of a ladder with the criteria in force on a day, and the documents they are from."""
    ladder, _ = load_ladder(name)
    parts = [f"{ladder.name}, rules of {day}"]
    parts += [_table(f"{tier.title} ({tier.scope})", tier.criteria, ladder, day) for tier in ladder.tiers]
    for overlay in ladder.overlays:
        heading = f"{ladder.tier(overlay.tier).title}, {overlay.title}"
        parts.append(_table(heading, overlay.criteria, ladder, day))
    parts.append("\n".join(_documents(ladder)))
    return "\n\n".join(parts)


def _table(heading: str, criteria: tuple[AnyCriterion, ...], ladder: Ladder, day: date) -> str:
    rows = list(_rows(criteria, ladder, day))
    if not rows:
        return f"{heading}\nNo rule in force."
    used = max(len(row[0]) for row in rows) + len("person") + 3 * _BETWEEN
    left = max(shutil.get_terminal_size().columns - used, 40)
    widths = [None, left * 3 // 5, None, left * 2 // 5]
    return f"{heading}\n" + tabulate(rows, ["criterion", "asks", "by", "source"], maxcolwidths=widths)


def _rows(criteria: Iterable[AnyCriterion], ladder: Ladder, day: date, mark: str = "") -> Iterator[list[str]]:
    """A row for each criterion in force; those that another one joins come below it, marked."""
    for criterion in criteria:
        if criterion.in_force(day):
            by = _DECIDED_BY[criterion.decides]
            yield [f"{mark}{criterion.id}", criterion.title, by, _source(criterion, ladder)]
            if isinstance(criterion, Composite):
                yield from _rows(criterion.criteria, ladder, day, f"{mark}- ")


def _source(criterion: AnyCriterion, ladder: Ladder) -> str:
    title = ladder.documents[criterion.source.document].title
    return f"{title}, {criterion.source.section}" if criterion.source.section else title


def _documents(ladder: Ladder) -> Iterator[str]:
    yield "Documents, as they were read"
    for document in ladder.documents.values():
        revision = f" at {document.commit[:8]}" if document.commit else ""
        read_on = f" on {document.read_on}" if document.read_on else ""
        yield f"{document.title}{revision}{read_on}: {document.url}"
