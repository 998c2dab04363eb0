"""Reads and validates what is written in YAML: ladders, guides to groups, what people attest.

All mistakes are reported at once, in plain words.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from tracker.catalog.settings import SETTINGS, Settings
from tracker.catalog.sheet import Mistake, Sheet, Value, read, read_text
from tracker.criteria.statements import Statements
from tracker.errors import ConfigError
from tracker.facts.people import Login
from tracker.guide import Guide
from tracker.ladder import Ladder
from tracker.later import Later

if TYPE_CHECKING:
    from tracker.catalog import attestations, cohort, exceptions, forms, guide, references, wording
    from tracker.catalog.attestations import AttestationEntry
    from tracker.catalog.cohort import CohortFile
    from tracker.catalog.exceptions import MemberException
    from tracker.facts.form_template import FormTemplate
    from tracker.findings.area import Excepted
else:
    attestations, cohort = Later("tracker.catalog.attestations"), Later("tracker.catalog.cohort")
    exceptions, forms = Later("tracker.catalog.exceptions"), Later("tracker.catalog.forms")
    guide, references = Later("tracker.catalog.guide"), Later("tracker.catalog.references")
    wording = Later("tracker.catalog.wording")

#: Ladders that come with the program.
BUILT_IN = ("kubernetes", "kserve")
#: Guides to a community's groups that come with the program.
BUILT_IN_GUIDES = ("groups",)
#: What a report calls the source of their rules.
BUILT_IN_LABEL = "built-in"

__all__ = [
    "BUILT_IN",
    "BUILT_IN_GUIDES",
    "built_in",
    "check_attestation_file",
    "config_directory",
    "file_schema",
    "load_cohort",
    "load_entries",
    "load_exceptions",
    "load_form",
    "load_guide",
    "load_ladder",
    "load_member_exceptions",
    "load_settings",
    "said_of",
]

_PACKAGE = Path(__file__).resolve().parent.parent
_LADDER: TypeAdapter[Ladder] = TypeAdapter(Ladder)
_GUIDE: TypeAdapter[Guide] = TypeAdapter(Guide)
T = TypeVar("T")


class _Model(Protocol):
    def json_schema(self) -> dict[str, object]: ...


def config_directory() -> Path:
    """Where the files that come with the program are: inside an installed package, beside it in a checkout.

    Raises:
        ConfigError: they are nowhere.
    """
    for directory in (_PACKAGE / "config", _PACKAGE.parent / "config"):
        if (directory / "kubernetes.yaml").is_file():
            return directory
    raise ConfigError("the built-in rules are missing from this installation", hint="Install ladder-check again.")


def built_in(name: str | Path) -> Sheet:
    """The values of a file that comes with the program; tests check what its parts say of each other once for all runs.

    Raises:
        ConfigError: this installation is damaged.
    """
    return read(config_directory() / f"{name}.yaml")


def load_ladder(name_or_path: str | Path) -> tuple[Ladder, str]:
    """A ladder by name (``kubernetes``, ``kserve``) or from a file, and what a report calls the source of its rules.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    if str(name_or_path) in BUILT_IN:
        return _validated(built_in(name_or_path), _LADDER), BUILT_IN_LABEL
    path = Path(name_or_path)
    if not path.suffix and not path.exists():
        names = wording.guess(str(name_or_path), BUILT_IN)
        hint = f"Name a YAML file, or a ladder that comes with the program{names}"
        raise ConfigError(f"there is no ladder and no file {str(name_or_path)!r}", hint=hint)
    return _validated(read(path), _LADDER, references.check_references), path.name


def load_guide(name_or_path: str, beside: str | Path = "") -> Guide:
    """A guide to groups by name (``groups``) or from a file, whose path may start at the file that names it.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    if name_or_path in BUILT_IN_GUIDES:
        return _validated(built_in(name_or_path), _GUIDE)
    return _validated(read(Path(beside).parent / name_or_path), _GUIDE, guide.check_guide)


def load_form() -> "FormTemplate":
    """The copy of the membership request's form that comes with the program."""
    return _validated(built_in("membership-form"), forms.FORM).template()


def load_entries(path: Path, *, known: Collection[str] = ()) -> tuple["AttestationEntry", ...]:
    """What a file says of whomever; ``known`` are the ladder's criteria: an entry on another is a mistake.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    return _validated(read(path), attestations.ENTRIES, lambda value: attestations.check_entries(value, known))


def said_of(login: Login, entries: Sequence["AttestationEntry"], day: date | None = None) -> Statements:
    """What some entries say of a person, the newest on each criterion. With ``day``, what holds on it."""
    concerning = sorted((one for one in entries if one.concerns(login, day)), key=lambda one: one.on)
    return attestations.statements(concerning) if concerning else Statements()


def check_attestation_file(path: Path) -> int:
    """How many attestations a file holds, of whomever.

    Raises:
        ConfigError: as ``load_entries``.
    """
    return len(load_entries(path))


def load_cohort(path: Path, *, tiers: Mapping[str, str] | None = None, known: Collection[str] = ()) -> "CohortFile":
    """Who is of a cohort, from YAML or a plain list of logins.

    ``tiers`` (titles by ids) and ``known`` criteria are the ladder's: an entry that names another is a mistake; empty,
    none is.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    sheet = cohort.as_yaml(read_text(path), path.name)
    checked = _validated(sheet, cohort.SHEET, lambda value: cohort.check_cohort(value, tiers or {}, known))
    return cohort.cohort_file(checked, tiers or {})


def load_exceptions(path: Path) -> tuple["Excepted", ...]:
    """Who stays in OWNERS of a place without being active there.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    found = _validated(read(path), exceptions.EXCEPTIONS, exceptions.check_exceptions)
    return tuple(one.excepted() for one in found)


def load_settings(path: Path) -> Settings:
    """What is settled for all runs.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    return _validated(read(path), SETTINGS)


def load_member_exceptions(path: Path) -> tuple["MemberException", ...]:
    """Members who stay on though they are not seen at work.

    Raises:
        ConfigError: the file cannot be read, or does not hold; ``mistakes`` has a line for each.
    """
    return _validated(read(path), exceptions.MEMBER_EXCEPTIONS, exceptions.check_exceptions)


#: The models of files, by their kind: what ``ladder rules schema`` calls it, but for rules.
_MODELS: Mapping[str, Callable[[], _Model]] = {
    "rules": lambda: _LADDER,
    "attestations": lambda: attestations.ENTRIES,
    "groups": lambda: _GUIDE,
    "cohort": lambda: cohort.SHEET,
    "settings": lambda: SETTINGS,
    "member-exceptions": lambda: exceptions.MEMBER_EXCEPTIONS,
    "exceptions": lambda: exceptions.EXCEPTIONS,
}


def file_schema(kind: str) -> dict[str, object]:
    """The JSON Schema of a kind of file, for editors and for reading."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_MODELS[kind]().json_schema()}


def _validated(sheet: Sheet, model: TypeAdapter[T], check: Callable[[Value], Iterable[Mistake]] = lambda _: ()) -> T:
    found = [*sheet.mistakes, *check(sheet.value)]
    try:
        valid = model.validate_python(sheet.value)
    except ValidationError as error:
        found += wording.mistakes_of(error, sheet.value, model.json_schema())
    else:
        if not found:
            return valid
    lines = wording.lines_of(sheet, found)
    count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
    option = next((f" --{kind}" for kind, one in _MODELS.items() if one() is model and kind != "rules"), "")
    hint = f"`ladder rules schema{option}` prints every key."
    raise ConfigError(f"{sheet.name} has {count}", mistakes=lines, hint=hint)
