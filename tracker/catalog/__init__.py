"""Reads and validates what is written in YAML: ladders, guides to groups, what people attest. All mistakes at once, in plain words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from tracker.catalog.attestations import ENTRIES, check_entries, statements
from tracker.catalog.forms import FORM
from tracker.catalog.guide import check_guide
from tracker.catalog.references import check_references
from tracker.catalog.sheet import Mistake, Sheet, Value, read
from tracker.catalog.wording import guess, lines_of, mistakes_of
from tracker.criteria import Attestation
from tracker.criteria.statements import Statements
from tracker.errors import ConfigError
from tracker.facts.form_template import FormTemplate
from tracker.facts.people import Login
from tracker.guide import Guide
from tracker.ladder import Ladder

#: Ladders that come with the program.
BUILT_IN = ("kubernetes", "kserve")
#: Guides to a community's groups that come with the program.
BUILT_IN_GUIDES = ("groups",)
#: What a report calls the source of their rules.
BUILT_IN_LABEL = "built-in"

__all__ = [
    "BUILT_IN",
    "BUILT_IN_GUIDES",
    "attestation_schema",
    "check_attestation_file",
    "config_directory",
    "guide_schema",
    "ladder_schema",
    "load_attestations",
    "load_form",
    "load_guide",
    "load_ladder",
    "load_statements",
]

_PACKAGE = Path(__file__).resolve().parent.parent
_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
_LADDER: TypeAdapter[Ladder] = TypeAdapter(Ladder)
_GUIDE: TypeAdapter[Guide] = TypeAdapter(Guide)
T = TypeVar("T")


def config_directory() -> Path:
    """Where the files that come with the program are: inside an installed package, beside it in a checkout.

    Raises:
        ConfigError: they are nowhere.
    """
    for directory in (_PACKAGE / "config", _PACKAGE.parent / "config"):
        if (directory / "kubernetes.yaml").is_file():
            return directory
    raise ConfigError("the built-in rules are missing from this installation", hint="Install ladder-check again.")


def load_ladder(name_or_path: str | Path) -> tuple[Ladder, str]:
    """A ladder by name (``kubernetes``, ``kserve``) or from a file, and what a report calls the source of its rules.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    if str(name_or_path) in BUILT_IN:
        return _validated(read(config_directory() / f"{name_or_path}.yaml"), _LADDER, check_references), BUILT_IN_LABEL
    path = Path(name_or_path)
    if not path.suffix and not path.exists():
        names = guess(str(name_or_path), BUILT_IN)
        hint = f"Name a YAML file, or a ladder that comes with the program{names}"
        raise ConfigError(f"there is no ladder and no file {str(name_or_path)!r}", hint=hint)
    return _validated(read(path), _LADDER, check_references), path.name


def load_guide(name_or_path: str, beside: str | Path = "") -> Guide:
    """A guide to groups by name (``groups``) or from a file, whose path may start at the file that names it.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    if name_or_path in BUILT_IN_GUIDES:
        return _validated(read(config_directory() / f"{name_or_path}.yaml"), _GUIDE, check_guide)
    return _validated(read(Path(beside).parent / name_or_path), _GUIDE, check_guide)


def load_form() -> FormTemplate:
    """The copy of the membership request's form that comes with the program."""
    return _validated(read(config_directory() / "membership-form.yaml"), FORM, lambda _: ()).template()


def load_statements(path: Path, login: Login, *, known: Collection[str] = (), day: date | None = None) -> Statements:
    """What a file says of a person; of several words on one criterion the newest.

    ``known`` are the ladder's criteria: an entry on another is a mistake. With ``day``, only what holds on it counts.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    entries = _validated(read(path), ENTRIES, lambda value: check_entries(value, known))
    return statements(sorted((one for one in entries if one.concerns(login, day)), key=lambda one: one.on))


def load_attestations(
    path: Path, login: Login, *, known: Collection[str] = (), day: date | None = None
) -> Mapping[str, Attestation]:
    """What a file says of a person's criteria alone, as ``load_statements``."""
    return load_statements(path, login, known=known, day=day).criteria


def check_attestation_file(path: Path) -> int:
    """How many attestations a file holds, of whomever.

    Raises:
        ConfigError: as ``load_attestations``.
    """
    return len(_validated(read(path), ENTRIES, lambda value: check_entries(value, ())))


def ladder_schema() -> dict[str, object]:
    """The JSON Schema of a ladder file, for editors and for reading."""
    return _DIALECT | _LADDER.json_schema()


def guide_schema() -> dict[str, object]:
    """The JSON Schema of a guide to groups."""
    return _DIALECT | _GUIDE.json_schema()


def attestation_schema() -> dict[str, object]:
    """The JSON Schema of a file of attestations."""
    return _DIALECT | ENTRIES.json_schema()


def _validated(sheet: Sheet, model: TypeAdapter[T], check: Callable[[Value], Iterable[Mistake]]) -> T:
    found = [*sheet.mistakes, *check(sheet.value)]
    try:
        valid = model.validate_python(sheet.value)
    except ValidationError as error:
        found += mistakes_of(error, sheet.value, model.json_schema())
    else:
        if not found:
            return valid
    lines = lines_of(sheet, found)
    count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
    option = "" if model is _LADDER else " --groups" if model is _GUIDE else " --attestations"
    hint = f"`ladder rules schema{option}` prints every key."
    raise ConfigError(f"{sheet.name} has {count}", mistakes=lines, hint=hint)
