"""What ``ladder rules`` does: check files, print their schema, list what is in them."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from tabulate import tabulate

from tracker.catalog import (
    check_attestation_file,
    file_schema,
    load_cohort,
    load_exceptions,
    load_guide,
    load_ladder,
    load_member_exceptions,
    load_settings,
)
from tracker.criteria import AnyCriterion
from tracker.criteria.composite import Composite
from tracker.errors import ConfigError, UsageError
from tracker.facts.prose import counted
from tracker.ladder import Ladder, walk

_BETWEEN = 2
_PLURALS = {
    "criterion": "criteria",
    "directory of OWNERS": "directories of OWNERS",
    "directory of contributors": "directories of contributors",
}
_DECIDED_BY = {"decide": "data", "count": "count", "person": "person"}


def kind_of(chosen: Mapping[str, bool]) -> str:
    """The kind of file that was chosen by its option; rules, where none was.

    Raises:
        UsageError: several were.
    """
    names = [name.replace("_", "-") for name, on in chosen.items() if on]
    if len(names) > 1:
        options = " and ".join(f"--{name}" for name in names)
        raise UsageError(f"{options} are different kinds of files", hint="Choose one kind.")
    return names[0] if names else "rules"


def check_files(files: Iterable[str], kind: str) -> Iterator[str]:
    """One line for each file that holds.

    Raises:
        ConfigError: after those lines, the mistakes of all the others.
    """
    refused: list[ConfigError] = []
    for file in files:
        try:
            yield f"{file}: OK, {_CONTENTS[kind](file)}"
        except ConfigError as error:
            refused.append(error)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        lines = tuple(line for error in refused for line in error.mistakes or (error.message,))
        raise ConfigError(f"{len(refused)} files do not hold", mistakes=lines, hint=refused[0].hint)


def _of_rules(file: str) -> str:
    ladder, _ = load_ladder(file)
    criteria = sum(1 for tier in ladder.tiers for _ in walk(tier.criteria))
    return _counts((len(ladder.tiers), "tier"), (criteria, "criterion"), (len(ladder.overlays), "overlay"))


def _of_guide(file: str) -> str:
    guide = load_guide(file)
    archived, interests = (len(guide.archived), "archived group"), (len(guide.interests), "interest")
    return _counts((len(guide.groups), "group"), archived, interests)


def _of_cohort(file: str) -> str:
    cohort = load_cohort(Path(file))
    people, teams = (len(cohort.people), "login"), (sum(1 for one in cohort.wider if one.team), "team")
    owners = (sum(1 for one in cohort.wider if one.owners), "directory of OWNERS")
    return _counts(
        people, teams, owners, (sum(1 for one in cohort.wider if one.contributors), "directory of contributors")
    )


#: What is said of a file that holds, by its kind; for another its loader raises ConfigError.
_CONTENTS: Mapping[str, Callable[[str], str]] = {
    "rules": _of_rules,
    "attestations": lambda file: _counted(check_attestation_file(Path(file)), "attestation"),
    "groups": _of_guide,
    "cohort": _of_cohort,
    "settings": lambda file: _counted(len(load_settings(Path(file)).do_not_track), "login") + " left out",
    "member-exceptions": lambda file: _counted(len(load_member_exceptions(Path(file))), "exception"),
    "exceptions": lambda file: _counted(len(load_exceptions(Path(file))), "exception"),
}


def _counts(*counts: tuple[int, str]) -> str:
    return ", ".join(_counted(number, noun) for number, noun in counts if number)


def _counted(number: int, noun: str) -> str:
    return counted(number, noun, _PLURALS.get(noun, ""))


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file, as it stands in ``config/``."""
    return json.dumps(file_schema(kind), indent=2, ensure_ascii=False)


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
